#include "fhir/subject.hpp"

#include "tests/fhir/with_resource.hpp"

#include <doctest/doctest.h>

using namespace psoas::fhir;

TEST_SUITE("fhir/subject") {
    TEST_CASE("every way to write a reference to a patient names the same patient") {
        struct Row {
            const char* reference;
            std::optional<std::string> id;
        };
        const Row rows[] = {
            {"1", "1"},
            {"Patient/1", "1"},
            {"https://ehr.example/fhir/Patient/1", "1"},
            {"https://ehr.example/fhir/Patient/1/_history/2", "1"},
            {"Patient/1|2", "1"},
            {"urn:uuid:0c3151bd-1cbf-4d64-b04d-cd9187a4c6e0", "0c3151bd-1cbf-4d64-b04d-cd9187a4c6e0"},
            {"Group/1", {}},
            {"NotPatient/1", {}},
            {"#p1", {}},
            {"urn:oid:1.2.3", {}},
            {"Patient/", {}},
            {"", {}},
            {"Jane Doe", {}},
            {"/", {}},
        };
        for (const Row& row : rows) {
            CAPTURE(row.reference);
            CHECK(patient_id_in(row.reference) == row.id);
        }
        CHECK_FALSE(patient_id_in(std::string(100'000, 'x')));
    }

    TEST_CASE("a resource is about its subject and a Patient about itself") {
        using Kind = Subject::Kind;
        struct Row {
            const char* json;
            Subject subject;
        };
        const Row rows[] = {
            {R"({"resourceType":"Patient","id":"7"})", {Kind::patient, "7"}},
            {R"({"resourceType":"Patient"})", {Kind::unnamed, ""}},
            {R"({"resourceType":"Condition","subject":{"reference":"Patient/7"}})", {Kind::patient, "7"}},
            {R"({"resourceType":"Condition","patient":{"reference":"Patient/7"}})", {Kind::patient, "7"}},
            {R"({"resourceType":"Condition","subject":{"display":"Jane"}})", {Kind::unnamed, ""}},
            {R"({"resourceType":"Condition"})", {Kind::unnamed, ""}},
            {R"({"resourceType":"Condition","subject":"Patient/7"})", {Kind::unnamed, ""}},
            {R"({"resourceType":"Observation","subject":{"reference":"Device/7"}})", {Kind::other, ""}},
            {R"({"resourceType":"Observation","subject":{"reference":"#p"}})", {Kind::other, ""}},
        };
        SubjectReader reader;
        for (const Row& before : rows)
            for (const Row& row : rows) {
                CAPTURE(before.json);
                CAPTURE(row.json);
                for (const Row* each : {&before, &row})
                    with_resource(each->json, [&](const Resource& resource) {
                        CHECK(read_subject(resource.root()) == each->subject);
                        CHECK(reader.read(resource.root(), resource.type()) == each->subject);
                    });
            }
    }

    TEST_CASE("one letter of a reference makes another patient however long the reference is") {
        SubjectReader reader;
        for (const std::string& host : {std::string(), "https://ehr.example/" + std::string(2000, 'x') + "/"})
            for (const char* const id : {"70", "71", "70", "7"}) {
                const std::string json = R"({"resourceType":"Condition","subject":{"reference":")" + host
                                         + "Patient/" + id + "\"}}";
                with_resource(json, [&](const Resource& resource) {
                    CHECK(reader.read(resource.root(), "Condition") == Subject{Subject::Kind::patient, id});
                });
            }
    }

    TEST_CASE("DATA-3: an observation with a focus is about that unless it is the patient") {
        struct Row {
            const char* json;
            bool other;
        };
        const Row rows[] = {
            {R"({"subject":{"reference":"Patient/7"}})", false},
            {R"({"subject":{"reference":"Patient/7"},"focus":[]})", false},
            {R"({"subject":{"reference":"Patient/7"},"focus":[{"reference":"urn:uuid:7"}]})", false},
            {R"({"subject":{"reference":"Patient/7"},"focus":[{"reference":"Patient/8"}]})", true},
            {R"({"subject":{"reference":"Patient/7"},"focus":[{"reference":"RelatedPerson/8"}]})", true},
            {R"({"subject":{"reference":"Patient/7"},"focus":[{"display":"fetus"}]})", true},
        };
        for (const Row& row : rows) {
            CAPTURE(row.json);
            with_resource(row.json, [&](const Resource& resource) {
                CHECK(has_other_focus(resource.root()) == row.other);
            });
        }
    }
}
