#pragma once

#include "hooks/suggestions/offer.hpp"

#include <boost/json/object.hpp>

#include <functional>
#include <string>
#include <vector>

namespace psoas::hooks {

/// Can a client act on the draft: has it a type and an id that FHIR allows?
[[nodiscard]] bool can_be_named(const logic::Order& order);

/// The removal of each draft that the advice is about, once. Nothing on patient-view, which has no drafts,
/// and nothing if there is one that the client did not send or that cannot be named: what would be half done
/// is not offered.
[[nodiscard]] std::vector<SuggestedAction> delete_drafts(const ProposalContext& context);

/// The same drafts, whole as the client sent them, each changed by `change`. An update carries a coded study
/// and reasons, whatever the draft had, and its own reasons with all that they hold; nothing if one would not
/// (P-106).
[[nodiscard]] std::vector<SuggestedAction>
update_drafts(const std::string& description, const ProposalContext& context,
              const std::function<void(boost::json::object&, const logic::Order&)>& change);

/// The offer of a study in place of the judged order, whose draft goes. Nothing if it cannot be removed.
[[nodiscard]] Offer in_place_of_order(Offer made, const ProposalContext& context);

} // namespace psoas::hooks
