#pragma once

#include "hooks/suggestions/suggestions.hpp"
#include "hooks/uuid.hpp"
#include "tests/hooks/conformance.hpp"
#include "tests/hooks/hook_request_of.hpp"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <doctest/doctest.h>

#include <chrono>
#include <string>
#include <utility>
#include <vector>

namespace psoas::hooks::tests {

inline constexpr std::chrono::sys_days today = std::chrono::sys_days{std::chrono::year{2026} / 11 / 21};

/// Advice of a premature order, with these actions.
inline logic::Advice advice_with(std::vector<logic::Action> actions, bool about_order = true) {
    logic::Advice advice{.topic = logic::Topic::premature_imaging,
                         .indicator = logic::Indicator::warning,
                         .rows = {logic::Row::img_prem_1},
                         .evidence = {{.finding = logic::Finding::low_back_pain, .reference = "Condition/1"}},
                         .actions = std::move(actions)};
    if (about_order) advice.order = 0;
    return advice;
}

inline std::vector<Suggestion> offered(logic::Action action, Hook hook = Hook::order_select) {
    return suggestions(advice_with({action}, hook != Hook::patient_view), hook_request_of(hook), today);
}

inline std::string violation(std::vector<Suggestion> offered) {
    Card card{.uuid = random_uuid(), .summary = "s", .detail = "d"};
    card.source = {"l", "https://doi.org/1", {"s", "c", "d"}};
    card.suggestions = std::move(offered);
    return violation_of_cards(cards_response(std::span(&card, 1)));
}

inline boost::json::object resource_of(const SuggestedAction& action) {
    return boost::json::parse(action.resource).as_object();
}

inline boost::json::object resource(const std::vector<Suggestion>& offered, std::size_t action = 0) {
    REQUIRE(offered.size() == 1);
    REQUIRE(offered[0].actions.size() > action);
    return resource_of(offered[0].actions[action]);
}

inline std::string code_of(const boost::json::object& resource) {
    return std::string(resource.at("code").at("coding").at(0).at("code").as_string());
}

} // namespace psoas::hooks::tests
