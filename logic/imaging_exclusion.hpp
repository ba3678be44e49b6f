#pragma once

#include "logic/advise.hpp"

#include <optional>

namespace psoas::logic {

/// CLINICAL.md section 9, "Exclusions": what keeps the IMG-PREM rows silent (HEDIS LBP measure). `lowers` is for non-melanoma skin and
/// in-situ cancer, which only lower the card to info.
struct ImagingExclusion {
    bool silences = false;
    bool lowers = false;
    std::vector<Evidence> evidence;
};
[[nodiscard]] ImagingExclusion imaging_exclusion(const Situation& situation);

} // namespace psoas::logic
