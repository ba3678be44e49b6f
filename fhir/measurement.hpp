#pragma once

#include "fhir/codeable_concept.hpp"
#include "logic/chart.hpp"

#include <optional>
#include <string>

namespace psoas::fhir {

/// A number with its unit, as an Observation gives it.
struct Reading {
    double value = 0;
    std::string unit{}; ///< code of UCUM, else the printed unit, in small letters; empty if there is none
    std::string printed_unit{}; ///< as people read it, in small letters; where `unit` is a code
    std::string shown{};        ///< "101.3 [degF]"

    friend bool operator==(const Reading&, const Reading&) = default;
};

/// `valueQuantity`, `valueInteger`, or a `valueString` of a number and a unit ("38.6 C"). Nothing for a value
/// that is only known to be below a limit ("<36").
[[nodiscard]] std::optional<Reading> read_reading(Value observation);

/// What an Observation measures, by its codes, else by its name.
[[nodiscard]] std::optional<logic::Quantity> measured_quantity(const CodeableConcept& code,
                                                               const Terminology& terminology);

/// DATA-6: the value in the unit that `quantity` names. Nothing for a unit that is not known, for a
/// temperature without a unit that could be neither °C nor °F, for a weight without a unit, and for what no
/// living person has.
[[nodiscard]] std::optional<double> in_unit_of(logic::Quantity quantity, const Reading& reading);

} // namespace psoas::fhir
