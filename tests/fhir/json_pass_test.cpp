#include "fhir/json_pass.hpp"

#include "tests/json_events.hpp"

#include <doctest/doctest.h>

#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

using namespace psoas;
using namespace psoas::fhir;

namespace {

std::vector<std::string_view> byte_by_byte(std::string_view text) {
    std::vector<std::string_view> pieces;
    for (std::size_t i = 0; i < text.size(); ++i)
        pieces.push_back(text.substr(i, 1));
    return pieces;
}

/// What the pass says of malformed JSON.
std::string refusal(std::string_view json, std::size_t depth = 64) {
    JsonTranscript transcript;
    JsonPass<JsonTranscript> pass(transcript, depth);
    pass.write(json);
    const Result<void> finished = pass.finish();
    return finished ? "" : finished.error().diagnostics;
}

/// Documents of all kinds of values, of texts and numbers that are hard to read, and of what is no JSON.
class Documents {
public:
    explicit Documents(unsigned seed) : random_(seed) {}

    std::string next() {
        std::string json = value(0);
        for (int changes = pick(4); changes > 0; --changes)
            change(json);
        return json;
    }

private:
    int pick(int below) { return std::uniform_int_distribution(0, below - 1)(random_); }
    std::string one_of(std::initializer_list<std::string_view> texts) {
        return std::string(texts.begin()[pick(static_cast<int>(texts.size()))]);
    }
    std::string space() { return pick(3) == 0 ? one_of({" ", "\n  ", "\t", "\r\n", "  \n    "}) : ""; }
    std::string text() {
        std::string json = "\"";
        for (int parts = pick(4); parts > 0; --parts)
            json +=
                one_of({"a", "code", "http://loinc.org", "a text that is longer than sixteen bytes are",
                        "\\n", "\\\"", "\\\\", "\\/", "\\u00e4", "\\ud83d\\ude00", "\\u0000", "ä", "€", "😀",
                        "\x7f", std::string_view("\xed\x9f\xbf"), std::string_view("\xf4\x8f\xbf\xbf")});
        return json + '"';
    }
    std::string number() {
        return one_of({"0", "-0", "7", "-12", "120.50", "1e9", "1E+9", "2.5e-3", "18446744073709551615",
                       "123456789012345678901234567890", "1e400", "0.1"});
    }
    std::string value(int depth) {
        std::string json = space();
        switch (pick(depth < 5 ? 9 : 6)) {
        case 0:
            return json + one_of({"true", "false", "null"}) + space();
        case 1:
        case 2:
            return json + number() + space();
        case 3:
        case 4:
        case 5:
            return json + text() + space();
        case 6:
            json += '[';
            for (int items = pick(4); items > 0; --items)
                json += value(depth + 1) + (items > 1 ? "," : "");
            return json + space() + ']' + space();
        default:
            json += '{' + space();
            for (int members = pick(4); members > 0; --members)
                json += text() + space() + ':' + value(depth + 1) + (members > 1 ? "," + space() : "");
            return json + '}' + space();
        }
    }
    void change(std::string& json) {
        const auto at = static_cast<std::size_t>(pick(static_cast<int>(json.size()) + 1));
        switch (pick(4)) {
        case 0:
            json.erase(at, 1);
            return;
        case 1:
            json.resize(at);
            return;
        case 2:
            json.insert(at, one_of({"\"",
                                    "\\",
                                    "{",
                                    "}",
                                    "[",
                                    "]",
                                    ",",
                                    ":",
                                    "0",
                                    "-",
                                    ".",
                                    "e",
                                    "+",
                                    "tru",
                                    "nul",
                                    "\\u",
                                    "\\ud83d",
                                    "\\udc00",
                                    " ",
                                    "\n",
                                    "x",
                                    std::string_view("\x01"),
                                    std::string_view("\0", 1),
                                    std::string_view("\xff"),
                                    std::string_view("\xc0\x80"),
                                    std::string_view("\xed\xa0\x80"),
                                    std::string_view("\xe2\x82"),
                                    std::string_view("\xf5\x80\x80\x80"),
                                    "/*c*/"}));
            return;
        default:
            if (at < json.size()) json[at] = static_cast<char>(pick(256));
        }
    }

    std::mt19937 random_;
};

} // namespace

