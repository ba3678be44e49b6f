#include "hooks/sandbox/story_list.hpp"

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <doctest/doctest.h>

#include <algorithm>

using namespace psoas::hooks;
namespace json = boost::json;

namespace {

json::object story_named(std::string_view name) {
    for (const json::value& story : story_list())
        if (story.at("name").as_string() == name) return story.as_object();
    return {};
}

} // namespace

TEST_SUITE("hooks/sandbox/story_list") {
    TEST_CASE("P-120: a story is offered with its title and words and with the cards that it expects") {
        const json::object story = story_named("back-pain-day-5-lumbar-mri");
        REQUIRE_FALSE(story.empty());
        CHECK(story.at("title") == "Day 5 of back pain, lumbar MRI ordered");
        CHECK(story.at("text").as_string().starts_with("A woman of 42"));
        CHECK_FALSE(story.at("text").as_string().ends_with("\n"));
        CHECK(story.at("service") == "psoas-order-select");
        CHECK(story.at("cards").at(0).at("topic") == "premature-imaging");
        CHECK_FALSE(story.contains("status"));
        CHECK_FALSE(story.contains("settings"));
    }

    TEST_CASE("a story of a refused call has its status and one of a site with settings has those") {
        CHECK(story_named("malformed-request").at("status") == 400);
        CHECK(story_named("hip-mri-sensation-not-recorded").at("settings").is_object());
    }

    TEST_CASE("stories come in the order of their titles") {
        const json::array stories = story_list();
        CHECK(stories.size() >= 75);
        CHECK(std::ranges::is_sorted(stories, [](const json::value& one, const json::value& other) {
            return one.at("title").as_string() < other.at("title").as_string();
        }));
    }
}
