#include "fhir/medication_course.hpp"

#include "tests/fhir/charted.hpp"
#include "tests/fhir/with_resource.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace psoas;
using namespace psoas::fhir;

namespace {

// "start … end … supplied to … written …", as far as they are known.
std::string course_of(const std::string& members) {
    std::string text;
    const auto add = [&](const char* name, const std::optional<logic::DateRange>& date) {
        if (date) text += (text.empty() ? "" : " ") + std::string(name) + " " + fhir::shown(*date);
    };
    with_resource(R"({"resourceType":"MedicationRequest","id":"1")" + members + "}",
                  [&](const Resource& medication) {
                      const MedicationCourse course = read_medication_course(medication.root());
                      add("start", course.start);
                      add("end", course.end);
                      add("supplied to", course.supplied_to);
                      add("written", course.written);
                  });
    return text;
}

} // namespace

TEST_SUITE("fhir/medication_course") {
    TEST_CASE("a course is read from what its resource says in every version") {
        struct Row {
            const char* story;
            const char* members;
            const char* course;
        };
        const Row rows[] = {
            {"nothing", "", ""},
            {"R4 request", R"(,"authoredOn":"2026-03-01")", "start 2026-03-01 written 2026-03-01"},
            {"DSTU2 order", R"(,"dateWritten":"2026-03-01")", "start 2026-03-01 written 2026-03-01"},
            {"DSTU2 statement", R"(,"dateAsserted":"2026-03-01")", "start 2026-03-01 written 2026-03-01"},
            {"a period taken",
             R"(,"effectivePeriod":{"start":"2026-01-01","end":"2026-01-10"},"dateAsserted":"2026-03-01")",
             "start 2026-01-01 end 2026-01-10 written 2026-03-01"},
            {"a period without an end", R"(,"effectivePeriod":{"start":"2026-01-01"})", "start 2026-01-01"},
            {"DSTU2 administration", R"(,"effectiveTimePeriod":{"start":"2026-01-01","end":"2026-01-02"})",
             "start 2026-01-01 end 2026-01-02"},
            {"R5 administration", R"(,"occurencePeriod":{"start":"2026-01-01","end":"2026-01-02"})",
             "start 2026-01-01 end 2026-01-02"},
            {"given once", R"(,"effectiveDateTime":"2026-01-05T10:00:00Z")", "start 2026-01-05"},
            {"a month", R"(,"effectiveDateTime":"2026-01")", "start 2026-01-01/2026-01-31"},
            {"bounds of a dosage",
             R"(,"authoredOn":"2026-03-01","dosageInstruction":[{"timing":{"repeat":{"boundsPeriod":
                {"start":"2026-03-02","end":"2026-03-08"}}}}])",
             "start 2026-03-02 end 2026-03-08 written 2026-03-01"},
            {"for ten days both ends included",
             R"(,"authoredOn":"2026-03-01","dosageInstruction":[{"timing":{"repeat":{"boundsDuration":
                {"value":10,"unit":"days","system":"http://unitsofmeasure.org","code":"d"}}}}])",
             "start 2026-03-01 end 2026-03-10 written 2026-03-01"},
            {"a statement's dosage",
             R"(,"dateAsserted":"2026-03-01","dosage":[{"timing":{"repeat":{"boundsDuration":
                {"value":2,"code":"wk"}}}}])",
             "start 2026-03-01 end 2026-03-14 written 2026-03-01"},
            {"a length in a unit that nobody knows",
             R"(,"authoredOn":"2026-03-01","dosageInstruction":[{"timing":{"repeat":{"boundsDuration":
                {"value":10,"code":"parsec"}}}}])",
             "start 2026-03-01 written 2026-03-01"},
            {"a length of nothing",
             R"(,"authoredOn":"2026-03-01","dosageInstruction":[{"timing":{"repeat":{"boundsDuration":
                {"value":0,"code":"d"}}}}])",
             "start 2026-03-01 written 2026-03-01"},
            {"a length without a start",
             R"(,"dosageInstruction":[{"timing":{"repeat":{"boundsDuration":{"value":10,"code":"d"}}}}])",
             ""},
            {"supply for thirty days",
             R"(,"authoredOn":"2026-03-01",
                "dispenseRequest":{"expectedSupplyDuration":{"value":30,"code":"d"}})",
             "start 2026-03-01 supplied to 2026-03-30 written 2026-03-01"},
            {"a prescription that is valid until a day",
             R"(,"authoredOn":"2026-03-01","dispenseRequest":{"validityPeriod":{"end":"2026-09-01"}})",
             "start 2026-03-01 supplied to 2026-09-01 written 2026-03-01"},
            {"dates that are none", R"(,"authoredOn":"soon","effectivePeriod":"never")", ""},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            CHECK(course_of(row.members) == row.course);
        }
    }
}
