#include "fhir/condition_mapping.hpp"

#include "fhir/narrative.hpp"
#include "fhir/stated_onset.hpp"
#include "fhir/words.hpp"

#include <algorithm>
#include <array>

namespace psoas::fhir {
namespace {

using logic::Certainty;
using logic::Course;
using logic::DateRange;

bool is_one_of(std::string_view code, std::initializer_list<std::string_view> codes) {
    return std::ranges::find(codes, code) != codes.end();
}

// DSTU2 names these dates `dateRecorded`, STU3 `assertedDate`, R4 `recordedDate`.
std::optional<DateRange> recorded_on(Value condition) {
    for (const Element element :
         {Element::recordedDate, Element::assertedDate, Element::dateRecorded, Element::dateAsserted})
        if (const auto date = read_date(condition[element].text())) return date;
    return std::nullopt;
}

// DATA-5: `onset[x]`, else a stated duration, in an element of its own or in the name.
std::optional<DateRange> onset_of(Value condition, const std::optional<DateRange>& recorded) {
    if (const auto date = read_date(condition[Element::onsetDateTime].text())) return date;
    if (const auto start = read_period(condition[Element::onsetPeriod]).start) return start;
    if (const Value words = condition[Element::onsetString]) return read_onset_text(words.text(), recorded);
    if (condition[Element::onsetAge] || condition[Element::onsetRange]) return std::nullopt;
    return onset_in_name(condition[Element::code][Element::text].text(), recorded);
}

struct Abatement {
    bool is_over = false; ///< with or without a date
    std::optional<DateRange> ended{};
};

// https://hl7.org/fhir/R4/condition-definitions.html#Condition.abatement_x_: with an abatement of any type
// the condition is over. DSTU2 has a boolean.
Abatement abatement_of(Value condition, const std::optional<DateRange>& recorded) {
    if (const auto date = read_date(condition[Element::abatementDateTime].text())) return {true, date};
    if (const Value period = condition[Element::abatementPeriod]) {
        const Period read = read_period(period);
        return {true, read.end ? read.end : read.start};
    }
    if (const auto over = condition[Element::abatementBoolean].boolean()) return {*over, {}};
    if (const Value words = condition[Element::abatementString]) {
        // "2 weeks" is how long it lasted, and not when it ended.
        const bool is_ago = lowercase(words.text().substr(0, 64)).ends_with("ago");
        return {true, is_ago ? read_onset_text(words.text(), recorded) : read_date(words.text())};
    }
    return {condition[Element::abatementAge].kind() == Value::Kind::object, {}};
}

// https://hl7.org/fhir/R5/valueset-condition-clinical.html, and the codes of DSTU2 and STU3.
Course course_of(std::string_view status, const Abatement& abatement) {
    if (is_one_of(status, {"resolved", "inactive", "remission"})) return Course::past;
    // An end with a date speaks for itself: it may lie ahead of the day that is judged.
    return abatement.is_over && !abatement.ended && status.empty() ? Course::past : Course::active;
}

} // namespace

void map_condition(Value condition, const Vocabulary& vocabulary, SubjectRecord& record) {
    const std::string verification = read_code(condition[Element::verificationStatus]);
    const std::string status = read_code(condition[Element::clinicalStatus]);
    // What was refuted is no negative finding either: it was about one suspicion, not about the patient.
    if (is_one_of(verification, {"entered-in-error", "refuted"}) || status == "entered-in-error") return;

    Statement statement{.source = logic::Source::conditions,
                        .reference = reference_of(condition),
                        .certainty = certainty_of_reading(condition),
                        .site = read_body_site(condition, vocabulary.terminology),
                        .recorded = recorded_on(condition)};
    if (is_one_of(verification, {"unconfirmed", "provisional", "differential"}))
        statement.certainty = Certainty::unconfirmed;
    const Abatement abatement = abatement_of(condition, statement.recorded);
    statement.course = course_of(status, abatement);
    statement.onset = onset_of(condition, statement.recorded);
    statement.ended = abatement.ended;

    const std::size_t first = record.evidence.size();
    const CodeableConcept named = read_codeable_concept(condition[Element::code]);
    record.cut |= is_read_in_part(named);
    record.add(findings_of(named, statement, FindingsOf::diagnosis, vocabulary));
    for (const Value note : condition[Element::note].items())
        map_narrative(note[Element::text].text(), statement, vocabulary, record);

    std::optional<AgeRange> onset_age = read_age(condition[Element::onsetAge]);
    if (!onset_age) onset_age = read_age(condition[Element::onsetRange]);
    const std::optional<AgeRange> ended_age = read_age(condition[Element::abatementAge]);
    if (onset_age || ended_age)
        for (std::size_t i = first; i < record.evidence.size(); ++i)
            record.at_ages.push_back({.evidence = i, .onset = onset_age, .ended = ended_age});
}

} // namespace psoas::fhir
