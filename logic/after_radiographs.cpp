#include "logic/after_radiographs.hpp"

#include "logic/evidence.hpp"
#include "logic/radiograph_first.hpp"
#include "logic/soft_tissue.hpp"
#include "logic/trace.hpp"

#include <algorithm>
#include <array>
#include <iterator>

namespace psoas::logic {
namespace {

// Outside the joint, and no lesion that has a card of its own.
constexpr std::array extra_articular{
    Finding::iliopsoas_bursitis,  Finding::iliopsoas_tendinitis,  Finding::snapping_hip,
    Finding::hip_flexion_painful, Finding::hip_extension_painful, Finding::psoas_stretch_positive,
};

bool is_cause(const Evidence& evidence) {
    return evidence.finding == Finding::bone_or_joint_cause || evidence.finding == Finding::fracture_known;
}

// What the report of a study says of bone and joint, if it leaves the pain unexplained.
std::vector<Evidence> unexplained_by(const Situation& situation, const PriorStudy& study) {
    std::vector<Evidence> said;
    std::ranges::copy_if(situation.chart.evidence, std::back_inserter(said), [&](const Evidence& evidence) {
        return is_cause(evidence) && evidence.source == Source::diagnostic_reports
               && evidence.reference == study.reference;
    });
    const bool explains = std::ranges::any_of(said, [](const Evidence& evidence) {
        return evidence.presence == Presence::present && evidence.certainty == Certainty::confirmed;
    });
    if (explains) {
        silent(situation, Row::rad_2, Why::explained_otherwise, said);
        return {};
    }
    std::erase_if(said, [](const Evidence& evidence) { return evidence.presence == Presence::unknown; });
    if (said.empty()) silent(situation, Row::rad_2, Why::could_not_be_read);
    return said;
}

bool was_followed(const Situation& situation, const PriorStudy& radiograph) {
    return std::ranges::any_of(situation.chart.studies, [&](const PriorStudy& study) {
        const bool is_advanced = study.modality == Modality::mri || study.modality == Modality::ct
                                 || study.modality == Modality::ultrasound;
        const bool is_there =
            study.region == Region::hip || study.region == Region::pelvis || study.region == Region::psoas;
        const bool is_earlier = study.date && radiograph.date && study.date->last < radiograph.date->first;
        return is_advanced && is_there && !is_earlier;
    });
}

} // namespace

std::optional<Advice> after_radiographs(const Situation& situation, const Presentation& presentation) {
    if (situation.moment != Moment::patient_view) return silent(situation, Row::rad_2, Why::not_this_moment);
    if (is_minor(situation)) return silent(situation, Row::rad_2, Why::minor);
    if (in_palliative_care(situation)) return silent(situation, Row::rad_2, Why::palliative_care);
    if (!presentation.hip_groin_or_psoas) return std::nullopt;

    std::vector<Evidence> suspected = suspected_soft_tissue(situation);
    std::erase_if(suspected, [](const Evidence& evidence) {
        return std::ranges::find(extra_articular, evidence.finding) == extra_articular.end();
    });
    if (suspected.empty()) return std::nullopt;

    for (const PriorStudy& radiograph : hip_radiographs(situation, presentation.side)) {
        std::vector<Evidence> report = unexplained_by(situation, radiograph);
        if (report.empty()) continue;
        if (was_followed(situation, radiograph)) {
            silent(situation, Row::rad_2, Why::step_taken);
            continue;
        }
        Advice advice{.topic = Topic::imaging_selection,
                      .rows = {Row::rad_2},
                      .evidence = std::move(suspected),
                      .studies = {radiograph},
                      .actions = soft_tissue_studies(situation, Region::hip, presentation.side),
                      .override_reasons = {OverrideReason::specialist_plan},
                      .pain_duration = presentation.duration};
        std::ranges::move(report, std::back_inserter(advice.evidence));
        advice.evidence = without_repeats(std::move(advice.evidence));
        advice.actions.front().recommended = true;
        if (presentation.side == Side::unknown) advice.notes.push_back(Note::side_unknown);
        add_study_notes(situation, advice);
        return advice;
    }
    return std::nullopt;
}

} // namespace psoas::logic
