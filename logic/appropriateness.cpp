#include "logic/appropriateness.hpp"

#include "logic/contrast_selection.hpp"
#include "logic/evidence.hpp"
#include "logic/premature_imaging.hpp"
#include "logic/presentation.hpp"
#include "logic/red_flags.hpp"
#include "logic/trace.hpp"

#include <algorithm>

namespace psoas::logic {
namespace {

bool is_subject_to_rating(const Order& order) {
    const bool is_advanced = order.modality == Modality::mri || order.modality == Modality::ct;
    const bool is_somewhere = order.region != Region::unspecified && order.region != Region::spine;
    return order.kind == OrderKind::imaging && is_advanced && is_somewhere;
}

bool has_criteria(const Order& order) {
    return order.region == Region::lumbar_spine || order.region == Region::pelvis
           || order.region == Region::hip || order.region == Region::psoas;
}

// Nothing is known against the advice, and nothing that could be known was kept back.
bool is_certain(const Advice& advice) {
    const auto was_read = [](const Gap& gap) { return gap.availability == Availability::read; };
    const bool has_weak_flag = std::ranges::find(advice.notes, Note::weak_flag_lowers) != advice.notes.end();
    return !has_weak_flag && std::ranges::all_of(advice.gaps, was_read);
}

bool is_early(const Situation& situation, const Order& order, const Presentation& seen,
              const RedFlags& flags) {
    const std::optional<Advice> early = premature_imaging(situation, order, seen, flags);
    return early && is_certain(*early)
           && (early->rows.front() == Row::img_prem_1 || early->rows.front() == Row::img_prem_2);
}

bool has_contrast_without_reason(const Situation& situation, const Order& order, const Presentation& seen,
                                 const RedFlags& flags) {
    const std::optional<Advice> selection = contrast_selection(situation, order, seen, flags);
    return selection && is_certain(*selection) && selection->indicator == Indicator::warning;
}

bool any_confirmed_flag(const RedFlags& flags) {
    return std::ranges::any_of(flags.flags, [](const RedFlag& flag) {
        return flag.confirmed && flag.strength >= Strength::moderate;
    });
}

// A reason that was given and not understood may be the very one that decides.
bool has_unread_reason(const Situation& situation, const Order& order) {
    const Chart& chart = situation.chart;
    if (std::ranges::find(chart.unread_reasons, order.reference) != chart.unread_reasons.end()) return true;
    if (!order.reason_recorded) return false;
    return chart.of(Source::order_reason) == Availability::cut
           || std::ranges::none_of(chart.evidence, [&](const Evidence& evidence) {
                  return evidence.source == Source::order_reason && evidence.reference == order.reference;
              });
}

// Nothing says that the study is about a complaint of ours, and nothing that could say so was kept back.
bool is_about_something_else(const Situation& situation, const Order& order, const RedFlags& flags) {
    const auto was_read = [](Availability availability) { return availability == Availability::read; };
    return !order.reason_recorded && !has_unread_reason(situation, order) && flags.flags.empty()
           && std::ranges::all_of(situation.chart.availability, was_read);
}

} // namespace

Appropriateness appropriateness(const Situation& traced, const Order& order) {
    const Situation situation = untraced(traced);
    if (!is_subject_to_rating(order)) return Appropriateness::undetermined;
    if (!has_criteria(order) || is_minor(situation)) return Appropriateness::no_criteria_apply;

    const Presentation seen = presentation(situation);
    const RedFlags flags = red_flags(situation, seen);
    if (!seen.relevant)
        return is_about_something_else(situation, order, flags) ? Appropriateness::no_criteria_apply
                                                                : Appropriateness::undetermined;

    if (has_unread_reason(situation, order)) return Appropriateness::undetermined;
    if (is_early(situation, order, seen, flags) || has_contrast_without_reason(situation, order, seen, flags))
        return Appropriateness::not_appropriate;

    const bool lumbar_mri = order.modality == Modality::mri && order.region == Region::lumbar_spine
                            && seen.low_back_pain && order.contrast != Contrast::with;
    if (lumbar_mri && any_confirmed_flag(flags) && active(situation, Finding::mri_contraindication).empty())
        return Appropriateness::appropriate;
    return Appropriateness::undetermined;
}

} // namespace psoas::logic
