#pragma once

#include "fhir/json_pass.hpp"

#include <boost/json/basic_parser_impl.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace psoas {

/// All that a reader of JSON told of a document, with texts and numbers whole.
struct JsonEvents {
    bool accepted = false;
    std::string told;

    friend bool operator==(const JsonEvents&, const JsonEvents&) = default;
};

/// Writes down what it is told of.
class JsonTranscript {
public:
    std::string told;

    void begin_object() { told += '{'; }
    void end_object(std::size_t members) { told += std::to_string(members) + '}'; }
    void begin_array() { told += '['; }
    void end_array(std::size_t items) { told += std::to_string(items) + ']'; }
    void key_part(std::string_view part) { text_ += part; }
    void key(std::string_view last_part) { end('k', last_part); }
    void string_part(std::string_view part) { text_ += part; }
    void string(std::string_view last_part) { end('s', last_part); }
    void number_part(std::string_view digits) { text_ += digits; }
    void number(std::string_view last_digits) { end('n', last_digits); }
    void boolean(bool truth) { told += truth ? 't' : 'f'; }
    void null() { told += '0'; }

private:
    void end(char kind, std::string_view last_part) {
        text_ += last_part;
        told += kind + std::to_string(text_.size()) + ':' + text_;
        text_.clear();
    }

    std::string text_;
};

inline JsonEvents events_of_pass(const std::vector<std::string_view>& pieces, std::size_t depth = 64) {
    JsonTranscript transcript;
    fhir::JsonPass<JsonTranscript> pass(transcript, depth);
    for (const std::string_view piece : pieces)
        pass.write(piece);
    return {pass.finish().has_value(), transcript.told};
}

/// Tells a transcript what Boost.JSON's parser says.
struct BoostTranscript : JsonTranscript {
    static constexpr std::size_t max_object_size = std::numeric_limits<std::size_t>::max();
    static constexpr std::size_t max_array_size = max_object_size;
    static constexpr std::size_t max_key_size = max_object_size;
    static constexpr std::size_t max_string_size = max_object_size;
    using Error = boost::system::error_code;
    using View = boost::json::string_view;

    static bool on_document_begin(Error&) { return true; }
    static bool on_document_end(Error&) { return true; }
    bool on_object_begin(Error&) { return begin_object(), true; }
    bool on_object_end(std::size_t members, Error&) { return end_object(members), true; }
    bool on_array_begin(Error&) { return begin_array(), true; }
    bool on_array_end(std::size_t items, Error&) { return end_array(items), true; }
    bool on_key_part(View part, std::size_t, Error&) { return key_part(part), true; }
    bool on_key(View part, std::size_t, Error&) { return key(part), true; }
    bool on_string_part(View part, std::size_t, Error&) { return string_part(part), true; }
    bool on_string(View part, std::size_t, Error&) { return string(part), true; }
    bool on_number_part(View digits, Error&) { return number_part(digits), true; }
    bool on_int64(std::int64_t, View digits, Error&) { return number(digits), true; }
    bool on_uint64(std::uint64_t, View digits, Error&) { return number(digits), true; }
    bool on_double(double, View digits, Error&) { return number(digits), true; }
    bool on_bool(bool truth, Error&) { return boolean(truth), true; }
    bool on_null(Error&) { return null(), true; }
    static bool on_comment_part(View, Error&) { return true; }
    static bool on_comment(View, Error&) { return true; }
};

/// The same as Boost.JSON has it, which the pass is held against. Nothing where it gives up on a number whose
/// exponent an int cannot hold: RFC 8259 has no such limit.
inline std::optional<JsonEvents> events_of_boost(std::string_view json, std::size_t depth = 64) {
    boost::json::basic_parser<BoostTranscript> parser(boost::json::parse_options{.max_depth = depth});
    boost::system::error_code error;
    const std::size_t read = parser.write_some(false, json.data(), json.size(), error);
    if (error == boost::json::error::exponent_overflow) return std::nullopt;
    return JsonEvents{!error && read == json.size(), parser.handler().told};
}

} // namespace psoas
