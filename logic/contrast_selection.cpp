#include "logic/contrast_selection.hpp"

#include "logic/current_reading.hpp"
#include "logic/evidence.hpp"
#include "logic/judged_order.hpp"
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

// SEL-CONTRAST-OK: the flags that contrast helps to look into, which a fracture is not.
bool is_seen_with_contrast(RedFlagGroup group, const RedFlags& flags) {
    return group != RedFlagGroup::fracture && flags.strength(group) >= Strength::moderate;
}

// SEL-CONTRAST-OK: the lesion or operation that contrast helps to judge.
EvidenceView seen_with_contrast(const Situation& situation) {
    for (const Finding lesion : lesions)
        if (EvidenceView seen = current_reading(situation, lesion); !seen.empty()) return seen;
    // The radiologist who asked for contrast had a reason for it.
    EvidenceView asked = current_reading(situation, Finding::contrast_imaging_recommended);
    erase_if(asked, [&](const Evidence& each) {
        return !seen_within(situation, each, situation.policy.forgotten_after_days);
    });
    if (!asked.empty()) return asked;
    return ever(situation, {Finding::prior_lumbar_surgery, Finding::cauda_equina_operated});
}

} // namespace

std::optional<Advice> contrast_selection(const Situation& situation, const Order& order,
                                         const Presentation& presentation, const RedFlags& flags) {
    if (!is_with_contrast(order)) return silent(situation, Row::sel_contrast, Why::no_such_order);
    for (const RedFlag& flag : flags.flags)
        if (is_seen_with_contrast(flag.group, flags))
            return silent(situation, Row::sel_contrast, Why::excluded, flag.evidence);
    if (const EvidenceView seen = seen_with_contrast(situation); !seen.empty())
        return silent(situation, Row::sel_contrast, Why::excluded, seen);

    // A lesion may stand in a report, and an operation among the procedures.
    const bool unread = reason_is_unread(situation, order);
    const bool checked =
        !unread
        && std::ranges::all_of(std::array{Source::conditions, Source::diagnostic_reports, Source::procedures},
                               [&](Source list) { return situation.chart.of(list) == Availability::read; });
    Advice advice{.topic = Topic::imaging_selection,
                  .indicator = checked ? Indicator::warning : Indicator::info,
                  .rows = {Row::sel_contrast},
                  .evidence = newest_episode(situation, presentation, order.region).complaints,
                  .gaps = {gap(situation, Sought::cancer), gap(situation, Sought::infection),
                           gap(situation, Sought::immune_status)},
                  .actions = {{.kind = ActionKind::mri_without_contrast,
                               .region = order.region,
                               .side = order.side,
                               .recommended = checked,
                               .replaces_order = true}},
                  .override_reasons = {OverrideReason::specialist_plan, OverrideReason::red_flag},
                  .order = static_cast<std::size_t>(&order - situation.orders.data())};
    if (unread) advice.notes.push_back(Note::order_reason_unread);
    if (situation.chart.of(Source::diagnostic_reports) != Availability::read)
        advice.gaps.push_back(gap(situation, Sought::psoas_imaging));
    return advice;
}

} // namespace psoas::logic
