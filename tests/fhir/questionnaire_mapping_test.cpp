#include "fhir/questionnaire_mapping.hpp"

#include "tests/fhir/charted.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <doctest/doctest.h>

#include <set>
#include <string>

using namespace psoas;
using namespace psoas::fhir;

namespace {

std::string
response(std::string_view items, std::string_view status = "completed",
         std::string_view questionnaire = R"("urn:psoas-cds:questionnaire:psoas-examination|1")") {
    return R"({"resourceType":"QuestionnaireResponse","id":"q","status":")" + std::string(status)
           + R"(","questionnaire":)" + std::string(questionnaire)
           + R"(,"subject":{"reference":"Patient/1"},"authored":"2026-11-20T09:00:00Z","item":)"
           + std::string(items) + "}";
}

std::string answered(std::string_view question, std::string_view answer) {
    return R"({"linkId":")" + std::string(question) + R"(","answer":[)" + std::string(answer) + "]}";
}

constexpr std::string_view yes = R"({"valueBoolean":true})";
constexpr std::string_view no = R"({"valueBoolean":false})";

// Every question, wherever it stands.
void collect(const boost::json::value& parent, std::vector<const boost::json::object*>& questions) {
    if (!parent.as_object().contains("item")) return;
    for (const boost::json::value& item : parent.at("item").as_array()) {
        if (item.at("type").as_string() != "group") questions.push_back(&item.as_object());
        collect(item, questions);
    }
}

} // namespace

TEST_SUITE("fhir/questionnaire_mapping") {
    TEST_CASE(
        "DATA-1: an answer is a finding and no is documented as absent and what is left open is unknown") {
        struct Row {
            std::string_view story;
            std::string json;
            Findings findings;
        };
        const std::string side_left = R"({"valueCoding":{"system":"urn:psoas-cds:answer","code":"left"}})";
        const Row rows[] = {
            {"yes", response("[" + answered("saddle_anesthesia", yes) + "]"), {"saddle_anesthesia"}},
            {"no", response("[" + answered("saddle_anesthesia", no) + "]"), {"saddle_anesthesia absent"}},
            {"left open", response(R"([{"linkId":"saddle_anesthesia"}])"), {}},
            {"a side",
             response("[" + answered("hip_flexion_painful", side_left) + "]"),
             {"hip_flexion_painful left"}},
            {"two sides",
             response("[" + answered("hip_pain", side_left + R"(,{"valueCoding":{"code":"right"}})") + "]"),
             {"hip_pain left", "hip_pain right"}},
            {"both",
             response("[" + answered("hip_pain", R"({"valueCoding":{"code":"both"}})") + "]"),
             {"hip_pain bilateral"}},
            {"no by code",
             response("[" + answered("faber", R"({"valueCoding":{"code":"no"}})") + "]"),
             {"faber absent"}},
            {"in groups and under an answer",
             response(R"([{"linkId":"g","item":[{"linkId":"fever","answer":[{"valueBoolean":false,"item":[)"
                      + answered("limp", yes) + "]}]}]}]"),
             {"fever absent", "limp"}},
            {"another question", response("[" + answered("favourite_colour", yes) + "]"), {}},
            {"another answer", response("[" + answered("fever", R"({"valueString":"yes"})") + "]"), {}},
            {"under the service's URL",
             response("[" + answered("limp", yes) + "]", "completed",
                      R"("https://cds.example/fhir/Questionnaire/psoas-examination")"),
             {"limp"}},
            {"of STU3",
             response("[" + answered("limp", yes) + "]", "amended",
                      R"({"reference":"Questionnaire/psoas-examination"})"),
             {"limp"}},
            {"another questionnaire",
             response("[" + answered("limp", yes) + "]", "completed", R"("Questionnaire/phq-9")"),
             {}},
            {"not finished", response("[" + answered("limp", yes) + "]", "in-progress"), {}},
            {"entered in error", response("[" + answered("limp", yes) + "]", "entered-in-error"), {}},
            {"hostile",
             response(R"([5,[],{"linkId":7,"answer":{"valueBoolean":"true"}},{"item":[[]]}])"),
             {}},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            CHECK(findings(charted(row.json)) == row.findings);
        }
    }

    TEST_CASE("DATA-5: the day on which the pain began is asked once and is that of every pain") {
        const logic::Chart chart = charted(response(
            "[" + answered("hip_pain", R"({"valueCoding":{"code":"left"}})") + ","
            + answered("pain_onset", R"({"valueDate":"2026-11-02"})") + "," + answered("limp", yes) + "]"));
        REQUIRE(chart.evidence.size() == 2);
        CHECK(dates(chart.evidence[0]) == "from 2026-11-02 seen 2026-11-20");
        CHECK(dates(chart.evidence[1]) == "seen 2026-11-20");
        CHECK(chart.evidence[0].reference == "QuestionnaireResponse/q");
    }

    TEST_CASE("every question of the questionnaire asks once for a finding that the service knows") {
        const boost::json::value questionnaire = boost::json::parse(psoas_examination());
        CHECK(questionnaire.at("resourceType").as_string() == "Questionnaire");
        CHECK(questionnaire.at("url").as_string() == psoas_examination_url);
        std::vector<const boost::json::object*> questions;
        collect(questionnaire, questions);
        CHECK(questions.size() > 30);
        std::set<std::string> asked;
        for (const boost::json::object* question : questions) {
            const std::string id(question->at("linkId").as_string());
            CAPTURE(id);
            CHECK(asked.insert(id).second);
            if (id == "pain_onset") continue;
            REQUIRE(logic::finding_from_code(id).has_value());
            const boost::json::value& code = question->at("code").at(0);
            CHECK(code.at("system").as_string() == "urn:psoas-cds:finding");
            CHECK(code.at("code").as_string() == id);
            CHECK(code.at("display").as_string() == logic::display(*logic::finding_from_code(id)));
            CHECK_FALSE(question->at("text").as_string().empty());
        }
    }
}
