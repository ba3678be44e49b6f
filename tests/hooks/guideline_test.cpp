#include "hooks/guideline.hpp"

#include <doctest/doctest.h>

#include <set>
#include <string>

using namespace psoas::hooks;

TEST_SUITE("hooks/guideline") {
    TEST_CASE("P-25: every source has a label and a citation and an address of its own") {
        std::set<std::string_view> urls;
        for (int i = 0; i <= static_cast<int>(Guideline::cureus_radiotherapy); ++i) {
            const Citation& cited = citation(static_cast<Guideline>(i));
            CAPTURE(cited.label);
            CHECK_FALSE(cited.label.empty());
            CHECK_FALSE(cited.text.empty());
            CHECK(cited.url.starts_with("https://"));
            // The text stands inside a Markdown link.
            CHECK(cited.text.find_first_of("[]<>\n*_`") == std::string_view::npos);
            urls.insert(cited.url);
        }
        CHECK(urls.size() == static_cast<std::size_t>(Guideline::cureus_radiotherapy) + 1);
    }
}
