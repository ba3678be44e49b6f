#include "fhir/patient_mapping.hpp"

#include "tests/fhir/charted.hpp"
#include "tests/fhir/with_resource.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace psoas;
using namespace psoas::fhir;

namespace {

SubjectRecord mapped(const std::string& members) {
    SubjectRecord record;
    with_resource(R"({"resourceType":"Patient","id":"1")" + (members.empty() ? "" : "," + members) + "}",
                  [&](const Resource& patient) { map_patient(patient.root(), record); });
    return record;
}

std::string shown(const std::optional<logic::DateRange>& date) {
    return date ? fhir::shown(*date) : "unknown";
}

} // namespace

TEST_SUITE("fhir/patient_mapping") {
    TEST_CASE("a Patient gives birth date and death as far as they are known") {
        struct Row {
            const char* story;
            const char* members;
            const char* born;
            const char* died;
            bool died_undated;
        };
        const Row rows[] = {
            {"nothing", "", "unknown", "unknown", false},
            {"a day", R"("birthDate":"1980-05-17")", "1980-05-17", "unknown", false},
            {"a month", R"("birthDate":"1980-05")", "1980-05-01/1980-05-31", "unknown", false},
            {"a year", R"("birthDate":"1980")", "1980-01-01/1980-12-31", "unknown", false},
            {"no day of the calendar", R"("birthDate":"1980-02-30")", "unknown", "unknown", false},
            {"a number", R"("birthDate":5)", "unknown", "unknown", false},
            {"null", R"("birthDate":null)", "unknown", "unknown", false},
            {"alive", R"("deceasedBoolean":false)", "unknown", "unknown", false},
            {"dead", R"("deceasedBoolean":true)", "unknown", "unknown", true},
            {"dead on a day", R"("deceasedDateTime":"2025-03-04T10:00:00Z")", "unknown", "2025-03-04", false},
            {"dead on a day that cannot be read", R"("deceasedDateTime":"last spring")", "unknown", "unknown",
             true},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            const SubjectRecord record = mapped(row.members);
            CHECK(record.has_patient);
            CHECK(shown(record.birth_date) == row.born);
            CHECK(shown(record.deceased) == row.died);
            CHECK(record.deceased_undated == row.died_undated);
        }
    }

    TEST_CASE("the administrative gender is read by its codes and nothing else is guessed") {
        struct Row {
            const char* members;
            logic::Sex sex;
        };
        const Row rows[] = {
            {R"("gender":"female")", logic::Sex::female},
            {R"("gender":"male")", logic::Sex::male},
            {R"("gender":"other")", logic::Sex::other},
            {R"("gender":"unknown")", logic::Sex::unknown},
            {R"("gender":"f")", logic::Sex::unknown},
            {R"("gender":{"text":"boy"})", logic::Sex::unknown},
            {"", logic::Sex::unknown},
        };
        for (const Row& row : rows) {
            CAPTURE(row.members);
            CHECK(mapped(row.members).sex == row.sex);
        }
    }
}
