#include "hooks/pama.hpp"

#include "fhir/terminology.hpp"
#include "fhir/text_reader.hpp"
#include "hooks/hook_response.hpp"
#include "tests/hooks/conformance.hpp"
#include "tests/story.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <doctest/doctest.h>

#include <string>

using namespace psoas;
using namespace psoas::hooks;
namespace json = boost::json;

namespace {

const ReadingAids& aids() {
    static const fhir::Terminology terminology;
    static const fhir::TextReader text_reader;
    static const ReadingAids read_with{terminology, text_reader, JsonLimits{}};
    return read_with;
}

// A request about back pain of 2026-11-16 with one draft, whose members are added to.
std::string request_with(const std::string& study, const std::string& more, const std::string& selected) {
    return R"({"hook":"order-select","hookInstance":"i","context":{"userId":"Practitioner/1","patientId":"p",
        "selections":[")"
           + selected + R"("],"draftOrders":{"resourceType":"Bundle","entry":[{"resource":
        {"resourceType":"ServiceRequest","id":"o","status":"draft","intent":"order","subject":{"reference":
        "Patient/p"},"priority":"routine","code":{"coding":[{"system":"http://www.ama-assn.org/go/cpt","code":")"
           + study + R"("}]})" + more + R"(}}]}},"prefetch":{"patient":{"resourceType":"Patient","id":"p",
        "birthDate":"1986-01-01"},"conditions":{"resourceType":"Condition","id":"c","code":{"text":
        "Low back pain"},"subject":{"reference":"Patient/p"},"clinicalStatus":{"coding":[{"code":"active"}]},
        "onsetDateTime":"2026-11-16"},"observations":null,"diagnosticReports":null,"imagingStudies":null,"medications":null,
        "procedures":null,"serviceRequests":null,"questionnaireResponses":null}})";
}

json::object answered(const std::string& body, bool pama = true) {
    HookReader reader(Hook::order_select, aids());
    reader.write(body);
    fhir::Result<HookRequest> request = reader.finish();
    REQUIRE(request.has_value());
    Settings settings;
    settings.pama = pama;
    settings.pama_mechanism = "G1234";
    const std::string response = hook_response(*request, settings, aids(), psoas::tests::story_day).body;
    CHECK(hooks::tests::violation_of_cards(response) == "");
    return json::parse(response).as_object();
}

const json::value* extension_named(const json::value& resource, std::string_view end) {
    const json::object& members = resource.as_object();
    if (!members.contains("extension")) return nullptr;
    for (const json::value& extension : members.at("extension").as_array())
        if (std::string_view(extension.at("url").as_string()).ends_with(end)) return &extension;
    return nullptr;
}

std::string rating_of(const json::value& resource) {
    const json::value* const rating = extension_named(resource, "/pama-rating");
    if (rating == nullptr) return "";
    return std::string(rating->at("valueCodeableConcept").at("coding").at(0).at("code").as_string());
}

constexpr const char* lumbar_mri = "72148";
constexpr const char* lumbar_mri_with_contrast = "72149";
constexpr const char* hip_radiograph = "73502";

} // namespace

