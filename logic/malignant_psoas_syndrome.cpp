#include "logic/malignant_psoas_syndrome.hpp"

#include "logic/benign_lesion.hpp"
#include "logic/current_reading.hpp"
#include "logic/evidence.hpp"
#include "logic/mps_treatment.hpp"
#include "logic/study_report.hpp"
#include "logic/trace.hpp"

#include <algorithm>
#include <array>
#include <iterator>

namespace psoas::logic {
namespace {

// Last: what speaks for the syndrome is of long ago.
enum class Stage : std::uint8_t { consider, suspected, criteria_met, long_ago };

bool in_any_part(const Criterion& criterion) {
    return criterion.state == CriterionState::present || criterion.state == CriterionState::partial
           || criterion.state == CriterionState::unconfirmed;
}

// DATA-7: "criteria met" needs the side known for every sided criterion. Text and codes of both sides count
// for either.
bool names_a_side(const Criterion& criterion) {
    return std::ranges::any_of(criterion.evidence,
                               [](const Evidence& each) { return each.side != Side::unknown; });
}

// Full flexion criterion with the side of each of its elements known.
bool all_name_a_side(const Criterion& criterion) {
    return std::ranges::none_of(criterion.evidence,
                                [](const Evidence& each) { return each.side == Side::unknown; });
}

bool criteria_met(const MpsCriteria& mps, const Policy& policy) {
    const auto& [psoas, hip, nerve, other_cause] = mps.criteria;
    const bool fourth = other_cause.state == CriterionState::present
                        || (other_cause.state == CriterionState::violated && !policy.mps_c4_blocks);
    return psoas.state == CriterionState::present && hip.state == CriterionState::present
           && nerve.state == CriterionState::present && fourth && names_a_side(psoas) && all_name_a_side(hip)
           && names_a_side(nerve);
}

bool pain_on_side(const Presentation& presentation, Side side) {
    return std::ranges::any_of(presentation.complaints, [side](const Evidence& complaint) {
        return is_pain(complaint.finding) && sides_match(complaint.side, side);
    });
}

std::optional<Stage> stage(const Situation& situation, const Presentation& presentation,
                           const MpsCriteria& mps) {
    if (criteria_met(mps, situation.policy)) return Stage::criteria_met;

    const auto& [psoas, hip, nerve, other_cause] = mps.criteria;
    const bool signs = in_any_part(hip) || in_any_part(nerve);
    if (psoas.state == CriterionState::present) {
        if (signs || pain_on_side(presentation, mps.side)) return Stage::suspected;
        return std::nullopt;
    }
    const bool old_signs =
        hip.state == CriterionState::long_ago || nerve.state == CriterionState::long_ago
        || (psoas.state == CriterionState::long_ago && pain_on_side(presentation, mps.side));
    if (psoas.state == CriterionState::absent || (!signs && !old_signs)) return std::nullopt;
    const bool cancer = psoas.state == CriterionState::unconfirmed || psoas.state == CriterionState::long_ago
                        || !ever(situation, {Finding::cancer_active, Finding::cancer_history}).empty();
    EvidenceView signs_found;
    for (const Criterion* criterion : {&hip, &nerve}) {
        if (in_any_part(*criterion)) std::ranges::copy(criterion->evidence, std::back_inserter(signs_found));
        if (!signs) std::ranges::copy(criterion->documented_long_ago, std::back_inserter(signs_found));
    }
    // DATA-7: what explains signs of one side explains none of the other.
    const bool otherwise_explained = std::ranges::any_of(
        std::array{Finding::psoas_abscess, Finding::psoas_hematoma, Finding::nerve_root_compression},
        [&](Finding finding) {
            return any_confirmed(beside(current_reading(situation, finding), signs_found));
        });
    if (cancer && !otherwise_explained) return signs ? Stage::consider : Stage::long_ago;
    return std::nullopt;
}

constexpr std::array stage_rows{Row::mps_s1, Row::mps_s2, Row::mps_s3};

constexpr std::array lesions{Finding::psoas_mass, Finding::psoas_malignancy};

EvidenceView psoas_lesion(const Situation& situation) {
    EvidenceView lesion;
    for (const Finding finding : lesions)
        append(lesion, current_reading(situation, finding));
    return lesion;
}

// MPS-REC-1 stands beside a stage, and needs a cancer that was past and a lesion now. The half that is
// missing is named: denied, over, not readable, or else the other half as a part.
void silent_on_recurrence(const Situation& situation) {
    if (situation.trace == nullptr) return;
    const EvidenceView cancer = ever(situation, Finding::cancer_history);
    const EvidenceView lesion = psoas_lesion(situation);
    if (lesion.empty()) silent_without(situation, Row::mps_rec_1, lesions);
    if (cancer.empty()) silent_without(situation, Row::mps_rec_1, std::array{Finding::cancer_history});
    const auto told = [&](Finding finding) {
        return !documented_absent(situation, finding).empty() || !ever(situation, finding).empty();
    };
    if (lesion.empty() && std::ranges::any_of(lesions, told)) return;
    if (cancer.empty() && told(Finding::cancer_history)) return;
    const auto unread = [&](Sought sought) {
        return gap(situation, sought).availability != Availability::read;
    };
    if ((lesion.empty() && unread(Sought::psoas_imaging)) || (cancer.empty() && unread(Sought::cancer)))
        silent(situation, Row::mps_rec_1, Why::could_not_be_read);
    else if (!lesion.empty() && !cancer.empty())
        silent(situation, Row::mps_rec_1, Why::outside_window, lesion); // known for longer, or unchanged
    else if (!lesion.empty() || !cancer.empty())
        silent(situation, Row::mps_rec_1, Why::in_part, lesion.empty() ? cancer : lesion);
}

// Why no stage is reached; the same questions as `stage`, in its order.
void silent_in_all_stages(const Situation& situation, const Presentation& presentation,
                          const MpsCriteria& mps) {
    const auto& [psoas, hip, nerve, other_cause] = mps.criteria;
    const bool signs = in_any_part(hip) || in_any_part(nerve);
    if (presentation.relevant) silent_on_recurrence(situation);
    if (!presentation.relevant) {
        silent(situation, stage_rows, Why::no_relevant_presentation);
    } else if (psoas.state == CriterionState::absent) {
        silent(situation, stage_rows, Why::documented_absent, psoas.evidence);
    } else if (!signs) {
        silent(situation, stage_rows, in_any_part(psoas) ? Why::in_part : Why::not_recorded, psoas.evidence);
    } else {
        const EvidenceView cancer = ever(situation, {Finding::cancer_active, Finding::cancer_history});
        const bool any_cancer = in_any_part(psoas) || !cancer.empty();
        if (any_cancer)
            silent(situation, stage_rows, Why::explained_otherwise,
                   active(situation, {Finding::psoas_abscess, Finding::psoas_hematoma,
                                      Finding::nerve_root_compression}));
        else
            silent(situation, stage_rows, Why::in_part, hip.evidence);
    }
}

// The stages that another stage speaks for, and those that are not reached.
void silent_but(Stage reached, const Situation& situation, const MpsCriteria& mps) {
    const auto rank = reached == Stage::long_ago ? std::size_t{0} : static_cast<std::size_t>(reached);
    for (std::size_t i = 0; i < stage_rows.size(); ++i) {
        if (i < rank)
            silent(situation, stage_rows[i], Why::other_row_speaks);
        else if (i > rank)
            for (const Criterion& criterion : mps.criteria)
                if (criterion.state != CriterionState::present)
                    silent(situation, stage_rows[i], Why::in_part, criterion.evidence);
    }
}

std::vector<Gap> gaps(const Situation& situation, const MpsCriteria& mps) {
    constexpr std::array sought{Sought::psoas_imaging, Sought::hip_examination, Sought::neuropathic_signs,
                                Sought::vertebral_imaging};
    std::vector<Gap> missing;
    for (std::size_t i = 0; i < sought.size(); ++i)
        if (mps.criteria[i].state == CriterionState::not_available)
            missing.push_back(gap(situation, sought[i]));
    return missing;
}

std::vector<Note> notes(const Situation& situation, const MpsCriteria& mps) {
    std::vector<Note> notes;
    if (mps.sides_disagree) notes.push_back(Note::sides_disagree);
    if (mps.side == Side::unknown) notes.push_back(Note::side_unknown);
    const Criterion& other_cause = mps.criteria[3];
    const auto is = [&](Finding finding) {
        return std::ranges::any_of(other_cause.evidence,
                                   [finding](const Evidence& each) { return each.finding == finding; });
    };
    if (other_cause.state == CriterionState::violated && is(Finding::lumbar_vertebral_metastasis))
        notes.push_back(Note::vertebral_metastases);
    if (other_cause.state == CriterionState::violated && is(Finding::polyradiculopathy_other))
        notes.push_back(Note::other_polyradiculopathy);
    if (other_cause.state == CriterionState::present
        && documented_absent(situation, Finding::polyradiculopathy_other).empty())
        notes.push_back(Note::polyradiculopathy_only_unrecorded);
    if (std::ranges::any_of(mps.criteria,
                            [](const Criterion& each) { return !each.documented_long_ago.empty(); }))
        notes.push_back(Note::documented_long_ago);
    return notes;
}

std::vector<Action> actions(const Situation& situation, const MpsCriteria& mps, Stage stage) {
    const auto exam = Action{
        .kind = ActionKind::record_finding, .side = mps.side, .question = ExamQuestion::psoas_examination};
    if (stage == Stage::long_ago) {
        Action first = exam;
        first.recommended = true;
        if (mps.criteria[0].state != CriterionState::long_ago) return {first};
        return {first, {.kind = ActionKind::urgent_mri, .region = Region::psoas, .side = mps.side}};
    }
    if (stage == Stage::consider)
        return {
            {.kind = ActionKind::urgent_mri, .region = Region::psoas, .side = mps.side, .recommended = true},
            exam,
            {.kind = ActionKind::oncology_referral}};

    std::vector<Action> actions{{.kind = ActionKind::oncology_referral, .recommended = true},
                                {.kind = ActionKind::palliative_referral}};
    // MPS-TX-5: radiotherapy of this side that is recorded already is not suggested again.
    if (radiotherapy_on(situation, mps.side).empty())
        actions.push_back({.kind = ActionKind::radiotherapy_referral});
    if (stage == Stage::suspected) actions.push_back(exam);
    return actions;
}

// The treatment is named from "suspected" on.
constexpr std::array treatment_rows{Row::mps_tx_1, Row::mps_tx_2, Row::mps_tx_3, Row::mps_tx_4,
                                    Row::mps_tx_5, Row::mps_tx_6, Row::mps_tx_7};

// A lesion of the psoas that is known for no more than a year (own), and that its report does not call
// unchanged, or one that grows. Unknown: one without a date may be new.
bool has_new_lesion(const Situation& situation) {
    EvidenceView found = current_reading(situation, Finding::psoas_mass);
    for (const Evidence& each : current_reading(situation, Finding::psoas_malignancy))
        found.push_back(each);
    const Statements stable = said_of_studies(situation, {Finding::psoas_lesion_stable});
    const auto is_unchanged = [&](const Evidence& lesion) {
        const auto [first, last] = stable.equal_range(lesion.reference);
        return std::any_of(first, last, [&](const auto& said) {
            return said.second->certainty == Certainty::confirmed
                   && sides_match(said.second->side, lesion.side);
        });
    };
    const EvidenceView growing = growing_lesions(situation);
    return std::ranges::any_of(found, [&](const Evidence& lesion) {
        const bool grows = std::ranges::any_of(
            growing, [&](const Evidence& each) { return sides_match(each.side, lesion.side); });
        if (grows) return true;
        if (is_unchanged(lesion)) return false;
        const std::optional<DateRange>& since = lesion.onset ? lesion.onset : lesion.recorded;
        return !since || situation.as_of - since->last <= situation.policy.forgotten_after_days;
    });
}

// MPS-REC-1: cancer that was past, and a lesion of the psoas now. MRI is proposed in every stage.
void add_recurrence(const Situation& situation, Advice& advice) {
    if (ever(situation, Finding::cancer_history).empty() || !has_new_lesion(situation)) {
        silent_on_recurrence(situation);
        return;
    }
    advice.rows.push_back(Row::mps_rec_1);
    advice.notes.push_back(Note::recurrence_can_be_both);
    if (std::ranges::find(advice.actions, ActionKind::urgent_mri, &Action::kind) == advice.actions.end())
        advice.actions.push_back(
            {.kind = ActionKind::urgent_mri, .region = Region::psoas, .side = advice.mps->side});
}

} // namespace

/// Malignant psoas syndrome as a stage, never as a diagnosis.
///
/// "Consider" needs cancer and a part of the second or third criterion; "suspected" needs psoas cancer in the
/// record with a sign or pain that its side does not contradict; "criteria met" needs all four documented,
/// and no side left open. Unknown: a criterion that nobody recorded is listed as not available and never
/// counts, and never lowers a stage that stands without it. Documented opposite sides do not count, and the
/// card says so.
///
/// What was documented for the last time more than `forgotten_after_days` ago counts for no criterion; where
/// it is all that speaks beside the cancer, the card is info and asks to look again.
///
/// Rows: MPS-S1 to MPS-S3, MPS-C1 to MPS-C4, MPS-TX-1 to MPS-TX-8, MPS-REC-1, MPS-RARE-1.
/// Source: Stevens 1990 (criteria); Agar 2004 and Takamatsu 2018 (the syndrome beside vertebral metastases);
/// the two seed articles.
std::optional<Advice> malignant_psoas_syndrome(const Situation& situation, const Presentation& presentation) {
    MpsCriteria mps; // what nobody recorded is not available
    if (names_lesion_or_sign(situation)) mps = mps_criteria(situation);
    const std::optional<Stage> reached = stage(situation, presentation, mps);
    if (situation.trace != nullptr) {
        if (reached)
            silent_but(*reached, situation, mps);
        else
            silent_in_all_stages(situation, presentation, mps);
    }
    if (!reached) return std::nullopt;

    Advice advice{.topic = Topic::malignant_psoas_syndrome, .indicator = Indicator::warning};
    switch (*reached) {
    case Stage::long_ago:
        advice.rows = {Row::mps_s1};
        advice.indicator = Indicator::info;
        break;
    case Stage::consider:
        advice.rows = {Row::mps_s1};
        break;
    case Stage::suspected:
        advice.rows = {Row::mps_s2};
        break;
    case Stage::criteria_met:
        advice.rows = {Row::mps_s3};
        advice.indicator = Indicator::critical;
        break;
    }
    for (const Criterion& criterion : mps.criteria)
        for (const auto* part : {&criterion.evidence, &criterion.documented_long_ago, &criterion.taken_back})
            for (const Evidence& each : *part)
                if (std::ranges::find(advice.evidence, each) == advice.evidence.end())
                    advice.evidence.push_back(each);
    const bool cancer_named = std::ranges::any_of(advice.evidence, [](const Evidence& each) {
        return each.finding == Finding::cancer_active || each.finding == Finding::cancer_history;
    });
    if (!cancer_named)
        for (const Evidence& each : ever(situation, {Finding::cancer_active, Finding::cancer_history}))
            advice.evidence.push_back(each);
    advice.gaps = gaps(situation, mps);
    advice.notes = notes(situation, mps);
    advice.actions = actions(situation, mps, *reached);
    advice.override_reasons = {OverrideReason::already_acted, OverrideReason::known_stable,
                               OverrideReason::specialist_plan, OverrideReason::patient_preference};
    advice.mps = std::move(mps);
    if (*reached == Stage::suspected || *reached == Stage::criteria_met)
        add_treatment(situation, advice);
    else
        silent(situation, treatment_rows, Why::other_row_speaks);
    add_recurrence(situation, advice);
    return advice;
}

} // namespace psoas::logic
