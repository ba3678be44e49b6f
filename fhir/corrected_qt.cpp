#include "fhir/corrected_qt.hpp"

#include "fhir/words.hpp"

#include "logic/measured_findings.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace psoas::fhir {
namespace {

// What stands between the name and its number: the formula of the correction and small words.
constexpr std::array words_of_name{
    std::string_view("interval"),    std::string_view("duration"),      std::string_view("bazett"),
    std::string_view("bazetts"),     std::string_view("baz"),           std::string_view("fridericia"),
    std::string_view("fridericias"), std::string_view("fri"),           std::string_view("framingham"),
    std::string_view("hodges"),      std::string_view("formula"),       std::string_view("by"),
    std::string_view("is"),          std::string_view("was"),           std::string_view("of"),
    std::string_view("at"),          std::string_view("measured"),      std::string_view("measures"),
    std::string_view("measuring"),   std::string_view("approximately"), std::string_view("approx"),
    std::string_view("about"),       std::string_view("around"),        std::string_view("today"),
    std::string_view("now"),         std::string_view("currently"),     std::string_view("b"),
    std::string_view("f"),
};

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

// Reads from the front of what is left.
class Scanner {
public:
    explicit Scanner(std::string_view text) : rest_(text) {}

    /// Passes blanks and the signs that join a name and its number. A "<" or ">" is none of them.
    void pass_joints() {
        constexpr std::string_view joints = " \t:=~()[]-";
        while (!rest_.empty() && joints.find(rest_.front()) != joints.npos)
            rest_.remove_prefix(1);
    }

    /// The letters that come next, perhaps none.
    std::string_view take_letters() {
        const auto end = std::ranges::find_if_not(rest_, [](char c) { return in_word(c) && !is_digit(c); });
        const auto letters = rest_.substr(0, static_cast<std::size_t>(end - rest_.begin()));
        rest_.remove_prefix(letters.size());
        return letters;
    }

    /// "512", "0.51" or "0,51".
    std::optional<double> take_number() {
        if (rest_.empty() || !is_digit(rest_.front())) return std::nullopt;
        std::string digits;
        while (!rest_.empty()) {
            const bool is_point =
                (rest_[0] == '.' || rest_[0] == ',') && rest_.size() > 1 && is_digit(rest_[1]);
            if (!is_digit(rest_[0]) && !is_point) break;
            digits += is_point ? '.' : rest_[0];
            rest_.remove_prefix(1);
        }
        double number = 0;
        const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
        if (error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
        return number;
    }

    bool take(char wanted) {
        if (rest_.empty() || rest_.front() != wanted) return false;
        rest_.remove_prefix(1);
        return true;
    }

    void pass_blanks() {
        while (take(' ') || take('\t')) {
        }
    }

    [[nodiscard]] bool sees_number_after(char sign) const {
        return rest_.size() > 1 && rest_[0] == sign && is_digit(rest_[1]);
    }

private:
    std::string_view rest_;
};

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
    return std::ranges::find(words, word) != words.end();
}

std::optional<double> in_ms(double number, std::string_view unit) {
    if (is_one_of(unit, {"ms", "msec", "msecs", "millisecond", "milliseconds"}))
        return number < 2 ? std::nullopt : corrected_qt_ms(number);
    if (is_one_of(unit, {"s", "sec", "secs", "second", "seconds"}))
        return number < 2 ? corrected_qt_ms(number) : std::nullopt;
    // Without a unit only what can be nothing else: heart rates and doses are lower, most dates higher.
    if (number < 300 || number > 700) return std::nullopt;
    return number;
}

} // namespace

std::optional<double> corrected_qt_ms(double reported) {
    const double ms = reported < 2 ? reported * 1000 : reported;
    if (!(ms >= 200 && ms <= 900)) return std::nullopt;
    return ms;
}

std::optional<logic::Presence> prolonged_by_number(std::string_view behind_name) {
    const std::string lower = lowercase(behind_name);
    Scanner scanner(lower);
    for (;;) {
        scanner.pass_joints();
        const std::string_view word = scanner.take_letters();
        if (word.empty()) break;
        if (std::ranges::find(words_of_name, word) == words_of_name.end()) return std::nullopt;
    }
    std::optional<double> number = scanner.take_number();
    if (scanner.sees_number_after('/')) {
        scanner.take('/');
        number = scanner.take_number();
    }
    if (!number || scanner.sees_number_after('-') || scanner.sees_number_after('/')) return std::nullopt;
    scanner.pass_blanks();
    const auto ms = in_ms(*number, scanner.take_letters());
    if (!ms) return std::nullopt;
    return *ms >= logic::prolonged_qtc_ms ? logic::Presence::present : logic::Presence::absent;
}

} // namespace psoas::fhir
