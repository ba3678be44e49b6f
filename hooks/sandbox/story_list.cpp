#include "hooks/sandbox/story_list.hpp"

#include "hooks/sandbox/embedded_files.hpp"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <string>
#include <string_view>

namespace psoas::hooks {
namespace {

namespace json = boost::json;

constexpr std::string_view folder = "stories/";
constexpr std::string_view telling = "/story.md";
constexpr std::string_view heading = "# ";

// "# Day 5 of back pain" is the first line of a story, and the rest tells it.
json::object told(std::string_view name, std::string_view story) {
    const std::size_t end = std::min(story.find('\n'), story.size());
    std::string_view title = story.substr(0, end);
    if (title.starts_with(heading)) title.remove_prefix(heading.size());
    std::string text(story.substr(std::min(end + 1, story.size())));
    while (text.ends_with('\n'))
        text.pop_back();
    return {{"name", name}, {"title", title}, {"text", text}};
}

void add_expectation(json::object& story, const json::object& expected) {
    story["service"] = expected.at("service");
    if (expected.at("status") != 200) story["status"] = expected.at("status");
    for (const char* member : {"cards", "settings"})
        if (const json::value* value = expected.if_contains(member)) story[member] = *value;
}

} // namespace

json::array story_list() {
    json::array stories;
    for (const EmbeddedFile& file : embedded_files()) {
        if (!file.name.starts_with(folder) || !file.name.ends_with(telling)) continue;
        std::string_view name = file.name;
        name.remove_prefix(folder.size());
        name.remove_suffix(telling.size());
        json::object story = told(name, file.text);
        const std::string expected = std::string(folder).append(name).append("/expected.json");
        add_expectation(story, json::parse(embedded_file(expected)).as_object());
        stories.push_back(std::move(story));
    }
    std::ranges::sort(stories, [](const json::value& one, const json::value& other) {
        return one.at("title").as_string() < other.at("title").as_string();
    });
    return stories;
}

} // namespace psoas::hooks
