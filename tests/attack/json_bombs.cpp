#include "tests/attack/hostile_request.hpp"

#include "tests/e2e/requests.hpp"

#include <array>

namespace psoas::attack {

namespace {

enum class Grammar : std::uint8_t { right, broken };

/// A value of JSON, or what pretends to be one.
struct Value {
    std::string shape;
    std::string text;
    Grammar grammar = Grammar::right;
};

std::string repeated(std::string_view text, std::size_t times) {
    std::string all;
    all.reserve(text.size() * times);
    for (std::size_t i = 0; i < times; ++i)
        all += text;
    return all;
}

std::string nested(std::string_view open, std::string_view close, std::size_t depth) {
    return repeated(open, depth) + "0" + repeated(close, depth);
}

std::string keys(std::size_t count, std::string_view value) {
    std::string text = "{";
    for (std::size_t i = 0; i < count; ++i)
        text.append(i == 0 ? "\"" : ",\"").append(std::to_string(i)).append("\":").append(value);
    return text + "}";
}

/// Right by the grammar, and more than anybody needs. `bytes`: how long the long ones are.
void add_large(std::vector<Value>& values, std::size_t bytes) {
    for (const std::size_t depth :
         {std::size_t{10}, std::size_t{63}, std::size_t{64}, std::size_t{65}, std::size_t{1000}, bytes / 8}) {
        values.push_back({"arrays " + std::to_string(depth) + " deep", nested("[", "]", depth)});
        values.push_back({"objects " + std::to_string(depth) + " deep", nested("{\"a\":", "}", depth)});
    }
    values.push_back({"a long string", "\"" + std::string(bytes, 'a') + "\""});
    values.push_back({"a long string of escapes", "\"" + repeated("\\u0041", bytes / 6) + "\""});
    values.push_back({"a long string of NUL", "\"" + repeated("\\u0000", bytes / 6) + "\""});
    values.push_back({"a long string of pairs", "\"" + repeated("\\ud83d\\ude00", bytes / 12) + "\""});
    values.push_back({"lone surrogates", "\"" + repeated("\\ud800", bytes / 60) + "\""});
    values.push_back({"a long name", "{\"" + std::string(bytes, 'k') + "\":1}"});
    values.push_back({"a long integer", std::string(bytes, '7')});
    values.push_back({"a long fraction", "0." + std::string(bytes, '3')});
    values.push_back({"a long exponent", "1e" + std::string(bytes, '9')});
    values.push_back({"a long negative exponent", "-1E-" + std::string(bytes, '9')});
    for (const char* number : {"1e400", "-1e400", "1e-400", "-0", "-0.0e-0", "9223372036854775808",
                               "18446744073709551616", "4.9e-324", "0e0"})
        values.push_back({std::string("number ") + number, number});
    values.push_back({"many names", keys(bytes / 12, "0")});
    values.push_back({"many empty objects", keys(bytes / 14, "{}")});
    values.push_back({"one name many times", "{" + repeated("\"a\":0,", bytes / 6) + "\"a\":1}"});
    values.push_back({"resourceType many times",
                      "{" + repeated("\"resourceType\":\"Condition\",", bytes / 27) + "\"id\":\"1\"}"});
    values.push_back({"many numbers", "[" + repeated("0,", bytes / 2) + "0]"});
    values.push_back({"many empty arrays", "[" + repeated("[],", bytes / 3) + "[]]"});
    values.push_back({"many nulls", "[" + repeated("null,", bytes / 5) + "null]"});
    values.push_back({"many strings", "[" + repeated("\"\",", bytes / 3) + "\"\"]"});
    values.push_back({"many blanks", "[" + std::string(bytes, ' ') + "]"});
    values.push_back({"many line ends", "[" + std::string(bytes, '\n') + "]"});
    values.push_back(
        {"many conditions in one bundle",
         R"({"resourceType":"Bundle","entry":[)"
             + repeated(R"({"resource":{"resourceType":"Condition","code":{"text":"fever"}}},)", bytes / 66)
             + R"({"resource":null}]})"});
    values.push_back(
        {"bundles in bundles", nested(R"({"resourceType":"Bundle","entry":[{"resource":)", "}]}", 20)});
    values.push_back({"resources contained in each other",
                      nested(R"({"resourceType":"Condition","contained":[)", "]}", 20)});
    values.push_back(
        {"a text without a sentence's end", R"({"resourceType":"DiagnosticReport","conclusion":")"
                                                + repeated("no fever and ", bytes / 13) + "\"}"});
}

void add_broken(std::vector<Value>& values, std::size_t bytes) {
    for (const std::string& text : {repeated("[", bytes),
                                    repeated("{\"a\":", bytes / 5),
                                    "\"" + std::string(bytes, 'a'),
                                    repeated("]", bytes / 100),
                                    repeated(",", bytes / 100),
                                    repeated("[,", bytes / 100),
                                    std::string("[1,]"),
                                    std::string("{\"a\":1,}"),
                                    std::string("[1 2]"),
                                    std::string("{\"a\" 1}"),
                                    std::string("{\"a\":}"),
                                    std::string("{a:1}"),
                                    std::string("{1:1}"),
                                    std::string("{\"a\":1 \"b\":2}"),
                                    std::string("{,}"),
                                    std::string("NaN"),
                                    std::string("Infinity"),
                                    std::string("-Infinity"),
                                    std::string("nul"),
                                    std::string("True"),
                                    std::string("undefined"),
                                    std::string("'a'"),
                                    std::string("/*x*/1"),
                                    std::string("1//x"),
                                    std::string("#1"),
                                    std::string("01"),
                                    std::string("-01"),
                                    std::string("+1"),
                                    std::string(".5"),
                                    std::string("1."),
                                    std::string("1e"),
                                    std::string("1e+"),
                                    std::string("-"),
                                    std::string("0x10"),
                                    std::string("1_000"),
                                    std::string("\"\\x41\""),
                                    std::string("\"\\u12\""),
                                    std::string("\"\\u12g4\""),
                                    std::string("\"\\\""),
                                    std::string("\"a\tb\""),
                                    std::string("\"a\nb\""),
                                    std::string("\"a") + '\0' + "b\"",
                                    std::string("\"\x1f\""),
                                    std::string("\"\xff\""),
                                    std::string("\"\xc0\x80\""),
                                    std::string("\"\xed\xa0\x80\""),
                                    std::string("\"\xf4\x90\x80\x80\""),
                                    std::string("\"\xe2\x82\""),
                                    std::string("\"\x80\""),
                                    std::string("\xef\xbb\xbf") + "1",
                                    std::string("\xff\xfe{\0", 4),
                                    std::string("1") + '\0',
                                    std::string("\0", 1),
                                    std::string("\x0b 1"),
                                    std::string("\xc2\xa0") + "1",
                                    std::string("]"),
                                    std::string("}"),
                                    std::string("\"")}) {
        std::string shape = "broken: " + text.substr(0, 12);
        values.push_back({std::move(shape), text, Grammar::broken});
    }
}

/// The places of a request where a value can stand: what is before it and behind it.
struct Place {
    std::string_view name;
    std::string_view before;
    std::string_view behind;
    std::string_view path = e2e::patient_view_path;
};
constexpr std::string_view feedback_path = "/cds-services/psoas-patient-view/feedback";
constexpr std::array places{
    Place{"the whole body", "", ""},
    Place{"a member nobody knows",
          R"({"hook":"patient-view","hookInstance":"3b9f0d1c-6f6e-4f0a-9b0a-0d8e3f5c2a11",)"
          R"("context":{"userId":"Practitioner/1","patientId":"1"},"x":)",
          "}"},
    Place{"the context",
          R"({"hook":"patient-view","hookInstance":"3b9f0d1c-6f6e-4f0a-9b0a-0d8e3f5c2a11",)"
          R"("context":{"userId":"Practitioner/1","patientId":"1","x":)",
          "}}"},
    Place{"a prefetched list",
          R"({"hook":"patient-view","hookInstance":"3b9f0d1c-6f6e-4f0a-9b0a-0d8e3f5c2a11",)"
          R"("context":{"userId":"Practitioner/1","patientId":"1"},"prefetch":{"conditions":)",
          "}}"},
    Place{"a resource",
          R"({"hook":"patient-view","hookInstance":"3b9f0d1c-6f6e-4f0a-9b0a-0d8e3f5c2a11",)"
          R"("context":{"userId":"Practitioner/1","patientId":"1"},"prefetch":{"conditions":)"
          R"({"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Condition","code":)",
          "}}]}}}"},
    Place{"feedback", R"({"feedback":)", "}", feedback_path},
    Place{"an entry of feedback", R"({"feedback":[{"card":"c0ffee00-0000-4000-8000-000000000001","outcome":)",
          "}]}", feedback_path},
};

} // namespace

