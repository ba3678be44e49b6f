#include "logic/duplicate_imaging.hpp"

#include "logic/evidence.hpp"
#include "logic/sign_date.hpp"
#include "logic/trace.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <tuple>

namespace psoas::logic {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

// What makes an old study answer another question than the new one: deficits, injury, surgery, and lesions.
// Flags of other kinds are in the red flags.
constexpr std::array deficits_and_lesions{
    Finding::leg_weakness,
    Finding::bilateral_leg_weakness,
    Finding::foot_drop,
    Finding::hip_flexor_weakness,
    Finding::quadriceps_weakness,
    Finding::progressive_neuro_deficit,
    Finding::medial_lower_leg_sensory_loss,
    Finding::anterior_thigh_sensory_loss,
    Finding::lumbar_plexopathy,
    Finding::femoral_neuropathy,
    Finding::l3_root_finding,
    Finding::psoas_mass,
    Finding::psoas_malignancy,
    Finding::psoas_abscess,
    Finding::psoas_hematoma,
};
constexpr std::array events{
    Finding::significant_trauma,   Finding::minor_trauma,          Finding::fracture_known,
    Finding::prior_lumbar_surgery, Finding::cauda_equina_operated, Finding::spinal_procedure,
    Finding::drainage_done,
};

bool may_repeat(const Situation& situation, const Order& order) {
    return order.kind == OrderKind::imaging && order.modality != Modality::unknown
           && order.modality != Modality::other && order.region != Region::unspecified
           && order.guidance != Guidance::guided && in_scope(situation, order);
}

bool is_same_study(const PriorStudy& study, const Order& order) {
    return study.modality == order.modality && study.region == order.region
           && sides_match(study.side, order.side);
}

// Both ends of a rough date must lie within the days, and today's study is no earlier one.
bool is_recent(const Situation& situation, const PriorStudy& study) {
    return study.date && situation.as_of - study.date->last >= days{1}
           && situation.as_of - study.date->first <= situation.policy.duplicate_days;
}

std::vector<PriorStudy> earlier_studies(const Situation& situation, const Order& order) {
    std::vector<PriorStudy> studies;
    std::ranges::copy_if(situation.chart.studies, std::back_inserter(studies), [&](const PriorStudy& study) {
        return is_same_study(study, order) && is_recent(situation, study);
    });
    // Newest first, and in an order that does not depend on the record's.
    std::ranges::sort(studies, {}, [](const PriorStudy& study) {
        return std::tuple(-study.date->last.time_since_epoch(), study.source,
                          std::string_view(study.reference), std::string_view(study.text), study.side,
                          study.contrast);
    });
    return studies;
}

// An event is as new as it is; a sign as old as its first recording, unless an onset is known.
bool is_after(sys_days study, const Situation& situation, const Evidence& evidence, bool is_event) {
    std::optional<DateRange> date = evidence.recorded;
    if (!is_event)
        date = sign_date(situation, evidence, known_since(situation, ever(situation, evidence.finding))).date;
    else if (evidence.onset)
        date = evidence.onset;
    return !date || date->last > study;
}

bool anything_is_new(const Situation& situation, const RedFlags& flags, sys_days since) {
    const auto is_new = [&](const Evidence& evidence) {
        const bool is_event = std::ranges::find(events, evidence.finding) != events.end();
        return is_after(since, situation, evidence, is_event);
    };
    const bool any_flag = std::ranges::any_of(flags.flags, [&](const RedFlag& flag) {
        return std::ranges::any_of(flag.evidence, is_new)
               || std::ranges::any_of(flag.measured, [&](const Measurement& measured) {
                      return !measured.date || measured.date->last > since;
                  });
    });
    const auto any_new = [&](Finding finding) {
        return std::ranges::any_of(ever(situation, finding), is_new);
    };
    return any_flag || std::ranges::any_of(deficits_and_lesions, any_new)
           || std::ranges::any_of(events, any_new);
}

} // namespace

std::optional<Advice> duplicate_imaging(const Situation& situation, const Order& order,
                                        const RedFlags& flags) {
    if (!may_repeat(situation, order)) return silent(situation, Row::dup_1, Why::no_such_order);
    std::vector<PriorStudy> studies = earlier_studies(situation, order);
    if (studies.empty()) return std::nullopt;
    const DateRange newest = *studies.front().date;
    if (anything_is_new(situation, flags, newest.last)) return silent(situation, Row::dup_1, Why::excluded);

    const bool report_read = std::ranges::any_of(studies, &PriorStudy::report_read);
    const bool checked = report_read && situation.chart.of(Source::conditions) == Availability::read;
    Advice advice{.topic = Topic::duplicate_imaging,
                  .indicator = checked ? Indicator::warning : Indicator::info,
                  .rows = {Row::dup_1},
                  .studies = std::move(studies),
                  .gaps = red_flag_gaps(situation),
                  .override_reasons = {OverrideReason::new_finding, OverrideReason::not_diagnostic,
                                       OverrideReason::specialist_plan},
                  .order = static_cast<std::size_t>(&order - situation.orders.data()),
                  .since_study = situation.as_of - newest.last};
    if (!report_read) advice.notes.push_back(Note::earlier_report_unread);
    // Section 10: deleting the order is never recommended while any flag is unknown.
    advice.actions = {{.kind = ActionKind::delete_order, .recommended = checked && advice.gaps.empty()}};
    return advice;
}

} // namespace psoas::logic
