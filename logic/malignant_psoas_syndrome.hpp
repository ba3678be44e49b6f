#pragma once

#include "logic/advise.hpp"
#include "logic/presentation.hpp"

#include <optional>

namespace psoas::logic {

/// The four criteria of Stevens and Gonet 1990 as far as the record answers them (MPS-C1 to MPS-C4).
[[nodiscard]] MpsCriteria mps_criteria(const Situation& situation);

/// Whether the record names, as there or not, a lesion of the psoas or a sign of MPS-C2 or MPS-C3. Without
/// either there is no stage.
[[nodiscard]] bool names_lesion_or_sign(const Situation& situation);

/// MPS-S1 to S3, one card: "consider", "suspected" or "criteria met".
[[nodiscard]] std::optional<Advice> malignant_psoas_syndrome(const Situation& situation,
                                                             const Presentation& presentation);

} // namespace psoas::logic
