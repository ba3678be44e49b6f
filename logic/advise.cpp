#include "logic/advise.hpp"

#include "logic/after_radiographs.hpp"
#include "logic/conservative_care.hpp"
#include "logic/contrast_selection.hpp"
#include "logic/ct_selection.hpp"
#include "logic/duplicate_imaging.hpp"
#include "logic/evidence.hpp"
#include "logic/iliopsoas_bursitis.hpp"
#include "logic/imaging_alone.hpp"
#include "logic/injection_guidance.hpp"
#include "logic/injection_timing.hpp"
#include "logic/judged_order.hpp"
#include "logic/l3_radiculopathy.hpp"
#include "logic/malignant_psoas_syndrome.hpp"
#include "logic/mri_contraindication.hpp"
#include "logic/neurologic_deficit.hpp"
#include "logic/precedence.hpp"
#include "logic/premature_imaging.hpp"
#include "logic/presentation.hpp"
#include "logic/psoas_abscess.hpp"
#include "logic/psoas_hemorrhage.hpp"
#include "logic/psoas_neoplasm.hpp"
#include "logic/radiograph_first.hpp"
#include "logic/red_flag_advice.hpp"
#include "logic/surgical_referral.hpp"
#include "logic/trace.hpp"
#include "logic/unanswered_advice.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace psoas::logic {
namespace {

void append(std::vector<Advice>& all, std::optional<Advice> advice) {
    if (advice) all.push_back(std::move(*advice));
}

bool has_died(const Situation& situation) {
    return situation.chart.deceased && situation.chart.deceased->first <= situation.as_of;
}

// GATE-1: documented cauda equina syndrome needs no pain. A reported psoas lesion is a presentation itself.
bool needs_no_presentation(const Advice& advice) {
    return std::ranges::find(advice.rows, Row::rf_ces_0) != advice.rows.end();
}

// The rules about a patient, whatever is ordered.
std::vector<Advice> patient_advice(const Situation& situation, const Presentation& seen,
                                   const RedFlags& flags) {
    std::vector<Advice> all = red_flag_advice(situation, seen, flags);
    append(all, neurologic_deficit(situation, seen));
    append(all, psoas_abscess(situation));
    append(all, psoas_hemorrhage(situation));
    append(all, psoas_neoplasm(situation));
    append(all, malignant_psoas_syndrome(situation, seen));
    std::ranges::move(l3_radiculopathy(situation, seen), std::back_inserter(all));
    append(all, iliopsoas_bursitis(situation, seen, flags));
    append(all, after_radiographs(situation, seen));
    append(all, surgical_referral(situation, seen));
    return all;
}

// The rules about one order.
std::vector<Advice> order_advice(const Situation& situation, const Order& order, const Presentation& seen,
                                 const RedFlags& flags) {
    std::vector<Advice> all;
    if (!in_palliative_care(situation)) { // GATE-4
        append(all, premature_imaging(situation, order, seen, flags));
        append(all, radiograph_first(situation, order, seen, flags));
        append(all, duplicate_imaging(situation, order, flags));
        append(all, injection_guidance(situation, order, seen));
        append(all, injection_timing(situation, order, seen, flags));
        append(all, epidural_at_l3(situation, order, seen));
    }
    append(all, contrast_selection(situation, order, seen, flags));
    append(all, ct_selection(situation, order, seen, flags));
    return all;
}

// So many different orders are advised on at once, more than `max_cards` can show and than anybody selects;
// the cards say if there are more (FAT-1).
constexpr std::size_t most_orders_advised_on = 10;

enum class Judged : std::uint8_t { all, in_part };

// GATE-2: the drafts that are not selected are background. Drafts that ask the same get one answer.
Judged advise_on_orders(const Situation& situation, const Presentation& seen, const RedFlags& flags,
                        std::vector<Advice>& all) {
    std::size_t advised_on = 0;
    for (const JudgedOrder& judged : judged_orders(situation)) {
        if (advised_on == most_orders_advised_on) return Judged::in_part;
        std::vector<Advice> advice = order_advice(situation, situation.orders[judged.order], seen, flags);
        if (!advice.empty()) ++advised_on;
        for (Advice& each : advice) {
            each.repeated_orders = judged.repeated;
            all.push_back(std::move(each));
        }
    }
    return Judged::all;
}

void silent_in_all_rows(const Situation& situation, Why why) {
    for (std::size_t row = 0; row < row_count; ++row)
        silent(situation, static_cast<Row>(row), why);
}

} // namespace

std::vector<Advice> advise(const Situation& situation) {
    return unanswered_advice(situation, {});
}

std::vector<Advice> unanswered_advice(const Situation& situation, const IsAnswered& is_answered) {
    // A chart that is replayed or reviewed after a death has nobody left to advise on (own).
    if (has_died(situation)) {
        silent_in_all_rows(situation, Why::deceased);
        return {};
    }

    const Presentation seen = presentation(situation);
    const RedFlags flags = red_flags(situation, seen);
    std::vector<Advice> all = patient_advice(situation, seen, flags);
    std::erase_if(all, [&](const Advice& advice) {
        const bool out = !seen.relevant && !needs_no_presentation(advice); // GATE-1
        if (out) removed(situation, advice, Removal::no_presentation);
        return out;
    });

    // GATE-3: the guidance on which study and when is that for adults.
    const bool judge_orders = seen.relevant && !is_minor(situation);
    if (judge_orders && advise_on_orders(situation, seen, flags, all) == Judged::in_part)
        for (Advice& advice : all)
            advice.notes.push_back(Note::orders_not_judged);

    if (judge_orders && !in_palliative_care(situation)) { // the plan and its sequel
        append(all, conservative_care(situation, seen, flags));
        append(all, bursa_injection(situation, seen, flags));
    }

    for (Advice& advice : all) {
        without_contraindicated_mri(situation, advice);
        remind_of_symptoms(seen, advice);
    }
    // GATE-3. Of a patient who could not be read nobody knows whether the birth date is missing.
    const bool was_unreadable = situation.chart.of(Source::patient) == Availability::unreadable;
    if (!age_in_years(situation) && !was_unreadable)
        for (Advice& advice : all)
            if (std::ranges::find(advice.notes, Note::birth_date_missing) == advice.notes.end())
                advice.notes.push_back(Note::birth_date_missing);

    return settle(std::move(all), situation, is_answered);
}

} // namespace psoas::logic
