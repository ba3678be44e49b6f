#include "logic/psoas_neoplasm.hpp"

#include "logic/benign_lesion.hpp"
#include "logic/current_reading.hpp"
#include "logic/evidence.hpp"
#include "logic/trace.hpp"

#include <algorithm>
#include <array>

namespace psoas::logic {

std::optional<Advice> psoas_neoplasm(const Situation& situation) {
    EvidenceView mass = current_reading(situation, Finding::psoas_malignancy);
    for (const Evidence& each : current_reading(situation, Finding::psoas_mass))
        mass.push_back(each);
    if (mass.empty())
        return silent_without(situation, Row::pso_neo_1,
                              std::array{Finding::psoas_mass, Finding::psoas_malignancy});
    const auto cancer = ever(situation, {Finding::cancer_active, Finding::cancer_history});
    if (any_confirmed(cancer)) return silent(situation, Row::pso_neo_1, Why::other_row_speaks, cancer);
    EvidenceView explained_by = current_reading(situation, Finding::psoas_abscess);
    for (const Evidence& each : current_reading(situation, Finding::psoas_hematoma))
        explained_by.push_back(each);
    erase_if(explained_by, [](const Evidence& each) { return each.certainty != Certainty::confirmed; });
    // DATA-7: an abscess of one side explains no mass of the other.
    erase_if(mass, [&](const Evidence& each) {
        return std::ranges::any_of(explained_by,
                                   [&](const Evidence& other) { return sides_match(each.side, other.side); });
    });
    const EvidenceView benign = benign_readings(situation);
    erase_if(mass, [&](const Evidence& each) { return is_proven_benign(each, benign); });
    if (mass.empty()) {
        append(explained_by, benign);
        return silent(situation, Row::pso_neo_1, Why::explained_otherwise, explained_by);
    }

    Advice advice{.topic = Topic::red_flag_malignancy,
                  .indicator = Indicator::warning,
                  .rows = {Row::pso_neo_1},
                  .gaps = {gap(situation, Sought::cancer)},
                  .actions = {{.kind = ActionKind::oncology_referral, .recommended = true}},
                  .override_reasons = {OverrideReason::already_acted}};
    if (!any_confirmed(mass)) advice.notes.push_back(Note::reported_lesion_unconfirmed);
    advice.indicator = lowered_by_age(situation, advice.indicator, mass);
    const bool was_benign = std::ranges::all_of(mass, [&](const Evidence& each) {
        return each.finding == Finding::psoas_mass && tissue_of(each, benign) != Tissue::none;
    });
    // A mass that grew or invades after its tissue was read is not explained by it.
    EvidenceView growing = growing_lesions(situation);
    erase_if(growing, [&](const Evidence& each) { return tissue_of(each, benign) == Tissue::since; });
    const bool is_contradicted = was_benign && !beside(growing, mass).empty();
    if (is_contradicted) {
        advice.notes.push_back(Note::tissue_contradicted);
        append(mass, growing);
        append(mass, benign);
    } else if (was_benign) {
        advice.indicator = Indicator::info;
        advice.notes.push_back(Note::benign_tissue);
        append(mass, benign);
    }
    advice.evidence = without_repeats(std::move(mass));
    return advice;
}

} // namespace psoas::logic
