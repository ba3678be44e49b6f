#pragma once

#include "hooks/card.hpp"
#include "hooks/proposed_resource.hpp"
#include "logic/advice.hpp"

#include <string>
#include <vector>

namespace psoas::hooks {

/// What the suggestion of one action is made of. Nothing in `actions`: it cannot be offered.
struct Offer {
    std::string label{};
    std::vector<SuggestedAction> actions{};
};

/// The offer of an action, by its topic.
[[nodiscard]] Offer offer_for(const logic::Action& action, const ProposalContext& context);

/// The topics; each is offer_for() for its own kinds of action, and nothing for others.
[[nodiscard]] Offer draft_offer(const logic::Action& action, const ProposalContext& context);
[[nodiscard]] Offer imaging_offer(const logic::Action& action, const ProposalContext& context);
[[nodiscard]] Offer laboratory_offer(const logic::Action& action, const ProposalContext& context);
[[nodiscard]] Offer referral_offer(const logic::Action& action, const ProposalContext& context);
[[nodiscard]] Offer treatment_offer(const logic::Action& action, const ProposalContext& context);
[[nodiscard]] Offer examination_offer(const logic::Action& action, const ProposalContext& context);

/// The suggested action that creates a resource, which is JSON.
[[nodiscard]] SuggestedAction create(std::string description, std::string resource);

/// An offer that creates one resource.
[[nodiscard]] Offer offer(std::string label, std::string description, std::string resource);

/// How soon what a card advises is to be done, by its indicator.
[[nodiscard]] Priority care_priority(const ProposalContext& context);

} // namespace psoas::hooks
