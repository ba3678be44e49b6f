#include "logic/muscle_grade.hpp"

#include <string_view>

namespace psoas::logic {
namespace {

constexpr double third = 1.0 / 3;

bool is_digit(char character) {
    return character >= '0' && character <= '9';
}

// The character at a place that may lie outside the text.
char at(std::string_view text, std::size_t place) {
    return place < text.size() ? text[place] : ' ';
}

std::size_t after_spaces(std::string_view text, std::size_t place) {
    while (place < text.size() && text[place] == ' ')
        ++place;
    return place;
}

// Whether a digit may be the first of "4-/5", and not the end of "14/5", "2.4/5" or "1/4/5".
bool stands_alone(std::string_view text, std::size_t place) {
    if (place == 0) return true;
    const char before = text[place - 1];
    return !is_digit(before) && before != '.' && before != '/';
}

std::optional<double> grade_at(std::string_view text, std::size_t place) {
    if (text[place] < '0' || text[place] > '5' || !stands_alone(text, place)) return std::nullopt;
    double grade = text[place] - '0';
    std::size_t next = place + 1;
    if (at(text, next) == '+' || at(text, next) == '-') {
        grade += text[next] == '+' ? third : -third;
        ++next;
    }
    next = after_spaces(text, next);
    if (at(text, next) != '/') return std::nullopt;
    next = after_spaces(text, next + 1);
    const char after = at(text, next + 1);
    if (at(text, next) != '5' || is_digit(after) || after == '/') return std::nullopt;
    if (after == '.' && is_digit(at(text, next + 2))) return std::nullopt;
    return grade;
}

std::optional<double> only_grade(std::string_view text) {
    std::optional<double> found;
    for (std::size_t place = 0; place < text.size(); ++place) {
        const std::optional<double> grade = grade_at(text, place);
        if (!grade) continue;
        if (found && *found != *grade) return std::nullopt;
        found = grade;
    }
    return found;
}

} // namespace

std::optional<double> muscle_grade(const Evidence& evidence) {
    const std::optional<double> grade = only_grade(evidence.value);
    return grade ? grade : only_grade(evidence.text);
}

} // namespace psoas::logic
