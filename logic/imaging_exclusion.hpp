#pragma once

#include "logic/advise.hpp"

namespace psoas::logic {

/// What keeps the premature-imaging rows silent, and what only lowers them to info.
struct ImagingExclusion {
    bool silences = false;
    bool lowers = false; ///< non-melanoma skin cancer and in-situ disease
    EvidenceView evidence{};
};

/// Reads the exclusions of the record. Suspected evidence excludes too: it is a reason to look.
/// An event counts from its date, a state while it lasts and then from its end.
/// Unknown: undated evidence counts unless it is past; nothing recorded excludes nothing.
///
/// Row: the exclusions of IMG-PREM.
/// Source: NCQA HEDIS, Use of Imaging Studies for Low Back Pain.
[[nodiscard]] ImagingExclusion imaging_exclusion(const Situation& situation);

} // namespace psoas::logic