TEST_SUITE("hooks/pama") {
    TEST_CASE("P-26: the rated draft goes back with the digits that came and an extension in no array") {
        const std::string numbers = R"([1.10,-0.0,1E2,12345678901234567890123,1e400,7,)"
                                    R"(0.1000000000000000055511151231257827])";
        const std::string kept = R"({"url":"http://x.example","valueDecimal":2.50})";
        for (const std::string& extension : {kept, "[" + kept + "]"}) {
            CAPTURE(extension);
            HookReader reader(Hook::order_select, aids());
            const std::string more = R"(,"x":)" + numbers + R"(,"extension":)" + extension;
            const std::string request = request_with(lumbar_mri, more, "ServiceRequest/o");
            for (const char& byte : request) // a number may come in pieces
                reader.write({&byte, 1});
            const fhir::Result<HookRequest> read = reader.finish();
            REQUIRE(read.has_value());
            Settings settings;
            settings.pama = true;
            const std::string body = hook_response(*read, settings, aids(), psoas::tests::story_day).body;
            CHECK(body.find(R"("x":)" + numbers) != std::string::npos);
            CHECK(body.find(R"("extension":[)" + kept + R"(,{"url":"http://fhir.org/argonaut/)")
                  != std::string::npos);
        }
        CHECK_FALSE(answered(request_with(lumbar_mri, R"(,"extension":"kept")", "ServiceRequest/o"))
                        .contains("systemActions"));
    }

    TEST_CASE("P-26: a reason beside that is not understood leaves an order without a rating") {
        const std::string back_pain =
            R"({"coding":[{"system":"http://hl7.org/fhir/sid/icd-10-cm","code":"M54.50"}]})";
        struct Row {
            std::string what;
            std::string members;
            bool rated;
        };
        const Row rows[] = {
            {"one reason", R"(,"reasonCode":[)" + back_pain + "]", true},
            {"a code that is not known",
             R"(,"reasonCode":[)" + back_pain + R"(,{"coding":[{"system":"urn:x","code":"zzz"}]}])", false},
            {"words that are not known",
             R"(,"reasonCode":[)" + back_pain + R"(,{"text":"as discussed on the telephone"}])", false},
            {"a reference to what was not sent",
             R"(,"reasonCode":[)" + back_pain + R"(],"reasonReference":[{"reference":"Observation/none"}])",
             false},
            {"a reference by an identifier",
             R"(,"reasonCode":[)" + back_pain + R"(],"reasonReference":[{"identifier":{"value":"5"}}])",
             false},
            {"a reference by an identifier alone", R"(,"reasonReference":[{"identifier":{"value":"5"}}])",
             false},
            {"a reference of R5",
             R"(,"reason":[{"concept":)" + back_pain + R"(},{"reference":{"identifier":{"value":"5"}}}])",
             false},
            {"a contained resource that is not there",
             R"(,"reasonCode":[)" + back_pain + R"(],"reasonReference":[{"reference":"#c"}])", false},
            {"a reference to what was sent",
             R"(,"reasonCode":[)" + back_pain + R"(],"reasonReference":[{"reference":"Condition/c"}])", true},
            {"a note", R"(,"reasonCode":[)" + back_pain + R"(],"note":[{"text":"please call first"}])", true},
            {"supporting information",
             R"(,"reasonCode":[)" + back_pain + R"(],"supportingInfo":[{"reference":"Condition/none"}])",
             true},
        };
        for (const Row& row : rows) {
            CAPTURE(row.what);
            const json::object answer = answered(request_with(lumbar_mri, row.members, "ServiceRequest/o"));
            CHECK(answer.contains("systemActions") == row.rated);
        }
    }

    TEST_CASE("P-26: a selected imaging draft gets its rating with the mechanism and a consultation") {
        const json::object answer =
            answered(request_with(lumbar_mri, R"(,"note":[{"text":"kept"}])", "ServiceRequest/o"));
        const json::array& actions = answer.at("systemActions").as_array();
        REQUIRE(actions.size() == 1);
        CHECK(actions[0].at("type").as_string() == "update");
        const json::value& resource = actions[0].at("resource");
        CHECK(rating_of(resource) == "not-appropriate");
        CHECK(extension_named(resource, "/pama-rating-qcdsm-consulted")->at("valueString").as_string()
              == "G1234");
        const std::string consultation(
            extension_named(resource, "/pama-rating-consult-id")->at("valueUri").as_string());
        CHECK(consultation.starts_with("urn:uuid:"));
        CHECK(consultation.size() == 45);
        CHECK(resource.at("note").at(0).at("text").as_string() == "kept");
        CHECK(resource.at("priority").as_string() == "routine");
    }

    TEST_CASE("P-106: the same actions stand in the extension of the response") {
        const json::object answer = answered(request_with(lumbar_mri, "", "ServiceRequest/o"));
        CHECK(answer.at("extension").at("systemActions") == answer.at("systemActions"));
    }

    TEST_CASE("P-26: nothing is rated that is not asked for or cannot be rated") {
        struct Row {
            std::string story;
            std::string body;
            bool pama;
        };
        const Row rows[] = {
            {"switched off", request_with(lumbar_mri, "", "ServiceRequest/o"), false},
            {"a radiograph", request_with(hip_radiograph, "", "ServiceRequest/o"), true},
            {"a code that nobody knows", request_with("00000", "", "ServiceRequest/o"), true},
            {"not selected", request_with(lumbar_mri, "", "ServiceRequest/other"), true},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            CHECK_FALSE(answered(row.body, row.pama).contains("systemActions"));
        }
    }

    TEST_CASE("P-26: an older rating is replaced and one that no longer holds is taken off") {
        const std::string rated =
            R"(,"extension":[{"url":"urn:other","valueString":"kept"},
                {"url":"http://fhir.org/argonaut/Extension/pama-rating","valueCodeableConcept":{"coding":[
                 {"code":"appropriate"}]}}])";
        const json::object again = answered(request_with(lumbar_mri, rated, "ServiceRequest/o"));
        const json::value& resource = again.at("systemActions").at(0).at("resource");
        CHECK(rating_of(resource) == "not-appropriate");
        CHECK(resource.at("extension").as_array().size() == 4);

        const json::object changed = answered(request_with(hip_radiograph, rated, "ServiceRequest/o"));
        const json::value& without = changed.at("systemActions").at(0).at("resource");
        CHECK(rating_of(without) == "");
        CHECK(without.at("extension").as_array().size() == 1);
    }

    TEST_CASE("P-26: the rating of another mechanism stays as it is") {
        const std::string rated =
            R"(,"extension":[{"url":"http://fhir.org/argonaut/Extension/pama-rating-qcdsm-consulted",
                "valueString":"G9999"}])";
        CHECK_FALSE(answered(request_with(lumbar_mri, rated, "ServiceRequest/o")).contains("systemActions"));
    }

    TEST_CASE("P-106: an alternative that changes the draft carries the rating of what it becomes") {
        std::string body = request_with(lumbar_mri_with_contrast, "", "ServiceRequest/o");
        const std::string_view onset = "2026-11-16";
        body.replace(body.find(onset), onset.size(), "2026-09-01");
        const json::object answer = answered(body);
        CHECK(rating_of(answer.at("systemActions").at(0).at("resource")) == "not-appropriate");
        bool updates = false;
        for (const json::value& card : answer.at("cards").as_array())
            for (const json::value& suggestion : card.at("suggestions").as_array())
                for (const json::value& action : suggestion.at("actions").as_array()) {
                    if (action.at("type").as_string() != "update") continue;
                    updates = true;
                    CHECK(rating_of(action.at("resource")) != "not-appropriate");
                    CHECK(action.at("resource").at("code").at("coding").as_array().size() > 0);
                }
        CHECK(updates);
    }

    TEST_CASE("P-106: an alternative that is rated gives numbers back with the digits that came") {
        const std::string numbers = R"([1.10,7,1E2,3.936162278297495E69,-2.128409656321987E-239])";
        std::string sent = request_with(lumbar_mri_with_contrast, R"(,"x":)" + numbers, "ServiceRequest/o");
        const std::string_view onset = "2026-11-16";
        sent.replace(sent.find(onset), onset.size(), "2026-09-01");
        HookReader reader(Hook::order_select, aids());
        reader.write(sent);
        const fhir::Result<HookRequest> read = reader.finish();
        REQUIRE(read.has_value());
        Settings settings;
        settings.pama = true;
        const std::string body = hook_response(*read, settings, aids(), psoas::tests::story_day).body;
        const std::string cards = body.substr(0, body.find(R"("systemActions")"));
        CHECK(cards.find(R"("type":"update")") != std::string::npos);
        CHECK(cards.find(R"("x":)" + numbers) != std::string::npos);
    }

    TEST_CASE("P-106: a number is no text of a reason however it is written") {
        for (const std::string number : {"7", "1E2", "1.10"}) {
            CAPTURE(number);
            const std::string reasons =
                R"(,"reasonCode":[{"text":)" + number + R"(},{"text":"as discussed"}])";
            std::string sent = request_with(lumbar_mri_with_contrast, reasons, "ServiceRequest/o");
            const std::string_view onset = "2026-11-16";
            sent.replace(sent.find(onset), onset.size(), "2026-09-01");
            HookReader reader(Hook::order_select, aids());
            reader.write(sent);
            const fhir::Result<HookRequest> read = reader.finish();
            REQUIRE(read.has_value());
            const std::string body = hook_response(*read, Settings{}, aids(), psoas::tests::story_day).body;
            REQUIRE(body.find(R"("type":"update")") != std::string::npos);
            CHECK(body.find(R"("reasonCode":[{"text":"as discussed"}])") != std::string::npos);
        }
    }
}
