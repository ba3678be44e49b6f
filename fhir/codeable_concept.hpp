#pragma once

#include "fhir/resource.hpp"
#include "fhir/terminology.hpp"

#include <boost/container/small_vector.hpp>

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace psoas::fhir {

/// One code. Views of the resource that it was read from.
struct Coding {
    std::string_view system{};
    std::string_view code{};
    std::string_view display{};

    friend bool operator==(const Coding&, const Coding&) = default;
};

/// What a resource means by an element, in codes and words. Views of the resource that it was read from.
struct CodeableConcept {
    boost::container::small_vector<Coding, 2> codings{}; ///< most have one or two
    std::string_view text{};

    [[nodiscard]] bool empty() const { return codings.empty() && text.empty(); }
    /// The text, else the first display: what a person would read.
    [[nodiscard]] std::string_view words() const;
    [[nodiscard]] bool is(Concept wanted, const Terminology& terminology) const;

    friend bool operator==(const CodeableConcept&, const CodeableConcept&) = default;
};

/// Reads a code, a Coding, a CodeableConcept, a CodeableReference (R5), a Reference with a display, or an
/// array of any of them as one concept, since one element takes other types in other versions. What it does
/// not understand it leaves out.
[[nodiscard]] CodeableConcept read_codeable_concept(Value value);

/// The concepts of an array, each for itself; one that is no array is one.
[[nodiscard]] std::vector<CodeableConcept> read_codeable_concepts(Value value);

/// The code of an element such as `status` in small letters, whether it is a code (DSTU2) or a
/// CodeableConcept (R4); its text where it has no code. Empty if it is missing.
[[nodiscard]] std::string read_code(Value value);

/// "ICD-10-CM M54.50": a code as a person cites it. A code of an unknown system stands alone.
[[nodiscard]] std::string short_code(const Coding& coding);

} // namespace psoas::fhir
