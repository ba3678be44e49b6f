#include "hooks/markdown.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace psoas::hooks;
using namespace std::string_view_literals;

#define WJ "\xE2\x81\xA0" // word joiner, U+2060

TEST_SUITE("hooks/markdown") {
    TEST_CASE("P-22: text of the record is shown as plain text by GitHub Flavored Markdown") {
        struct Row {
            const char* story;
            std::string_view text;
            std::string_view markdown;
        };
        const Row rows[] = {
            {"plain words", "Low back pain, 38.6 C", "Low back pain, 38.6 C"},
            {"a reference", "Condition/back-pain", "Condition/back-pain"},
            {"HTML", "<script>alert(1)</script>", "&lt;script&gt;alert\\(1\\)&lt;/script&gt;"},
            {"an entity", "&lt;b&gt;", "&amp;lt;b&amp;gt;"},
            {"a link", "[x](javascript:alert(1))", "\\[x\\]\\(javascript:alert\\(1\\)\\)"},
            {"an image", "![x](y)", "\\!\\[x\\]\\(y\\)"},
            {"code", "`a` ``b``", "\\`a\\` \\`\\`b\\`\\`"},
            {"emphasis", "**b** _i_ ~~s~~", "\\*\\*b\\*\\* \\_i\\_ \\~\\~s\\~\\~"},
            {"a table", "| a | b |", "\\| a \\| b \\|"},
            {"maths", "$x$", "\\$x\\$"},
            {"an escape", "\\*", "\\\\\\*"},
            {"an address with a scheme", "https://evil.example/", "https:" WJ "//evil.example/"},
            {"an address without one", "see www.evil.example", "see www" WJ ".evil.example"},
            {"in capitals", "WWW.evil.example", "WWW" WJ ".evil.example"},
            {"a mail address", "a@evil.example", "a@" WJ "evil.example"},
            {"a mention", "@everyone", "@" WJ "everyone"},
            {"an autolink in angle brackets", "<https://evil.example>", "&lt;https:" WJ "//evil.example&gt;"},
            {"a heading", "# heading", "\\# heading"},
            {"a heading after a line break", "a\n# heading", "a # heading"},
            {"a list", "- item", "\\- item"},
            {"a list after a line break", "a\r\n- item\n1. x", "a - item 1. x"},
            {"a numbered list", "12. item", "12\\. item"},
            {"a numbered list without items", "12.", "12\\."},
            {"a number is no list", "38.6", "38.6"},
            {"a rule", "---", "\\---"},
            {"an underlined heading", "a\n===", "a ==="},
            {"a quotation", "> quote", "&gt; quote"},
            {"a footnote", "[^1]", "\\[^1\\]"},
            {"control characters and NUL", "a\0\x07 b"sv, "a b"},
            {"an override of direction", "a\u202Eb", "ab"},
            {"a bone of four bytes", "\U0001F9B4", "\U0001F9B4"},
            {"a lone surrogate's bytes", "\xED\xA0\x80", "\uFFFD\uFFFD\uFFFD"},
            {"empty", "", ""},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            CHECK(markdown_text(row.text) == row.markdown);
        }
    }

    TEST_CASE("P-22: the length is bounded before escaping so that no escape is cut in half") {
        CHECK(markdown_text(std::string(300, '*'), 5) == "\\*\\*\\*\\*\u2026");
        CHECK(markdown_text(std::string(300, '<'), 3) == "&lt;&lt;\u2026");
        CHECK(markdown_text(std::string(1'000'000, 'x')).size() < 300);
    }

    TEST_CASE("P-109: no text of any bytes leaves an angle bracket or a line break") {
        std::string all;
        for (int round = 0; round < 3; ++round)
            for (int byte = 0; byte < 256; ++byte)
                all += static_cast<char>((byte * (2 * round + 1)) % 256);
        const std::string markdown = markdown_text(all, 10'000);
        CHECK(markdown.find_first_of(std::string_view("<>\r\n\0", 5)) == std::string::npos);
    }
}
