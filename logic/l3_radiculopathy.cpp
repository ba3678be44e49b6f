#include "logic/l3_radiculopathy.hpp"

#include "logic/current_reading.hpp"
#include "logic/evidence.hpp"
#include "logic/judged_order.hpp"
#include "logic/sign_date.hpp"
#include "logic/soft_tissue.hpp"
#include "logic/trace.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <span>
#include <utility>

namespace psoas::logic {
namespace {

using std::chrono::days;

bool is_buttock_hip_or_thigh_pain(Finding finding) {
    return finding == Finding::buttock_pain || finding == Finding::hip_pain
           || finding == Finding::anterior_hip_pain || finding == Finding::thigh_pain
           || finding == Finding::radicular_pain_l3_distribution;
}

constexpr std::array signs_of_the_root{Finding::medial_lower_leg_sensory_loss, Finding::l3_root_finding,
                                       Finding::anterior_thigh_sensory_loss};

// The thigh counts if the policy says so.
std::span<const Finding> signs_that_count(const Policy& policy) {
    const std::span all(signs_of_the_root);
    return policy.l3_signs == L3Signs::lower_leg ? all.first(2) : all;
}

EvidenceView signs_of_l3(const Situation& situation, const Presentation& presentation) {
    EvidenceView signs;
    for (const Finding finding : signs_that_count(situation.policy))
        append(signs, current_reading(situation, finding));
    erase_if(signs, [&](const Evidence& sign) { return is_of_another_time(situation, presentation, sign); });
    return signs;
}

EvidenceView pains_of_l3(const Presentation& presentation) {
    return those(presentation.complaints,
                 [](const Evidence& each) { return is_buttock_hip_or_thigh_pain(each.finding); });
}

/// What suggests L3: each sign beside a pain of its side, and those pains.
struct Picture {
    EvidenceView signs{};
    EvidenceView pains{};
};

Picture picture(const Situation& situation, const Presentation& presentation) {
    const EvidenceView signs = signs_of_l3(situation, presentation);
    const EvidenceView pains = pains_of_l3(presentation);
    return {.signs = beside(signs, pains), .pains = beside(pains, signs)};
}

void silent_without_picture(const Situation& situation, const Presentation& presentation) {
    if (situation.trace == nullptr) return;
    const EvidenceView signs = signs_of_l3(situation, presentation);
    const Why why = pains_of_l3(presentation).empty() ? Why::in_part : Why::side_differs;
    for (const Row row : {Row::sel_l3, Row::l3_1}) {
        if (signs.empty())
            silent_without(situation, row, signs_that_count(situation.policy));
        else
            silent(situation, row, why, signs);
    }
}

// SEL-L3: another study than that of the lumbar spine. Ultrasound that guides is treatment (SEL-US).
bool is_selected_hip_study(const Order& order) {
    const bool is_advanced = order.modality == Modality::mri || order.modality == Modality::ct
                             || order.modality == Modality::ultrasound;
    return order.selected && order.kind == OrderKind::imaging && is_advanced
           && (order.region == Region::hip || order.region == Region::pelvis)
           && order.guidance != Guidance::guided;
}

bool is_lumbar_mri(const Order& order) {
    return order.kind == OrderKind::imaging && order.modality == Modality::mri
           && order.region == Region::lumbar_spine;
}

// L3-2: the negative tests of the side of the pain.
EvidenceView negative_hip_tests(const Situation& situation, Side side) {
    EvidenceView tests;
    for (const Finding test : {Finding::faber, Finding::fadir}) {
        EvidenceView negative = current_absence(situation, test);
        erase_if(negative, [&](const Evidence& each) { return !sides_match(each.side, side); });
        if (!any_confirmed(negative)) {
            silent(situation, Row::l3_2, tests.empty() ? Why::not_recorded : Why::in_part);
            return {};
        }
        append(tests, negative);
    }
    return tests;
}

// L3-4: beside a negative femoral stretch test the straight leg raise is not the only evidence.
bool rests_on_straight_leg_raise(const Situation& situation) {
    if (current_reading(situation, Finding::slr_negative).empty()) {
        silent_without(situation, Row::l3_4, std::array{Finding::slr_negative});
        return false;
    }
    const EvidenceView stretch = documented_absent(situation, Finding::femoral_stretch);
    if (!stretch.empty()) silent(situation, Row::l3_4, Why::already_known, stretch);
    return stretch.empty();
}

bool may_be_early(const Situation& situation, const Presentation& presentation) {
    const days soft = situation.policy.premature_soft_days;
    if (presentation.duration) return *presentation.duration <= soft;
    return presentation.lasted_at_least.value_or(days{0}) <= soft;
}

bool is_progressive(const Situation& situation) {
    return !active(situation, Finding::progressive_neuro_deficit).empty();
}

// Section 11: D names the study and not its date.
void propose_lumbar_mri(const Situation& situation, const Presentation& presentation, Advice& advice) {
    const bool early = may_be_early(situation, presentation) && !is_progressive(situation);
    if (early) advice.notes.push_back(Note::l3_treat_first);
    const bool known_early = early && presentation.duration;
    if (known_early && situation.policy.l3_early_mri == EarlyMri::wait) {
        const days left = situation.policy.premature_soft_days - *presentation.duration;
        advice.actions.push_back({.kind = ActionKind::physical_therapy});
        advice.actions.push_back(
            {.kind = ActionKind::follow_up, .due = situation.as_of + std::max(left, days{1})});
        return;
    }
    if (mri_is_contraindicated(situation)) {
        advice.notes.push_back(Note::mri_contraindication);
        return;
    }
    const Action lumbar{.kind = ActionKind::lumbar_mri, .region = Region::lumbar_spine};
    advice.actions.push_back(lumbar);
    if (!advice.order) {
        advice.actions.back().recommended = !early;
        return;
    }
    // In place of the selected study is recommended: the picture says where to look.
    advice.actions.push_back(lumbar);
    advice.actions.front().recommended = true;
    advice.actions.front().replaces_order = true;
}

void add_straight_leg_raise(const Situation& situation, Advice& advice) {
    if (!rests_on_straight_leg_raise(situation)) return;
    advice.rows.push_back(Row::l3_4);
    append(advice.evidence, current_reading(situation, Finding::slr_negative));
    if (current_reading(situation, Finding::femoral_stretch).empty())
        advice.actions.push_back(
            {.kind = ActionKind::record_finding, .question = ExamQuestion::femoral_stretch});
}

// L3-1, SEL-L3: `order` is the selected hip study, if there is one.
Advice picture_advice(const Situation& situation, const Presentation& presentation, const Picture& seen,
                      std::optional<std::size_t> order) {
    const bool confirmed = any_confirmed(seen.signs);
    Advice advice{.topic = Topic::l3_radiculopathy,
                  .indicator = order && confirmed ? Indicator::warning : Indicator::info,
                  .rows = {Row::l3_1},
                  .evidence = seen.signs,
                  .override_reasons = {OverrideReason::specialist_plan},
                  .order = order,
                  .pain_duration = presentation.duration};
    if (order) advice.rows = {Row::sel_l3, Row::l3_1};
    append(advice.evidence, seen.pains);
    if (!confirmed) advice.notes.push_back(Note::rests_on_unconfirmed);
    const auto is_unsided = [](const Evidence& each) { return each.side == Side::unknown; };
    if (std::ranges::any_of(advice.evidence, is_unsided)) advice.notes.push_back(Note::side_unknown);
    propose_lumbar_mri(situation, presentation, advice);
    const EvidenceView tests = negative_hip_tests(situation, presentation.side);
    if (!tests.empty()) {
        advice.rows.push_back(Row::l3_2);
        append(advice.evidence, tests);
    }
    add_straight_leg_raise(situation, advice);
    return advice;
}

// L3-2, L3-4: pain in the L3 distribution without a sensory loss.
std::optional<Advice> examination_advice(const Situation& situation, const Presentation& presentation) {
    Advice advice{.topic = Topic::l3_radiculopathy,
                  .override_reasons = {OverrideReason::specialist_plan},
                  .pain_duration = presentation.duration};
    std::ranges::copy_if(
        presentation.complaints, std::back_inserter(advice.evidence),
        [](const Evidence& pain) { return pain.finding == Finding::radicular_pain_l3_distribution; });
    if (advice.evidence.empty()) {
        silent_without(situation, Row::l3_2, std::array{Finding::radicular_pain_l3_distribution});
        return silent_without(situation, Row::l3_4, std::array{Finding::radicular_pain_l3_distribution});
    }

    const EvidenceView tests = negative_hip_tests(situation, advice.evidence.front().side);
    if (!tests.empty()) {
        advice.rows.push_back(Row::l3_2);
        append(advice.evidence, tests);
        propose_lumbar_mri(situation, presentation, advice);
        if (documented_absent(situation, Finding::medial_lower_leg_sensory_loss).empty())
            advice.actions.push_back(
                {.kind = ActionKind::record_finding, .question = ExamQuestion::dermatomes});
    }
    add_straight_leg_raise(situation, advice);
    return advice.rows.empty() ? std::nullopt : std::optional(std::move(advice));
}

// L3-3.
std::optional<Advice> examination_reminder(const Situation& situation, const Presentation& presentation) {
    if (!situation.policy.remind_exam) return silent(situation, Row::l3_3, Why::off_by_policy);
    if (!complains_of_any(presentation, {Finding::hip_pain, Finding::anterior_hip_pain, Finding::thigh_pain}))
        return silent(situation, Row::l3_3, Why::not_recorded);
    const bool is_recorded = !ever(situation, Finding::medial_lower_leg_sensory_loss).empty()
                             || !documented_absent(situation, Finding::medial_lower_leg_sensory_loss).empty();
    const auto order = std::ranges::find_if(situation.orders, is_selected_hip_study);
    if (order == situation.orders.end()) return silent(situation, Row::l3_3, Why::no_such_order);
    if (is_recorded) return silent(situation, Row::l3_3, Why::already_known);
    return Advice{.topic = Topic::l3_radiculopathy,
                  .rows = {Row::l3_3},
                  .evidence = newest_episode(situation, presentation, Region::hip).complaints,
                  .gaps = {gap(situation, Sought::leg_sensation)},
                  .actions = {{.kind = ActionKind::record_finding,
                               .question = ExamQuestion::dermatomes,
                               .recommended = true}},
                  .override_reasons = {OverrideReason::already_acted},
                  .order = static_cast<std::size_t>(order - situation.orders.begin())};
}

// L3-3 asks for what another row of the topic already knows.
void silent_reminder(const Situation& situation) {
    silent(situation, Row::l3_3, situation.policy.remind_exam ? Why::other_row_speaks : Why::off_by_policy);
}

// The cards of the picture: one for each selected hip study (SEL-L3), or one of the patient.
std::vector<Advice> advice_on_picture(const Situation& situation, const Presentation& presentation,
                                      const Picture& seen) {
    std::vector<Advice> all;
    // More cards than `max_cards` (FAT-1) nobody sees.
    const auto most = static_cast<std::size_t>(std::max(situation.policy.max_cards, 1));
    for (const JudgedOrder& judged : judged_orders(situation)) {
        if (!is_selected_hip_study(situation.orders[judged.order]) || all.size() == most) continue;
        all.push_back(picture_advice(situation, presentation, seen, judged.order));
        all.back().repeated_orders = judged.repeated;
    }
    if (all.empty()) {
        silent(situation, Row::sel_l3, Why::no_such_order);
        all.push_back(picture_advice(situation, presentation, seen, std::nullopt));
    }
    silent_reminder(situation);
    return all;
}

// What the record gives reason for, whatever is drafted for the lumbar spine.
std::vector<Advice> advice_on_l3(const Situation& situation, const Presentation& presentation) {
    const Picture seen = picture(situation, presentation);
    if (!seen.signs.empty()) return advice_on_picture(situation, presentation, seen);
    silent_without_picture(situation, presentation);
    if (std::optional<Advice> advice = examination_advice(situation, presentation)) {
        silent_reminder(situation);
        return {std::move(*advice)};
    }
    if (std::optional<Advice> reminder = examination_reminder(situation, presentation))
        return {std::move(*reminder)};
    return {};
}

} // namespace

bool suggests_l3_radiculopathy(const Situation& situation, const Presentation& presentation) {
    return !picture(situation, presentation).signs.empty();
}

std::vector<Advice> l3_radiculopathy(const Situation& situation, const Presentation& presentation) {
    if (!presentation.relevant) {
        silent(situation, {Row::sel_l3, Row::l3_1, Row::l3_2, Row::l3_3, Row::l3_4},
               Why::no_relevant_presentation);
        return {};
    }
    std::vector<Advice> all = advice_on_l3(situation, presentation);
    // FOLD: the step is being taken, whether it is early or not.
    if (std::ranges::any_of(situation.orders, is_lumbar_mri)) {
        for (const Advice& advice : all)
            silent(situation, advice.rows, Why::step_taken, advice.evidence);
        all.clear();
    }
    return all;
}

} // namespace psoas::logic
