#pragma once

#include "hooks/hook_request.hpp"
#include "logic/advice.hpp"
#include "logic/policy.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <chrono>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace psoas::hooks {

/// The parts of a CDS Hooks card (CDS Hooks 2.0, "Card Attributes"); the writer leaves out what is empty
/// (P-27).
struct SuggestedAction {
    enum class Type : std::uint8_t { create, update, remove };
    Type type{};
    std::string description{};
    std::string resource{};    ///< of `create` and `update`, as JSON
    std::string resource_id{}; ///< of `delete`: "ServiceRequest/1"
};

struct Suggestion {
    std::string label{};
    std::string uuid{};
    bool is_recommended = false;
    std::vector<SuggestedAction> actions{};
};

/// What cards name of a vocabulary and cite are constants of the program: the views last as long as it.
struct Coding {
    std::string_view system{};
    std::string_view code{};
    std::string_view display{};
};

struct Link {
    std::string_view label{};
    std::string_view url{};
};

struct CardSource {
    std::string_view label{};
    std::string_view url{};
    Coding topic{};
};

/// How many suggestions of a card may be taken: all of them go together, or each stands in another's place.
enum class SelectionBehavior : std::uint8_t { any, at_most_one };

struct Card {
    std::string uuid{};
    std::string summary{}; ///< under 140 characters (P-20)
    std::string detail{};  ///< GitHub Flavored Markdown without raw HTML (P-22)
    logic::Indicator indicator{};
    CardSource source{};
    std::vector<Suggestion> suggestions{};
    SelectionBehavior selection = SelectionBehavior::any;
    std::vector<Coding> override_reasons{};
    std::vector<Link> links{};
    logic::Topic topic{}; ///< that `source.topic` names
};

/// Writes the card for one piece of advice about `request.orders`. `policy` is the one that the advice was
/// given by, since its thresholds are named; `as_of` dates what is proposed.
[[nodiscard]] Card card_for(const logic::Advice& advice, const HookRequest& request,
                            const logic::Policy& policy, std::chrono::sys_days as_of);

/// `{"cards":[…]}` as JSON (P-07, P-20 to P-27); valid JSON in valid UTF-8 whatever the strings hold.
[[nodiscard]] std::string cards_response(std::span<const Card> cards);

/// What an answer says beside its cards.
struct BesideCards {
    boost::json::object extension{};     ///< of the first card, or of the response where there is no card
    boost::json::array system_actions{}; ///< of the response, and again in its extension (P-106)
};
[[nodiscard]] std::string cards_response(std::span<const Card> cards, BesideCards beside);

} // namespace psoas::hooks
