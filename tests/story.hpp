#pragma once

#include "logic/policy.hpp"

#include <boost/json/object.hpp>

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace psoas::tests {

/// The day on which every story in fixtures/ is told.
constexpr std::chrono::sys_days story_day = std::chrono::year{2026} / 11 / 21;

/// One folder of fixtures/: a few lines of story, the request, and what is expected of the answer.
struct Story {
    std::string name;
    std::string service;  ///< id of the service that is called
    std::string request;  ///< the body as it is sent
    logic::Policy policy; ///< of the site: `settings`, named and written as in the section [policy]
    boost::json::object expected;
};

[[nodiscard]] std::vector<Story> stories();

/// Checks status, cards in order (topic and indicator), the words that must and must not be said, and the
/// shape of the answer.
void check_answer(const Story& story, unsigned status, std::string_view body);

} // namespace psoas::tests
