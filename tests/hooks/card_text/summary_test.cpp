#include "hooks/card_text/summary.hpp"

#include "hooks/plain_text.hpp"

#include <doctest/doctest.h>

#include <limits>
#include <string>
#include <vector>

using namespace psoas;
using namespace psoas::hooks;

TEST_SUITE("hooks/card_text/summary") {
    TEST_CASE("P-20: what is shortened in a summary is what was inserted and never the sentence") {
        using Things = std::vector<std::string>;
        CHECK(summary_with("Risk (", Things{"age 82", "osteoporosis"}, "): film first")
              == "Risk (age 82, osteoporosis): film first");
        CHECK(summary_with("Risk (", Things{}, "): film first") == "Risk (): film first");

        const std::string longest(500, 'x');
        const std::string one = summary_with("Risk (", Things{longest}, "): film first");
        CHECK(character_count(one) == longest_summary);
        CHECK(one.ends_with("x\u2026): film first"));

        const std::string several =
            summary_with("Risk (", Things{"age 82", longest, "osteoporosis"}, "): film first");
        CHECK(several == "Risk (age 82, \u2026): film first");

        // Four bytes a character: counted as characters.
        std::string bones;
        for (int i = 0; i < 300; ++i)
            bones += "\U0001F9B4";
        CHECK(character_count(summary_with("Risk (", Things{bones}, ")")) == longest_summary);
        CHECK(character_count(summary_with(longest, Things{"a"}, longest)) == longest_summary);
    }

    TEST_CASE("the record's own name is used where it is short and is no report") {
        using logic::Evidence;
        CHECK(name_in_record({.finding = logic::Finding::cancer_active, .text = "Breast cancer"})
              == "Breast cancer");
        CHECK(name_in_record({.finding = logic::Finding::cancer_active}) == "active cancer");
        CHECK(name_in_record({.finding = logic::Finding::cancer_active, .text = std::string(51, 'x')})
              == "active cancer");
        CHECK(name_in_record({.finding = logic::Finding::cancer_active,
                              .source = logic::Source::diagnostic_reports,
                              .text = "Known breast cancer."})
              == "active cancer");
        CHECK(name_in_record({.finding = logic::Finding::cancer_active, .text = "<b>[Breast](x)</b>"})
              == "bBreast(x)/b");
    }

    TEST_CASE("numbers are written as people write them") {
        CHECK(number_words(4.24) == "4.2");
        CHECK(number_words(12.0) == "12");
        CHECK(number_words(11.98) == "12");
        CHECK(number_words(std::numeric_limits<double>::quiet_NaN()) == "unknown");
        CHECK(number_words(1e300).size() < 10);
    }

    TEST_CASE("things are listed with a last and") {
        CHECK(listed(std::vector<std::string_view>{}) == "");
        CHECK(listed(std::vector<std::string_view>{"1"}) == "1");
        CHECK(listed(std::vector<std::string_view>{"1", "2", "4"}) == "1, 2 and 4");
    }
}
