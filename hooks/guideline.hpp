#pragma once

#include <cstdint>
#include <string_view>

namespace psoas::hooks {

/// What the cards cite, of the sources of logic/README.md.
enum class Guideline : std::uint8_t {
    acr_low_back_pain,
    acr_chronic_hip_pain,
    acp_low_back_pain,
    hedis_low_back_pain,
    nice_low_back_pain,
    nice_spinal_metastases,
    nice_hip_fracture,
    boast_bone_metastasis,
    aaos_femur_metastasis,
    downie_red_flags,
    henschke_red_flags,
    stevens_mps,
    agar_mps,
    takamatsu_mps,
    takase_methadone,
    stevens_blocks,
    cureus_radiotherapy,
};

struct Citation {
    std::string_view label; ///< short, for `source.label` and links
    std::string_view text;  ///< as it is cited
    std::string_view url;
};

[[nodiscard]] const Citation& citation(Guideline guideline);

} // namespace psoas::hooks
