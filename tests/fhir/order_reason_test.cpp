#include "fhir/order_reason.hpp"

#include "tests/fhir/charted.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace psoas;
using namespace psoas::fhir;

namespace {

// The evidence of a draft, after a record that was read before it.
logic::Chart drafted(std::string_view draft, bool selected, std::string_view record = "{}") {
    ChartBuilder builder(terminology(), text_reader());
    CHECK(read_document(record, [&](const Resource& resource, ResourceReader::Place) {
              builder.add(resource);
          }).has_value());
    CHECK(read_document(draft, [&](const Resource& resource, ResourceReader::Place) {
              static_cast<void>(builder.add_draft(resource, 0, selected));
          }).has_value());
    return std::move(builder).finish("");
}

std::string request(std::string_view members) {
    return R"({"resourceType":"ServiceRequest","id":"1","status":"draft",)" + std::string(members) + "}";
}

} // namespace

TEST_SUITE("fhir/order_reason") {
    TEST_CASE("the reason of a selected draft is evidence in every shape that FHIR gives it") {
        const char* const hip_pain =
            R"({"coding":[{"system":"http://hl7.org/fhir/sid/icd-10-cm","code":"M25.552","display":"Pain in left hip"}]})";
        struct Row {
            std::string_view story;
            std::string json;
            Findings findings;
        };
        const Row rows[] = {
            {"R4", request(R"("reasonCode":[)" + std::string(hip_pain) + "]"), {"hip_pain left"}},
            {"P-101: an object where an array is",
             request(R"("reasonCode":)" + std::string(hip_pain)),
             {"hip_pain left"}},
            {"P-100: an empty array", request(R"("reasonCode":[])"), {}},
            {"R5", request(R"("reason":[{"concept":)" + std::string(hip_pain) + "}]"), {"hip_pain left"}},
            {"DSTU2",
             R"({"resourceType":"ProcedureRequest","id":"1","reasonCodeableConcept":)" + std::string(hip_pain)
                 + "}",
             {"hip_pain left"}},
            {"words alone", request(R"("reasonCode":[{"text":"Left hip pain"}])"), {"hip_pain left"}},
            {"a reference with a display",
             request(R"("reasonReference":[{"reference":"Condition/9","display":"Left hip pain"}])"),
             {"hip_pain left"}},
            {"a contained Condition",
             request(
                 R"("reasonReference":[{"reference":"#c"}],"contained":[{"resourceType":"Condition","id":"c","code":)"
                 + std::string(hip_pain) + "}]"),
             {"hip_pain left"}},
            {"a contained Condition that is refuted",
             request(
                 R"("reasonReference":[{"reference":"#c"}],"contained":[{"resourceType":"Condition","id":"c",
                 "verificationStatus":"refuted","code":)"
                 + std::string(hip_pain) + "}]"),
             {}},
            {"DATA-3: a suspicion",
             request(R"("reasonCode":[{"text":"Suspected psoas abscess"}])"),
             {"psoas_abscess unconfirmed"}},
            {"DATA-3: to be ruled out",
             request(R"("reasonCode":[{"text":"Rule out psoas abscess"}])"),
             {"psoas_abscess unconfirmed"}},
            {"DATA-3: a history and what it makes look for",
             request(R"("reasonCode":[{"text":"Left hip pain, no fall, r/o hip fracture"}])"),
             {"fracture_known unconfirmed left", "hip_pain left", "minor_trauma absent"}},
            {"a note beside the order",
             request(R"("note":[{"text":"Left hip pain since a fall, r/o hip fracture"}])"),
             {"fracture_known unconfirmed left", "hip_pain left", "minor_trauma"}},
            {"P-101: a note that is no array",
             request(R"("note":{"text":"Left hip pain"})"),
             {"hip_pain left"}},
            {"a note that says nothing of ours", request(R"("note":[{"text":"please call"},{}])"), {}},
            {"hostile values", request(R"("reasonCode":5,"reason":[[["x"]]],"reasonReference":"#")"), {}},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            const logic::Chart chart = drafted(row.json, true);
            CHECK(findings(chart) == row.findings);
            for (const logic::Evidence& evidence : chart.evidence) {
                CHECK(evidence.source == logic::Source::order_reason);
                CHECK(evidence.reference.ends_with("Request/1"));
            }
        }
    }

    TEST_CASE("GATE-2: a draft that is not selected gives no reasons") {
        CHECK(drafted(request(R"("reasonCode":[{"text":"Left hip pain"}])"), false).evidence.empty());
    }

    TEST_CASE("a reason that is another resource says what that says whichever is read first") {
        const std::string record =
            R"({"resourceType":"Condition","id":"9","code":{"text":"Left hip pain"},"onsetDateTime":"2026-11-01"})";
        const char* const references[] = {"Condition/9", "https://ehr.example/fhir/Condition/9",
                                          "https://ehr.example/fhir/Condition/9/_history/3"};
        for (const char* const reference : references) {
            CAPTURE(reference);
            const logic::Chart chart =
                drafted(request(R"("reasonReference":[{"reference":")" + std::string(reference) + R"("}])"),
                        true, record);
            REQUIRE(chart.evidence.size() == 2);
            CHECK(chart.evidence[0].source == logic::Source::conditions);
            CHECK(chart.evidence[1].source == logic::Source::order_reason);
            CHECK(chart.evidence[1].reference == "ServiceRequest/1");
            CHECK(dates(chart.evidence[1]) == "from 2026-11-01");
        }
    }

    TEST_CASE("DATA-1: a reason that is a resource which nobody sent could not be read") {
        const std::string asthma =
            R"({"resourceType":"Condition","id":"9","subject":{"reference":"Patient/1"},"code":{"text":"Asthma"}})";
        struct Row {
            const char* story;
            std::string reasons;
            logic::Availability availability;
        };
        const Row rows[] = {
            {"no reason", R"("intent":"order")", logic::Availability::read},
            {"in words", R"("reasonCode":[{"text":"Left hip pain"}])", logic::Availability::read},
            {"there, and about something else", R"("reasonReference":[{"reference":"Condition/9"}])",
             logic::Availability::read},
            {"not there", R"("reasonReference":[{"reference":"Condition/8"}])",
             logic::Availability::unreadable},
            {"one of two is not there",
             R"("reasonReference":[{"reference":"Condition/9"},{"reference":"Condition/8"}])",
             logic::Availability::unreadable},
            {"not there, with words of its own",
             R"("reasonReference":[{"reference":"Condition/8","display":"Left hip pain"}])",
             logic::Availability::read},
            {"R5", R"("reason":[{"reference":{"reference":"Condition/8"}}])",
             logic::Availability::unreadable},
            {"contained and not there", R"("reasonReference":[{"reference":"#c"}])",
             logic::Availability::unreadable},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            const std::string draft = request(row.reasons + R"(,"subject":{"reference":"Patient/1"})");
            CHECK(drafted(draft, true, asthma).of(logic::Source::order_reason) == row.availability);
            CHECK(drafted(draft, false, asthma).of(logic::Source::order_reason)
                  == logic::Availability::not_supplied);
        }
    }

    TEST_CASE("P-65: reasons that point at much evidence many times are kept within the limit of a list") {
        ChartBuilder builder(terminology(), text_reader());
        const auto add = [&](std::string_view json, bool draft) {
            CHECK(read_document(json, [&](const Resource& resource, ResourceReader::Place) {
                      if (draft)
                          static_cast<void>(builder.add_draft(resource, 0, true));
                      else
                          builder.add(resource);
                  }).has_value());
        };
        for (int i = 0; i < 500; ++i)
            add(R"({"resourceType":"Condition","id":"9","code":{"coding":[{"system":"urn:psoas-cds:finding","code":"limp"}]}})",
                false);
        for (int i = 0; i < 500; ++i)
            add(request(R"("reasonReference":[{"reference":"Condition/9"}])"), true);
        const logic::Chart chart = std::move(builder).finish("");
        CHECK(chart.evidence.size() == 500 + ChartBuilder::most_of_a_list);
        CHECK(chart.of(logic::Source::order_reason) == logic::Availability::cut);
    }

    TEST_CASE("DATA-5: a reason or note of an order that says how long the pain has lasted tells its onset") {
        struct Row {
            std::string members;
            std::string dates;
        };
        const Row rows[] = {
            {R"("reasonCode":[{"text":"Low back pain since 3 days"}])", "from 2026-11-18 seen 2026-11-21"},
            {R"("note":[{"text":"Right hip pain 3 weeks"}])", "from 2026-10-28/2026-11-03 seen 2026-11-21"},
            {R"("reasonCode":[{"text":"Low back pain, PT for 8 weeks"}])", "seen 2026-11-21"},
            {R"("reasonCode":[{"text":"Diabetes for 8 weeks, low back pain"}])", "seen 2026-11-21"},
        };
        for (const Row& row : rows) {
            CAPTURE(row.members);
            const logic::Chart chart = drafted(request(R"("authoredOn":"2026-11-21",)" + row.members), true);
            REQUIRE_FALSE(chart.evidence.empty());
            CHECK(dates(chart.evidence.front()) == row.dates);
        }
        const logic::Chart chart = drafted(
            request(
                R"("authoredOn":"2026-11-21","reasonCode":[{"text":"Low back pain for 8 weeks, failed PT"}])"),
            true);
        CHECK(std::ranges::any_of(chart.evidence, [](const logic::Evidence& each) {
            return each.finding == logic::Finding::low_back_pain && each.onset.has_value();
        }));
    }

    TEST_CASE("DUP-1: an order to follow up what was seen asks for the repetition and back pain does not") {
        const auto asks = [](std::string_view reason) {
            const logic::Chart chart =
                drafted(request(R"("reasonCode":[{"text":")" + std::string(reason) + R"("}])"), true);
            return std::ranges::any_of(chart.evidence, [](const logic::Evidence& each) {
                return each.finding == logic::Finding::further_imaging_recommended;
            });
        };
        CHECK(asks("Follow-up of L3 lesion"));
        CHECK(asks("Surveillance"));
        CHECK(asks("Repeat as advised by radiologist"));
        CHECK(asks("Surgical planning, neurosurgeon requests repeat"));
        CHECK_FALSE(asks("Follow-up of low back pain"));
        CHECK_FALSE(asks("Low back pain, patient wants repeat"));
    }
}
