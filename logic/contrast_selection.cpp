#include "logic/contrast_selection.hpp"

#include "logic/current_reading.hpp"
#include "logic/evidence.hpp"
#include "logic/trace.hpp"

#include <algorithm>
#include <array>

namespace psoas::logic {
namespace {

// What grows or festers where the study looks.
constexpr std::array lesions{
    Finding::psoas_mass,
    Finding::psoas_malignancy,
    Finding::psoas_abscess,
    Finding::lumbar_vertebral_metastasis,
    Finding::bone_metastasis,
    Finding::proximal_femur_metastasis,
    Finding::retroperitoneal_lymphadenopathy,
    Finding::spinal_infection,
};

bool is_with_contrast(const Order& order) {
    const bool is_there =
        order.region == Region::lumbar_spine || order.region == Region::pelvis || order.region == Region::hip;
    return order.kind == OrderKind::imaging && order.modality == Modality::mri && is_there
           && (order.contrast == Contrast::with || order.contrast == Contrast::without_and_with);
}

// SEL-CONTRAST-OK.
bool contrast_is_appropriate(const Situation& situation, const RedFlags& flags) {
    const bool any_flag = std::ranges::any_of(
        std::array{RedFlagGroup::cauda_equina, RedFlagGroup::malignancy, RedFlagGroup::infection},
        [&](RedFlagGroup group) { return flags.strength(group) >= Strength::moderate; });
    const bool any_lesion = std::ranges::any_of(
        lesions, [&](Finding finding) { return !current_reading(situation, finding).empty(); });
    const bool any_surgery =
        !ever(situation, {Finding::prior_lumbar_surgery, Finding::cauda_equina_operated}).empty();
    return any_flag || any_lesion || any_surgery;
}

} // namespace

std::optional<Advice> contrast_selection(const Situation& situation, const Order& order,
                                         const Presentation& presentation, const RedFlags& flags) {
    if (!is_with_contrast(order)) return silent(situation, Row::sel_contrast, Why::no_such_order);
    if (contrast_is_appropriate(situation, flags))
        return silent(situation, Row::sel_contrast, Why::excluded); // SEL-CONTRAST-OK

    const bool conditions_read = situation.chart.of(Source::conditions) == Availability::read;
    return Advice{.topic = Topic::imaging_selection,
                  .indicator = conditions_read ? Indicator::warning : Indicator::info,
                  .rows = {Row::sel_contrast},
                  .evidence = newest_episode(situation, presentation, order.region).complaints,
                  .gaps = {gap(situation, Sought::cancer), gap(situation, Sought::infection),
                           gap(situation, Sought::immune_status)},
                  .actions = {{.kind = ActionKind::mri_without_contrast,
                               .region = order.region,
                               .side = order.side,
                               .recommended = conditions_read,
                               .replaces_order = true}},
                  .override_reasons = {OverrideReason::specialist_plan, OverrideReason::red_flag},
                  .order = static_cast<std::size_t>(&order - situation.orders.data())};
}

} // namespace psoas::logic
