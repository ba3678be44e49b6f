#pragma once

#include "fhir/body_site.hpp"
#include "fhir/codeable_concept.hpp"
#include "fhir/concept_findings.hpp"
#include "fhir/name_memo.hpp"
#include "fhir/text_reader.hpp"
#include "logic/chart.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace psoas::fhir {

/// What the mappings understand codes and words with. All of it outlives every mapping. It is of one record
/// and one thread, since the names are written to.
struct Vocabulary {
    const Terminology& terminology;
    const TextReader& text_reader;
    NameMemo& names; ///< of the record that is read
};

/// What a resource says of the findings that it names, before they are named.
struct Statement {
    logic::Source source = logic::Source::conditions;
    std::string reference{};
    logic::Certainty certainty = logic::Certainty::confirmed;
    logic::Course course = logic::Course::active;
    BodySite site{};
    std::string value{};
    std::optional<logic::DateRange> onset{};
    std::optional<logic::DateRange> ended{};
    std::optional<logic::DateRange> recorded{};
    About texts_are_about = About::what_it_names;
    logic::Region studied_bone = logic::Region::unspecified; ///< of a fracture that a report leaves unplaced
};

/// The findings that a concept stands for by its codes and words.
///
/// Codes name findings by the table of concept_findings.hpp. Words are always read too: they give findings
/// where no code does, add side, region, doubt ("possible") and history to a coded one, and may name a second
/// one. Where the words deny what the code says ("no fever" under the code of fever) the record contradicts
/// itself, so the finding is unconfirmed rather than present or absent. A concept of family history gives
/// nothing (DATA-3).
[[nodiscard]] std::vector<logic::Evidence> findings_of(const CodeableConcept& named,
                                                       const Statement& statement, FindingsOf kind,
                                                       const Vocabulary& vocabulary);

/// The findings that a text names: a note, a conclusion, a narrative result.
[[nodiscard]] std::vector<logic::Evidence> findings_in(std::string_view text, const Statement& statement,
                                                       FindingsOf kind, const Vocabulary& vocabulary);

/// Whether words of it are longer than `TextReader` reads: the list that it comes from was then read in part
/// (DATA-2).
[[nodiscard]] bool is_read_in_part(const CodeableConcept& named);

/// FHIR's rule for what no reader may ignore (https://hl7.org/fhir/R4/extensibility.html#modifierExtension):
/// such an element may mean something else than it says, so what it says is unconfirmed.
[[nodiscard]] logic::Certainty certainty_of_reading(Value element);

/// "Condition/123", the type alone where the resource has no id.
[[nodiscard]] std::string reference_of(Value resource);

/// The worse of two.
[[nodiscard]] inline logic::Certainty joined(logic::Certainty one, logic::Certainty other) {
    return one == logic::Certainty::confirmed ? other : one;
}

} // namespace psoas::fhir
