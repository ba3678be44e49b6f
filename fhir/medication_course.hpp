#pragma once

#include "fhir/date.hpp"
#include "fhir/resource.hpp"

namespace psoas::fhir {

/// From when to when a medication is taken, as far as its resource says.
struct MedicationCourse {
    std::optional<logic::DateRange> start{};
    std::optional<logic::DateRange> end{}; ///< the day on which taking it ends
    std::optional<logic::DateRange>
        supplied_to{}; ///< what was dispensed lasts until then; there may have been more
    std::optional<logic::DateRange> written{};

    friend bool operator==(const MedicationCourse&, const MedicationCourse&) = default;
};

/// The course of a MedicationRequest, MedicationOrder, MedicationStatement or MedicationAdministration.
[[nodiscard]] MedicationCourse read_medication_course(Value medication);

} // namespace psoas::fhir
