#include "hooks/plain_text.hpp"

#include <doctest/doctest.h>

#include <random>
#include <string>

using namespace psoas::hooks;
using namespace std::string_view_literals;

TEST_SUITE("hooks/plain_text") {
    TEST_CASE("P-27: bytes that are no UTF-8 become replacement characters and the rest stays") {
        struct Row {
            const char* story;
            std::string_view bytes;
            std::string_view text;
        };
        const Row rows[] = {
            {"empty", ""sv, ""sv},
            {"ASCII", "hip"sv, "hip"sv},
            {"two, three and four bytes", "\u00b0C \u2026 \U0001F9B4"sv, "\u00b0C \u2026 \U0001F9B4"sv},
            {"a lone continuation byte", "a\x80z"sv, "a\uFFFDz"sv},
            {"a lead byte at the end", "a\xE2\x80"sv, "a\uFFFD"sv},
            {"a lead byte before ASCII", "\xC3z"sv, "\uFFFDz"sv},
            {"an overlong slash", "\xC0\xAF"sv, "\uFFFD\uFFFD"sv},
            {"an overlong form of three bytes", "\xE0\x80\xAF"sv, "\uFFFD\uFFFD\uFFFD"sv},
            {"an overlong form of four bytes", "\xF0\x80\x80\xAF"sv, "\uFFFD\uFFFD\uFFFD\uFFFD"sv},
            {"the bytes of a lone surrogate", "\xED\xA0\x80"sv, "\uFFFD\uFFFD\uFFFD"sv},
            {"past the last character", "\xF4\x90\x80\x80"sv, "\uFFFD\uFFFD\uFFFD\uFFFD"sv},
            {"a byte that never occurs", "\xFF"sv, "\uFFFD"sv},
            {"the last character before the surrogates", "\xED\x9F\xBF"sv, "\xED\x9F\xBF"sv},
            {"NUL is a character", "a\0z"sv, "a\0z"sv},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            CHECK(valid_utf8(row.bytes) == row.text);
        }
    }

    TEST_CASE("valid text is left as it is and made only once") {
        std::mt19937 random(20261121);
        for (int round = 0; round < 500; ++round) {
            std::string bytes(random() % 40, '\0');
            for (char& byte : bytes)
                byte = static_cast<char>(random());
            CAPTURE(round);
            const std::string text = valid_utf8(bytes);
            CHECK(valid_utf8(text) == text);
        }
    }

    TEST_CASE("P-20: length is counted in characters and a cut leaves an ellipsis") {
        struct Row {
            std::string_view text;
            std::size_t limit;
            std::string_view shortened;
        };
        const Row rows[] = {
            {"hip pain", 8, "hip pain"},
            {"hip pain", 7, "hip pa\u2026"},
            {"hip pain", 5, "hip\u2026"},
            {"hip", 1, "\u2026"},
            {"hip", 0, ""},
            {"", 5, ""},
            {"\U0001F9B4\U0001F9B4\U0001F9B4", 3, "\U0001F9B4\U0001F9B4\U0001F9B4"},
            {"\U0001F9B4\U0001F9B4\U0001F9B4", 2, "\U0001F9B4\u2026"},
        };
        for (const Row& row : rows) {
            CAPTURE(row.text);
            CAPTURE(row.limit);
            CHECK(shortened(std::string(row.text), row.limit) == row.shortened);
            CHECK(character_count(shortened(std::string(row.text), row.limit)) <= row.limit);
        }
    }

    TEST_CASE("P-22: text becomes one line without control and invisible characters") {
        struct Row {
            const char* story;
            std::string_view bytes;
            std::string_view line;
        };
        const Row rows[] = {
            {"line breaks and tabs", "a\r\n\tb\n"sv, "a b"sv},
            {"NUL and escape", "a\0\x1B[2Jb"sv, "a [2Jb"sv},
            {"C1 control", "a\u009Bb"sv, "a b"sv},
            {"line separator", "a\u2028b\u2029c"sv, "a b c"sv},
            {"right-to-left override", "a\u202Egnp.exe"sv, "agnp.exe"sv},
            {"isolates and marks", "\u2066a\u2069\u200F\u061C"sv, "a"sv},
            {"zero width space and byte order mark", "\uFEFFa\u200Bb"sv, "ab"sv},
            {"tag characters", "a\U000E0041b"sv, "ab"sv},
            {"an emoji made with joiners stays", "\U0001F468\u200D\U0001F9BD"sv,
             "\U0001F468\u200D\U0001F9BD"sv},
            {"no-break and ideographic spaces", "a\u00A0b\u3000c"sv, "a b c"sv},
            {"nothing but space", " \n "sv, ""sv},
            {"broken bytes", "a\xFF"sv, "a\uFFFD"sv},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            CHECK(one_line(row.bytes) == row.line);
        }
    }

    TEST_CASE("P-22: a summary keeps the words of a text and none of its markup") {
        CHECK(words_only("<script>alert(1)</script>") == "scriptalert(1)/script");
        CHECK(words_only("[x](javascript:alert(1))") == "x(javascriptalert(1))");
        CHECK(words_only("https://evil.example/") == "https//evil.example/");
        CHECK(words_only("Malignant neoplasm of breast, left (5.3 cm)")
              == "Malignant neoplasm of breast, left (5.3 cm)");
        CHECK(words_only("** _ `") == "");
    }
}
