#include "fhir/report_mapping.hpp"

#include "tests/fhir/charted.hpp"

#include <doctest/doctest.h>

using namespace psoas;
using namespace psoas::fhir;

namespace {

std::string report(std::string_view members) {
    return R"({"resourceType":"DiagnosticReport","id":"1",)" + std::string(members) + "}";
}

} // namespace

TEST_SUITE("fhir/report_mapping") {
    TEST_CASE("a report says the same by words and codes and contained results and as a plain-text form") {
        struct Row {
            std::string_view story;
            std::string json;
            Findings findings;
        };
        const Row rows[] = {
            {"a conclusion", report(R"("conclusion":"Left psoas abscess.")"), {"psoas_abscess left"}},
            {"a coded conclusion, R4",
             report(
                 R"("conclusionCode":[{"coding":[{"system":"http://hl7.org/fhir/sid/icd-10-cm","code":"K68.12"}]}])"),
             {"psoas_abscess"}},
            {"a coded diagnosis, DSTU2",
             report(
                 R"("codedDiagnosis":[{"coding":[{"system":"http://hl7.org/fhir/sid/icd-10-cm","code":"K68.12"}]}])"),
             {"psoas_abscess"}},
            {"a contained observation",
             report(
                 R"("contained":[{"resourceType":"Observation","id":"o","code":{"coding":[{"system":"urn:psoas-cds:finding","code":"psoas_mass"}]},
                 "valueBoolean":true},{"resourceType":"Patient","id":"p"}])"),
             {"psoas_mass"}},
            {"parts of a contained observation in an array too many",
             report(
                 R"("contained":[[{"resourceType":"Observation","status":"final","code":{"text":"Examination"},
                 "component":[{"code":{"text":"Saddle anesthesia"},"valueBoolean":true}],
                 "note":[{"text":"Left psoas abscess."}]}]])"),
             {"psoas_abscess left", "saddle_anesthesia"}},
            {"plain text", // "Left psoas abscess."
             report(
                 R"("presentedForm":[{"contentType":"text/plain; charset=UTF-8","data":"TGVmdCBwc29hcyBhYnNjZXNzLg=="}])"),
             {"psoas_abscess left"}},
            {"a PDF",
             report(
                 R"("presentedForm":[{"contentType":"application/pdf","data":"TGVmdCBwc29hcyBhYnNjZXNzLg=="}])"),
             {}},
            {"negated", report(R"("conclusion":"No psoas abscess.")"), {"psoas_abscess absent"}},
            {"doubted",
             report(R"("conclusion":"Findings suspicious for psoas abscess.")"),
             {"psoas_abscess unconfirmed"}},
            {"nothing but normal", report(R"("conclusion":"Normal study.")"), {"bone_or_joint_cause absent"}},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            const logic::Chart chart = charted(row.json);
            CHECK(findings(chart) == row.findings);
            for (const logic::Evidence& evidence : chart.evidence) {
                CHECK(evidence.source == logic::Source::diagnostic_reports);
                CHECK(evidence.reference == "DiagnosticReport/1");
            }
        }
    }

    TEST_CASE("DATA-3: a report that is not final is unconfirmed and one taken back says nothing") {
        struct Row {
            std::string_view status;
            Findings findings;
        };
        const Row rows[] = {
            {"final", {"psoas_abscess"}},
            {"amended", {"psoas_abscess"}},
            {"corrected", {"psoas_abscess"}},
            {"appended", {"psoas_abscess"}},
            {"partial", {"psoas_abscess unconfirmed"}},
            {"preliminary", {"psoas_abscess unconfirmed"}},
            {"registered", {}},
            {"cancelled", {}},
            {"entered-in-error", {}},
        };
        for (const Row& row : rows) {
            CAPTURE(row.status);
            CHECK(findings(charted(report(R"("status":")" + std::string(row.status)
                                          + R"(","conclusion":"Psoas abscess.")")))
                  == row.findings);
        }
    }

    TEST_CASE("DATA-3: findings carry the day of the study so that a later one can supersede them") {
        struct Row {
            const char* members;
            std::string_view dates;
        };
        const Row rows[] = {
            {R"("effectiveDateTime":"2026-11-01","issued":"2026-11-03T08:00:00Z")", "seen 2026-11-01"},
            {R"("effectivePeriod":{"start":"2026-11-01","end":"2026-11-02"})", "seen 2026-11-01/2026-11-02"},
            {R"("issued":"2026-11-03T08:00:00Z")", "seen 2026-11-03"},
            {R"("issued":"soon")", ""},
        };
        for (const Row& row : rows) {
            CAPTURE(row.members);
            const logic::Chart chart =
                charted(report(std::string(row.members) + R"(,"conclusion":"Psoas abscess.")"));
            REQUIRE(chart.evidence.size() == 1);
            CHECK(dates(chart.evidence[0]) == row.dates);
        }
    }

    TEST_CASE("MPS-C4: the bones without metastasis are those that the study shows") {
        struct Row {
            const char* code;
            logic::Region region;
            logic::Certainty certainty;
        };
        const Row rows[] = {
            {"MRI lumbar spine without contrast", logic::Region::lumbar_spine, logic::Certainty::confirmed},
            {"MRI brain", logic::Region::other, logic::Certainty::confirmed},
            {"X-ray lumbar spine 2 views", logic::Region::lumbar_spine, logic::Certainty::unconfirmed},
        };
        for (const Row& row : rows) {
            CAPTURE(row.code);
            const logic::Chart chart = charted(report(R"("code":{"text":")" + std::string(row.code)
                                                      + R"("},"conclusion":"No vertebral metastasis.")"));
            const auto absent = std::ranges::find(chart.evidence, logic::Finding::lumbar_vertebral_metastasis,
                                                  &logic::Evidence::finding);
            REQUIRE(absent != chart.evidence.end());
            CHECK(absent->presence == logic::Presence::absent);
            CHECK(absent->region == row.region);
            CHECK(absent->certainty == row.certainty);
        }
    }

    TEST_CASE("DUP-1: a study knows whether a report of it was there in words") {
        for (const bool in_words : {true, false}) {
            CAPTURE(in_words);
            const logic::Chart chart =
                charted(report(R"("code":{"text":"MRI left hip"},"effectiveDateTime":"2026-10-01")"
                               + std::string(in_words ? R"(,"conclusion":"Gluteal oedema.")" : "")));
            REQUIRE(chart.studies.size() == 1);
            CHECK(chart.studies.front().report_read == in_words);
        }
    }

    TEST_CASE("DUP-1: a study that was aborted or not diagnostic was not done") {
        struct Row {
            std::string_view title;
            std::string_view conclusion;
            bool done;
        };
        const Row rows[] = {
            {"MRI lumbar spine", "Examination aborted because of claustrophobia.", false},
            {"MRI lumbar spine", "No diagnostic images were obtained.", false},
            {"MRI lumbar spine", "Non-diagnostic study due to severe motion artifact.", false},
            {"MRI lumbar spine", "Degenerative changes.", true},
            {"XR pelvis", "Nondiagnostic radiographs.", true},
            {"XR pelvis", "Examination aborted.", false},
        };
        for (const Row& row : rows) {
            CAPTURE(row.conclusion);
            const std::string json = report(R"("code":{"text":")" + std::string(row.title)
                                            + R"("},"conclusion":")" + std::string(row.conclusion) + R"(")");
            CHECK(charted(json).studies.size() == (row.done ? 1 : 0));
        }
    }

    TEST_CASE("the side of a study is that of its findings unless they name their own") {
        CHECK(
            findings(charted(report(R"("code":{"text":"MRI left hip"},"conclusion":"Iliopsoas bursitis.")")))
            == Findings{"iliopsoas_bursitis left"});
    }

    TEST_CASE("DATA-2: a report that is longer than is read makes its list cut") {
        const std::string filler(TextReader::longest_text, 'x');
        const logic::Chart chart = charted(report(R"("conclusion":"Left psoas abscess. )" + filler + R"(")"));
        CHECK(findings(chart) == Findings{"psoas_abscess left"});
        CHECK(chart.of(logic::Source::diagnostic_reports) == logic::Availability::cut);
    }

    TEST_CASE("DATA-6: a temperature that a text gives is kept as the value of the fever") {
        struct Row {
            std::string_view conclusion;
            std::string_view value;
        };
        const Row rows[] = {
            {"Temp 38.9 C today, febrile.", "38.9 °C"},
            {"Febrile to 101.3 F on day 2.", "101.3 °F"},
            {"Fever for 3 days, paracetamol 500 mg.", ""},
        };
        for (const Row& row : rows) {
            CAPTURE(row.conclusion);
            const logic::Chart chart =
                charted(R"({"resourceType":"DiagnosticReport","status":"final","conclusion":")"
                        + std::string(row.conclusion) + R"("})");
            const auto fever =
                std::ranges::find(chart.evidence, logic::Finding::fever, &logic::Evidence::finding);
            REQUIRE(fever != chart.evidence.end());
            CHECK(fever->value == row.value);
        }
    }

    TEST_CASE("PSO-ABS-1: a denial without a place is of the psoas where the study or its question is") {
        struct Row {
            std::string_view study;
            std::string_view conclusion;
            Findings findings;
        };
        const Row rows[] = {
            {"CT abdomen and pelvis",
             "Indication: psoas abscess. Impression: no collection.",
             {"psoas_abscess absent"}},
            {"CT abdomen and pelvis", "No abscess.", {"psoas_abscess absent"}},
            {"MRI lumbar spine",
             "Indication: ?psoas abscess. Impression: No fluid collection.",
             {"psoas_abscess absent"}},
            {"MRI lumbar spine", "No abscess.", {}},
            {"CT abdomen and pelvis", "No collection in the liver.", {}},
            {"CT abdomen and pelvis", "Left psoas abscess. No further collection.", {"psoas_abscess left"}},
            {"CT abdomen and pelvis",
             "Left psoas abscess. Pelvis: normal.\\nNo collection.",
             {"psoas_abscess left"}},
            {"CT abdomen and pelvis",
             "No collection. Addendum: possible left psoas abscess.",
             {"psoas_abscess unconfirmed left"}},
            {"CT abdomen and pelvis", "Indication: no collection.", {}},
            {"Ultrasound abdomen and pelvis", "No abscess.", {}},
        };
        for (const Row& row : rows) {
            CAPTURE(row.study);
            CAPTURE(row.conclusion);
            Findings found =
                findings(charted(report(R"("status":"final","code":{"text":")" + std::string(row.study)
                                        + R"("},"conclusion":")" + std::string(row.conclusion) + "\"")));
            std::erase(found.all, "bone_or_joint_cause absent");
            CHECK(found == row.findings);
        }
        const auto preliminary = charted(report(
            R"("status":"preliminary","code":{"text":"CT abdomen and pelvis"},"conclusion":"No abscess.")"));
        CHECK(findings(preliminary) == Findings{"psoas_abscess absent unconfirmed"});
    }

    TEST_CASE("MPS-TX-6: the QTc of a report is read and a preliminary one proves no normal QT") {
        struct Row {
            std::string_view status;
            std::string_view conclusion;
            Findings findings;
        };
        const Row rows[] = {
            {"final", "Sinus rhythm, QTc 520 ms.", {"qt_prolonged"}},
            {"preliminary", "Sinus rhythm, QTc 520 ms.", {"qt_prolonged unconfirmed"}},
            {"final", "QT/QTc 402/430 ms", {"qt_prolonged absent"}},
            {"preliminary", "QT/QTc 402/430 ms", {}},
            {"preliminary", "QTc normal.", {}},
            {"final", "QT 520 ms", {}},
        };
        for (const Row& row : rows) {
            CAPTURE(row.conclusion);
            CAPTURE(row.status);
            const auto chart = charted(report(R"("status":")" + std::string(row.status)
                                              + R"(","code":{"text":"ECG"},"conclusion":")"
                                              + std::string(row.conclusion) + "\""));
            CHECK(findings(chart) == row.findings);
        }
    }

    TEST_CASE("DUP-1 and RAD-2: what a report says of its images and of the next study") {
        struct Row {
            std::string_view conclusion;
            Findings findings;
        };
        const Row rows[] = {
            {"Indeterminate. Repeat MRI in 4 weeks recommended.", {"further_imaging_recommended"}},
            {"Follow-up MRI in 6 months is recommended.", {"further_imaging_recommended"}},
            {"Recommend follow-up CT in three months.", {"further_imaging_recommended"}},
            {"Further evaluation with dedicated hip MRI advised.", {"further_imaging_recommended"}},
            {"Short-interval follow-up.", {"further_imaging_recommended"}},
            {"Consider repeat MRI if symptoms persist.", {"further_imaging_recommended"}},
            {"No follow-up imaging is needed.", {"further_imaging_recommended absent"}},
            {"No further imaging recommended.", {"further_imaging_recommended absent"}},
            {"Clinical follow-up in 6 weeks is recommended.", {}},
            {"Follow up with primary care.", {}},
            {"Clinical correlation recommended.", {}},
            {"Contrast study recommended.", {"contrast_imaging_recommended"}},
            {"MRI with contrast is suggested.", {"contrast_imaging_recommended"}},
            {"Recommend MRI with and without gadolinium.", {"contrast_imaging_recommended"}},
            {"Performed without contrast.", {}},
            {"Suboptimal study, repeat recommended.", {"further_imaging_recommended", "inadequate_study"}},
            {"Technically limited examination.", {"inadequate_study"}},
            {"Images are severely degraded by motion artifact.", {"inadequate_study"}},
            {"The study was limited by patient motion.", {"inadequate_study"}},
            {"Limited range of motion.", {}},
            {"The psoas is not well seen.", {}},
        };
        for (const Row& row : rows) {
            CAPTURE(row.conclusion);
            CHECK(findings(charted(report(R"("conclusion":")" + std::string(row.conclusion) + R"(")")))
                  == row.findings);
        }
    }

    TEST_CASE("PSO-NEO-1 and MPS-REC-1: tissue that is benign and lesions that have not changed") {
        struct Row {
            std::string_view conclusion;
            std::string_view finding;
            bool said;
        };
        const Row rows[] = {
            {"Psoas biopsy: benign schwannoma.", "psoas_lesion_benign", true},
            {"Biopsy of the left psoas mass: benign lipoma.", "psoas_lesion_benign left", true},
            {"Right psoas mass, biopsy-proven schwannoma.", "psoas_lesion_benign right", true},
            {"Psoas biopsy: possible schwannoma.", "psoas_lesion_benign unconfirmed", true},
            {"Psoas biopsy: high-grade sarcoma.", "psoas_lesion_benign", false},
            {"Left psoas mass, benign appearing.", "psoas_lesion_benign left", false},
            {"Right psoas mass, unchanged since 2012.", "psoas_lesion_stable right", true},
            {"Stable left psoas lesion.", "psoas_lesion_stable left", true},
            {"No significant change in the left psoas mass.", "psoas_lesion_stable left", true},
            {"Right psoas mass, larger than in 2012.", "psoas_lesion_stable right", false},
            {"New right psoas mass.", "psoas_lesion_stable right", false},
            {"Right psoas mass has grown to 9 cm with bone destruction.", "psoas_lesion_growing right", true},
            {"Right psoas mass has doubled in size.", "psoas_lesion_growing right", true},
            {"Right psoas mass invading the L3 vertebra.", "psoas_lesion_growing right", true},
            {"Interval growth of the left psoas mass.", "psoas_lesion_growing left", true},
            {"Left psoas mass with new vertebral destruction.", "psoas_lesion_growing left", true},
            {"Right psoas mass has not grown.", "psoas_lesion_growing right", false},
            {"Right psoas mass 3 cm.", "psoas_lesion_growing right", false},
            {"Degenerative change. Recommend CT-guided biopsy.", "biopsy_or_infection_raised", true},
            {"Disc oedema L4/5, infection to be considered.", "biopsy_or_infection_raised", true},
            {"No biopsy is needed.", "biopsy_or_infection_raised", false},
        };
        for (const Row& row : rows) {
            CAPTURE(row.conclusion);
            const Findings said =
                findings(charted(report(R"("conclusion":")" + std::string(row.conclusion) + R"(")")));
            CAPTURE(said);
            CHECK((std::ranges::find(said.all, row.finding) != said.all.end()) == row.said);
        }
    }

    TEST_CASE(
        "RF-FX-0: a fracture that a report does not tie to a bone is one of the bone that was studied") {
        struct Row {
            std::string_view study;
            std::string_view conclusion;
            Findings findings;
            logic::Region region = logic::Region::unspecified;
        };
        const Row rows[] = {
            {"XR right hip", "Acute fracture present.", {"fracture_known right"}, logic::Region::hip},
            {"XR right hip", "Undisplaced fracture.", {"fracture_known right"}, logic::Region::hip},
            {"XR right hip",
             "Possible fracture line.",
             {"fracture_known unconfirmed right"},
             logic::Region::hip},
            {"XR pelvis", "Fracture not excluded.", {"fracture_known unconfirmed"}, logic::Region::pelvis},
            {"XR lumbar spine", "Acute fracture.", {"fracture_known"}, logic::Region::lumbar_spine},
            {"XR right hip", "Healed fracture.", {}},
            {"XR chest", "Acute fracture.", {}},
            {"XR wrist", "Acute fracture.", {}},
            {"XR right hip", "Indication: ?fracture.\nNormal alignment.", {}},
        };
        for (const Row& row : rows) {
            CAPTURE(row.study);
            CAPTURE(row.conclusion);
            std::string conclusion(row.conclusion);
            if (const auto at = conclusion.find('\n'); at != conclusion.npos)
                conclusion.replace(at, 1, "\\n");
            const logic::Chart chart =
                charted(report(R"("status":"final","code":{"text":")" + std::string(row.study)
                               + R"("},"conclusion":")" + conclusion + R"(")"));
            CHECK(findings(chart) == row.findings);
            for (const logic::Evidence& evidence : chart.evidence)
                CHECK(evidence.region == row.region);
        }
    }
}
