#include "fhir/as_it_stood.hpp"

#include "fhir/codeable_concept.hpp"
#include "fhir/date.hpp"
#include "fhir/instant.hpp"
#include "fhir/medication_course.hpp"
#include "fhir/words.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <tuple>

namespace psoas::fhir {
namespace {

// When a resource was written down, over DSTU2 to R5.
constexpr std::array written{
    Element::recordedDate, Element::assertedDate, Element::dateRecorded, Element::dateAsserted,
    Element::authoredOn,   Element::authored,     Element::dateWritten,  Element::orderedOn,
    Element::issued,       Element::date,
};
// When what it tells of was done, seen or begun.
constexpr std::array done{
    Element::effectiveDateTime,     Element::effectiveInstant,    Element::effectivePeriod,
    Element::effectiveTimeDateTime, Element::effectiveTimePeriod, Element::performedDateTime,
    Element::performedPeriod,       Element::performedString,     Element::started,
    Element::occurrenceDateTime,    Element::occurrencePeriod,    Element::occurenceDateTime,
    Element::occurencePeriod,
};

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
    return std::ranges::find(words, word) != words.end();
}

bool is_request(std::string_view type) {
    return is_one_of(type, {"ServiceRequest", "ProcedureRequest", "DiagnosticOrder", "ReferralRequest",
                            "MedicationRequest", "MedicationOrder"});
}

// What was seen over a period is known at its end; what is done over one, from its beginning on.
bool is_seen(std::string_view type) {
    return type == "Observation" || type == "DiagnosticReport";
}

std::optional<TimeOfRecord> time_in(Value value, bool at_end) {
    if (const auto time = read_time_of_record(value.text())) return time;
    const auto start = read_time_of_record(value[Element::start].text());
    const auto end = read_time_of_record(value[Element::end].text());
    return (at_end && end) || !start ? end : start;
}

auto in_order(const TimeOfRecord& time) {
    return std::tuple(time.day.last, time.moment.value_or(time.day.last));
}

void keep_later(std::optional<TimeOfRecord>& latest, std::optional<TimeOfRecord> other) {
    if (other && (!latest || in_order(*latest) < in_order(*other))) latest = other;
}

template <class Elements>
std::optional<TimeOfRecord> last_of(const Resource& resource, const Elements& elements) {
    std::optional<TimeOfRecord> latest;
    for (const Element element : elements)
        keep_later(latest, time_in(resource[element], is_seen(resource.type())));
    return latest;
}

// DSTU2's DiagnosticOrder dates what happened to it, from the request on.
std::optional<TimeOfRecord> first_event(const Resource& order) {
    for (const Value event : order[Element::event].items())
        if (const auto time = read_time_of_record(event[Element::dateTime].text())) return time;
    return std::nullopt;
}

bool had_come(const logic::DateRange& day, const TimeOfRecord& by) {
    return had_come(TimeOfRecord{.day = day}, by);
}

// A later end of a period in this element.
void hide_later_end(Resource& resource, Element element, const TimeOfRecord& to) {
    const Value end = resource[element][Element::end];
    const auto ended = read_time_of_record(end.text());
    if (ended && !had_come(*ended, to)) resource.hide(end);
}

void hide_later_notes(Resource& resource, const TimeOfRecord& to) {
    for (const Value note : resource[Element::note].items()) {
        const auto time = read_time_of_record(note[Element::time].text());
        const Value words = note[Element::text];
        if (words && time && !had_come(*time, to)) resource.hide(words);
    }
}

std::optional<TimeOfRecord> end_of(const Resource& condition, const std::optional<logic::DateRange>& birth) {
    if (const auto time = time_in(condition[Element::abatementDateTime], true)) return time;
    if (const auto time = time_in(condition[Element::abatementPeriod], true)) return time;
    if (const auto time = read_time_of_record(condition[Element::abatementString].text())) return time;
    const auto age = read_age(condition[Element::abatementAge]);
    if (!age || !birth) return std::nullopt;
    return TimeOfRecord{.day = days_of_age(*birth, *age)};
}

void rewind_condition(Resource& condition, const TimeOfRecord& to,
                      const std::optional<logic::DateRange>& birth) {
    const auto end = end_of(condition, birth);
    if (!end || had_come(*end, to)) return;
    for (const Element element : {Element::abatementDateTime, Element::abatementPeriod,
                                  Element::abatementString, Element::abatementAge})
        if (const Value abatement = condition[element]) condition.hide(abatement);
    const Value status = condition[Element::clinicalStatus];
    if (is_one_of(read_code(status), {"resolved", "inactive", "remission"})) condition.hide(status);
}

void rewind_medication(Resource& medication, const TimeOfRecord& to) {
    const MedicationCourse course = read_medication_course(medication.root());
    const auto ended = course.end ? course.end : course.supplied_to;
    const Value status = medication[Element::status];
    if (ended && !had_come(*ended, to) && read_code(status) == "completed") medication.hide(status);
    for (const Element period : {Element::effectivePeriod, Element::effectiveTimePeriod,
                                 Element::occurrencePeriod, Element::occurencePeriod})
        hide_later_end(medication, period, to);
}

void rewind_patient(Resource& patient, const TimeOfRecord& to) {
    const Value died = patient[Element::deceasedDateTime];
    const auto time = read_time_of_record(died.text());
    if (died && !(time && had_come(*time, to))) patient.hide(died);
    // Dead on a day that is not written, and living when something was ordered.
    if (const Value dead = patient[Element::deceasedBoolean]) patient.hide(dead);
}

} // namespace

std::optional<TimeOfRecord> read_time_of_record(std::string_view text) {
    const auto day = read_date(text);
    if (!day) return std::nullopt;
    return TimeOfRecord{.day = *day, .moment = read_instant(text)};
}

bool had_come(const TimeOfRecord& one, const TimeOfRecord& by) {
    if (one.moment && by.moment) return *one.moment <= *by.moment;
    return one.day.last <= by.day.first;
}

std::optional<TimeOfRecord> known_since(const Resource& resource) {
    std::optional<TimeOfRecord> known = last_of(resource, written);
    const std::string_view type = resource.type();
    if (is_request(type)) { // an `occurrence` is when it is to be done
        if (!known) known = first_event(resource);
        if (!known) known = time_in(resource[Element::occurrenceDateTime], false);
        return known;
    }
    if (type != "Condition") keep_later(known, last_of(resource, done));
    if (type != "Condition" || known) return known;
    for (const Element onset : {Element::onsetDateTime, Element::onsetPeriod})
        if (const auto time = time_in(resource[onset], false)) return time;
    return std::nullopt;
}

std::optional<TimeOfRecord> time_of_exam(const Resource& resource) {
    if (resource.type() == "DiagnosticReport")
        for (const Element element : {Element::effectiveDateTime, Element::effectivePeriod})
            if (const auto time = time_in(resource[element], false)) return time;
    return known_since(resource);
}

void rewind(Resource& resource, const TimeOfRecord& to, const std::optional<logic::DateRange>& birth) {
    const std::string_view type = resource.type();
    hide_later_notes(resource, to);
    if (type == "Condition")
        rewind_condition(resource, to, birth);
    else if (type == "Patient")
        rewind_patient(resource, to);
    else if (type == "Procedure")
        for (const Element period : {Element::performedPeriod, Element::occurrencePeriod})
            hide_later_end(resource, period, to);
    else if (type.starts_with("Medication"))
        rewind_medication(resource, to);
}

} // namespace psoas::fhir
