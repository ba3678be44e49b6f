#include "fhir/service_request_mapping.hpp"

#include "tests/fhir/charted.hpp"

#include <doctest/doctest.h>

using namespace psoas;
using namespace psoas::fhir;

TEST_SUITE("fhir/service_request_mapping") {
    TEST_CASE("GATE-4: ordered palliative care counts and ordered physical therapy is only ordered") {
        struct Row {
            std::string_view story;
            const char* type;
            const char* code;
            const char* members;
            Findings findings;
        };
        const Row rows[] = {
            {"hospice care",
             "ServiceRequest",
             "385763009",
             R"("status":"active","intent":"order")",
             {"palliative_care"}},
            {"a referral to palliative care is no palliative care",
             "ServiceRequest",
             "306237005",
             R"("status":"completed")",
             {}},
            {"STU3", "ProcedureRequest", "385763009", R"("status":"active")", {"palliative_care"}},
            {"DSTU2", "ReferralRequest", "385763009", R"("status":"accepted")", {"palliative_care"}},
            {"a draft", "ServiceRequest", "385763009", R"("status":"draft")", {}},
            {"revoked", "ServiceRequest", "385763009", R"("status":"revoked")", {}},
            {"entered in error", "ServiceRequest", "385763009", R"("status":"entered-in-error")", {}},
            {"a proposal", "ServiceRequest", "385763009", R"("status":"active","intent":"proposal")", {}},
            {"not to be done", "ServiceRequest", "385763009", R"("status":"active","doNotPerform":true)", {}},
            {"physical therapy",
             "ServiceRequest",
             "91251008",
             R"("status":"active")",
             {"conservative_care_ordered"}},
            {"referral to physical therapy",
             "ServiceRequest",
             "444831000124102",
             R"("status":"active")",
             {"conservative_care_ordered"}},
            {"draft of physical therapy", "ServiceRequest", "91251008", R"("status":"draft")", {}},
            {"physical therapy, completed",
             "ServiceRequest",
             "91251008",
             R"("status":"completed")",
             {"conservative_care_ordered"}},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            CHECK(findings(charted(R"({"resourceType":")" + std::string(row.type)
                                   + R"(","code":{"coding":[{"system":"http://snomed.info/sct","code":")"
                                   + row.code + R"("}]},)" + row.members + "}"))
                  == row.findings);
        }
    }

    TEST_CASE(
        "GATE-4: the items of a DiagnosticOrder and the services of a ReferralRequest are what is asked") {
        const std::string hospice = R"({"coding":[{"system":"http://snomed.info/sct","code":"385763009"}]})";
        const auto order = charted(
            R"({"resourceType":"DiagnosticOrder","status":"requested",
                "event":[{"status":"requested","dateTime":"2026-11-18T09:00:00Z"}],
                "item":[{"code":{"text":"Urinalysis"}},{"code":)"
            + hospice + "}]}");
        CHECK(findings(order) == Findings{"palliative_care"});
        CHECK(dates(order.evidence.at(0)) == "from 2026-11-18");
        const auto referral =
            charted(R"({"resourceType":"ReferralRequest","status":"requested","date":"2026-11-18",
                "type":{"text":"Request for procedure"},"serviceRequested":[{"text":"Dressings"},)"
                    + hospice + "]}");
        CHECK(findings(referral) == Findings{"palliative_care"});
        CHECK(dates(referral.evidence.at(0)) == "from 2026-11-18");
    }

    TEST_CASE("RAD-2: imaging that is ordered and awaited is kept and any other order is not") {
        struct Row {
            std::string_view story;
            const char* type;
            const char* members;
            bool kept;
        };
        const Row rows[] = {
            {"active", "ServiceRequest", R"("status":"active","intent":"order")", true},
            {"STU3", "ProcedureRequest", R"("status":"active","intent":"order")", true},
            {"DSTU2, requested", "DiagnosticOrder", R"("status":"requested")", true},
            {"DSTU2, in progress", "DiagnosticOrder", R"("status":"in-progress")", true},
            {"a draft", "ServiceRequest", R"("status":"draft","intent":"order")", false},
            {"on hold", "ServiceRequest", R"("status":"on-hold","intent":"order")", false},
            {"completed", "ServiceRequest", R"("status":"completed","intent":"order")", false},
            {"revoked", "ServiceRequest", R"("status":"revoked","intent":"order")", false},
            {"cancelled", "DiagnosticOrder", R"("status":"cancelled")", false},
            {"entered in error", "ServiceRequest", R"("status":"entered-in-error","intent":"order")", false},
            {"without a status", "ServiceRequest", R"("intent":"order")", false},
            {"a proposal", "ServiceRequest", R"("status":"active","intent":"proposal")", false},
            {"not to be done", "ServiceRequest", R"("status":"active","intent":"order","doNotPerform":true)",
             false},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            const logic::Chart chart = charted(
                R"({"resourceType":")" + std::string(row.type)
                + R"(","id":"7","code":{"text":"MRI right hip without contrast"},"authoredOn":"2026-11-10",)"
                + (row.type == std::string_view("DiagnosticOrder")
                       ? R"("item":[{"code":{"text":"MRI right hip without contrast"}}],)"
                       : "")
                + row.members + "}");
            REQUIRE(chart.ordered_studies.size() == (row.kept ? 1 : 0));
            if (!row.kept) continue;
            const logic::OrderedStudy& study = chart.ordered_studies.front();
            CHECK(study.modality == logic::Modality::mri);
            CHECK(study.region == logic::Region::hip);
            CHECK(study.side == logic::Side::right);
            CHECK(study.reference == std::string(row.type) + "/7");
        }
        CHECK(charted(
                  R"({"resourceType":"ServiceRequest","status":"active","code":{"text":"Physical therapy"}})")
                  .ordered_studies.empty());
    }
}
