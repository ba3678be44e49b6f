#include "hooks/written_number.hpp"

#include "fhir/json_number.hpp"

#include <algorithm>

namespace psoas::hooks {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view number_sign = "\0#"sv;
constexpr std::string_view text_sign = "\0$"sv;

// The same as they begin a string in JSON.
constexpr std::string_view written_sign = "\"\\u0000";

// The place of the next one, npos if there is none. Backslashes are rarer than quotes.
std::size_t find_written_sign(std::string_view json, std::size_t from) {
    constexpr std::string_view escape = written_sign.substr(1);
    std::size_t at = json.find(escape, from + 1);
    while (at != json.npos && json[at - 1] != '"')
        at = json.find(escape, at + 1);
    return at == json.npos ? at : at - 1;
}

// What stands bare in an answer must be a number, whatever a record says.
bool is_number(std::string_view text) {
    fhir::JsonNumber number;
    return std::ranges::all_of(text, [&](char character) { return number.take(character); })
           && number.is_whole();
}

// A quote after a backslash stands inside of a string.
bool begins_string(std::string_view json, std::size_t at) {
    return at == 0 || json[at - 1] != '\\';
}

} // namespace

std::string number_in_tree(std::string_view digits) {
    return std::string(number_sign).append(digits);
}

std::optional<std::string_view> digits_of(std::string_view text_in_tree) {
    if (!text_in_tree.starts_with(number_sign)) return std::nullopt;
    const std::string_view digits = text_in_tree.substr(number_sign.size());
    return is_number(digits) ? std::optional(digits) : std::nullopt;
}

std::string_view sign_before(std::string_view first_part_of_text) {
    return first_part_of_text.starts_with('\0') ? text_sign : ""sv;
}

std::string as_client_wrote(std::string json) {
    std::string written;
    std::size_t copied = 0;
    for (std::size_t at = find_written_sign(json, 0); at != json.npos; at = find_written_sign(json, at + 1)) {
        const std::size_t sign = at + written_sign.size();
        const std::size_t end = json.find('"', sign);
        if (sign >= json.size() || end == json.npos || !begins_string(json, at)) continue;
        const bool is_key = end + 1 < json.size() && json[end + 1] == ':';
        const std::string_view rest = std::string_view(json).substr(sign + 1, end - sign - 1);
        if (json[sign] == number_sign.back() && !is_key && is_number(rest)) {
            written.append(json, copied, at - copied).append(rest);
            copied = end + 1;
        } else if (json[sign] == text_sign.back() && !is_key) {
            written.append(json, copied, at + 1 - copied);
            copied = sign + 1;
        }
    }
    if (copied == 0) return json;
    return written.append(json, copied);
}

} // namespace psoas::hooks
