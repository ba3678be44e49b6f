#include "fhir/procedure_mapping.hpp"

#include "tests/fhir/charted.hpp"

#include <doctest/doctest.h>

using namespace psoas;
using namespace psoas::fhir;

namespace {

std::string procedure(std::string_view members) {
    return R"({"resourceType":"Procedure","id":"1",)" + std::string(members) + "}";
}

std::string coded(std::string_view code, std::string_view display,
                  std::string_view members = R"("status":"completed")") {
    return procedure(R"("code":{"coding":[{"system":"http://snomed.info/sct","code":")" + std::string(code)
                     + R"(","display":")" + std::string(display) + R"("}]},)" + std::string(members));
}

} // namespace

TEST_SUITE("fhir/procedure_mapping") {
    TEST_CASE("a procedure that was done is a treatment") {
        struct Row {
            std::string_view story;
            std::string json;
            Findings findings;
        };
        const Row rows[] = {
            {"physical therapy", coded("91251008", "Physical therapy procedure"), {"conservative_care_done"}},
            {"home exercise",
             coded("386292004", "Exercise promotion: stretching"),
             {"conservative_care_done"}},
            {"lumbar fusion", coded("50172003", "Lumbar fusion"), {"prior_lumbar_surgery"}},
            {"total hip replacement", coded("52734007", "Total replacement of hip"), {"hip_surgery"}},
            {"hip arthroscopy in words",
             procedure(R"("status":"completed","code":{"text":"Hip arthroscopy left"})"),
             {"hip_surgery left"}},
            {"a visit before surgery of the hip",
             procedure(R"("status":"completed","code":{"text":"Hip surgery clinic"})"),
             {}},
            {"hospice care", coded("385763009", "Hospice care"), {"palliative_care"}},
            {"drainage of a psoas abscess",
             coded("118442004", "Drainage of left psoas abscess"),
             {"drainage_done left"}},
            {"drainage of an abscess elsewhere", coded("118442004", "Drainage of abscess"), {}},
            {"radiotherapy to the pelvis", coded("428829005", ""), {"radiotherapy_psoas"}},
            {"exercise for back pain is no back pain",
             coded("229065009", "Exercise therapy for low back pain"),
             {"conservative_care_done"}},
            {"a test for a disease is no disease",
             coded("", "Human immunodeficiency virus antigen test"),
             {}},
            {"another procedure", coded("80146002", "Appendectomy"), {}},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            CHECK(findings(charted(row.json)) == row.findings);
        }
    }

    TEST_CASE("DATA-3: a procedure that was not done never counts") {
        struct Row {
            std::string_view story;
            const char* members;
            Findings findings;
        };
        const Row rows[] = {
            {"completed", R"("status":"completed")", {"conservative_care_done"}},
            {"in progress", R"("status":"in-progress")", {"conservative_care_done"}},
            {"no status", R"("id":"1")", {"conservative_care_done"}},
            {"not done, R4", R"("status":"not-done")", {}},
            {"not done, STU3", R"("status":"completed","notDone":true)", {}},
            {"not performed, DSTU2", R"("status":"completed","notPerformed":true)", {}},
            {"in preparation", R"("status":"preparation")", {}},
            {"entered in error", R"("status":"entered-in-error")", {}},
            {"stopped", R"("status":"stopped")", {"conservative_care_done unconfirmed"}},
            {"a modifier extension",
             R"("modifierExtension":[{"url":"x"}])",
             {"conservative_care_done unconfirmed"}},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            CHECK(findings(charted(
                      R"({"resourceType":"Procedure","code":{"coding":[{"system":"http://snomed.info/sct",
                                      "code":"91251008"}]},)"
                      + std::string(row.members) + "}"))
                  == row.findings);
        }
    }

    TEST_CASE("a procedure is dated by when it was done") {
        struct Row {
            std::string_view story;
            const char* members;
            std::string_view dates;
        };
        const Row rows[] = {
            {"a day", R"("performedDateTime":"2026-09-01T08:00:00Z")", "from 2026-09-01"},
            {"a period", R"("performedPeriod":{"start":"2026-09-01","end":"2026-10-12"})",
             "from 2026-09-01 to 2026-10-12"},
            {"R5", R"("occurrencePeriod":{"start":"2026-09-01"})", "from 2026-09-01"},
            {"in words", R"("performedString":"2026-09")", "from 2026-09-01/2026-09-30"},
            {"malformed", R"("performedDateTime":"soon","performedPeriod":5)", ""},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            const logic::Chart chart = charted(coded("91251008", "", row.members));
            REQUIRE(chart.evidence.size() == 1);
            CHECK(dates(chart.evidence[0]) == row.dates);
        }
    }

    TEST_CASE("an imaging procedure is a prior study") {
        const logic::Chart chart = charted(procedure(
            R"("status":"completed","code":{"text":"X-ray of left hip"},"performedDateTime":"2026-09-01")"));
        CHECK(chart.evidence.empty());
        REQUIRE(chart.studies.size() == 1);
        CHECK(chart.studies[0].modality == logic::Modality::radiograph);
    }
}
