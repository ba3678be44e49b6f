#include "fhir/condition_mapping.hpp"

#include "tests/fhir/charted.hpp"

#include <doctest/doctest.h>

using namespace psoas;
using namespace psoas::fhir;

namespace {

// A Condition with these members beside its type.
std::string condition(std::string_view members) {
    return R"({"resourceType":"Condition","id":"1",)" + std::string(members) + "}";
}

constexpr std::string_view hip_pain =
    R"("code":{"coding":[{"system":"http://snomed.info/sct","code":"49218002","display":"Hip pain"}]})";

std::string hip_pain_with(std::string_view members) {
    return condition(std::string(hip_pain) + "," + std::string(members));
}

} // namespace

TEST_SUITE("fhir/condition_mapping") {
    TEST_CASE("a condition means the same in every version of FHIR") {
        struct Row {
            std::string_view story;
            std::string json;
            Findings findings;
        };
        const Row rows[] = {
            {"DSTU2",
             hip_pain_with(
                 R"("patient":{"reference":"Patient/1"},"category":{"coding":[{"code":"diagnosis"}]},
                 "clinicalStatus":"active","verificationStatus":"confirmed")"),
             {"hip_pain"}},
            {"STU3",
             hip_pain_with(
                 R"("subject":{"reference":"Patient/1"},"category":[{"coding":[{"code":"problem-list-item"}]}],
                 "clinicalStatus":"recurrence","verificationStatus":"confirmed")"),
             {"hip_pain"}},
            {"R4",
             hip_pain_with(
                 R"("clinicalStatus":{"coding":[{"code":"active"}]},"category":[{"coding":[{"code":"health-concern"}]}],
                 "verificationStatus":{"coding":[{"code":"confirmed"}]})"),
             {"hip_pain"}},
            {"R5", hip_pain_with(R"("clinicalStatus":{"coding":[{"code":"relapse"}]})"), {"hip_pain"}},
            {"a code alone", condition(hip_pain), {"hip_pain"}},
            {"ICD-10-CM without its dot",
             condition(
                 R"("code":{"coding":[{"system":"http://hl7.org/fhir/sid/icd-10-cm","code":"M25552"}]})"),
             {"hip_pain left"}},
            {"a site's own code for a finding",
             condition(
                 R"("code":{"coding":[{"system":"urn:psoas-cds:finding","code":"psoas_stretch_positive"}]})"),
             {"psoas_stretch_positive"}},
            {"words alone", condition(R"("code":{"text":"Left hip pain"})"), {"hip_pain left"}},
            {"a code that nobody knows and words",
             condition(R"("code":{"coding":[{"system":"http://x.example","code":"9"}],"text":"Hip pain"})"),
             {"hip_pain"}},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            CHECK(findings(charted(row.json)) == row.findings);
        }
    }

    TEST_CASE("DATA-3: what never counts and what is only unconfirmed") {
        struct Row {
            std::string_view story;
            std::string json;
            Findings findings;
        };
        const Row rows[] = {
            {"entered in error, DSTU2", hip_pain_with(R"("verificationStatus":"entered-in-error")"), {}},
            {"entered in error, R4",
             hip_pain_with(R"("verificationStatus":{"coding":[{"code":"entered-in-error"}]})"),
             {}},
            {"refuted, DSTU2", hip_pain_with(R"("verificationStatus":"refuted")"), {}},
            {"refuted, R4", hip_pain_with(R"("verificationStatus":{"coding":[{"code":"refuted"}]})"), {}},
            {"provisional",
             hip_pain_with(R"("verificationStatus":{"coding":[{"code":"provisional"}]})"),
             {"hip_pain unconfirmed"}},
            {"differential",
             hip_pain_with(R"("verificationStatus":{"coding":[{"code":"differential"}]})"),
             {"hip_pain unconfirmed"}},
            {"unconfirmed",
             hip_pain_with(R"("verificationStatus":{"coding":[{"code":"unconfirmed"}]})"),
             {"hip_pain unconfirmed"}},
            {"a modifier extension",
             hip_pain_with(R"("modifierExtension":[{"url":"http://x.example","valueBoolean":true}])"),
             {"hip_pain unconfirmed"}},
            {"family history by code",
             condition(R"("code":{"coding":[{"system":"http://hl7.org/fhir/sid/icd-10-cm","code":"Z80.3",
                 "display":"Family history of malignant neoplasm of breast"}]})"),
             {}},
            {"family history by words",
             condition(R"("code":{"text":"Family history of breast cancer"})"),
             {}},
            {"screening", condition(R"("code":{"text":"Screening for malignant neoplasm of colon"})"), {}},
            {"words that deny the code",
             condition(
                 R"("code":{"coding":[{"system":"http://snomed.info/sct","code":"386661006"}],"text":"No fever"})"),
             {"fever unconfirmed"}},
            {"words that doubt the code",
             condition(R"("code":{"coding":[{"system":"http://hl7.org/fhir/sid/icd-10-cm","code":"M46.46"}],
                 "text":"Possible discitis, lumbar"})"),
             {"spinal_infection unconfirmed"}},
            {"negated words",
             condition(R"("code":{"text":"No saddle anaesthesia"})"),
             {"saddle_anesthesia absent"}},
            {"refuted and negated says nothing",
             condition(R"("code":{"text":"No saddle anaesthesia"},"verificationStatus":"refuted")"),
             {}},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            CHECK(findings(charted(row.json)) == row.findings);
        }
    }

    TEST_CASE("DATA-4: what is over is past and a cancer that is over is a history of cancer") {
        constexpr std::string_view cancer =
            R"("code":{"coding":[{"system":"http://hl7.org/fhir/sid/icd-10-cm","code":"C50.911"}]})";
        struct Row {
            std::string_view story;
            std::string json;
            Findings findings;
            std::string_view dates;
        };
        const Row rows[] = {
            {"resolved, DSTU2", hip_pain_with(R"("clinicalStatus":"resolved")"), {"hip_pain past"}, ""},
            {"inactive",
             hip_pain_with(R"("clinicalStatus":{"coding":[{"code":"inactive"}]})"),
             {"hip_pain past"},
             ""},
            {"resolved on a day",
             hip_pain_with(R"("clinicalStatus":"resolved","abatementDateTime":"2026-03-01")"),
             {"hip_pain past"},
             "to 2026-03-01"},
            {"ended without a status",
             hip_pain_with(R"("abatementDateTime":"2026-03-01")"),
             {"hip_pain"},
             "to 2026-03-01"},
            {"ended in a period",
             hip_pain_with(R"("abatementPeriod":{"start":"2026-02","end":"2026-03"})"),
             {"hip_pain"},
             "to 2026-03-01/2026-03-31"},
            {"over, DSTU2", hip_pain_with(R"("abatementBoolean":true)"), {"hip_pain past"}, ""},
            {"not over, DSTU2", hip_pain_with(R"("abatementBoolean":false)"), {"hip_pain"}, ""},
            {"a length is no end",
             hip_pain_with(R"("recordedDate":"2026-11-01","abatementString":"2 weeks")"),
             {"hip_pain past"},
             "seen 2026-11-01"},
            {"over in words", hip_pain_with(R"("abatementString":"years ago")"), {"hip_pain past"}, ""},
            {"active cancer", condition(cancer), {"cancer_active"}, ""},
            {"cancer in remission",
             condition(std::string(cancer) + R"(,"clinicalStatus":{"coding":[{"code":"remission"}]})"),
             {"cancer_history"},
             ""},
            {"history of cancer by code",
             condition(
                 R"("code":{"coding":[{"system":"http://hl7.org/fhir/sid/icd-10-cm","code":"Z85.3"}]})"),
             {"cancer_history"},
             ""},
            {"drug use in remission by code",
             condition(
                 R"("code":{"coding":[{"system":"http://hl7.org/fhir/sid/icd-10-cm","code":"F11.21"}]})"),
             {"drug_use_route_unknown past"},
             ""},
            {"drug use by code",
             condition(
                 R"("code":{"coding":[{"system":"http://hl7.org/fhir/sid/icd-10-cm","code":"F11.20"}]})"),
             {"drug_use_route_unknown"},
             ""},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            const logic::Chart chart = charted(row.json);
            CHECK(findings(chart) == row.findings);
            if (!chart.evidence.empty()) CHECK(dates(chart.evidence[0]) == row.dates);
        }
    }

    TEST_CASE("DATA-5: a name tells the onset where no element does") {
        struct Row {
            std::string_view members;
            std::string_view dates;
        };
        const Row rows[] = {
            {R"("recordedDate":"2026-11-21")", "from 2026-10-14/2026-10-20 seen 2026-11-21"},
            {R"("recordedDate":"2026-11-21","onsetDateTime":"2026-11-01")",
             "from 2026-11-01 seen 2026-11-21"},
            {R"("recordedDate":"2026-11-21","onsetString":"a while")", "seen 2026-11-21"},
            {R"("recordedDate":"2026-11-21","onsetAge":{"value":"x"})", "seen 2026-11-21"},
            {R"("clinicalStatus":"active")", ""},
        };
        for (const Row& row : rows) {
            CAPTURE(row.members);
            const logic::Chart chart = charted(
                condition(R"("code":{"text":"Low back pain for 5 weeks"},)" + std::string(row.members)));
            REQUIRE(chart.evidence.size() == 1);
            CHECK(dates(chart.evidence[0]) == row.dates);
        }
    }

    TEST_CASE("DATA-5: the onset is what the record says of it and the day of recording is kept apart") {
        struct Row {
            std::string_view story;
            const char* members;
            std::string_view dates;
        };
        const Row rows[] = {
            {"onset as a date", R"("onsetDateTime":"2026-11-01")", "from 2026-11-01"},
            {"onset in parts", R"("onsetDateTime":"2026-11")", "from 2026-11-01/2026-11-30"},
            {"onset as a period", R"("onsetPeriod":{"start":"2026-11-01","end":"2026-11-03"})",
             "from 2026-11-01"},
            {"onset in words", R"("onsetString":"2 weeks ago","recordedDate":"2026-11-21")",
             "from 2026-11-04/2026-11-10 seen 2026-11-21"},
            {"a date in words", R"("onsetString":"2026-11-02")", "from 2026-11-02"},
            {"words that say nothing", R"("onsetString":"a while","recordedDate":"2026-11-21")",
             "seen 2026-11-21"},
            {"recorded, R4", R"("recordedDate":"2026-11-21T08:00:00Z")", "seen 2026-11-21"},
            {"recorded, STU3", R"("assertedDate":"2026-11-21")", "seen 2026-11-21"},
            {"recorded, DSTU2", R"("dateRecorded":"2026-11-21")", "seen 2026-11-21"},
            {"age at onset", R"("onsetAge":{"value":56,"code":"a"})", "from 2026-05-17/2027-05-16"},
            {"ages at onset",
             R"("onsetRange":{"low":{"value":50,"code":"a"},"high":{"value":51,"code":"a"}})",
             "from 2020-05-17/2022-05-16"},
            {"age at the end", R"("abatementAge":{"value":50,"code":"a"})", "to 2020-05-17/2021-05-16"},
            {"malformed", R"("onsetDateTime":"yesterday","recordedDate":20261121)", ""},
            {"wrong nesting", R"("onsetDateTime":{"value":"2026-11-01"},"onsetPeriod":[[]])", ""},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            const logic::Chart chart =
                charted(R"({"resourceType":"Bundle","entry":[{"resource":)" + hip_pain_with(row.members)
                        + R"(},{"resource":{"resourceType":"Patient","birthDate":"1970-05-17"}}]})");
            REQUIRE(chart.evidence.size() == 1);
            CHECK(dates(chart.evidence[0]) == row.dates);
        }
    }

    TEST_CASE("DATA-7: the side is that of code or body site or words") {
        struct Row {
            std::string_view story;
            std::string json;
            Findings findings;
        };
        const Row rows[] = {
            {"body site by code",
             hip_pain_with(
                 R"("bodySite":[{"coding":[{"system":"http://snomed.info/sct","code":"7771000","display":"Left"}]}])"),
             {"hip_pain left"}},
            {"body site in words", hip_pain_with(R"("bodySite":[{"text":"Right hip"}])"), {"hip_pain right"}},
            {"both hips",
             hip_pain_with(R"("bodySite":[{"text":"Right hip"},{"text":"Left hip"}])"),
             {"hip_pain bilateral"}},
            {"code with its side",
             condition(
                 R"("code":{"coding":[{"system":"http://hl7.org/fhir/sid/icd-10-cm","code":"M25.551"}]})"),
             {"hip_pain right"}},
            {"sciatica of a side",
             condition(
                 R"("code":{"coding":[{"system":"http://hl7.org/fhir/sid/icd-10-cm","code":"M54.31"}]})"),
             {"radicular_pain right"}},
            {"text beside a code without a side",
             condition(
                 R"("code":{"coding":[{"system":"http://snomed.info/sct","code":"49218002"}],"text":"Pain in left hip"})"),
             {"hip_pain left"}},
            {"thigh pain of a side",
             condition(
                 R"("code":{"coding":[{"system":"http://hl7.org/fhir/sid/icd-10-cm","code":"M79.652"}]})"),
             {"thigh_pain left"}},
            {"pain of a leg that may be its calf",
             condition(
                 R"("code":{"coding":[{"system":"http://hl7.org/fhir/sid/icd-10-cm","code":"M79.605"}]})"),
             {}},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            CHECK(findings(charted(row.json)) == row.findings);
        }
    }

    TEST_CASE("hostile values where a condition should be are read as nothing") {
        const std::string rows[] = {
            condition(R"("code":5)"),
            condition(R"("code":{"coding":{"system":1,"code":[2]}})"),
            condition(R"("code":{"coding":"x","text":{"text":"Hip pain"}})"),
            condition(R"("code":null,"verificationStatus":[[]],"clinicalStatus":7)"),
            condition(R"("code":[[[[{"text":"Hip pain"}]]]])"),
            condition(R"("bodySite":"left")"),
        };
        for (const std::string& row : rows) {
            CAPTURE(row);
            CHECK(findings(charted(row)) == Findings{});
        }
    }

    TEST_CASE("evidence says where it stands and keeps no more of a text than a card shows") {
        const std::string long_text(100'000, 'x');
        const logic::Chart chart = charted(
            condition(R"("code":{"coding":[{"system":"http://snomed.info/sct","code":"49218002"}],"text":")"
                      + long_text + R"("})"));
        REQUIRE(chart.evidence.size() == 1);
        CHECK(chart.evidence[0].source == logic::Source::conditions);
        CHECK(chart.evidence[0].reference == "Condition/1");
        CHECK(chart.evidence[0].code == "SNOMED CT 49218002");
        CHECK(chart.evidence[0].text.size() <= 200);
    }
}
