#include "logic/after_radiographs.hpp"

#include "logic/evidence.hpp"
#include "logic/ordered_study.hpp"
#include "logic/radiograph_first.hpp"
#include "logic/soft_tissue.hpp"
#include "logic/trace.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <string_view>

namespace psoas::logic {
namespace {

// Outside the joint, and no lesion that has a card of its own.
constexpr std::array extra_articular{
    Finding::iliopsoas_bursitis,  Finding::iliopsoas_tendinitis,  Finding::snapping_hip,
    Finding::hip_flexion_painful, Finding::hip_extension_painful, Finding::psoas_stretch_positive,
};

// What a radiograph can show that has a card of its own, suspected or not: no radiograph that raises it is
// nondiagnostic.
constexpr std::array red_flags_of_bone{
    Finding::fracture_known,  Finding::proximal_femur_metastasis,   Finding::cancer_active,
    Finding::bone_metastasis, Finding::lumbar_vertebral_metastasis,
};

bool is_red_flag(const Evidence& evidence) {
    return std::ranges::find(red_flags_of_bone, evidence.finding) != red_flags_of_bone.end();
}

bool is_cause(const Evidence& evidence) {
    return evidence.finding == Finding::bone_or_joint_cause || evidence.finding == Finding::bony_morphology
           || is_red_flag(evidence);
}

/// What the reports of studies say of bone and joint, by the reference of the report.
using Reports = std::multimap<std::string_view, const Evidence*>;

Reports reports(const Chart& chart) {
    Reports by_reference;
    for (const Evidence& evidence : chart.evidence)
        if (is_cause(evidence) && evidence.source == Source::diagnostic_reports)
            by_reference.emplace(evidence.reference, &evidence);
    return by_reference;
}

// What the report of a study says of bone and joint, if it leaves the pain unexplained.
EvidenceView unexplained_by(const Situation& situation, const Reports& reports, const PriorStudy& study) {
    EvidenceView said;
    const auto [first, last] = reports.equal_range(study.reference);
    std::for_each(first, last, [&](const auto& each) { said.push_back(*each.second); });
    const bool explains = std::ranges::any_of(said, [](const Evidence& evidence) {
        return evidence.presence == Presence::present
               && (evidence.certainty == Certainty::confirmed || is_red_flag(evidence));
    });
    if (explains) {
        silent(situation, Row::rad_2, Why::explained_otherwise, said);
        return {};
    }
    erase_if(said, [](const Evidence& evidence) { return evidence.presence == Presence::unknown; });
    if (said.empty()) silent(situation, Row::rad_2, Why::could_not_be_read);
    return said;
}

// A study that was done or ordered.
template <class Study> bool is_next_study(const Study& study, Side side) {
    const bool is_advanced = study.modality == Modality::mri || study.modality == Modality::ct
                             || study.modality == Modality::ultrasound;
    return is_advanced && sides_match(study.side, side)
           && (study.region == Region::hip || study.region == Region::pelvis
               || study.region == Region::psoas);
}

// The day of the newest next study; one without a date may be as new as today.
std::optional<std::chrono::sys_days> newest_next_study(const Situation& situation, Side side) {
    std::optional<std::chrono::sys_days> newest;
    for (const PriorStudy& study : situation.chart.studies)
        if (is_next_study(study, side))
            newest = std::max(newest, std::optional(study.date ? study.date->last : situation.as_of));
    return newest;
}

bool is_next_study_ordered(const Situation& situation, Side side) {
    return std::ranges::any_of(situation.chart.ordered_studies, [&](const OrderedStudy& study) {
        return is_next_study(study, side) && is_awaited(situation, study);
    });
}

// The pains decide about the side: a sign of the other side is a complaint as well.
EvidenceView pains_of(const Presentation& presentation) {
    return those(presentation.complaints, [](const Evidence& each) { return is_pain(each.finding); });
}

} // namespace

std::optional<Advice> after_radiographs(const Situation& situation, const Presentation& presentation) {
    if (situation.moment != Moment::patient_view) return silent(situation, Row::rad_2, Why::not_this_moment);
    if (is_minor(situation)) return silent(situation, Row::rad_2, Why::minor);
    if (in_palliative_care(situation)) return silent(situation, Row::rad_2, Why::palliative_care);
    if (!presentation.hip_groin_or_psoas) return silent(situation, Row::rad_2, Why::no_relevant_presentation);

    const EvidenceView pains = pains_of(presentation);
    const Side side = pains.empty() ? presentation.side : common_side(pains);
    EvidenceView suspected = suspected_soft_tissue(situation);
    erase_if(suspected, [](const Evidence& evidence) {
        return std::ranges::find(extra_articular, evidence.finding) == extra_articular.end();
    });
    if (!pains.empty()) suspected = beside(suspected, pains);
    if (suspected.empty()) return silent_without(situation, Row::rad_2, extra_articular);
    const std::vector<PriorStudy> radiographs = hip_radiographs(situation, side);
    if (radiographs.empty()) {
        const EvidenceView poor = inadequate_hip_radiographs(situation, side);
        if (!poor.empty()) return silent(situation, Row::rad_2, Why::excluded, poor);
        return silent(situation, Row::rad_2, Why::in_part, suspected);
    }
    if (is_next_study_ordered(situation, side)) return silent(situation, Row::rad_2, Why::step_taken);

    const Reports said = reports(situation.chart);
    const std::optional<std::chrono::sys_days> next_study = newest_next_study(situation, side);
    for (const PriorStudy& radiograph : radiographs) {
        EvidenceView report = unexplained_by(situation, said, radiograph);
        if (report.empty()) continue;
        if (next_study && (!radiograph.date || radiograph.date->first <= *next_study)) {
            silent(situation, Row::rad_2, Why::step_taken);
            continue;
        }
        Advice advice{.topic = Topic::imaging_selection,
                      .rows = {Row::rad_2},
                      .evidence = std::move(suspected),
                      .studies = {radiograph},
                      .actions = soft_tissue_studies(situation, Region::hip, side),
                      .override_reasons = {OverrideReason::specialist_plan},
                      .pain_duration = presentation.duration};
        append(advice.evidence, report);
        advice.evidence = without_repeats(advice.evidence);
        advice.actions.front().recommended = true;
        if (side == Side::unknown) advice.notes.push_back(Note::side_unknown);
        add_study_notes(situation, advice);
        return advice;
    }
    return std::nullopt;
}

} // namespace psoas::logic
