#pragma once

#include "logic/advise.hpp"

namespace psoas::logic {

/// What tissue says of a lesion of the psoas.
enum class Tissue : unsigned char {
    none,   ///< nobody took any, or it was not read as benign
    before, ///< read as benign before the lesion was seen again, and of unknown order where a date is missing
    since,  ///< read as benign on the day on which the lesion was seen, or later
};

/// The confirmed readings of psoas tissue as benign.
[[nodiscard]] EvidenceView benign_readings(const Situation& situation);

/// What the readings of its side say of a lesion (DATA-7).
[[nodiscard]] Tissue tissue_of(const Evidence& lesion, const EvidenceView& benign);

/// Whether they answer what the lesion is: a mass, or a suspicion of cancer. A confirmed malignancy is not
/// taken back by tissue from beside it (own).
[[nodiscard]] bool is_proven_benign(const Evidence& lesion, const EvidenceView& benign);

/// The confirmed reports of the last `forgotten_after_days` by which a psoas lesion grows, or invades or
/// destroys what is beside it.
[[nodiscard]] EvidenceView growing_lesions(const Situation& situation);

} // namespace psoas::logic
