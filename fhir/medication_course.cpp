#include "fhir/medication_course.hpp"

#include <initializer_list>

namespace psoas::fhir {
namespace {

using logic::DateRange;

std::optional<DateRange> first_date(Value of, std::initializer_list<Element> elements) {
    for (const Element element : elements)
        if (const auto date = read_date(of[element].text())) return date;
    return std::nullopt;
}

Period first_period(Value of, std::initializer_list<Element> elements) {
    for (const Element element : elements)
        if (const Period period = read_period(of[element]); period.start || period.end) return period;
    return {};
}

// The last day of something that lasts so long from a day on.
std::optional<DateRange> end_after(const std::optional<DateRange>& start, Value duration) {
    const auto span = read_time_span(duration);
    if (!start || !span || span->amount == 0) return std::nullopt;
    const auto length = shortest_days(*span) - std::chrono::days(1);
    return DateRange(start->first + length, start->last + length);
}

// The bounds of the first dosage that has any.
void add_dosage(Value medication, MedicationCourse& course) {
    for (const Element dosages : {Element::dosageInstruction, Element::dosage})
        for (const Value dosage : medication[dosages].items()) {
            const Value repeat = dosage[Element::timing][Element::repeat];
            const Period bounds = read_period(repeat[Element::boundsPeriod]);
            if (bounds.start) course.start = bounds.start;
            if (!course.end) course.end = bounds.end;
            if (!course.start) course.start = course.written;
            if (!course.end) course.end = end_after(course.start, repeat[Element::boundsDuration]);
            if (course.end) return;
        }
}

} // namespace

MedicationCourse read_medication_course(Value medication) {
    MedicationCourse course;
    course.written =
        first_date(medication, {Element::authoredOn, Element::dateWritten, Element::dateAsserted});

    // When it was taken or given. One dose is over on its day.
    const Period taken = first_period(medication, {Element::effectivePeriod, Element::effectiveTimePeriod,
                                                   Element::occurrencePeriod, Element::occurencePeriod});
    course.start = taken.start;
    course.end = taken.end;
    if (!course.start)
        course.start = first_date(medication, {Element::effectiveDateTime, Element::effectiveTimeDateTime,
                                               Element::occurrenceDateTime, Element::occurenceDateTime});
    add_dosage(medication, course);
    if (!course.start) course.start = course.written;

    const Value dispense = medication[Element::dispenseRequest];
    course.supplied_to = end_after(course.start, dispense[Element::expectedSupplyDuration]);
    if (!course.supplied_to) course.supplied_to = read_period(dispense[Element::validityPeriod]).end;
    return course;
}

} // namespace psoas::fhir
