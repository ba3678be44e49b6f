#pragma once

#include "fhir/resource.hpp"

#include <string_view>
#include <vector>

namespace psoas::fhir {

/// One code as recorded; the views live as long as the resource. What was not recorded is empty.
struct Coding {
    std::string_view system;
    std::string_view code;
    std::string_view display;
    friend bool operator==(const Coding&, const Coding&) = default;
};

/// The codings of a value that FHIR versions write as a code, a Coding, a CodeableConcept, a
/// CodeableReference or an array of these. A coding without a code is kept for its display; one that is empty
/// is left out.
[[nodiscard]] std::vector<Coding> codings(Value value);

/// What a person reads in such a value: its text, else its first display, else the display of its reference.
[[nodiscard]] std::string_view words(Value value);

} // namespace psoas::fhir
