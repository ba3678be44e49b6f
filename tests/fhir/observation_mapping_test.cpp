#include "fhir/observation_mapping.hpp"

#include "tests/fhir/charted.hpp"

#include <doctest/doctest.h>

using namespace psoas;
using namespace psoas::fhir;

namespace {

std::string observation(std::string_view members) {
    return R"({"resourceType":"Observation","id":"1",)" + std::string(members) + "}";
}

// A finding by its own code, answered.
std::string sign(std::string_view finding, std::string_view members) {
    return observation(R"("code":{"coding":[{"system":"urn:psoas-cds:finding","code":")"
                       + std::string(finding) + R"("}]},)" + std::string(members));
}

constexpr std::string_view temperature =
    R"("code":{"coding":[{"system":"http://loinc.org","code":"8310-5","display":"Body temperature"}]})";

std::string temperature_with(std::string_view members) {
    return observation(std::string(temperature) + "," + std::string(members));
}

} // namespace

TEST_SUITE("fhir/observation_mapping") {
    TEST_CASE("a coded sign is there or not as its value answers") {
        struct Row {
            std::string_view story;
            std::string json;
            Findings findings;
        };
        const Row rows[] = {
            {"true", sign("psoas_stretch_positive", R"("valueBoolean":true)"), {"psoas_stretch_positive"}},
            {"false",
             sign("psoas_stretch_positive", R"("valueBoolean":false)"),
             {"psoas_stretch_positive absent"}},
            {"positive by code",
             sign(
                 "faber",
                 R"("valueCodeableConcept":{"coding":[{"system":"http://snomed.info/sct","code":"10828004"}]})"),
             {"faber"}},
            {"negative by word",
             sign("faber", R"("valueCodeableConcept":{"text":"Negative"})"),
             {"faber absent"}},
            {"interpretation, R4",
             sign("fadir", R"("interpretation":[{"coding":[{"code":"NEG"}]}])"),
             {"fadir absent"}},
            {"interpretation, DSTU2",
             sign("fadir", R"("interpretation":{"coding":[{"code":"POS"}]})"),
             {"fadir"}},
            {"equivocal", sign("fadir", R"("valueString":"equivocal")"), {"fadir unconfirmed"}},
            {"not examined", sign("fadir", R"("valueString":"not examined")"), {}},
            {"no value and a reason",
             sign("fadir", R"("dataAbsentReason":{"coding":[{"code":"not-asked"}]})"),
             {}},
            {"a side in the value",
             sign("psoas_stretch_positive", R"("valueString":"positive on the left")"),
             {"psoas_stretch_positive left"}},
            {"a side in the body site",
             sign("psoas_stretch_positive", R"("valueBoolean":true,"bodySite":{"text":"Right hip"})"),
             {"psoas_stretch_positive right"}},
            {"no value: the code says it",
             sign("psoas_stretch_positive", R"("status":"final")"),
             {"psoas_stretch_positive"}},
            {"a negative test that is negative",
             sign("slr_negative", R"("valueString":"negative")"),
             {"slr_negative"}},
            {"a negative test that is positive",
             sign("slr_negative", R"("valueString":"positive")"),
             {"slr_negative absent"}},
            {"a negative test that is the case",
             sign("slr_negative", R"("valueBoolean":true)"),
             {"slr_negative"}},
            {"weakness by grade",
             sign("hip_flexor_weakness", R"("valueString":"3/5")"),
             {"hip_flexor_weakness"}},
            {"full strength",
             sign("hip_flexor_weakness", R"("valueString":"5/5")"),
             {"hip_flexor_weakness absent"}},
            {"pain as a number", sign("hip_pain", R"("valueInteger":7)"), {"hip_pain"}},
            {"no pain as a number", sign("hip_pain", R"("valueInteger":0)"), {"hip_pain absent"}},
            {"a number says nothing of fever", sign("fever", R"("valueInteger":1)"), {}},
            {"a value that is not understood",
             sign("allodynia", R"("valueString":"grade II")"),
             {"allodynia unconfirmed"}},
            {"a question of LOINC without an answer",
             observation(
                 R"("code":{"coding":[{"system":"http://loinc.org","code":"1-8","display":"Hip pain"}]})"),
             {}},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            CHECK(findings(charted(row.json)) == row.findings);
        }
    }

    TEST_CASE("words alone give the same findings as codes") {
        struct Row {
            std::string_view story;
            std::string json;
            Findings findings;
        };
        const Row rows[] = {
            {"the name is the finding",
             observation(R"("code":{"text":"Saddle anaesthesia"},"valueString":"no")"),
             {"saddle_anesthesia absent"}},
            {"name and answer",
             observation(R"("code":{"text":"Saddle anaesthesia"},"valueBoolean":true)"),
             {"saddle_anesthesia"}},
            {"a test and its result",
             observation(R"("code":{"text":"Psoas stretch test"},"valueString":"positive on the left")"),
             {"psoas_stretch_positive left"}},
            {"a negative test",
             observation(R"("code":{"text":"FABER test"},"valueCodeableConcept":{"text":"Negative"})"),
             {"faber absent"}},
            {"a straight leg raise",
             observation(R"("code":{"text":"Straight leg raise"},"valueString":"negative")"),
             {"slr_negative"}},
            {"a finding as the value",
             observation(
                 R"("code":{"text":"Examination"},"valueCodeableConcept":{"coding":[{"system":"http://snomed.info/sct","code":"6077001","display":"Foot drop"}]})"),
             {"foot_drop", "neurologic_impairment"}},
            {"a finding as the value at the place of the code",
             observation(
                 R"("code":{"text":"Left thigh"},"valueCodeableConcept":{"coding":[{"system":"http://snomed.info/sct","code":"36349006","display":"Burning pain"}]})"),
             {"burning_or_lancinating_pain left"}},
            {"a narrative",
             observation(R"("code":{"text":"Neurology"},"valueString":"New urinary retention, no fever.")"),
             {"fever absent", "urinary_retention"}},
            {"a question and a negated answer",
             observation(
                 R"("code":{"coding":[{"system":"http://loinc.org","code":"55277-8"}],"text":"HIV status"},"valueString":"not HIV positive")"),
             {"hiv absent"}},
            {"a question that is not answered yet",
             observation(
                 R"("code":{"coding":[{"system":"http://loinc.org","code":"55277-8"}],"text":"HIV status"},"valueString":"pending")"),
             {}},
            {"a comment of DSTU2",
             observation(R"("code":{"text":"Exam"},"comments":"Saddle anaesthesia is present.")"),
             {"saddle_anesthesia"}},
            {"a note of R4",
             observation(R"("code":{"text":"Exam"},"note":[{"text":"Saddle anaesthesia is present."}])"),
             {"saddle_anesthesia"}},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            CHECK(findings(charted(row.json)) == row.findings);
        }
    }

    TEST_CASE("an answer about the past or a relative or below the limit of a test says nothing of today") {
        struct Row {
            std::string_view story;
            std::string json;
            Findings findings;
        };
        const auto named = [](std::string_view name, std::string_view members) {
            return R"({"resourceType":"Observation","status":"final","code":{"text":")" + std::string(name)
                   + R"("},)" + std::string(members) + "}";
        };
        const Row rows[] = {
            {"past", named("IV drug use", R"("valueString":"past")"), {"iv_drug_use past"}},
            {"a relative", named("Cancer", R"("valueString":"Mother")"), {}},
            {"below the limit", named("HIV 1 RNA", R"("valueString":"<20 copies/mL")"), {}},
            {"urine left after voiding",
             named("Post-void residual", R"("valueQuantity":{"value":650,"unit":"mL"})"),
             {"urinary_retention"}},
            {"200 ml", named("PVR", R"("valueQuantity":{"value":200,"code":"mL"})"), {"urinary_retention"}},
            {"less excludes nothing", named("PVR", R"("valueQuantity":{"value":199,"code":"mL"})"), {}},
            {"MPS-TX-6: a long corrected QT",
             named("QTc interval", R"("valueQuantity":{"value":520,"unit":"ms"})"),
             {"qt_prolonged"}},
            {"MPS-TX-6: a normal corrected QT",
             named("QTc interval", R"("valueQuantity":{"value":449,"unit":"ms"})"),
             {"qt_prolonged absent"}},
            {"a preliminary one proves no normal QT",
             R"({"resourceType":"Observation","status":"preliminary","code":{"text":"QTc interval"},
                "valueQuantity":{"value":449,"unit":"ms"}})",
             {}},
            {"a residual without a unit", named("PVR", R"("valueQuantity":{"value":650})"), {}},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            CHECK(findings(charted(row.json)) == row.findings);
        }
    }

    TEST_CASE("each component answers for itself and the panel is no finding") {
        const logic::Chart chart = charted(observation(
            R"("code":{"coding":[{"system":"urn:psoas-cds:finding","code":"hip_pain"}]},"effectiveDateTime":"2026-11-20",
               "component":[{"code":{"coding":[{"system":"urn:psoas-cds:finding","code":"faber"}]},"valueBoolean":false},
                            {"code":{"coding":[{"system":"urn:psoas-cds:finding","code":"fadir"}]},"valueBoolean":true},
                            {"code":{"coding":[{"system":"urn:psoas-cds:finding","code":"limp"}]},
                             "modifierExtension":[{"url":"x"}],"valueBoolean":true},
                            {"code":{"coding":[{"system":"http://loinc.org","code":"8310-5"}]},
                             "valueQuantity":{"value":38.6,"code":"Cel"}}])"));
        CHECK(findings(chart) == Findings{"faber absent", "fadir", "limp unconfirmed"});
        CHECK(dates(chart.evidence[0]) == "seen 2026-11-20");
        REQUIRE(chart.measurements.size() == 1);
        CHECK(chart.measurements[0].value == doctest::Approx(38.6));
    }

    TEST_CASE("DATA-3: what never counts and what is only unconfirmed") {
        struct Row {
            std::string_view story;
            const char* members;
            Findings findings;
        };
        const Row rows[] = {
            {"final", R"("status":"final")", {"fadir"}},
            {"amended", R"("status":"amended")", {"fadir"}},
            {"corrected", R"("status":"corrected")", {"fadir"}},
            {"no status", R"("id":"2")", {"fadir"}},
            {"entered in error", R"("status":"entered-in-error")", {}},
            {"cancelled", R"("status":"cancelled")", {}},
            {"registered", R"("status":"registered")", {}},
            {"preliminary", R"("status":"preliminary")", {"fadir unconfirmed"}},
            {"of somebody else", R"("focus":[{"reference":"RelatedPerson/1"}])", {}},
            {"a modifier extension", R"("modifierExtension":[{"url":"x"}])", {"fadir unconfirmed"}},
            {"a relative's disease by the words of the question",
             R"("component":[{"code":{"text":"Family history"},
                "valueCodeableConcept":{"coding":[{"system":"http://hl7.org/fhir/sid/icd-10-cm","code":"C50"}]}}])",
             {"fadir"}},
            {"an old disease by the words of the question",
             R"("component":[{"code":{"text":"Past medical history"},
                "valueCodeableConcept":{"coding":[{"system":"http://hl7.org/fhir/sid/icd-10-cm","code":"C50"}]}}])",
             {"cancer_history", "fadir"}},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            const std::string json =
                R"({"resourceType":"Observation","code":{"coding":[{"system":"urn:psoas-cds:finding","code":"fadir"}]},"valueBoolean":true,)"
                + std::string(row.members) + "}";
            CHECK(findings(charted(json)) == row.findings);
        }
        CHECK(
            findings(charted(observation(
                R"("code":{"coding":[{"system":"http://hl7.org/fhir/sid/icd-10-cm","code":"Z80.3"}]},"valueBoolean":true)")))
            == Findings{});
    }

    TEST_CASE("a measurement keeps its day and how it was written") {
        struct Row {
            std::string_view story;
            std::string json;
            std::size_t measurements;
        };
        const Row rows[] = {
            {"a temperature",
             temperature_with(R"("valueQuantity":{"value":101.3,"unit":"degF","code":"[degF]"})"), 1},
            {"by its name alone",
             observation(R"("code":{"text":"Temperature"},"valueQuantity":{"value":38.5,"unit":"C"})"), 1},
            {"entered in error",
             temperature_with(R"("status":"entered-in-error","valueQuantity":{"value":38.5,"code":"Cel"})"),
             0},
            {"preliminary",
             temperature_with(R"("status":"preliminary","valueQuantity":{"value":38.5,"code":"Cel"})"), 0},
            {"without a value", temperature_with(R"("dataAbsentReason":{"text":"refused"})"), 0},
            {"an unknown unit", temperature_with(R"("valueQuantity":{"value":38.5,"code":"K"})"), 0},
            {"words", temperature_with(R"("valueString":"feels warm")"), 0},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            const logic::Chart chart = charted(row.json);
            CHECK(chart.measurements.size() == row.measurements);
            CHECK(chart.evidence.empty());
        }
        const logic::Chart chart = charted(temperature_with(
            R"("effectiveDateTime":"2026-11-20T23:00:00-05:00","valueQuantity":{"value":101.3,"unit":"degF","code":"[degF]"})"));
        REQUIRE(chart.measurements.size() == 1);
        CHECK(chart.measurements[0].quantity == logic::Quantity::body_temperature);
        CHECK(chart.measurements[0].value == doctest::Approx(38.5));
        CHECK(chart.measurements[0].shown == "101.3 degF");
        CHECK(chart.measurements[0].text == "Body temperature");
        CHECK(chart.measurements[0].reference == "Observation/1");
        CHECK(shown(*chart.measurements[0].date) == "2026-11-21");
    }

    TEST_CASE("hostile values where an observation should be are read as nothing") {
        const std::string rows[] = {
            observation(R"("code":7,"valueBoolean":"maybe")"),
            observation(R"("code":{"coding":[]},"valueQuantity":"38.6")"),
            observation(R"("component":[[[]],5,null,"x",{"code":[]}])"),
            observation(R"("status":{"coding":{"code":["final"]}},"valueString":{"text":"fever"})"),
        };
        for (const std::string& row : rows) {
            CAPTURE(row);
            const logic::Chart chart = charted(row);
            CHECK(chart.evidence.empty());
            CHECK(chart.measurements.empty());
        }
    }
}
