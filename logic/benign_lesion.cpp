#include "logic/benign_lesion.hpp"

#include "logic/current_reading.hpp"
#include "logic/evidence.hpp"

#include <algorithm>

namespace psoas::logic {

EvidenceView benign_readings(const Situation& situation) {
    EvidenceView benign = current_reading(situation, Finding::psoas_lesion_benign);
    erase_if(benign, [](const Evidence& each) { return each.certainty != Certainty::confirmed; });
    return benign;
}

Tissue tissue_of(const Evidence& lesion, const EvidenceView& benign) {
    const std::optional<DateRange>& seen = lesion.recorded ? lesion.recorded : lesion.onset;
    Tissue tissue = Tissue::none;
    for (const Evidence& reading : benign) {
        if (!sides_match(lesion.side, reading.side)) continue;
        const std::optional<DateRange>& read = reading.recorded ? reading.recorded : reading.onset;
        const bool is_since = seen && read && read->last >= seen->last;
        tissue = std::max(tissue, is_since ? Tissue::since : Tissue::before);
    }
    return tissue;
}

bool is_proven_benign(const Evidence& lesion, const EvidenceView& benign) {
    const bool may_be = lesion.finding == Finding::psoas_mass || lesion.certainty != Certainty::confirmed;
    return may_be && tissue_of(lesion, benign) == Tissue::since;
}

EvidenceView growing_lesions(const Situation& situation) {
    EvidenceView growing = current_reading(situation, Finding::psoas_lesion_growing);
    erase_if(growing, [&](const Evidence& each) {
        return each.certainty != Certainty::confirmed
               || !seen_within(situation, each, situation.policy.forgotten_after_days);
    });
    return growing;
}

} // namespace psoas::logic
