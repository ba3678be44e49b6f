#include "fhir/corrected_qt.hpp"

#include "fhir/scanner.hpp"
#include "fhir/words.hpp"

#include "logic/measured_findings.hpp"

#include <algorithm>
#include <array>

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
    std::string_view("f"),           std::string_view("borderline"),    std::string_view("corrected"),
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
    const bool is_least = scanner.take_greater_than();
    std::optional<double> number = scanner.take_number();
    if (scanner.sees_number_after('/')) {
        scanner.take('/');
        number = scanner.take_number();
    }
    if (!number || scanner.sees_number_after('-') || scanner.sees_number_after('/')) return std::nullopt;
    scanner.pass_blanks();
    const auto ms = in_ms(*number, scanner.take_letters());
    if (!ms || (is_least && *ms < logic::prolonged_qtc_ms)) return std::nullopt;
    return *ms >= logic::prolonged_qtc_ms ? logic::Presence::present : logic::Presence::absent;
}

} // namespace psoas::fhir
