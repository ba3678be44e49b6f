#include "fhir/chart_builder.hpp"

#include "tests/fhir/charted.hpp"

#include <doctest/doctest.h>

using namespace psoas;
using namespace psoas::fhir;
using logic::Availability;
using logic::Source;

namespace {

std::string bundle(std::initializer_list<std::string> resources) {
    std::string json = R"({"resourceType":"Bundle","entry":[)";
    for (const std::string& resource : resources)
        json += R"({"resource":)" + resource + "},";
    json += "{}]}";
    return json;
}

std::string pain_of(std::string_view subject, std::string_view finding) {
    return R"({"resourceType":"Condition","subject":{"reference":")" + std::string(subject)
           + R"("},"code":{"coding":[{"system":"urn:psoas-cds:finding","code":")" + std::string(finding)
           + R"("}]}})";
}

} // namespace

TEST_SUITE("fhir/chart_builder") {
    TEST_CASE("only what is about the patient who was asked for or about nobody named is in the chart") {
        const std::string json =
            bundle({pain_of("Patient/1", "hip_pain"), pain_of("https://ehr.example/Patient/1", "limp"),
                    pain_of("urn:uuid:1", "fever"), pain_of("Patient/2", "groin_pain"),
                    pain_of("Group/1", "low_back_pain"),
                    R"({"resourceType":"Condition","code":{"text":"Thigh pain"}})"});
        struct Row {
            std::string_view asked;
            Findings findings;
        };
        const Row rows[] = {
            {"1", {"fever", "hip_pain", "limp", "thigh_pain"}},
            {"Patient/1", {"fever", "hip_pain", "limp", "thigh_pain"}},
            {"https://other.example/fhir/Patient/2", {"groin_pain", "thigh_pain"}},
            {"3", {"thigh_pain"}},
            {"", {"thigh_pain"}}, // two patients: neither is meant
        };
        for (const Row& row : rows) {
            CAPTURE(row.asked);
            CHECK(findings(charted(json, row.asked)) == row.findings);
        }
    }

    TEST_CASE("without a patient asked for the Patient that was read or the only subject is meant") {
        CHECK(findings(charted(pain_of("Patient/7", "limp"))) == Findings{"limp"});
        CHECK(findings(charted(bundle({R"({"resourceType":"Patient","id":"7"})", pain_of("Patient/7", "limp"),
                                       pain_of("Patient/8", "fever")})))
              == Findings{"limp"});
    }

    TEST_CASE("a patient has a birth date as exact as it is known and a sex and perhaps a day of death") {
        struct Row {
            const char* members;
            std::string_view born;
            logic::Sex sex;
            std::string_view deceased;
        };
        const Row rows[] = {
            {R"("birthDate":"1970-05-17","gender":"female")", "1970-05-17", logic::Sex::female, ""},
            {R"("birthDate":"1970","gender":"male","deceasedDateTime":"2025-01-02T03:04:05Z")",
             "1970-01-01/1970-12-31", logic::Sex::male, "2025-01-02"},
            {R"("gender":"other","deceasedBoolean":true)", "", logic::Sex::other, "1900-01-01/9999-12-31"},
            {R"("gender":"unknown","deceasedBoolean":false)", "", logic::Sex::unknown, ""},
            {R"("birthDate":19700517,"gender":7,"deceasedDateTime":[])", "", logic::Sex::unknown, ""},
            {R"("id":"1")", "", logic::Sex::unknown, ""},
        };
        for (const Row& row : rows) {
            CAPTURE(row.members);
            const logic::Chart chart =
                charted(R"({"resourceType":"Patient",)" + std::string(row.members) + "}");
            CHECK((chart.birth_date ? shown(*chart.birth_date) : "") == row.born);
            CHECK(chart.sex == row.sex);
            CHECK((chart.deceased ? shown(*chart.deceased) : "") == row.deceased);
        }
    }

    TEST_CASE("DATA-1: of what is said of a list the worst stays and a list that nobody spoke of was not "
              "supplied") {
        ChartBuilder builder(terminology(), text_reader());
        builder.set(Source::conditions, Availability::read);
        builder.set(Source::conditions, Availability::cut);
        builder.set(Source::conditions, Availability::read);
        builder.set(Source::observations, Availability::read);
        builder.set(Source::medications, Availability::unreadable);
        const logic::Chart chart = std::move(builder).finish("1");
        CHECK(chart.of(Source::conditions) == Availability::cut);
        CHECK(chart.of(Source::observations) == Availability::read);
        CHECK(chart.of(Source::medications) == Availability::unreadable);
        CHECK(chart.of(Source::procedures) == Availability::not_supplied);
    }

    TEST_CASE(
        "DATA-2: words that are longer than the reader reads leave their list read in part wherever they "
        "stand") {
        struct Row {
            std::string before;
            std::string after;
            Source source;
        };
        const Row rows[] = {
            {R"({"resourceType":"Condition","code":{"text":")", R"("}})", Source::conditions},
            {R"({"resourceType":"Condition","code":{"text":"Hip pain"},"note":[{"text":")", R"("}]})",
             Source::conditions},
            {R"({"resourceType":"Condition","code":{"text":"x","coding":[{"code":"1","display":")",
             R"("}]}})", Source::conditions},
            {R"({"resourceType":"Observation","status":"final","code":{"text":"x"},"valueString":")", R"("})",
             Source::observations},
            {R"({"resourceType":"Observation","status":"final","code":{"text":")",
             R"("},"valueBoolean":true})", Source::observations},
            {R"({"resourceType":"Observation","status":"final","code":{"text":"x"},
                "valueCodeableConcept":{"text":")",
             R"("}})", Source::observations},
            {R"({"resourceType":"DiagnosticReport","status":"final","conclusion":")", R"("})",
             Source::diagnostic_reports},
            {R"({"resourceType":"DiagnosticReport","status":"final","conclusionCode":[{"text":")", R"("}]})",
             Source::diagnostic_reports},
            {R"({"resourceType":"Procedure","status":"completed","code":{"text":")", R"("}})",
             Source::procedures},
            {R"({"resourceType":"ServiceRequest","status":"active","intent":"order","code":{"text":")",
             R"("}})", Source::service_requests},
            {R"({"resourceType":"MedicationStatement","status":"active","medicationCodeableConcept":{"text":")",
             R"("}})", Source::medications},
        };
        for (const Row& row : rows) {
            CAPTURE(row.before);
            const auto of_size = [&](std::size_t bytes) {
                ChartBuilder builder(terminology(), text_reader());
                builder.set(row.source, Availability::read);
                const std::string json = row.before + std::string(bytes, 'a') + row.after;
                const auto read = read_document(
                    json, [&](const Resource& resource, ResourceReader::Place) { builder.add(resource); });
                CHECK(read.has_value());
                return std::move(builder).finish("").of(row.source);
            };
            CHECK(of_size(TextReader::longest_text) == Availability::read);
            CHECK(of_size(TextReader::longest_text + 1) == Availability::cut);
        }
    }

    TEST_CASE("a resource type without a mapping and an outcome of an error say nothing") {
        const std::string rows[] = {
            R"({"resourceType":"OperationOutcome","issue":[{"code":"x","severity":"error"}]})",
            R"({"resourceType":"Encounter","reason":{"text":"Hip pain"}})",
            R"({"resourceType":"FamilyMemberHistory","code":{"text":"Breast cancer"}})",
            R"({"code":{"text":"Hip pain"}})",
            R"({"resourceType":["Condition"],"code":{"text":"Hip pain"}})",
        };
        for (const std::string& row : rows) {
            CAPTURE(row);
            CHECK(charted(row) == logic::Chart{});
        }
    }

    TEST_CASE("P-65: a list past its limit is cut and others keep their room") {
        ChartBuilder builder(terminology(), text_reader());
        builder.set(Source::conditions, Availability::read);
        builder.set(Source::observations, Availability::read);
        for (std::size_t i = 0; i < ChartBuilder::most_of_a_list + 10; ++i)
            CHECK(read_document(pain_of("Patient/1", "hip_pain"), [&](const Resource& resource,
                                                                      ResourceReader::Place) {
                      builder.add(resource);
                  }).has_value());
        CHECK(
            read_document(
                R"({"resourceType":"Observation","code":{"coding":[{"system":"urn:psoas-cds:finding","code":"limp"}]},"valueBoolean":true})",
                [&](const Resource& resource, ResourceReader::Place) { builder.add(resource); })
                .has_value());
        const logic::Chart chart = std::move(builder).finish("1");
        CHECK(chart.evidence.size() == ChartBuilder::most_of_a_list + 1);
        CHECK(chart.of(Source::conditions) == Availability::cut);
        CHECK(chart.of(Source::observations) == Availability::read);
    }

    TEST_CASE("P-65: subjects past their limit are left out and the list is cut") {
        ChartBuilder builder(terminology(), text_reader());
        for (std::size_t i = 0; i <= ChartBuilder::most_subjects; ++i)
            CHECK(
                read_document(pain_of("Patient/" + std::to_string(i), "hip_pain"),
                              [&](const Resource& resource, ResourceReader::Place) { builder.add(resource); })
                    .has_value());
        const logic::Chart chart = std::move(builder).finish(std::to_string(ChartBuilder::most_subjects));
        CHECK(chart.evidence.empty());
        CHECK(chart.of(Source::conditions) == Availability::cut);
    }

    TEST_CASE("a resource that contradicts itself says nothing and its list is cut") {
        const logic::Chart chart = charted(
            R"({"resourceType":"Observation","code":{"coding":[{"system":"urn:psoas-cds:finding","code":"limp"}]},
                "valueBoolean":true,"status":"final","status":"entered-in-error"})");
        CHECK(chart.evidence.empty());
        CHECK(chart.of(Source::observations) == Availability::cut);
    }

    TEST_CASE("P-100: every draft gives an order") {
        ChartBuilder builder(terminology(), text_reader());
        CHECK(read_document(
                  R"({"resourceType":"ServiceRequest","id":"1","code":{"coding":[{}]},"reasonCode":[]})",
                  [&](const Resource& resource, ResourceReader::Place) {
                      const logic::Order order = builder.add_draft(resource, 3, true);
                      CHECK(order.kind == logic::OrderKind::unrecognised);
                      CHECK(order.reference == "ServiceRequest/1");
                      CHECK(order.draft == 3);
                      CHECK(order.selected);
                  })
                  .has_value());
    }
}