std::vector<HostileRequest> json_bombs(Amount amount) {
    std::vector<Value> values;
    add_large(values, amount == Amount::full ? 4UL << 20U : 200'000);
    add_broken(values, amount == Amount::full ? 1UL << 20U : 50'000);
    std::vector<HostileRequest> shapes;
    for (const Place& place : places)
        for (const Value& value : values) {
            const std::string body = std::string(place.before) + value.text + std::string(place.behind);
            shapes.push_back({value.shape + " as " + std::string(place.name), e2e::call(body, place.path),
                              value.grammar == Grammar::broken ? Expected::rejected : Expected::handled});
        }
    // Whole, but for its end.
    for (std::size_t size = 0; size < e2e::patient_view_body.size(); ++size)
        shapes.push_back({"cut after " + std::to_string(size),
                          e2e::call(e2e::patient_view_body.substr(0, size)), Expected::rejected});
    // As long as a body may be, and longer.
    const std::string open = R"({"hook":"patient-view","hookInstance":"1","x":)";
    for (const std::size_t mib : amount == Amount::full ? std::vector<std::size_t>{15, 16, 17, 64, 512}
                                                        : std::vector<std::size_t>{15, 17})
        for (const std::string& filling : {std::string("[],"), std::string("   "), std::string("\"a\":0,")})
            shapes.push_back(
                {std::to_string(mib) + " MiB of " + filling,
                 e2e::call(open + "[" + repeated(filling, (mib << 20U) / filling.size()) + "0]}"),
                 Expected::rejected});
    return shapes;
}

} // namespace psoas::attack
