#include "hooks/card_print.hpp"

#include "hooks/markdown.hpp"
#include "hooks/plain_text.hpp"

#include <doctest/doctest.h>

#include <sstream>
#include <string>
#include <vector>

using namespace psoas;
using namespace psoas::hooks;

namespace {

Card card_of(std::string detail) {
    Card card{.uuid = "u",
              .summary = "Summary",
              .detail = std::move(detail),
              .indicator = logic::Indicator::critical};
    card.source = {"Guideline", "https://doi.org/1", {"s", "c", "Premature imaging"}};
    card.suggestions = {{.label = "Remove the order"}, {.label = "Refer", .is_recommended = true}};
    card.override_reasons = {{"s", "O-RF", "A red flag"}};
    return card;
}

std::string printed_one(const Card& card, std::size_t columns = 96) {
    return printed(std::span(&card, 1), columns);
}

} // namespace

TEST_SUITE("hooks/card_print") {
    TEST_CASE("a person reads indicator and summary and detail and suggestions and override reasons") {
        CHECK(printed_one(card_of("Why.\n\n**Evidence**\n\n- low back pain\n  - left"))
              == "[CRITICAL] Summary\n"
                 "  Premature imaging; Guideline\n"
                 "\n"
                 "  Why.\n"
                 "\n"
                 "  Evidence\n"
                 "\n"
                 "  - low back pain\n"
                 "    - left\n"
                 "\n"
                 "  Suggestions:\n"
                 "  - Remove the order\n"
                 "  - Refer (recommended)\n"
                 "\n"
                 "  Reasons to decide otherwise:\n"
                 "  - A red flag (O-RF)\n");
    }

    TEST_CASE("alternatives are announced as such and no cards are said to be none") {
        Card card = card_of("Why.");
        card.selection = SelectionBehavior::at_most_one;
        CHECK(printed_one(card).find("Suggestions, one of:") != std::string::npos);
        CHECK(printed({}) == "No cards.\n");
    }

    TEST_CASE("lines are broken between words and a longer word stands alone") {
        const std::string text =
            printed_one(card_of("- " + std::string(200, 'x') + " and some more words in this item"), 40);
        std::istringstream lines(text);
        for (std::string line; std::getline(lines, line);) {
            CAPTURE(line);
            const bool fits = character_count(line) <= 40;
            const bool is_the_long_word = line.find(std::string(200, 'x')) != std::string::npos;
            CHECK((fits || is_the_long_word));
        }
    }

    TEST_CASE("what was escaped as Markdown is read at the terminal as it was recorded") {
        for (const char* text :
             {"<script>alert(1)</script>", "[x](javascript:alert(1))", "**b** `c` _i_", "a & b &lt;", "\\*",
              "https://evil.example/ a@evil.example", "1. item", "# heading", "| t |"}) {
            CAPTURE(text);
            CHECK(one_line(plain_from_markdown(markdown_text(text))) == text);
        }
        CHECK(plain_from_markdown("- [Guideline](https://doi.org/1)") == "- Guideline <https://doi.org/1>");
        CHECK(plain_from_markdown("[broken](https://doi.org/1") == "broken <https://doi.org/1>");
        CHECK(plain_from_markdown("\\") == "\\");
    }

    TEST_CASE("no control character reaches the terminal") {
        using namespace std::string_literals;
        Card card = card_of("a\x1B[2Jb\x07\x7F\u009B31m\r\n\u202E"s + "\0"s);
        card.summary = "\x1B]0;title\x07";
        card.suggestions[0].label = "\x1B[1m";
        card.override_reasons[0].display = "\x1B[1m";
        card.source.label = "\x1B[1m";
        const std::string text = printed_one(card);
        CHECK(text.find_first_of("\x1B\x07\x7F\r\0"s) == std::string::npos);
        CHECK(text.find("\u009B") == std::string::npos);
        CHECK(text.find("\u202E") == std::string::npos);
    }
}