TEST_SUITE("fhir/json_pass") {
    TEST_CASE("every value is told of once, in its order, texts without escapes and numbers as written") {
        struct Row {
            const char* json;
            const char* told;
        };
        const Row rows[] = {
            {"null", "0"},
            {" true ", "t"},
            {"false", "f"},
            {"-1.50e+03", "n9:-1.50e+03"},
            {R"("")", "s0:"},
            {R"("a\"\\\/\b\f\n\r\tz")", "s10:a\"\\/\b\f\n\r\tz"},
            {R"("\u0041\u00e4\u20AC\ud83D\uDe00")", "s10:Aä€😀"},
            {R"([])", "[0]"},
            {R"({})", "{0}"},
            {R"([1,"a",[null],{"k":true}])", "[n1:1s1:a[01]{k1:kt1}4]"},
            {R"({"a" : 1 , "\u0061":[ ] })", "{k1:an1:1k1:a[0]2}"},
        };
        for (const Row& row : rows) {
            CAPTURE(row.json);
            const JsonEvents expected{true, row.told};
            CHECK(events_of_pass({row.json}) == expected);
            CHECK(events_of_pass(byte_by_byte(row.json)) == expected);
            CHECK(events_of_boost(row.json) == expected);
        }
    }

    TEST_CASE("P-09: what is malformed is told with its place and its reason") {
        struct Row {
            const char* story;
            std::string json;
            const char* place_and_reason;
        };
        const Row rows[] = {
            {"nothing", "", "byte 0: the end is missing"},
            {"a name without a colon", R"({"a" 1})", "byte 5: this character cannot stand here"},
            {"a name without quotes", "{a:1}", "byte 1: this character cannot stand here"},
            {"brackets that do not match", "[1}", "byte 2: this character cannot stand here"},
            {"a comma alone", "[,]", "byte 1: this character cannot stand here"},
            {"a comma at the end", "[1,]", "byte 3: this character cannot stand here"},
            {"two commas", "[1,,2]", "byte 3: this character cannot stand here"},
            {"a literal in capitals", "[True]", "byte 1: this character cannot stand here"},
            {"half of a literal", "[tru]", "byte 4: this character cannot stand here"},
            {"a literal and more", "[nulls]", "byte 5: this character cannot stand here"},
            {"a minus alone", "[-]", "byte 2: this character cannot stand here"},
            {"a point without digits", "[1.]", "byte 3: this character cannot stand here"},
            {"a point at the beginning", "[.5]", "byte 1: this character cannot stand here"},
            {"an exponent without digits", "[1e+]", "byte 4: this character cannot stand here"},
            {"a plus", "[+1]", "byte 1: this character cannot stand here"},
            {"no number", "[NaN]", "byte 1: this character cannot stand here"},
            {"hexadecimal", "[0x1]", "byte 2: this character cannot stand here"},
            {"half of a number", "-", "byte 1: the end is missing"},
            {"half of a string", "\"a", "byte 2: the end is missing"},
            {"half of a character", "\"\xc3", "byte 2: the end is missing"},
            {"half of an escape", R"("\u00)", "byte 5: the end is missing"},
            {"an escape that is none", R"("\x41")", "byte 2: no escape of JSON"},
            {"no hexadecimal digit", R"("\u00g0")", "byte 5: no escape of JSON"},
            {"a low surrogate first", R"("\udc00")", "byte 6: no escape of JSON"},
            {"two high surrogates", R"("\ud83d\ud83d")", "byte 12: no escape of JSON"},
            {"a high surrogate and an escape", R"("\ud83d\n")", "byte 8: no escape of JSON"},
            {"a high surrogate alone", R"("\ud83d")", "byte 7: no escape of JSON"},
            {"a line break in a string", "\"a\nb\"",
             "byte 2: a control character in a string must be escaped"},
            {"a byte that begins nothing", "\"\x80\"", "byte 1: no UTF-8"},
            {"a character that is cut", "\"\xe2\x82\"", "byte 3: no UTF-8"},
            {"an overlong form", "\"\xc0\xaf\"", "byte 1: no UTF-8"},
            {"a surrogate in UTF-8", "\"\xed\xa0\x80\"", "byte 2: no UTF-8"},
            {"past U+10FFFF", "\"\xf4\x90\x80\x80\"", "byte 2: no UTF-8"},
            {"no UTF-8 outside of a string", "[\xff]", "byte 1: this character cannot stand here"},
            {"a space that is not JSON's", "[\v1]", "byte 1: this character cannot stand here"},
            {"a NUL behind the value", std::string("1 \0", 3), "byte 2: something follows the value"},
            {"two values", "1 2", "byte 2: something follows the value"},
            {"too deep", "[[[[]]]]", "byte 3: objects and arrays nest too deep"},
        };
        for (const Row& row : rows) {
            CAPTURE(std::string(row.story));
            CHECK(refusal(row.json, 3) == std::string("The JSON is malformed at ") + row.place_and_reason);
            CHECK_FALSE(events_of_pass(byte_by_byte(row.json), 3).accepted);
            CHECK_FALSE(events_of_boost(row.json, 3).value().accepted);
        }
    }

    TEST_CASE(
        "whatever a document holds, all of it is told of as Boost.JSON tells it, wherever it is split") {
        Documents documents(20261121);
        int accepted = 0;
        for (int i = 0; i < 30'000; ++i) {
            const std::string json = documents.next();
            CAPTURE(json);
            const JsonEvents whole = events_of_pass({json});
            if (const std::optional<JsonEvents> boost = events_of_boost(json)) {
                REQUIRE(whole.accepted == boost->accepted);
                if (whole.accepted) REQUIRE(whole.told == boost->told);
            }
            accepted += whole.accepted ? 1 : 0;
            const std::size_t split = json.empty() ? 0 : static_cast<std::size_t>(i) % json.size();
            REQUIRE(events_of_pass(
                        {std::string_view(json).substr(0, split), std::string_view(json).substr(split)})
                    == whole);
            REQUIRE(events_of_pass(byte_by_byte(json)) == whole);
        }
        CHECK(accepted > 5'000);
        CHECK(accepted < 25'000);
    }

    TEST_CASE("a piece of nothing changes nothing") {
        for (const std::string_view json : {"[\"ab\",12,true]", "[\"a\x01\"]", "[12,x]"})
            for (std::size_t split = 0; split <= json.size(); ++split) {
                JsonTranscript transcript;
                JsonPass<JsonTranscript> pass(transcript, 64);
                for (const std::string_view piece :
                     {json.substr(0, split), std::string_view(), json.substr(split)})
                    pass.write(piece);
                const Result<void> finished = pass.finish();
                CHECK((finished ? "" : finished.error().diagnostics) == refusal(json));
                CHECK(transcript.told == events_of_pass({json}).told);
            }
    }

    TEST_CASE("a number is one whatever its exponent") {
        const std::string json = "[1e99999999999, -0.1E-99999999999]";
        CHECK(events_of_pass({json}) == JsonEvents{true, "[n13:1e99999999999n17:-0.1E-999999999992]"});
    }

    TEST_CASE("each length of a text ends where it ends, at the end of a piece as elsewhere") {
        for (std::size_t length = 0; length < 70; ++length)
            for (const std::string_view last : {"\"", "\\n\"", "ä\"", "\x01"}) {
                const std::string json = "[\"" + std::string(length, 'x') + std::string(last) + ",7]";
                CAPTURE(json);
                const JsonEvents boost = events_of_boost(json).value();
                CHECK(events_of_pass({json}).accepted == boost.accepted);
                if (boost.accepted) CHECK(events_of_pass({json}) == boost);
                for (std::size_t split = 0; split <= json.size(); ++split)
                    CHECK(events_of_pass(
                              {std::string_view(json).substr(0, split), std::string_view(json).substr(split)})
                          == events_of_pass({json}));
            }
    }

    TEST_CASE("whoever was told and wants no more is told nothing more") {
        struct Impatient : JsonTranscript {
            [[nodiscard]] bool stopped() const { return told.size() >= most; }
            std::size_t most = 0;
        };
        const std::string json = R"({"a":[1,"b\n",true,{"c":null}],"d":-2})";
        const std::string all = events_of_pass({json}).told;
        for (std::size_t most = 1; most < all.size(); ++most) {
            CAPTURE(most);
            Impatient told;
            told.most = most;
            JsonPass<Impatient> pass(told, 64);
            pass.write(json);
            CHECK(told.told.size() >= most);
            CHECK(all.starts_with(told.told));
            const std::string before = told.told;
            pass.write(json);
            CHECK(told.told == before);
            CHECK_FALSE(pass.finish());
        }
    }
}
