#include "fhir/answer.hpp"

#include "fhir/code_system.hpp"
#include "fhir/words.hpp"

#include <algorithm>
#include <array>

namespace psoas::fhir {
namespace {

struct Word {
    std::string_view word;
    Answer answer;
    AnswerKind kind;
    bool alone; ///< only where nothing follows: "no better", "none of the above", "normal gait with …"
};

// The longer first, where one begins another.
constexpr std::array words{
    Word{"not detected", Answer::negative, AnswerKind::test, false},
    Word{"not present", Answer::negative, AnswerKind::question, false},
    Word{"not known", Answer::not_known, AnswerKind::question, false},
    Word{"not asked", Answer::not_known, AnswerKind::question, false},
    Word{"not tested", Answer::not_known, AnswerKind::question, false},
    Word{"not examined", Answer::not_known, AnswerKind::question, false},
    Word{"not done", Answer::not_known, AnswerKind::question, false},
    Word{"not performed", Answer::not_known, AnswerKind::question, false},
    // "Unable to pass urine" is a sign, and no test that could not be done.
    Word{"unable to assess", Answer::not_known, AnswerKind::question, false},
    Word{"unable to test", Answer::not_known, AnswerKind::question, false},
    Word{"unable to obtain", Answer::not_known, AnswerKind::question, false},
    Word{"unable to determine", Answer::not_known, AnswerKind::question, false},
    Word{"unable to examine", Answer::not_known, AnswerKind::question, false},
    Word{"unable to elicit", Answer::not_known, AnswerKind::question, false},
    Word{"unable to evaluate", Answer::not_known, AnswerKind::question, false},
    Word{"unable to perform", Answer::not_known, AnswerKind::question, false},
    Word{"unable to complete", Answer::not_known, AnswerKind::question, false},
    Word{"unable to answer", Answer::not_known, AnswerKind::question, false},
    Word{"unable to ascertain", Answer::not_known, AnswerKind::question, false},
    Word{"unable to measure", Answer::not_known, AnswerKind::question, false},
    Word{"unable to check", Answer::not_known, AnswerKind::question, false},
    Word{"unable to respond", Answer::not_known, AnswerKind::question, false},
    Word{"unknown", Answer::not_known, AnswerKind::question, false},
    Word{"weakly positive", Answer::unsure, AnswerKind::test, false},
    Word{"equivocal", Answer::unsure, AnswerKind::test, false},
    Word{"indeterminate", Answer::unsure, AnswerKind::test, false},
    Word{"inconclusive", Answer::unsure, AnswerKind::test, false},
    Word{"possible", Answer::unsure, AnswerKind::question, true},
    Word{"probable", Answer::unsure, AnswerKind::question, true},
    Word{"suspected", Answer::unsure, AnswerKind::question, true},
    Word{"positive", Answer::positive, AnswerKind::test, false},
    Word{"detected", Answer::positive, AnswerKind::test, false},
    Word{"present", Answer::positive, AnswerKind::question, false},
    Word{"yes", Answer::positive, AnswerKind::question, false},
    Word{"true", Answer::positive, AnswerKind::question, true},
    Word{"negative", Answer::negative, AnswerKind::test, false},
    Word{"absent", Answer::negative, AnswerKind::question, false},
    Word{"denies", Answer::negative, AnswerKind::question, true},
    Word{"denied", Answer::negative, AnswerKind::question, true},
    Word{"none", Answer::negative, AnswerKind::question, true},
    Word{"no", Answer::negative, AnswerKind::question, true},
    Word{"false", Answer::negative, AnswerKind::question, true},
    Word{"never", Answer::negative, AnswerKind::question, false},
    Word{"none seen", Answer::negative, AnswerKind::test, false},
    Word{"not seen", Answer::negative, AnswerKind::test, false},
    Word{"undetectable", Answer::negative, AnswerKind::test, false},
    Word{"nil", Answer::negative, AnswerKind::question, true},
    Word{"n", Answer::negative, AnswerKind::question, true},
    Word{"y", Answer::positive, AnswerKind::question, true},
    Word{"0", Answer::negative, AnswerKind::question, true},
};

struct Code {
    std::string_view system; ///< empty: HL7's tables, whose systems are named differently in each version
    std::string_view code;
    Answer answer;
    AnswerKind kind;
};

// SNOMED CT qualifiers, LOINC answers, and HL7 v2 tables 0136 and 0078 (https://terminology.hl7.org).
constexpr std::array codes{
    Code{snomed_ct, "10828004", Answer::positive, AnswerKind::test},      // Positive
    Code{snomed_ct, "260373001", Answer::positive, AnswerKind::test},     // Detected
    Code{snomed_ct, "52101004", Answer::positive, AnswerKind::question},  // Present
    Code{snomed_ct, "373066001", Answer::positive, AnswerKind::question}, // Yes
    Code{snomed_ct, "260408008", Answer::unsure, AnswerKind::test},       // Weakly positive
    Code{snomed_ct, "42425007", Answer::unsure, AnswerKind::test},        // Equivocal
    Code{snomed_ct, "260385009", Answer::negative, AnswerKind::test},     // Negative
    Code{snomed_ct, "260415000", Answer::negative, AnswerKind::test},     // Not detected
    Code{snomed_ct, "2667000", Answer::negative, AnswerKind::question},   // Absent
    Code{snomed_ct, "373067005", Answer::negative, AnswerKind::question}, // No
    Code{loinc, "LA6576-8", Answer::positive, AnswerKind::test},
    Code{loinc, "LA9633-4", Answer::positive, AnswerKind::question},
    Code{loinc, "LA33-6", Answer::positive, AnswerKind::question},
    Code{loinc, "LA11884-6", Answer::unsure, AnswerKind::test},
    Code{loinc, "LA6577-6", Answer::negative, AnswerKind::test},
    Code{loinc, "LA9634-2", Answer::negative, AnswerKind::question},
    Code{loinc, "LA32-8", Answer::negative, AnswerKind::question},
    Code{loinc, "LA13538-6", Answer::not_known, AnswerKind::question},
    Code{"", "Y", Answer::positive, AnswerKind::question},
    Code{"", "POS", Answer::positive, AnswerKind::test},
    Code{"", "DET", Answer::positive, AnswerKind::test},
    Code{"", "N", Answer::negative, AnswerKind::question}, // "no", and of an interpretation "normal"
    Code{"", "NEG", Answer::negative, AnswerKind::test},
    Code{"", "ND", Answer::negative, AnswerKind::test},
    Code{"", "IND", Answer::unsure, AnswerKind::test},
    Code{"", "E", Answer::unsure, AnswerKind::test},
    Code{"", "UNK", Answer::not_known, AnswerKind::question},
    Code{"", "asked-unknown", Answer::not_known, AnswerKind::question},
};

bool same_system(std::string_view answers, std::string_view coding) {
    if (!answers.empty()) return answers == canonical_system(coding);
    return coding.empty() || coding.find("hl7.org") != coding.npos;
}

} // namespace

ReadAnswer answer_in(std::string_view text) {
    constexpr std::size_t longest = 64;
    const std::string lower = lowercase(text.substr(0, longest));
    const std::size_t begin = lower.find_first_not_of(" \t\r\n");
    if (begin == lower.npos) return {};
    const std::string_view said = std::string_view(lower).substr(begin);
    // "<20 copies/mL": below what the test can see, which proves nothing of the patient.
    if (said.size() > 1 && said[0] == '<' && said[1] >= '0' && said[1] <= '9')
        return {.answer = Answer::not_known};
    for (const Word& word : words) {
        if (!said.starts_with(word.word) || !names_word(said, word.word)) continue;
        const std::string_view rest = said.substr(word.word.size());
        const bool ends = rest.find_first_not_of(" .!") == rest.npos || rest.starts_with(",")
                          || rest.starts_with(";") || rest.starts_with("(");
        if (word.alone && !ends) continue;
        return {word.answer, word.kind};
    }
    return {};
}

ReadAnswer answer_of(const CodeableConcept& value) {
    for (const Coding& coding : value.codings)
        for (const Code& code : codes)
            if (code.code == coding.code && same_system(code.system, coding.system))
                return {code.answer, code.kind};
    // The word itself may stand for a code.
    for (const Coding& coding : value.codings)
        if (coding.code.size() > 1)
            if (const ReadAnswer answer = answer_in(coding.code); answer.answer != Answer::none)
                return answer;
    return answer_in(value.words());
}

ReadAnswer read_answer(Value observation) {
    for (const Element element : {Element::valueCodeableConcept, Element::valueCoding, Element::valueCode})
        if (const Value value = observation[element]) return answer_of(read_codeable_concept(value));
    if (const auto truth = observation[Element::valueBoolean].boolean())
        return {*truth ? Answer::positive : Answer::negative, AnswerKind::question};
    if (const Value value = observation[Element::valueString]) return answer_in(value.text());
    if (observation[Element::valueQuantity] || observation[Element::valueInteger]) return {};

    const CodeableConcept interpretation = read_codeable_concept(observation[Element::interpretation]);
    if (const ReadAnswer answer = answer_of(interpretation); answer.answer != Answer::none) return answer;
    if (observation[Element::dataAbsentReason]) return {.answer = Answer::not_known};
    return {};
}

std::optional<Answer> weakness_by_grade(std::string_view text) {
    const std::string lower = lowercase(text.substr(0, 64));
    for (std::string_view rest = lower; rest.size() >= 3; rest.remove_prefix(1)) {
        const bool grade = rest[0] >= '0' && rest[0] <= '5';
        const std::size_t slash = rest[1] == '+' || rest[1] == '-' ? 2 : 1;
        if (grade && rest.substr(slash).starts_with("/5"))
            return rest[0] == '5' && rest[1] != '-' ? Answer::negative : Answer::positive;
    }
    return std::nullopt;
}

} // namespace psoas::fhir
