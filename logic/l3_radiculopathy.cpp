#include "logic/l3_radiculopathy.hpp"

#include "logic/evidence.hpp"

#include <algorithm>

namespace psoas::logic {
namespace {

bool is_buttock_hip_or_thigh_pain(Finding finding) {
    return finding == Finding::buttock_pain || finding == Finding::hip_pain
           || finding == Finding::anterior_hip_pain || finding == Finding::thigh_pain
           || finding == Finding::radicular_pain_l3_distribution;
}

} // namespace

bool suggests_l3_radiculopathy(const Situation& situation, const Presentation& presentation) {
    const std::vector<Evidence> signs =
        active(situation, {Finding::medial_lower_leg_sensory_loss, Finding::anterior_thigh_sensory_loss,
                           Finding::l3_root_finding});
    return std::ranges::any_of(presentation.complaints, [&](const Evidence& pain) {
        if (!is_buttock_hip_or_thigh_pain(pain.finding)) return false;
        return std::ranges::any_of(signs,
                                   [&](const Evidence& sign) { return sides_match(sign.side, pain.side); });
    });
}

} // namespace psoas::logic
