#include "hooks/trace_context.hpp"

#include "hooks/uuid.hpp"

#include <algorithm>

namespace psoas::hooks {

namespace {

bool is_hexadecimal(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
}

/// Does a text have the form of another, in which "x" is a lower-case hexadecimal digit?
bool has_form(std::string_view text, std::string_view form) {
    return std::ranges::equal(
        text, form, [](char c, char wanted) { return wanted == 'x' ? is_hexadecimal(c) : c == wanted; });
}

bool is_zero(std::string_view digits) {
    return digits.find_first_not_of('0') == std::string_view::npos;
}

/// 16 digits that are not all zero: of a random UUID those around its version are.
std::string new_span() {
    const std::string random = random_uuid();
    return random.substr(0, 8) + random.substr(28, 8);
}

} // namespace

std::string continued_trace(std::string_view traceparent) {
    constexpr std::string_view form = "00-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx-xxxxxxxxxxxxxxxx-xx";
    if (!has_form(traceparent, form)) return {};
    const std::string_view trace = traceparent.substr(3, 32);
    const std::string_view span = traceparent.substr(36, 16);
    if (is_zero(trace) || is_zero(span)) return {};
    return std::string(traceparent.substr(0, 36)) + new_span() + std::string(traceparent.substr(52));
}

std::string request_id(std::string_view sent_id) {
    std::string lower(sent_id.substr(0, 64));
    std::ranges::transform(lower, lower.begin(), [](char c) {
        return c >= 'A' && c <= 'F' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return has_form(lower, "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx") ? lower : random_uuid();
}

} // namespace psoas::hooks
