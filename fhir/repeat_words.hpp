#pragma once

#include <string_view>

namespace psoas::fhir {

/// Whether the reason of an order is the follow-up of something that was seen before: "Surveillance",
/// "Follow-up of L3 lesion". Not that of a complaint ("follow-up of back pain"), nor a repetition that nobody
/// but the patient wants (DUP-1).
[[nodiscard]] bool asks_for_follow_up(std::string_view reason);

} // namespace psoas::fhir
