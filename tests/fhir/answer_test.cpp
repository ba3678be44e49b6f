#include "fhir/answer.hpp"

#include "tests/fhir/with_resource.hpp"

#include <doctest/doctest.h>

using namespace psoas::fhir;

TEST_SUITE("fhir/answer") {
    TEST_CASE("an answer is one only where the words begin with it") {
        struct Row {
            const char* words;
            Answer answer;
        };
        const Row rows[] = {
            {"positive", Answer::positive},
            {"Positive on the left", Answer::positive},
            {"Yes, since Monday", Answer::positive},
            {"present", Answer::positive},
            {"TRUE", Answer::positive},
            {"negative", Answer::negative},
            {"Negative bilaterally", Answer::negative},
            {"absent", Answer::negative},
            {"no", Answer::negative},
            {"No.", Answer::negative},
            {"N", Answer::negative},
            {"<20 copies/mL", Answer::not_known},
            {"< 20", Answer::none},
            {"0", Answer::negative},
            {"never", Answer::negative},
            {"None seen", Answer::negative},
            {"none", Answer::negative},
            {"denies", Answer::negative},
            {"not detected", Answer::negative},
            {"equivocal", Answer::unsure},
            {"weakly positive", Answer::unsure},
            {"unknown", Answer::not_known},
            {"not tested", Answer::not_known},
            {"Unable to assess", Answer::not_known},
            {"Unable to pass urine", Answer::none},
            {"no better", Answer::none},
            {"none of the above helped", Answer::none},
            {"nothing", Answer::none},
            {"positively awful", Answer::none},
            {"3/5", Answer::none},
            {"", Answer::none},
            {"  ", Answer::none},
            {"severe", Answer::none},
        };
        for (const Row& row : rows) {
            CAPTURE(row.words);
            CHECK(answer_in(row.words).answer == row.answer);
        }
        CHECK(answer_in("negative").kind == AnswerKind::test);
        CHECK(answer_in("no").kind == AnswerKind::question);
    }

    TEST_CASE("the answer of an observation is its value and else its interpretation") {
        struct Row {
            std::string_view story;
            const char* json;
            Answer answer;
        };
        const Row rows[] = {
            {"SNOMED CT positive",
             R"({"valueCodeableConcept":{"coding":[{"system":"http://snomed.info/sct","code":"10828004"}]}})",
             Answer::positive},
            {"SNOMED CT absent",
             R"({"valueCodeableConcept":{"coding":[{"system":"http://snomed.info/sct","code":"2667000"}]}})",
             Answer::negative},
            {"LOINC negative",
             R"({"valueCodeableConcept":{"coding":[{"system":"http://loinc.org","code":"LA6577-6"}]}})",
             Answer::negative},
            {"HL7 yes",
             R"({"valueCodeableConcept":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v2-0136","code":"Y"}]}})",
             Answer::positive},
            {"Y of another system",
             R"({"valueCodeableConcept":{"coding":[{"system":"http://x.example","code":"Y"}]}})",
             Answer::none},
            {"words", R"({"valueCodeableConcept":{"text":"Negative"}})", Answer::negative},
            {"true", R"({"valueBoolean":true})", Answer::positive},
            {"false", R"({"valueBoolean":false})", Answer::negative},
            {"a string", R"({"valueString":"absent"})", Answer::negative},
            {"a finding", R"({"valueCodeableConcept":{"text":"Foot drop"}})", Answer::none},
            {"interpretation POS, R4",
             R"({"interpretation":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation","code":"POS"}]}]})",
             Answer::positive},
            {"interpretation NEG, DSTU2",
             R"({"interpretation":{"coding":[{"system":"http://hl7.org/fhir/v2/0078","code":"NEG"}]}})",
             Answer::negative},
            {"a value beats the interpretation",
             R"({"valueBoolean":false,"interpretation":[{"coding":[{"code":"POS"}]}]})", Answer::negative},
            {"no value and a reason", R"({"dataAbsentReason":{"coding":[{"code":"not-performed"}]}})",
             Answer::not_known},
            {"asked and unknown",
             R"({"valueCodeableConcept":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v3-NullFlavor","code":"UNK"}]}})",
             Answer::not_known},
            {"nothing", R"({"status":"final"})", Answer::none},
            {"a number where a string is", R"({"valueString":1,"valueBoolean":1})", Answer::none},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            with_resource(row.json, [&](const Resource& resource) {
                CHECK(read_answer(resource.root()).answer == row.answer);
            });
        }
    }

    TEST_CASE("a grade of strength below five is weakness") {
        CHECK(weakness_by_grade("3/5") == Answer::positive);
        CHECK(weakness_by_grade("left 4-/5") == Answer::positive);
        CHECK(weakness_by_grade("4+/5") == Answer::positive);
        CHECK(weakness_by_grade("5-/5") == Answer::positive);
        CHECK(weakness_by_grade("5/5 bilaterally") == Answer::negative);
        CHECK_FALSE(weakness_by_grade("3/10"));
        CHECK_FALSE(weakness_by_grade("weak"));
        CHECK_FALSE(weakness_by_grade(""));
    }
}
