#include "tests/story.hpp"

#include "hooks/settings.hpp"

#include <CLI/CLI.hpp>
#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace psoas::tests {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

std::string content(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    if (!in) throw std::runtime_error("cannot read " + file.string());
    return {std::istreambuf_iterator<char>(in), {}};
}

logic::Policy policy_of(const json::object& expected) {
    std::string flags;
    if (const json::value* written = expected.if_contains("settings"))
        for (const auto& setting : written->as_object())
            flags.append("--policy.")
                .append(setting.key())
                .append("=")
                .append(setting.value().as_string())
                .append(" ");
    hooks::Settings settings;
    CLI::App app;
    hooks::declare_settings(app, settings);
    app.parse(flags);
    return settings.policy;
}

// What a reader of the answer sees: every string in it, one a line.
void collect_strings(const json::value& value, std::string& words) {
    if (const json::string* text = value.if_string())
        words.append(text->data(), text->size()).push_back('\n');
    if (const json::array* items = value.if_array())
        for (const json::value& item : *items)
            collect_strings(item, words);
    if (const json::object* members = value.if_object())
        for (const auto& member : *members)
            collect_strings(member.value(), words);
}

std::string topics(const json::array& cards, bool expected) {
    std::string topics;
    for (const json::value& card : cards) {
        const json::value& topic = expected ? card.at("topic") : card.at("source").at("topic").at("code");
        topics.append(topic.as_string()).append(" ").append(card.at("indicator").as_string()).append("\n");
    }
    return topics;
}

/// An update gives a client its own draft back, with all that it wrote into it.
json::value without_updated_drafts(json::value answer) {
    if (json::object* members = answer.if_object()) {
        const json::value* const type = members->if_contains("type");
        if (type != nullptr && *type == "update") members->erase("resource");
        for (json::key_value_pair& member : *members)
            member.value() = without_updated_drafts(std::move(member.value()));
    } else if (json::array* items = answer.if_array()) {
        for (json::value& item : *items)
            item = without_updated_drafts(std::move(item));
    }
    return answer;
}

} // namespace

std::vector<Story> stories() {
    std::vector<Story> stories;
    for (const auto& folder : fs::directory_iterator(fs::path(PSOAS_SOURCE_DIR) / "fixtures")) {
        if (!folder.is_directory() || !fs::exists(folder.path() / "story.md")) continue;
        Story story{.name = folder.path().filename().string(),
                    .service = {},
                    .request = content(folder.path() / "request.json"),
                    .policy = {},
                    .expected = json::parse(content(folder.path() / "expected.json")).as_object()};
        story.service = story.expected.at("service").as_string();
        story.policy = policy_of(story.expected);
        stories.push_back(std::move(story));
    }
    std::ranges::sort(stories, {}, &Story::name);
    return stories;
}

void check_answer(const Story& story, unsigned status, std::string_view body) {
    CAPTURE(story.name);
    CAPTURE(body);
    CHECK(status == story.expected.at("status").as_int64());
    boost::system::error_code error;
    const json::value answer = json::parse(body, error);
    REQUIRE_FALSE(error);

    if (status == 200) {
        CHECK(topics(answer.at("cards").as_array(), false)
              == topics(story.expected.at("cards").as_array(), true));
    } else {
        CHECK(answer.at("resourceType") == "OperationOutcome");
    }
    std::string words;
    collect_strings(answer, words);
    if (const json::value* says = story.expected.if_contains("says"))
        for (const json::value& phrase : says->as_array()) {
            CAPTURE(phrase);
            CHECK(words.find(phrase.as_string()) != std::string::npos);
        }
    std::string own_words;
    collect_strings(without_updated_drafts(answer), own_words);
    if (const json::value* never = story.expected.if_contains("neverSays"))
        for (const json::value& phrase : never->as_array()) {
            CAPTURE(phrase);
            CHECK(own_words.find(phrase.as_string()) == std::string::npos);
        }
}

} // namespace psoas::tests
