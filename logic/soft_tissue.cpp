#include "logic/soft_tissue.hpp"

#include "logic/current_reading.hpp"

#include <algorithm>
#include <array>

namespace psoas::logic {
namespace {

constexpr std::array soft_tissue_findings{
    Finding::iliopsoas_bursitis,  Finding::iliopsoas_tendinitis,  Finding::snapping_hip,
    Finding::hip_flexion_painful, Finding::hip_extension_painful, Finding::psoas_stretch_positive,
    Finding::psoas_abscess,       Finding::psoas_hematoma,        Finding::psoas_mass,
};

} // namespace

EvidenceView suspected_soft_tissue(const Situation& situation) {
    EvidenceView suspected;
    for (const Finding finding : soft_tissue_findings)
        append(suspected, current_reading(situation, finding));
    return suspected;
}

std::vector<Action> soft_tissue_studies(const Situation& situation, Region region, Side side) {
    std::vector<Action> studies;
    if (!mri_is_contraindicated(situation))
        studies.push_back({.kind = ActionKind::mri_without_contrast, .region = region, .side = side});
    if (region == Region::hip || region == Region::pelvis)
        studies.push_back({.kind = ActionKind::hip_ultrasound, .region = Region::hip, .side = side});
    return studies;
}

void add_study_notes(const Situation& situation, Advice& advice) {
    if (mri_is_contraindicated(situation)) advice.notes.push_back(Note::mri_contraindication);
    if (std::ranges::find(advice.actions, ActionKind::hip_ultrasound, &Action::kind) != advice.actions.end())
        advice.notes.push_back(Note::ultrasound_user_dependent);
}

bool mri_is_contraindicated(const Situation& situation) {
    return !current_reading(situation, Finding::mri_contraindication).empty();
}

} // namespace psoas::logic
