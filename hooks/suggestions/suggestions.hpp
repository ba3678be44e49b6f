#pragma once

#include "hooks/card.hpp"
#include "hooks/hook_request.hpp"
#include "logic/advice.hpp"

#include <chrono>
#include <vector>

namespace psoas::hooks {

/// The actions of a piece of advice as suggestions with whole FHIR R4 resources (P-23, P-106).
///
/// What cannot be done with what the client sent is left out rather than half done: nothing is created for a
/// patient id that is no FHIR id, no draft is deleted or replaced that has no id, and on patient-view, which
/// has no drafts, none is deleted at all. At most one suggestion is recommended.
[[nodiscard]] std::vector<Suggestion> suggestions(const logic::Advice& advice, const HookRequest& request,
                                                  std::chrono::sys_days as_of);

/// Whether suggestions stand in each other's place: one is offered beside the judged order, one in place of
/// it.
[[nodiscard]] SelectionBehavior selection_behavior(const logic::Advice& advice);

} // namespace psoas::hooks
