#pragma once

#include "logic/advise.hpp"

namespace psoas::logic {

/// The drainage that dealt with a reported lesion of the psoas; empty unless every reading of it is dealt
/// with.
///
/// A drainage is one that was confirmed, on the side of the reading, no earlier than the lesion was first
/// known and no longer before the reading than an abscess that is over still counts. Unknown: without dates
/// only a drainage that the same document reports counts, since a drain of another year proves nothing. A
/// failed attempt on its day or later takes it back, and so does a later word that the lesion is new,
/// recurrent or larger. The reason of an order repeats what is known, and needs no date.
///
/// Rows: PSO-ABS-1, PSO-HEM-1; DATA-3 (a later procedure of the same site supersedes).
[[nodiscard]] EvidenceView drainage_of(const Situation& situation, const EvidenceView& readings);

} // namespace psoas::logic
