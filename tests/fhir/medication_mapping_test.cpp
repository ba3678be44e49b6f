#include "fhir/medication_mapping.hpp"

#include "tests/fhir/charted.hpp"

#include <doctest/doctest.h>

using namespace psoas;
using namespace psoas::fhir;

namespace {

std::string medication(std::string_view type, std::string_view members) {
    return R"({"resourceType":")" + std::string(type) + R"(","id":"1",)" + std::string(members) + "}";
}

std::string named(std::string_view display, std::string_view members = R"("status":"active")") {
    return medication("MedicationRequest", R"("medicationCodeableConcept":{"text":")" + std::string(display)
                                               + R"("},)" + std::string(members));
}

} // namespace

TEST_SUITE("fhir/medication_mapping") {
    TEST_CASE("a medication reads alike in every version and shape") {
        const char* const warfarin =
            R"({"coding":[{"system":"http://www.nlm.nih.gov/research/umls/rxnorm","code":"11289","display":"Warfarin"}]})";
        struct Row {
            std::string_view story;
            std::string json;
            Findings findings;
        };
        const Row rows[] = {
            {"DSTU2 order",
             medication("MedicationOrder",
                        R"("status":"active","medicationCodeableConcept":)" + std::string(warfarin)),
             {"anticoagulant"}},
            {"R4 request",
             medication("MedicationRequest",
                        R"("status":"active","intent":"order","medicationCodeableConcept":)"
                            + std::string(warfarin)),
             {"anticoagulant"}},
            {"R5 request",
             medication("MedicationRequest",
                        R"("status":"active","medication":{"concept":)" + std::string(warfarin) + "}"),
             {"anticoagulant"}},
            {"R5 reference",
             medication(
                 "MedicationRequest",
                 R"("status":"active","medication":{"reference":{"reference":"Medication/1","display":"warfarin 5 mg"}})"),
             {"anticoagulant"}},
            {"a reference with a display",
             medication(
                 "MedicationStatement",
                 R"("status":"active","medicationReference":{"reference":"Medication/1","display":"warfarin 5 mg tablet"})"),
             {"anticoagulant"}},
            {"a contained Medication",
             medication(
                 "MedicationStatement",
                 R"("medicationReference":{"reference":"#m"},"contained":[{"resourceType":"Medication","id":"m","code":)"
                     + std::string(warfarin) + "}]"),
             {"anticoagulant"}},
            {"ingredients of a contained Medication",
             medication(
                 "MedicationStatement",
                 R"("medicationReference":{"reference":"#m"},"contained":[{"resourceType":"Medication","id":"m",
                           "ingredient":[{"itemCodeableConcept":{"text":"apixaban"}}]}])"),
             {"anticoagulant"}},
            {"words alone", named("oxyCODONE 5 MG / acetaminophen 325 MG Oral Tablet"), {"opioid"}},
            {"methadone is an opioid too", named("methadone 5 mg"), {"methadone", "opioid"}},
            {"an administration",
             medication(
                 "MedicationAdministration",
                 R"("status":"completed","effectiveDateTime":"2026-11-01","medicationCodeableConcept":)"
                     + std::string(warfarin)),
             {"anticoagulant"}},
            {"nothing known", named("sodium chloride"), {}},
            {"P-101: no medication", medication("MedicationRequest", R"("status":"active")"), {}},
            {"hostile values",
             medication(
                 "MedicationRequest",
                 R"("medicationCodeableConcept":7,"medicationReference":[[]],"contained":"x","dosageInstruction":5)"),
             {}},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            CHECK(findings(charted(row.json)) == row.findings);
        }
    }

    TEST_CASE("each class of treatment that the rules ask for is told by its ingredient") {
        struct Row {
            const char* display;
            Findings findings;
        };
        const Row rows[] = {
            {"apixaban 5 MG Oral Tablet", {"anticoagulant"}},
            {"Ibuprofen 400 MG", {"nsaid"}},
            {"pregabalin 75 mg", {"neuropathic_agent"}},
            {"baclofen 10 mg", {"muscle_relaxant"}},
            {"alendronic acid 70 mg", {"osteoporosis_treatment"}},
            {"azathioprine 50 mg", {"immunocompromised"}},
            {"Cisplatin 50 MG Injection", {"immunocompromised"}},
            {"prednisone 10 mg tablet", {"steroid_use"}},
        };
        for (const Row& row : rows) {
            CAPTURE(row.display);
            CHECK(findings(charted(named(row.display))) == row.findings);
        }
    }

    TEST_CASE("RF-FX-3: only a corticosteroid that reaches the circulation counts") {
        struct Row {
            std::string_view story;
            std::string json;
            bool counts;
        };
        const Row rows[] = {
            {"a tablet", named("predniSONE 20 MG Oral Tablet"), true},
            {"a gelatin capsule", named("prednisone 5 mg gelatin capsule"), true},
            {"a gel", named("hydrocortisone 1% gel"), false},
            {"an infusion", named("methylprednisolone 500 mg injection"), true},
            {"a cream", named("hydrocortisone 10 MG/ML Topical Cream"), false},
            {"an inhaler", named("betamethasone metered dose inhaler"), false},
            {"a nasal spray", named("triamcinolone nasal spray"), false},
            {"eye drops", named("dexamethasone ophthalmic suspension"), false},
            {"a joint injection", named("triamcinolone intra-articular injection"), false},
            {"the route in words",
             named("triamcinolone 40 mg/ml", R"("dosageInstruction":[{"route":{"text":"Intra-articular"}}])"),
             false},
            {"the route by code",
             named(
                 "dexamethasone 4 mg/ml",
                 R"("dosageInstruction":[{"route":{"coding":[{"system":"http://snomed.info/sct","code":"12130007"}]}}])"),
             false},
            {"by mouth",
             named(
                 "dexamethasone 4 mg",
                 R"("dosageInstruction":[{"route":{"coding":[{"system":"http://snomed.info/sct","code":"26643006","display":"Oral"}]}}])"),
             true},
            {"an ointment that suppresses the skin alone", named("tacrolimus 0.1% ointment"), false},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            CHECK(charted(row.json).evidence.empty() != row.counts);
        }
    }

    TEST_CASE(
        "PSO-HEM-2: heparin of a catheter or of the skin is no anticoagulant and no odd word hides one") {
        struct Row {
            std::string_view story;
            std::string json;
            bool counts;
        };
        const Row rows[] = {
            {"under the skin", named("Heparin 5000 units subcutaneous"), true},
            {"a syringe", named("enoxaparin injection 40 mg prefilled syringe"), true},
            {"a lock", named("heparin lock flush 10 units/mL"), false},
            {"a gel", named("Hepathromb gel"), false},
            {"a remark", named("warfarin 5 mg oral tablet; stop eye drops"), true},
            {"a bracket", named("apixaban (patient uses nasal spray)"), true},
            {"a route that cannot be",
             named("apixaban 5 mg", R"("dosageInstruction":[{"route":{"text":"Topical"}}])"), true},
            {"a route of heparin",
             named("heparin 1000 units", R"("dosageInstruction":[{"route":{"text":"Topical"}}])"), false},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            CHECK(charted(row.json).evidence.empty() != row.counts);
        }
    }

    TEST_CASE("DATA-3: what was not taken never counts") {
        struct Row {
            std::string_view story;
            const char* type;
            const char* members;
            Findings findings;
        };
        const Row rows[] = {
            {"active", "MedicationRequest", R"("status":"active")", {"opioid"}},
            {"no status", "MedicationRequest", R"("intent":"order")", {"opioid"}},
            {"completed", "MedicationRequest", R"("status":"completed")", {"opioid past"}},
            {"stopped", "MedicationRequest", R"("status":"stopped")", {"opioid past"}},
            {"on hold", "MedicationRequest", R"("status":"on-hold")", {"opioid unconfirmed"}},
            {"entered in error", "MedicationRequest", R"("status":"entered-in-error")", {}},
            {"cancelled", "MedicationRequest", R"("status":"cancelled")", {}},
            {"draft", "MedicationRequest", R"("status":"draft")", {}},
            {"a proposal", "MedicationRequest", R"("status":"active","intent":"proposal")", {}},
            {"what the patient reports",
             "MedicationRequest",
             R"("status":"active","intent":"plan")",
             {"opioid"}},
            {"not to be given", "MedicationRequest", R"("status":"active","doNotPerform":true)", {}},
            {"intended", "MedicationStatement", R"("status":"intended")", {}},
            {"not taken, R4", "MedicationStatement", R"("status":"not-taken")", {}},
            {"not taken, STU3", "MedicationStatement", R"("status":"active","taken":"n")", {}},
            {"taken or not, STU3",
             "MedicationStatement",
             R"("status":"active","taken":"unk")",
             {"opioid unconfirmed"}},
            {"not taken, DSTU2", "MedicationStatement", R"("status":"completed","wasNotTaken":true)", {}},
            {"not given, DSTU2",
             "MedicationAdministration",
             R"("status":"completed","wasNotGiven":true)",
             {}},
            {"not given, STU3", "MedicationAdministration", R"("status":"completed","notGiven":true)", {}},
            {"not done, R4", "MedicationAdministration", R"("status":"not-done")", {}},
            {"a modifier extension",
             "MedicationRequest",
             R"("modifierExtension":[{"url":"x"}])",
             {"opioid unconfirmed"}},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            CHECK(findings(
                      charted(medication(row.type, R"("medicationCodeableConcept":{"text":"morphine 10 mg"},)"
                                                       + std::string(row.members))))
                  == row.findings);
        }
    }

    TEST_CASE("a course runs from its start to the end that the record gives it") {
        struct Row {
            std::string_view story;
            const char* display;
            const char* type;
            const char* members;
            std::string_view dates;
        };
        const Row rows[] = {
            {"written, R4", "prednisone", "MedicationRequest", R"("authoredOn":"2026-01-10")",
             "from 2026-01-10 seen 2026-01-10"},
            {"written, DSTU2", "prednisone", "MedicationOrder", R"("dateWritten":"2026-01-10")",
             "from 2026-01-10 seen 2026-01-10"},
            {"bounds of the dosage", "prednisone", "MedicationRequest",
             R"("authoredOn":"2026-01-10","dosageInstruction":[{"timing":{"repeat":{"boundsPeriod":{"start":"2026-01-11","end":"2026-04-20"}}}}])",
             "from 2026-01-11 to 2026-04-20 seen 2026-01-10"},
            {"length of the dosage", "prednisone", "MedicationRequest",
             R"("authoredOn":"2026-01-10","dosageInstruction":[{"timing":{"repeat":{"boundsDuration":{"value":5,"code":"d"}}}}])",
             "from 2026-01-10 to 2026-01-14 seen 2026-01-10"},
            {"supply of a steroid", "prednisone", "MedicationRequest",
             R"("authoredOn":"2026-01-10","status":"active","dispenseRequest":{"expectedSupplyDuration":{"value":90,"unit":"days"}})",
             "from 2026-01-10 to 2026-04-09 seen 2026-01-10"},
            {"an active order of another drug may have been refilled", "warfarin", "MedicationRequest",
             R"("authoredOn":"2026-01-10","status":"active","dispenseRequest":{"expectedSupplyDuration":{"value":90,"unit":"days"}})",
             "from 2026-01-10 seen 2026-01-10"},
            {"a completed order was supplied for so long", "warfarin", "MedicationRequest",
             R"("authoredOn":"2026-01-10","status":"completed","dispenseRequest":{"validityPeriod":{"end":"2026-03-01"}})",
             "from 2026-01-10 to 2026-03-01 seen 2026-01-10"},
            {"a statement", "warfarin", "MedicationStatement",
             R"("effectivePeriod":{"start":"2025-05","end":"2026-02-01"},"dateAsserted":"2026-03-01")",
             "from 2025-05-01/2025-05-31 to 2026-02-01 seen 2026-03-01"},
            {"one dose, DSTU2", "warfarin", "MedicationAdministration",
             R"("status":"completed","effectiveTimeDateTime":"2026-03-01T10:00:00Z")",
             "from 2026-03-01 to 2026-03-01"},
            {"one dose, R5", "warfarin", "MedicationAdministration",
             R"("status":"completed","occurenceDateTime":"x","occurrenceDateTime":"2026-03-01")",
             "from 2026-03-01 to 2026-03-01"},
            {"an infusion that goes on", "heparin", "MedicationAdministration",
             R"("status":"in-progress","effectivePeriod":{"start":"2026-03-01"})", "from 2026-03-01"},
            {"malformed", "warfarin", "MedicationRequest",
             R"("authoredOn":7,"dosageInstruction":{"timing":"daily"},"dispenseRequest":[])", ""},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            const logic::Chart chart = charted(medication(row.type, R"("medicationCodeableConcept":{"text":")"
                                                                        + std::string(row.display) + R"("},)"
                                                                        + std::string(row.members)));
            REQUIRE(chart.evidence.size() == 1);
            CHECK(dates(chart.evidence[0]) == row.dates);
        }
    }
}
