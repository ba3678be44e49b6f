#include "fhir/as_it_stood.hpp"

#include "fhir/codeable_concept.hpp"
#include "fhir/document_reader.hpp"

#include <doctest/doctest.h>

#include <optional>
#include <string>

using namespace psoas;
using namespace psoas::fhir;

namespace {

using std::chrono::sys_days;
using std::chrono::year;

Resource read(const std::string& json) {
    Resource kept;
    const auto done =
        read_document(json, [&](const Resource& resource, ResourceReader::Place) { kept = resource; });
    REQUIRE(done.has_value());
    return kept;
}

TimeOfRecord at(std::string_view text) {
    const auto time = read_time_of_record(text);
    REQUIRE(time);
    return *time;
}

Resource rewound(const std::string& json, std::string_view to,
                 const std::optional<logic::DateRange>& birth = {}) {
    Resource resource = read(json);
    rewind(resource, at(to), birth);
    return resource;
}

} // namespace

TEST_SUITE("fhir/as_it_stood") {
    TEST_CASE("what had come by a time is told by moments where both have one and else by days") {
        struct Case {
            const char* one;
            const char* by;
            bool had_come;
        };
        for (const Case& each : {
                 Case{"2026-03-05", "2026-03-05", true},
                 Case{"2026-03-06", "2026-03-05", false},
                 Case{"2026-03-05T09:00:00Z", "2026-03-05T09:00:00Z", true},
                 Case{"2026-03-05T09:00:01Z", "2026-03-05T09:00:00Z", false},
                 Case{"2026-03-05T23:00:00Z", "2026-03-05", true},
                 Case{"2026-03-05", "2026-03-05T09:00:00Z", true},
                 // In UTC it is the day after.
                 Case{"2026-03-05T23:00:00-05:00", "2026-03-05", false},
                 // A month is known to have come when it is over.
                 Case{"2026-03", "2026-03-05", false},
                 Case{"2026-03", "2026-03-31", true},
                 Case{"2025", "2026-03-05", true},
                 Case{"2026", "2026-03-05", false},
                 // By some day of a month has come what came before all of them.
                 Case{"2026-03-01", "2026-03", true},
                 Case{"2026-03-02", "2026-03", false},
                 Case{"2026-03", "2026-03", false},
                 Case{"2026-02", "2026-03", true},
             }) {
            CAPTURE(each.one);
            CAPTURE(each.by);
            CHECK(had_come(at(each.one), at(each.by)) == each.had_come);
        }
    }

    TEST_CASE("a resource is known since the last of the times that it tells") {
        struct Case {
            const char* resource;
            const char* since; ///< nullptr: undated
        };
        for (const Case& each : {
                 Case{
                     R"({"resourceType":"Condition","recordedDate":"2026-03-05",
                          "onsetDateTime":"2026-02-01"})",
                     "2026-03-05"},
                 // An onset to come does not make the record of it later.
                 Case{
                     R"({"resourceType":"Condition","recordedDate":"2026-03-05",
                          "onsetDateTime":"2026-04-01"})",
                     "2026-03-05"},
                 Case{R"({"resourceType":"Condition","onsetDateTime":"2026-02-01"})", "2026-02-01"},
                 Case{R"({"resourceType":"Condition","onsetPeriod":{"start":"2026-02-01"}})", "2026-02-01"},
                 Case{R"({"resourceType":"Condition","assertedDate":"2026-02-03"})", "2026-02-03"},
                 Case{R"({"resourceType":"Condition","dateRecorded":"2026-02-04"})", "2026-02-04"},
                 Case{R"({"resourceType":"Condition","onsetAge":{"value":40,"unit":"a"}})", nullptr},
                 Case{R"({"resourceType":"Condition","code":{"text":"pain"}})", nullptr},
                 Case{R"({"resourceType":"Observation","effectiveDateTime":"2026-03-05",
                          "issued":"2026-03-07T10:00:00Z"})",
                      "2026-03-07T10:00:00Z"},
                 Case{R"({"resourceType":"Observation",
                          "effectivePeriod":{"start":"2026-03-01","end":"2026-03-04"}})",
                      "2026-03-04"},
                 Case{R"({"resourceType":"DiagnosticReport","effectiveDateTime":"2026-03-05"})",
                      "2026-03-05"},
                 Case{R"({"resourceType":"DiagnosticReport","effectiveDateTime":"2026-03-05",
                          "issued":"2026-03-09T10:00:00Z"})",
                      "2026-03-09T10:00:00Z"},
                 // What goes on is known when it begins.
                 Case{R"({"resourceType":"Procedure",
                          "performedPeriod":{"start":"2026-03-01","end":"2026-06-01"}})",
                      "2026-03-01"},
                 Case{R"({"resourceType":"Procedure","performedDateTime":"2026-03-02"})", "2026-03-02"},
                 Case{R"({"resourceType":"Procedure","occurrenceDateTime":"2026-03-02"})", "2026-03-02"},
                 Case{R"({"resourceType":"ImagingStudy","started":"2026-03-02T10:00:00Z"})",
                      "2026-03-02T10:00:00Z"},
                 Case{R"({"resourceType":"MedicationRequest","authoredOn":"2026-03-02"})", "2026-03-02"},
                 Case{R"({"resourceType":"MedicationOrder","dateWritten":"2026-03-02"})", "2026-03-02"},
                 Case{R"({"resourceType":"MedicationStatement","dateAsserted":"2026-03-08",
                          "effectivePeriod":{"start":"2026-03-01"}})",
                      "2026-03-08"},
                 Case{R"({"resourceType":"MedicationAdministration","effectiveDateTime":"2026-03-08"})",
                      "2026-03-08"},
                 // An order is there before what it is for.
                 Case{R"({"resourceType":"ServiceRequest","authoredOn":"2026-03-02",
                          "occurrenceDateTime":"2026-05-01"})",
                      "2026-03-02"},
                 Case{R"({"resourceType":"ServiceRequest","occurrenceDateTime":"2026-05-01"})", "2026-05-01"},
                 Case{R"({"resourceType":"DiagnosticOrder","event":[{"dateTime":"2026-03-03"}]})",
                      "2026-03-03"},
                 Case{R"({"resourceType":"QuestionnaireResponse","authored":"2026-03-03"})", "2026-03-03"},
                 Case{R"({"resourceType":"Observation","effectiveDateTime":"yesterday"})", nullptr},
             }) {
            CAPTURE(each.resource);
            const auto since = known_since(read(each.resource));
            REQUIRE(since.has_value() == (each.since != nullptr));
            if (since) CHECK(*since == at(each.since));
        }
    }

    TEST_CASE("an exam was done when its study was and not when its report was issued") {
        const Resource report = read(R"({"resourceType":"DiagnosticReport","effectiveDateTime":"2026-03-05",
            "issued":"2026-03-09T10:00:00Z"})");
        CHECK(time_of_exam(report) == at("2026-03-05"));
        CHECK(time_of_exam(read(R"({"resourceType":"ServiceRequest","authoredOn":"2026-03-02"})"))
              == at("2026-03-02"));
    }

    TEST_CASE("a condition that ended later is open again") {
        struct Case {
            const char* members;
            const char* to;
            bool is_open;
        };
        const auto birth = logic::DateRange(sys_days(year{1980} / 5 / 1));
        for (const Case& each : {
                 Case{R"("abatementDateTime":"2026-05-01")", "2026-03-05", true},
                 Case{R"("abatementDateTime":"2026-03-05")", "2026-03-05", false},
                 Case{R"("abatementDateTime":"2026-03")", "2026-03-05", true},
                 Case{R"("abatementDateTime":"2026-02-01")", "2026-03-05", false},
                 Case{R"("abatementPeriod":{"start":"2026-02-01","end":"2026-04-01"})", "2026-03-05", true},
                 Case{R"("abatementString":"2026-04-01")", "2026-03-05", true},
                 Case{
                     R"("abatementAge":{"value":47,"unit":"years",
                          "system":"http://unitsofmeasure.org","code":"a"})",
                     "2026-03-05", true},
                 Case{
                     R"("abatementAge":{"value":40,"unit":"years",
                          "system":"http://unitsofmeasure.org","code":"a"})",
                     "2026-03-05", false},
                 // Nobody knows when.
                 Case{R"("abatementBoolean":true)", "2026-03-05", false},
                 Case{R"("note":[])", "2026-03-05", false},
             }) {
            CAPTURE(each.members);
            const Resource condition =
                rewound(R"({"resourceType":"Condition","clinicalStatus":{"coding":[{"code":"resolved"}]},)"
                            + std::string(each.members) + "}",
                        each.to, birth);
            CHECK(read_code(condition[Element::clinicalStatus]).empty() == each.is_open);
            bool any_abatement = false;
            for (const Element element : {Element::abatementDateTime, Element::abatementPeriod,
                                          Element::abatementString, Element::abatementAge})
                any_abatement |= static_cast<bool>(condition[element]);
            if (each.is_open) CHECK_FALSE(any_abatement);
        }
    }

    TEST_CASE("a condition that is active stays so whatever its end") {
        const Resource condition = rewound(
            R"({"resourceType":"Condition","clinicalStatus":"active","abatementDateTime":"2026-05-01"})",
            "2026-03-05");
        CHECK(read_code(condition[Element::clinicalStatus]) == "active");
        CHECK_FALSE(condition[Element::abatementDateTime]);
    }

    TEST_CASE("notes and ends of later are gone and those of before stay") {
        const Resource condition = rewound(R"({"resourceType":"Condition","note":[
            {"time":"2026-03-01","text":"early"},{"time":"2026-04-01","text":"late"},{"text":"undated"}]})",
                                           "2026-03-05");
        std::string words;
        for (const Value note : condition[Element::note].items())
            words += std::string(note[Element::text].text()) + ";";
        CHECK(words == "early;;undated;");

        const char* const care = R"({"resourceType":"Procedure","status":"completed",
            "performedPeriod":{"start":"2026-03-01","end":"2026-03-30"}})";
        CHECK_FALSE(rewound(care, "2026-03-05")[Element::performedPeriod][Element::end]);
        CHECK(rewound(care, "2026-03-05")[Element::performedPeriod][Element::start].text() == "2026-03-01");
        CHECK(rewound(care, "2026-04-05")[Element::performedPeriod][Element::end]);
    }

    TEST_CASE("a medication whose course went on is not completed yet") {
        const char* const supplied = R"({"resourceType":"MedicationRequest","status":"completed",
            "authoredOn":"2026-03-01","dispenseRequest":{"expectedSupplyDuration":{"value":30,"unit":"d",
            "system":"http://unitsofmeasure.org","code":"d"}}})";
        CHECK(read_code(rewound(supplied, "2026-03-05")[Element::status]).empty());
        CHECK(read_code(rewound(supplied, "2026-05-05")[Element::status]) == "completed");

        const char* const taken = R"({"resourceType":"MedicationStatement","status":"completed",
            "effectivePeriod":{"start":"2026-03-01","end":"2026-03-30"}})";
        const Resource statement = rewound(taken, "2026-03-05");
        CHECK(read_code(statement[Element::status]).empty());
        CHECK_FALSE(statement[Element::effectivePeriod][Element::end]);

        // Nobody says when it was stopped.
        const char* const stopped = R"({"resourceType":"MedicationRequest","status":"stopped",
            "authoredOn":"2026-03-01","dispenseRequest":{"validityPeriod":{"end":"2026-09-01"}}})";
        CHECK(read_code(rewound(stopped, "2026-03-05")[Element::status]) == "stopped");
    }

    TEST_CASE("who died later lived") {
        CHECK_FALSE(rewound(R"({"resourceType":"Patient","deceasedDateTime":"2026-05-01"})",
                            "2026-03-05")[Element::deceasedDateTime]);
        CHECK(rewound(R"({"resourceType":"Patient","deceasedDateTime":"2026-02-01"})",
                      "2026-03-05")[Element::deceasedDateTime]);
        CHECK_FALSE(rewound(R"({"resourceType":"Patient","deceasedBoolean":true})",
                            "2026-03-05")[Element::deceasedBoolean]);
    }
}
