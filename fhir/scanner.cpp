#include "fhir/scanner.hpp"

#include "fhir/words.hpp"

#include <algorithm>
#include <charconv>
#include <string>

namespace psoas::fhir {
namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

} // namespace

void Scanner::pass_joints() {
    constexpr std::string_view joints = " \t:=~()[]-";
    while (!rest_.empty() && joints.find(rest_.front()) != joints.npos)
        rest_.remove_prefix(1);
}

void Scanner::pass_blanks() {
    while (take(' ') || take('\t')) {
    }
}

std::string_view Scanner::take_letters() {
    const auto end = std::ranges::find_if_not(rest_, [](char c) { return in_word(c) && !is_digit(c); });
    const auto letters = rest_.substr(0, static_cast<std::size_t>(end - rest_.begin()));
    rest_.remove_prefix(letters.size());
    return letters;
}

std::optional<double> Scanner::take_number() {
    if (rest_.empty() || !is_digit(rest_.front())) return std::nullopt;
    std::string digits;
    while (!rest_.empty()) {
        const bool is_point = (rest_[0] == '.' || rest_[0] == ',') && rest_.size() > 1 && is_digit(rest_[1]);
        if (!is_digit(rest_[0]) && !is_point) break;
        digits += is_point ? '.' : rest_[0];
        rest_.remove_prefix(1);
    }
    double number = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
    return number;
}

bool Scanner::take(char wanted) {
    if (rest_.empty() || rest_.front() != wanted) return false;
    rest_.remove_prefix(1);
    return true;
}

bool Scanner::take_greater_than() {
    constexpr std::string_view at_least = "\u2265";
    if (rest_.starts_with(at_least))
        rest_.remove_prefix(at_least.size());
    else if (take('>'))
        take('=');
    else
        return false;
    pass_blanks();
    return true;
}

bool Scanner::sees_number_after(char sign) const {
    return rest_.size() > 1 && rest_[0] == sign && is_digit(rest_[1]);
}

} // namespace psoas::fhir
