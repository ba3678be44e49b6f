#include "fhir/statement.hpp"

#include "tests/fhir/charted.hpp"
#include "tests/fhir/with_resource.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace psoas;
using namespace psoas::fhir;

namespace {

constexpr const char* icd = "http://hl7.org/fhir/sid/icd-10-cm";
constexpr const char* snomed = "http://snomed.info/sct";

const Vocabulary& vocabulary() {
    static NameMemo names;
    static const Vocabulary compiled_in{terminology(), text_reader(), names};
    return compiled_in;
}

Findings shown_all(const std::vector<logic::Evidence>& evidence) {
    logic::Chart chart;
    chart.evidence = evidence;
    return findings(chart);
}

} // namespace

TEST_SUITE("fhir/statement") {
    TEST_CASE("a concept gives the findings of its codes and of its words") {
        struct Row {
            const char* story;
            CodeableConcept named;
            Findings findings;
        };
        const Row rows[] = {
            {"nothing", {}, {}},
            {"words that name nothing", {.text = "Essential hypertension"}, {}},
            {"a code", {.codings = {{icd, "M54.50", ""}}}, {"low_back_pain"}},
            {"words", {.text = "Low back pain"}, {"low_back_pain"}},
            {"a code and its words are one",
             {.codings = {{icd, "M54.50", ""}}, .text = "Low back pain"},
             {"low_back_pain"}},
            {"the words add the side",
             {.codings = {{snomed, "49218002", ""}}, .text = "Pain in left hip"},
             {"hip_pain left"}},
            {"the words add doubt",
             {.codings = {{snomed, "386661006", ""}}, .text = "Possible fever"},
             {"fever unconfirmed"}},
            {"words that deny the code leave it in doubt",
             {.codings = {{snomed, "386661006", ""}}, .text = "No fever"},
             {"fever unconfirmed"}},
            {"words alone deny", {.text = "No fever"}, {"fever absent"}},
            {"the display speaks where the text names nothing",
             {.codings = {{icd, "", "Low back pain"}}, .text = "Problem 3"},
             {"low_back_pain"}},
            {"a code of our own",
             {.codings = {{"urn:psoas-cds:finding", "saddle_anesthesia", ""}}},
             {"saddle_anesthesia"}},
            {"a system that nobody knows", {.codings = {{"urn:example", "M54.50", ""}}}, {}},
            {"a cancer that is coded as active is not past too",
             {.codings = {{icd, "C61", ""}}, .text = "History of prostate cancer"},
             {"cancer_active"}},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            CHECK(shown_all(findings_of(row.named, {}, FindingsOf::diagnosis, vocabulary())) == row.findings);
        }
    }

    TEST_CASE("DATA-3: what the statement says holds for every finding that it names") {
        const logic::DateRange day{std::chrono::sys_days{std::chrono::year{2026} / 11 / 1}};
        const Statement statement{.source = logic::Source::diagnostic_reports,
                                  .reference = "DiagnosticReport/1",
                                  .certainty = logic::Certainty::unconfirmed,
                                  .course = logic::Course::past,
                                  .site = {.side = logic::Side::left},
                                  .value = "38.6 Cel",
                                  .recorded = day};
        const CodeableConcept named{.codings = {{snomed, "386661006", "Fever"}}};
        const auto coded = findings_of(named, statement, FindingsOf::diagnosis, vocabulary());
        const auto worded = findings_in("Fever.", statement, FindingsOf::diagnosis, vocabulary());
        for (const auto& evidence : {coded, worded}) {
            REQUIRE(evidence.size() == 1);
            CHECK(shown(evidence[0]) == "fever unconfirmed past left");
            CHECK(evidence[0].source == logic::Source::diagnostic_reports);
            CHECK(evidence[0].reference == "DiagnosticReport/1");
            CHECK(evidence[0].value == "38.6 Cel");
            CHECK(evidence[0].recorded == day);
        }
        CHECK(coded[0].code == "SNOMED CT 386661006");
        CHECK(worded[0].code.empty());
        CHECK(worded[0].text == "Fever");
    }

    TEST_CASE("a text gives each finding once with what is said of it") {
        struct Row {
            const char* text;
            Findings findings;
        };
        const Row rows[] = {
            {"", {}},
            {"The weather is fine.", {}},
            {"Low back pain. Low back pain again.", {"low_back_pain"}},
            {"Low back pain. No fever.", {"fever absent", "low_back_pain"}},
            {"Mother had breast cancer.", {}},
        };
        for (const Row& row : rows) {
            CAPTURE(row.text);
            CHECK(shown_all(findings_in(row.text, {}, FindingsOf::diagnosis, vocabulary())) == row.findings);
        }
    }

    TEST_CASE("DATA-2: words longer than the reader reads are read in part") {
        const std::string whole(TextReader::longest_text, 'a');
        const std::string longer = whole + "a";
        CHECK_FALSE(is_read_in_part({}));
        CHECK_FALSE(is_read_in_part({.text = whole}));
        CHECK(is_read_in_part({.text = longer}));
        CHECK(is_read_in_part({.codings = {{icd, "M54.50", longer}}, .text = "Low back pain"}));
    }

    TEST_CASE("a resource is cited by type and id and a modifier that nobody knows makes it unconfirmed") {
        struct Row {
            const char* json;
            const char* reference;
            logic::Certainty certainty;
        };
        constexpr auto confirmed = logic::Certainty::confirmed;
        constexpr auto unconfirmed = logic::Certainty::unconfirmed;
        const Row rows[] = {
            {R"({"resourceType":"Condition","id":"7"})", "Condition/7", confirmed},
            {R"({"resourceType":"Condition"})", "Condition", confirmed},
            {R"({"resourceType":"Condition","id":"7","modifierExtension":[]})", "Condition/7", confirmed},
            {R"({"resourceType":"Condition","id":"7","modifierExtension":[{"url":"urn:not"}]})",
             "Condition/7", unconfirmed},
        };
        for (const Row& row : rows)
            with_resource(row.json, [&](const Resource& resource) {
                CAPTURE(row.json);
                CHECK(reference_of(resource.root()) == row.reference);
                CHECK(certainty_of_reading(resource.root()) == row.certainty);
            });
        CHECK(joined(confirmed, confirmed) == confirmed);
        CHECK(joined(confirmed, unconfirmed) == unconfirmed);
        CHECK(joined(unconfirmed, confirmed) == unconfirmed);
    }
}
