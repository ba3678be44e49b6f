#include "logic/mri_contraindication.hpp"

#include "logic/soft_tissue.hpp"

#include <algorithm>

namespace psoas::logic {
namespace {

bool is_mri(const Action& action) {
    return action.kind == ActionKind::mri_without_contrast || action.kind == ActionKind::urgent_mri
           || action.kind == ActionKind::lumbar_mri;
}

bool is_other_imaging(const Action& action) {
    return action.kind == ActionKind::urgent_ct || action.kind == ActionKind::hip_ultrasound
           || action.kind == ActionKind::hip_pelvis_radiographs
           || action.kind == ActionKind::lumbar_radiographs;
}

// The psoas is seen on CT of abdomen and pelvis.
Region ct_region(const Action& mri) {
    if (mri.kind == ActionKind::lumbar_mri || mri.region == Region::unspecified) return Region::lumbar_spine;
    return mri.region == Region::psoas ? Region::abdomen_and_pelvis : mri.region;
}

// The recommendation of the MRI goes to the study that stays.
void drop_mri(std::vector<Action>& actions) {
    const bool was_recommended =
        std::ranges::any_of(actions, [](const Action& each) { return is_mri(each) && each.recommended; });
    std::erase_if(actions, is_mri);
    const auto other = std::ranges::find_if(actions, is_other_imaging);
    if (was_recommended && other != actions.end()) other->recommended = true;
}

} // namespace

void without_contraindicated_mri(const Situation& situation, Advice& advice) {
    if (std::ranges::none_of(advice.actions, is_mri) || !mri_is_contraindicated(situation)) return;
    const bool needs_a_study = !advice.order && advice.indicator != Indicator::info
                               && std::ranges::none_of(advice.actions, is_other_imaging);
    if (needs_a_study) {
        const auto mri = std::ranges::find_if(advice.actions, is_mri);
        *mri = {.kind = ActionKind::urgent_ct, .region = ct_region(*mri), .recommended = mri->recommended};
    }
    drop_mri(advice.actions);
    if (std::ranges::find(advice.notes, Note::mri_contraindication) == advice.notes.end())
        advice.notes.push_back(Note::mri_contraindication);
}

} // namespace psoas::logic
