#pragma once

#include "fhir/codeable_concept.hpp"
#include "logic/finding.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

namespace psoas::fhir {

/// What the value of an examination or question answers.
enum class Answer : std::uint8_t {
    none,      ///< the value is no answer of this kind, or is missing
    positive,  ///< positive, present, yes, true
    negative,  ///< negative, absent, no, false
    unsure,    ///< equivocal, possible
    not_known, ///< unknown, not asked, not done
};

/// Whether an answer is to a test ("positive") or to a question ("yes"): they differ for a finding that is
/// itself a negative test, such as a negative straight leg raise.
enum class AnswerKind : std::uint8_t { test, question };

struct ReadAnswer {
    Answer answer = Answer::none;
    AnswerKind kind = AnswerKind::question;

    friend bool operator==(const ReadAnswer&, const ReadAnswer&) = default;
};

/// The answer that words begin with: "Negative", "positive on the left", "no". "No better" is none.
[[nodiscard]] ReadAnswer answer_in(std::string_view words);

/// By code (SNOMED CT, LOINC answers, HL7 yes/no and interpretation), else by words.
[[nodiscard]] ReadAnswer answer_of(const CodeableConcept& value);

/// The answer of an Observation or a component of one: its value, else its interpretation, else why there is
/// none.
[[nodiscard]] ReadAnswer read_answer(Value observation);

/// Strength in words, "3/5" of the Medical Research Council's grades, as an answer to whether there is
/// weakness. Nothing if the words begin with no such grade.
[[nodiscard]] std::optional<Answer> weakness_by_grade(std::string_view words);

} // namespace psoas::fhir
