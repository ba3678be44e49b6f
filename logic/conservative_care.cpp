#include "logic/conservative_care.hpp"

#include "logic/care_so_far.hpp"
#include "logic/current_reading.hpp"
#include "logic/evidence.hpp"
#include "logic/trace.hpp"

#include <algorithm>
#include <array>

namespace psoas::logic {
namespace {

constexpr std::array plan{Row::con_1, Row::con_2, Row::con_3, Row::con_4, Row::con_5};

bool is_emergent(const Situation& situation, const Presentation& presentation) {
    const bool psoas_lesion =
        complains_of_any(presentation, {Finding::psoas_mass, Finding::psoas_malignancy,
                                        Finding::psoas_abscess, Finding::psoas_hematoma});
    return psoas_lesion
           || !active(situation, {Finding::leg_weakness, Finding::bilateral_leg_weakness, Finding::foot_drop,
                                  Finding::hip_flexor_weakness, Finding::quadriceps_weakness,
                                  Finding::progressive_neuro_deficit, Finding::lumbar_plexopathy,
                                  Finding::femoral_neuropathy})
                   .empty();
}

bool is_advanced(const PriorStudy& study) {
    return (study.modality == Modality::mri || study.modality == Modality::ct)
           && study.region != Region::other && study.region != Region::knee
           && study.region != Region::lower_leg;
}

// The plan was taken up, or the patient is further on.
bool is_under_way(const Situation& situation, const Episode& episode) {
    if (!care_in(situation, episode).empty()) return true;
    const auto of_episode = [&](const std::optional<DateRange>& date) {
        return is_of(situation, episode, date);
    };
    const EvidenceView ordered = ever(situation, Finding::conservative_care_ordered);
    return std::ranges::any_of(
               ordered,
               [&](const Evidence& each) { return of_episode(each.onset ? each.onset : each.recorded); })
           || std::ranges::any_of(situation.chart.studies, [&](const PriorStudy& study) {
                  return is_advanced(study) && of_episode(study.date);
              });
}

// CON-4. What speaks against an anti-inflammatory drug; one that is taken already needs no advice.
void consider_anti_inflammatory(const Situation& situation, Advice& advice) {
    EvidenceView against =
        active(situation, {Finding::anticoagulant, Finding::kidney_disease, Finding::pregnancy});
    append(against, ever(situation, Finding::peptic_ulcer));
    if (!against.empty()) {
        silent(situation, Row::con_4, Why::excluded, against);
        advice.notes.push_back(Note::anti_inflammatory_contraindicated);
        append(advice.evidence, against);
        return;
    }
    const Gap medications = gap(situation, Sought::medications);
    const Gap contraindications = gap(situation, Sought::anti_inflammatory_contraindications);
    if (medications.availability != Availability::read
        || contraindications.availability != Availability::read) {
        silent(situation, Row::con_4, Why::could_not_be_read);
        advice.notes.push_back(Note::anti_inflammatory_unchecked);
        advice.gaps.push_back(contraindications);
        return;
    }
    const EvidenceView taken = active(situation, Finding::nsaid);
    if (taken.empty())
        advice.rows.insert(advice.rows.end() - 1, Row::con_4);
    else
        silent(situation, Row::con_4, Why::step_taken, taken);
}

// What a report names as the cause of the pain in the bone or joint of the hip: its own treatment comes
// first.
EvidenceView cause_in_hip(const Situation& situation, const Presentation& presentation) {
    EvidenceView causes;
    for (const Finding finding : {Finding::bone_or_joint_cause, Finding::bony_morphology})
        for (const Evidence& each : current_reading(situation, finding)) {
            const bool is_of_the_spine = each.region == Region::lumbar_spine || each.region == Region::spine;
            const bool is_reported =
                each.source == Source::diagnostic_reports && each.certainty == Certainty::confirmed;
            if (is_reported && !is_of_the_spine && sides_match(each.side, presentation.side))
                causes.push_back(each);
        }
    return causes;
}

} // namespace

std::optional<Advice> conservative_care(const Situation& situation, const Presentation& presentation,
                                        const RedFlags& flags) {
    if (situation.moment != Moment::patient_view) return silent(situation, plan, Why::not_this_moment);
    if (!situation.policy.offer_care_plan) return silent(situation, plan, Why::off_by_policy);
    if (!presentation.hip_groin_or_psoas) return silent(situation, plan, Why::not_recorded);
    if (flags.any_at_least(Strength::moderate)) return silent(situation, plan, Why::red_flag_speaks);
    if (is_emergent(situation, presentation)) return silent(situation, plan, Why::excluded);
    if (const auto causes = cause_in_hip(situation, presentation); !causes.empty())
        return silent(situation, plan, Why::explained_otherwise, causes);
    const Episode episode = newest_episode(situation, presentation, Region::hip);
    if (is_under_way(situation, episode)) return silent(situation, plan, Why::step_taken);

    Advice advice{.topic = Topic::conservative_care,
                  .indicator = Indicator::info,
                  .rows = {Row::con_1, Row::con_2, Row::con_3, Row::con_5},
                  .evidence = episode.complaints,
                  .gaps = red_flag_gaps(situation),
                  .override_reasons = {OverrideReason::patient_preference, OverrideReason::care_done},
                  .pain_duration = episode.duration};
    for (const RedFlag& flag : flags.flags) { // section 3: a weak flag is named
        advice.weak_flags.insert(advice.weak_flags.end(), flag.evidence.begin(), flag.evidence.end());
        if (flag.age_years) advice.age_years = flag.age_years;
    }
    consider_anti_inflammatory(situation, advice);
    advice.gaps.push_back(gap(situation, Sought::conservative_care));

    advice.actions.push_back({.kind = ActionKind::physical_therapy, .recommended = true});
    for (const std::chrono::sys_days day : review_days(situation, episode.duration))
        advice.actions.push_back({.kind = ActionKind::follow_up, .due = day});
    return advice;
}

} // namespace psoas::logic
