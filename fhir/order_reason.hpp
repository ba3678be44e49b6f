#pragma once

#include "fhir/resource.hpp"
#include "fhir/statement.hpp"
#include "fhir/subject_record.hpp"

#include <string_view>

namespace psoas::fhir {

/// Is a value of this element (`reasonCode` and its like) a reason at all: words, or a reference, if only by
/// an identifier, which is not read here.
[[nodiscard]] bool is_reason(Value value, Element element);

/// The reasons of a draft order as evidence of `Source::order_reason`: `reasonCode` (R4), `reason[x]` (DSTU2,
/// STU3), `reason` (R5), what a referenced Condition says, once all is read, and what the clinician wrote in
/// `note`. An array or not (P-101).
///
/// A suspected diagnosis is unconfirmed, and so is one to be ruled out: the words decide (DATA-3).
/// A reason of which nothing is understood is kept as such (`SubjectRecord::unread_reasons`): it may be the
/// one that decides. Notes are about anything, and none of them is missed.
void map_order_reasons(Value order, std::string_view order_reference, const Vocabulary& vocabulary,
                       SubjectRecord& record);

} // namespace psoas::fhir
