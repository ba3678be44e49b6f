#pragma once

#include "hooks/hook_request.hpp"
#include "hooks/replay/past_exams.hpp"

#include <bitset>
#include <optional>
#include <span>
#include <string>

namespace psoas::hooks {

/// The lists of a record: which of them an export has at all.
using Lists = std::bitset<logic::source_count>;

/// What is known of all the exams of a patient.
struct PastRecord {
    std::string patient{};
    std::span<const HeldResource> resources{};
    Lists supplied{};     ///< what the export has: of its other lists nothing is known
    Lists read_in_part{}; ///< of this patient: there are resources without a date, or too many
};

/// The order-select call that an EHR would have sent when the exam was ordered: its order as the one draft
/// that is selected, and the record as it stood then.
///
/// A resource counts if it was known by then (`fhir::known_since`), rewound to that time (`fhir::rewind`).
/// What came of the exam itself does not, nor does what has no date; the Patient always does.
[[nodiscard]] HookRequest past_request(const PastRecord& record, const PastExam& exam,
                                       const ReadingAids& aids);

/// The draft that stands for an exam: its order as it was placed, or the order of a study that is known only
/// to have been done.
[[nodiscard]] boost::json::object past_draft(const HeldResource& told_by, const PastExam& exam,
                                             const std::string& patient);

} // namespace psoas::hooks
