#include "hooks/hook_request.hpp"

#include "hooks/written_number.hpp"

#include <boost/json/array.hpp>
#include <boost/json/string.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

using namespace psoas;
using namespace psoas::hooks;
using fhir::IssueType;
using logic::Availability;
using logic::Source;

namespace {

fhir::Result<HookRequest> read_in_pieces(Hook hook, std::initializer_list<std::string_view> pieces,
                                         JsonLimits limits = {}) {
    static const fhir::Terminology terminology;
    static const fhir::TextReader text_reader;
    HookReader reader(hook, {terminology, text_reader, limits});
    for (const std::string_view piece : pieces) {
        // A copy of its own size lets a sanitizer see a read past the piece.
        const std::vector<char> copy(piece.begin(), piece.end());
        reader.write({copy.data(), copy.size()});
    }
    return reader.finish();
}

fhir::Result<HookRequest> read_request(Hook hook, std::string_view json, JsonLimits limits = {}) {
    return read_in_pieces(hook, {json}, limits);
}

// A patient-view request with members put before its end.
std::string patient_view_request(std::string_view more = "") {
    return R"({"hook":"patient-view","hookInstance":"i","context":{"userId":"Practitioner/1",)"
           R"("patientId":"7"})"
           + std::string(more) + "}";
}

// An order-select request with these selections and entries of draftOrders.
std::string order_select_request(std::string_view selections, std::string_view entries) {
    return R"({"hook":"order-select","hookInstance":"i","context":{"userId":"u","patientId":"7",)"
           R"("selections":)"
           + std::string(selections) + R"(,"draftOrders":{"resourceType":"Bundle","entry":)"
           + std::string(entries) + "}}}";
}

constexpr std::string_view whole_request = R"({
  "prefetch": {
    "conditions": {"entry": [{"resource": {"code": {"text": "Low back \u0070ain 😀",
      "coding": [{"system": "http://snomed.info/sct", "code": "279039007"}]}, "id": "c1",
      "clinicalStatus": {"coding": [{"code": "active"}]}, "subject": {"reference": "Patient/7"},
      "onsetDateTime": "2026-03-01", "resourceType": "Condition"}}], "resourceType": "Bundle"},
    "ours\u0021": {"resourceType": "Patient"}, "observations": null, "procedures": "none",
    "patient": {"resourceType": "Patient", "id": "7", "birthDate": "1960-05-01", "gender": "female"}
  },
  "extension": {"vendor": [1, {"deep": null}]}, "unknown": [[{"context": 1}], -1.5e3],
  "context": {
    "draftOrders": {"entry": [
      {"resource": {"resourceType": "ServiceRequest", "id": "a", "status": "draft", "weight": 12.50,
        "code": {"text": "MRI of the lumbar spine \ud83d\ude00"}, "subject": {"reference": "Patient/7"}}},
      {"resource": {"resourceType": "ServiceRequest", "id": "b", "priority": null}}]},
    "selections": ["ServiceRequest/a"], "patientId": "Patient/7", "userId": "Practitioner/1",
    "encounterId": null
  },
  "fhirAuthorization": {"access_token": "secret", "token_type": "Bearer", "expires_in": 300, "scope": "s",
    "subject": "x", "more": [true]},
  "fhirServer": "https://example.org/fhir", "hookInstance": "d1577c69-dfbe-44ad-ba6d-3e05e953b2ea",
  "hook": "order-select"
} )";

} // namespace

TEST_SUITE("hooks/hook_reader") {
    TEST_CASE("P-05: a request is read whatever the order of its members and wherever its bytes are split") {
        const auto whole = read_request(Hook::order_select, whole_request);
        CAPTURE(whole.has_error() ? whole.error() : fhir::Issue{});
        REQUIRE(whole.has_value());
        CHECK(whole->hook == Hook::order_select);
        CHECK(whole->hook_instance == "d1577c69-dfbe-44ad-ba6d-3e05e953b2ea");
        CHECK(whole->patient_id() == "7");
        CHECK(whole->context.at("userId").as_string() == "Practitioner/1");
        CHECK(whole->chart.birth_date.has_value());
        REQUIRE_FALSE(whole->chart.evidence.empty());
        CHECK(whole->chart.evidence.front().finding == logic::Finding::low_back_pain);
        REQUIRE(whole->orders.size() == 2);
        CHECK(whole->orders[0].reference == "ServiceRequest/a");
        CHECK(whole->orders[0].selected);
        CHECK(whole->orders[1].reference == "ServiceRequest/b");
        CHECK_FALSE(whole->orders[1].selected);

        for (std::size_t split = 0; split <= whole_request.size(); ++split) {
            CAPTURE(split);
            const auto parts = read_in_pieces(Hook::order_select,
                                              {whole_request.substr(0, split), whole_request.substr(split)});
            REQUIRE(parts.has_value());
            CHECK(parts->hook_instance == whole->hook_instance);
            CHECK(parts->context == whole->context);
            CHECK(parts->chart == whole->chart);
            CHECK(parts->orders == whole->orders);
        }
    }

    TEST_CASE("P-06: a draft is found again as the client sent it") {
        const auto request = read_request(Hook::order_select, whole_request);
        REQUIRE(request.has_value());
        const boost::json::object* const draft = request->draft(request->orders[0]);
        REQUIRE(draft != nullptr);
        CHECK(digits_of(draft->at("weight").as_string()) == "12.50");
        CHECK(draft->at("code").at("text").as_string() == "MRI of the lumbar spine \xf0\x9f\x98\x80");
        CHECK(request->draft(request->orders[1])->at("priority").is_null());
        CHECK(request->draft(logic::Order{.draft = 2}) == nullptr);
        CHECK(read_request(Hook::patient_view, patient_view_request())->draft(logic::Order{}) == nullptr);
    }

    TEST_CASE("P-05 and P-09: what is no request of the hook is refused with the place and the reason") {
        struct Row {
            const char* story;
            Hook hook;
            std::string json;
            IssueType type;
            const char* expression;
        };
        using enum Hook;
        const std::string drafts = R"("draftOrders":{"resourceType":"Bundle"})";
        const auto with_context = [](std::string_view hook, std::string_view context) {
            return R"({"hook":")" + std::string(hook) + R"(","hookInstance":"i","context":)"
                   + std::string(context) + "}";
        };
        const Row rows[] = {
            {"nothing", patient_view, "", IssueType::structure, ""},
            {"cut short", patient_view, patient_view_request().substr(0, 80), IssueType::structure, ""},
            {"more after the end", patient_view, patient_view_request() + "{}", IssueType::structure, ""},
            {"a syntax error inside of prefetch", patient_view,
             patient_view_request(R"(,"prefetch":{"patient":{"id":1,}})"), IssueType::structure, ""},
            {"an array", patient_view, "[]", IssueType::invalid, ""},
            {"a string", patient_view, "\"x\"", IssueType::invalid, ""},
            {"null", patient_view, "null", IssueType::invalid, ""},
            {"a number", patient_view, "1", IssueType::invalid, ""},
            {"an empty object", patient_view, "{}", IssueType::required, "hook"},
            {"no hook", patient_view, R"({"hookInstance":"i","context":{"userId":"u","patientId":"7"}})",
             IssueType::required, "hook"},
            {"no hookInstance", patient_view,
             R"({"hook":"patient-view","context":{"userId":"u","patientId":"7"}})", IssueType::required,
             "hookInstance"},
            {"no context", patient_view, R"({"hook":"patient-view","hookInstance":"i"})", IssueType::required,
             "context"},
            {"hook of another service", order_select, patient_view_request(), IssueType::value, "hook"},
            {"hook of another service, with its context", patient_view, order_select_request("[]", "[]"),
             IssueType::value, "hook"},
            {"hook is null", patient_view, R"({"hook":null})", IssueType::structure, "hook"},
            {"hook is a number", patient_view, R"({"hook":1})", IssueType::structure, "hook"},
            {"hookInstance is empty", patient_view, R"({"hookInstance":""})", IssueType::value,
             "hookInstance"},
            {"hookInstance is an object", patient_view, R"({"hookInstance":{}})", IssueType::structure,
             "hookInstance"},
            {"context is an array", patient_view, R"({"context":[]})", IssueType::structure, "context"},
            {"context is null", patient_view, R"({"context":null})", IssueType::structure, "context"},
            {"context is a word", patient_view, R"({"context":"x"})", IssueType::structure, "context"},
            {"prefetch is an array", patient_view, patient_view_request(R"(,"prefetch":[])"),
             IssueType::structure, "prefetch"},
            {"fhirServer is a number", patient_view, patient_view_request(R"(,"fhirServer":5)"),
             IssueType::structure, "fhirServer"},
            {"fhirAuthorization without fhirServer", patient_view,
             patient_view_request(R"(,"fhirAuthorization":{"access_token":"t"})"), IssueType::required,
             "fhirServer"},
            {"fhirAuthorization without a token", patient_view,
             patient_view_request(R"(,"fhirServer":"s","fhirAuthorization":{"token_type":"Bearer"})"),
             IssueType::required, "fhirAuthorization.access_token"},
            {"a token that is no text", patient_view,
             patient_view_request(R"(,"fhirServer":"s","fhirAuthorization":{"access_token":[1]})"),
             IssueType::structure, "fhirAuthorization.access_token"},
            {"no patientId", patient_view, with_context("patient-view", R"({"userId":"u"})"),
             IssueType::required, "context.patientId"},
            {"no userId", patient_view, with_context("patient-view", R"({"patientId":"7"})"),
             IssueType::required, "context.userId"},
            {"patientId is a number", patient_view,
             with_context("patient-view", R"({"userId":"u","patientId":7})"), IssueType::structure,
             "context.patientId"},
            {"patientId is empty", patient_view,
             with_context("patient-view", R"({"userId":"u","patientId":""})"), IssueType::value,
             "context.patientId"},
            {"patientId is a type alone", patient_view,
             with_context("patient-view", R"({"userId":"u","patientId":"Patient/"})"), IssueType::value,
             "context.patientId"},
            {"patientId twice", patient_view,
             with_context("patient-view", R"({"userId":"u","patientId":"7","patientId":"8"})"),
             IssueType::structure, "context"},
            {"P-102: no selections", order_select,
             with_context("order-select", R"({"userId":"u","patientId":"7",)" + drafts + "}"),
             IssueType::required, "context.selections"},
            {"P-102: no draftOrders", order_select,
             with_context("order-select", R"({"userId":"u","patientId":"7","selections":[]})"),
             IssueType::required, "context.draftOrders"},
            {"P-102: no draftOrders at signing", order_sign,
             with_context("order-sign", R"({"userId":"u","patientId":"7"})"), IssueType::required,
             "context.draftOrders"},
            {"selections is a word", order_select,
             with_context("order-select",
                          R"({"userId":"u","patientId":"7","selections":"x",)" + drafts + "}"),
             IssueType::structure, "context.selections"},
            {"a selection is a number", order_select, order_select_request(R"(["a",2])", "[]"),
             IssueType::structure, "context.selections[1]"},
            {"draftOrders is an array", order_sign,
             with_context("order-sign", R"({"userId":"u","patientId":"7","draftOrders":[]})"),
             IssueType::structure, "context.draftOrders"},
            {"draftOrders is another resource", order_sign,
             with_context(
                 "order-sign",
                 R"({"userId":"u","patientId":"7","draftOrders":{"resourceType":"ServiceRequest"}})"),
             IssueType::value, "context.draftOrders.resourceType"},
            {"entry is an object", order_select, order_select_request("[]", "{}"), IssueType::structure,
             "context.draftOrders.entry"},
            {"context twice", patient_view,
             patient_view_request(R"(,"context":{"userId":"u","patientId":"8"})"), IssueType::structure,
             "context"},
            {"prefetch twice", patient_view, patient_view_request(R"(,"prefetch":{},"prefetch":{})"),
             IssueType::structure, "prefetch"},
            {"prefetch twice, once null", patient_view,
             patient_view_request(R"(,"prefetch":null,"prefetch":{})"), IssueType::structure, "prefetch"},
            {"hook twice", patient_view, patient_view_request(R"(,"hook":"patient-view")"),
             IssueType::structure, "hook"},
            {"a list of prefetch twice", patient_view,
             patient_view_request(
                 R"(,"prefetch":{"conditions":null,"conditions":{"resourceType":"Bundle"}})"),
             IssueType::structure, "prefetch.conditions"},
            {"a draft that is two orders", order_select,
             order_select_request("[]", R"([{"resource":{"code":{"text":"MRI"},"code":{"text":"CT"}}}])"),
             IssueType::structure, "context"},
            {"a key written with escapes is the same key", patient_view,
             patient_view_request(R"(,"cont\u0065xt":{})"), IssueType::structure, "context"},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            const auto request = read_request(row.hook, row.json);
            REQUIRE(request.has_error());
            CAPTURE(request.error());
            CHECK(request.error().type == row.type);
            CHECK(request.error().expression == row.expression);
            CHECK_FALSE(request.error().diagnostics.empty());
            for (std::size_t split = 0; split <= row.json.size(); ++split) {
                const auto parts = read_in_pieces(row.hook, {std::string_view(row.json).substr(0, split),
                                                             std::string_view(row.json).substr(split)});
                REQUIRE(parts.has_error());
                CHECK(parts.error().type == row.type);
                CHECK(parts.error().expression == row.expression);
            }
        }
    }

    TEST_CASE("P-09: no refusal repeats a value of the body") {
        for (const std::string json : {
                 R"({"hook":"Meier"})",
                 R"({"hook":["Meier"]})",
                 R"({"hookInstance":"Meier","hook":"patient-view","Meier":1})",
                 R"({"context":{"patientId":"Meier","userId":{"Meier":1}}})",
                 R"({"fhirAuthorization":{"access_token":["Meier"]}})",
                 R"({"context":{"patientId":"Meier)",
                 R"({"context":{"patientId":Meier}})",
             }) {
            CAPTURE(json);
            const auto request = read_request(Hook::patient_view, json);
            REQUIRE(request.has_error());
            CHECK(request.error().diagnostics.find("Meier") == std::string::npos);
            CHECK(request.error().expression.find("Meier") == std::string::npos);
        }
    }

    TEST_CASE("P-09: malformed JSON is refused with the place in bytes") {
        const std::string json =
            patient_view_request(R"(,"prefetch":{"patient":{"resourceType":"Patient",}})");
        const auto request = read_request(Hook::patient_view, json);
        REQUIRE(request.has_error());
        const std::string place = "byte " + std::to_string(json.find(",}") + 1);
        CHECK(request.error().diagnostics.find(place) != std::string::npos);
    }

    TEST_CASE("P-05: unknown members and optional members that are null are accepted") {
        for (const std::string_view more : {
                 R"(,"extension":{"a":{"b":[1,"x",null,true,2.5]}})",
                 R"(,"extension":null,"fhirServer":null,"fhirAuthorization":null,"prefetch":null)",
                 R"(,"vendor":{"hook":"x","context":{"patientId":1}},"vendor":[],"":0)",
                 R"(,"prefetch":{"unknown":{"resourceType":"Patient","id":"8"},"unknown":7})",
                 R"(,"fhirServer":"https://example.org","fhirAuthorization":{"access_token":"t",)"
                 R"("x":[{"y":1}]})",
             }) {
            CAPTURE(more);
            const auto request = read_request(Hook::patient_view, patient_view_request(more));
            CAPTURE(request.has_error() ? request.error() : fhir::Issue{});
            REQUIRE(request.has_value());
            for (const PrefetchTemplate& list : prefetch_templates())
                CHECK(request->chart.of(list.source) == Availability::not_supplied);
        }
        const std::string long_key = ",\"" + std::string(100'000, 'x') + "\":{}";
        CHECK(read_request(Hook::patient_view, patient_view_request(long_key)).has_value());
    }

    TEST_CASE("P-04 and P-103: each kind of prefetch value is told from the others") {
        struct Row {
            const char* story;
            const char* value; ///< of "conditions"; nullptr: no such key
            Availability availability;
        };
        using enum Availability;
        const Row rows[] = {
            {"no such key", nullptr, not_supplied},
            {"null is an answer", "null", read},
            {"a Bundle without entries", R"({"resourceType":"Bundle","type":"searchset","total":0})", read},
            {"a Bundle with an empty list", R"({"resourceType":"Bundle","entry":[]})", read},
            {"a Bundle of conditions",
             R"({"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Condition"}}]})", read},
            {"resourceType comes last",
             R"({"entry":[{"resource":{"id":"1","resourceType":"Condition"}}],"resourceType":"Bundle"})",
             read},
            {"a condition alone", R"({"resourceType":"Condition"})", read},
            {"conditions and what came along",
             R"({"resourceType":"Bundle","total":1,"entry":[{"resource":{)"
             R"("resourceType":"Practitioner"}},{"resource":{"resourceType":"Condition"}}]})",
             read},
            {"a next page",
             R"({"resourceType":"Bundle","link":[{"relation":"self"},{"relation":"next","url":"u"}],)"
             R"("entry":[{"resource":{"resourceType":"Condition"}}]})",
             cut},
            {"a next page and no entry", R"({"link":{"relation":"next"},"resourceType":"Bundle"})", cut},
            {"fewer entries than the server found",
             R"({"resourceType":"Bundle","total":2,"entry":[{"resource":{"resourceType":"Condition"}}]})",
             cut},
            {"a hint among the entries",
             R"({"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Condition"}},{)"
             R"("resource":{"resourceType":"OperationOutcome","issue":[{"severity":"warning"}]}}]})",
             read},
            {"an error among the entries",
             R"({"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Condition"}},{)"
             R"("resource":{"resourceType":"OperationOutcome","issue":[{"severity":"information"},)"
             R"({"severity":"error"}]}}]})",
             cut},
            {"an error and nothing else",
             R"({"resourceType":"Bundle","entry":[{"resource":{"issue":{"severity":"fatal"},)"
             R"("resourceType":"OperationOutcome"}}]})",
             unreadable},
            {"a condition that contradicts itself",
             R"({"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Condition","code":{)"
             R"("text":"low back pain"},"verificationStatus":"confirmed","verificationStatus":"refuted"}}]})",
             cut},
            {"an OperationOutcome", R"({"resourceType":"OperationOutcome","issue":[{"severity":"error"}]})",
             unreadable},
            {"an OperationOutcome that only informs", R"({"issue":[],"resourceType":"OperationOutcome"})",
             unreadable},
            {"another resource", R"({"resourceType":"Observation"})", unreadable},
            {"a Bundle of other resources",
             R"({"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Observation"}}]})",
             unreadable},
            {"an object that is no resource", "{}", unreadable},
            {"a word", R"("Condition/1")", unreadable},
            {"a number", "404", unreadable},
            {"true", "true", unreadable},
            {"an array", R"([{"resourceType":"Condition"}])", unreadable},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            const std::string member =
                row.value == nullptr ? "" : R"("conditions":)" + std::string(row.value) + ",";
            const auto request = read_request(
                Hook::patient_view, patient_view_request(R"(,"prefetch":{)" + member + R"("patient":null})"));
            REQUIRE(request.has_value());
            CHECK(request->chart.of(Source::conditions) == row.availability);
            CHECK(request->chart.of(Source::patient) == read);
            CHECK(request->chart.of(Source::observations) == not_supplied);
            CHECK(request->chart.evidence.empty());
        }
    }

    TEST_CASE("P-04: what is about a subject that cannot be placed is not nothing found") {
        const std::string too_long(65, 'x');
        const auto condition = [](const std::string& subject) {
            return R"({"resource":{"resourceType":"Condition","id":"c","subject":{"reference":")" + subject
                   + R"("},"code":{"text":"low back pain"}}})";
        };
        const auto availability_with = [](const std::string& entries) {
            const fhir::Result<HookRequest> request = read_request(
                Hook::patient_view,
                patient_view_request(R"(,"prefetch":{"conditions":{"resourceType":"Bundle","entry":[)"
                                     + entries + "]}}"));
            REQUIRE(request.has_value());
            return request->chart.of(Source::conditions);
        };
        for (const std::string& subject :
             {std::string("Group/7"), std::string("#p"), std::string("urn:oid:1.2.3:4"),
              std::string("Person/9"), "Patient/" + too_long}) {
            CAPTURE(subject);
            CHECK(availability_with(condition(subject)) == Availability::unreadable);
            CHECK(availability_with(condition(subject) + "," + condition("Patient/7")) == Availability::cut);
        }
        CHECK(availability_with(condition("Patient/7")) == Availability::read);
    }

    TEST_CASE("P-03: every key fills its list and medications may come as any of their resources") {
        struct Row {
            const char* key;
            const char* type;
            Source source;
        };
        const Row rows[] = {
            {"patient", "Patient", Source::patient},
            {"conditions", "Condition", Source::conditions},
            {"observations", "Observation", Source::observations},
            {"imagingStudies", "ImagingStudy", Source::imaging_studies},
            {"diagnosticReports", "DiagnosticReport", Source::diagnostic_reports},
            {"medications", "MedicationRequest", Source::medications},
            {"medications", "MedicationOrder", Source::medications},
            {"medications", "MedicationStatement", Source::medications},
            {"medications", "MedicationAdministration", Source::medications},
            {"procedures", "Procedure", Source::procedures},
            {"serviceRequests", "ServiceRequest", Source::service_requests},
            {"serviceRequests", "ProcedureRequest", Source::service_requests},
            {"serviceRequests", "DiagnosticOrder", Source::service_requests},
            {"questionnaireResponses", "QuestionnaireResponse", Source::questionnaire_responses},
        };
        for (const Row& row : rows) {
            CAPTURE(row.type);
            const auto request = read_request(
                Hook::patient_view, patient_view_request(R"(,"prefetch":{")" + std::string(row.key)
                                                         + R"(":{"entry":[{"resource":{"resourceType":")"
                                                         + row.type + R"("}}],"resourceType":"Bundle"}})"));
            REQUIRE(request.has_value());
            CHECK(request->chart.of(row.source) == Availability::read);
        }
    }

    TEST_CASE("P-06: selections name their drafts however they are written") {
        struct Row {
            const char* story;
            const char* selections;
            const char* entries;
            std::vector<bool> selected;
        };
        constexpr auto two = R"([{"resource":{"resourceType":"ServiceRequest","id":"1"}},)"
                             R"({"resource":{"resourceType":"MedicationRequest","id":"2"}}])";
        constexpr auto no_ids = R"([{"resource":{"resourceType":"ServiceRequest"}},)"
                                R"({"fullUrl":"urn:uuid:9","resource":{"resourceType":"MedicationRequest"}},)"
                                R"({"resource":{"resourceType":"ServiceRequest","id":"3"}}])";
        const Row rows[] = {
            {"by type and id", R"(["ServiceRequest/1"])", two, {true, false}},
            {"all of them", R"(["MedicationRequest/2","ServiceRequest/1"])", two, {true, true}},
            {"without a type", R"(["2"])", two, {false, true}},
            {"by a URL", R"(["https://example.org/fhir/ServiceRequest/1"])", two, {true, false}},
            {"by a version", R"(["ServiceRequest/1/_history/4"])", two, {true, false}},
            {"another type", R"(["MedicationRequest/1"])", two, {false, false}},
            {"none", "[]", two, {false, false}},
            {"an empty text", R"([""])", two, {false, false}},
            {"an id written with its type",
             R"(["ServiceRequest/1"])",
             R"([{"resource":{"resourceType":"ServiceRequest","id":"ServiceRequest/1"}}])",
             {true}},
            {"an id that is the end of another",
             R"(["1"])",
             R"([{"resource":{"resourceType":"ServiceRequest","id":"11"}}])",
             {false}},
            {"a draft without an id", R"(["ServiceRequest/8"])", no_ids, {true, false, false}},
            {"drafts without ids and a selection without a type", R"(["8"])", no_ids, {true, true, false}},
            {"one that has an id is meant before those without",
             R"(["ServiceRequest/3"])",
             no_ids,
             {false, false, true}},
            {"by fullUrl", R"(["urn:uuid:9"])", no_ids, {false, true, false}},
            {"entries that hold no draft",
             R"(["ServiceRequest/1"])",
             R"([null,{},{"resource":"x"},{"resource":{"resourceType":"ServiceRequest","id":"1"}},7])",
             {false, false, false, true, false}},
            {"P-100: a draft of which nothing is known yet",
             R"(["ServiceRequest/1"])",
             R"([{"resource":{"resourceType":"ServiceRequest","id":"1","code":{"coding":[{}]},)"
             R"("reasonCode":[]}}])",
             {true}},
            {"P-101: objects where FHIR has arrays",
             R"(["MedicationRequest/1"])",
             R"([{"resource":{"resourceType":"MedicationRequest","id":"1","category":{},"reasonCode":{}}}])",
             {true}},
            {"no entries", R"(["ServiceRequest/1"])", "[]", {}},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            const auto request =
                read_request(Hook::order_select, order_select_request(row.selections, row.entries));
            CAPTURE(request.has_error() ? request.error() : fhir::Issue{});
            REQUIRE(request.has_value());
            std::vector<bool> selected;
            for (const logic::Order& order : request->orders) {
                CHECK(order.draft == selected.size());
                selected.push_back(order.selected);
            }
            CHECK(selected == row.selected);
        }
    }

    TEST_CASE("P-06: at signing all drafts are meant and a view of the patient has none") {
        const std::string context =
            R"("hookInstance":"i","context":{"userId":"u","patientId":"7","draftOrders":)"
            R"({"entry":[{"resource":{"resourceType":"ServiceRequest","id":"1"}}]}}})";
        const auto signing = read_request(Hook::order_sign, R"({"hook":"order-sign",)" + context);
        REQUIRE(signing.has_value());
        REQUIRE(signing->orders.size() == 1);
        CHECK(signing->orders[0].selected);
        const auto viewing = read_request(Hook::patient_view, R"({"hook":"patient-view",)" + context);
        REQUIRE(viewing.has_value());
        CHECK(viewing->orders.empty());
    }

    TEST_CASE("P-65: nesting is limited everywhere and what is kept beside prefetch is limited in size") {
        const auto nested = [](std::size_t depth) {
            return std::string(depth, '[') + std::string(depth, ']');
        };
        for (const std::string& json : {
                 nested(100'000),
                 patient_view_request(R"(,"unknown":)" + nested(100'000)),
                 patient_view_request(R"(,"prefetch":{"patient":{"code":)" + nested(100'000) + "}}"),
                 order_select_request("[]", nested(100'000)),
             }) {
            const auto request = read_request(Hook::patient_view, json);
            REQUIRE(request.has_error());
        }
        const auto deep =
            read_request(Hook::patient_view, patient_view_request(R"(,"unknown":)" + nested(64)));
        REQUIRE(deep.has_error());
        CHECK(deep.error().type == IssueType::structure);
        CHECK(read_request(Hook::patient_view, patient_view_request(R"(,"unknown":)" + nested(63)))
                  .has_value());

        const std::string text(5000, 'x');
        const std::string entry =
            R"([{"resource":{"resourceType":"ServiceRequest","text":")" + text + R"("}}])";
        const std::string nulls = "[0" + [] {
            std::string all;
            for (int i = 0; i < 300; ++i)
                all += ",[]";
            return all;
        }() + "]";
        struct Row {
            const char* story;
            Hook hook;
            std::string json;
            bool accepted;
            const char* expression;
        };
        const JsonLimits limits{.context_bytes = 4000};
        const Row rows[] = {
            {"a long draft", Hook::order_select, order_select_request("[]", entry), false, "context"},
            {"many small values", Hook::order_select, order_select_request("[]", nulls), false, "context"},
            {"a long key", Hook::order_select, order_select_request("[]", R"([{")" + text + R"(":1}])"),
             false, "context"},
            {"a long key of a draft", Hook::order_select,
             order_select_request("[]", R"([{"resource":{")" + text + R"(":1}}])"), false, "context"},
            {"a long token", Hook::patient_view,
             patient_view_request(R"(,"fhirServer":"s","fhirAuthorization":{"access_token":")" + text
                                  + R"("})"),
             false, "fhirAuthorization"},
            {"a long text in prefetch", Hook::patient_view,
             patient_view_request(R"(,"prefetch":{"patient":{"resourceType":"Patient","text":")" + text
                                  + R"("}})"),
             true, ""},
            {"a long text that nobody reads", Hook::patient_view,
             patient_view_request(R"(,"vendor":")" + text + R"(")"), true, ""},
            {"a long extension", Hook::patient_view,
             patient_view_request(R"(,"extension":{")" + text + R"(":1})"), true, ""},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            const auto request = read_request(row.hook, row.json, limits);
            CHECK(request.has_value() == row.accepted);
            if (row.accepted || request.has_value()) continue;
            CHECK(request.error().type == IssueType::too_long);
            CHECK(request.error().diagnostics.ends_with("bytes outside of prefetch (max-context)"));
            CHECK(request.error().expression == row.expression);
        }
    }

    TEST_CASE("a reader that is used again reads every call as a fresh one does") {
        static const fhir::Terminology terminology;
        static const fhir::TextReader text_reader;
        const ReadingAids aids{terminology, text_reader, {.depth = 20, .context_bytes = 4000}};
        struct Row {
            const char* story;
            std::string json;
            bool is_read;
        };
        const std::string good{whole_request};
        const std::string condition =
            R"({"resourceType":"Condition","id":"c","subject":{"reference":"Patient/7"},)"
            R"("code":{"text":")"
            + std::string(300'000, 'x') + R"("}})";
        const std::string small = order_select_request("[]", "[]");
        const auto with = [&](std::string_view member) {
            return small.substr(0, small.size() - 1) + "," + std::string(member) + "}";
        };
        const Row rows[] = {
            {"all there is", good, true},
            {"little", small, true},
            {"nothing", "", false},
            {"cut short in a condition", good.substr(0, 300), false},
            {"cut short in a draft", good.substr(0, good.find("12.50") + 3), false},
            {"malformed behind the context", small + "}", false},
            {"a condition that is large", with(R"("prefetch":{"conditions":)" + condition + "}"), true},
            {"a list of which there is more",
             with(R"("prefetch":{"procedures":{"resourceType":"Bundle","link":)"
                  R"([{"relation":"next","url":"https://e.org/2"}],"entry":[{}]}})"),
             true},
            {"a list that is null", with(R"("prefetch":{"procedures":null})"), true},
            {"another hook", patient_view_request(), false},
            {"a selection that is no text", order_select_request("[\"a\",{\"b\":1}]", "[]"), false},
            {"a member twice in a draft", order_select_request("[]", R"([{"resource":{"id":"1","id":"2"}}])"),
             false},
            {"more context than is kept", order_select_request("[]", "[\"" + std::string(5000, 'x') + "\"]"),
             false},
            {"deeper than is read", order_select_request("[]", std::string(30, '[')), false},
            {"another server and its token",
             with(R"("fhirServer":"https://b.example","fhirAuthorization":{"access_token":"other"})"), true},
        };
        for (const Row& before : rows)
            for (const Row& row : rows) {
                CAPTURE(before.story);
                CAPTURE(row.story);
                HookReader used(Hook::order_select, aids);
                used.write(before.json);
                if (before.is_read) CHECK(used.sent().has_value());
                used.reset();
                CHECK(used.bytes() == 0);
                HookReader fresh(Hook::order_select, aids);
                for (HookReader* reader : {&used, &fresh})
                    reader->write(row.json);
                fhir::Result<SentRequest> again = used.sent();
                fhir::Result<SentRequest> expected = fresh.sent();
                REQUIRE(expected.has_value() == row.is_read);
                REQUIRE(again.has_value() == row.is_read);
                if (!row.is_read) {
                    CHECK(again.error() == expected.error());
                    continue;
                }
                CHECK(again->access_token == expected->access_token);
                const HookRequest request = completed(*std::move(again));
                const HookRequest wanted = completed(*std::move(expected));
                CHECK(request.hook_instance == wanted.hook_instance);
                CHECK(request.fhir_server == wanted.fhir_server);
                CHECK(request.context == wanted.context);
                CHECK(request.chart == wanted.chart);
                CHECK(request.orders == wanted.orders);
                CHECK(request.first_parts == wanted.first_parts);
            }
    }

    TEST_CASE("requests with bytes changed at random never do harm") {
        constexpr std::string_view bytes = "{}[]\",:\\u0019.eE-+tfn \xc3\xa4\xf0\x9f\x98\x80\xff";
        std::uint32_t state = 20260801; // xorshift: the same requests each time
        const auto below = [&](std::size_t bound) {
            state ^= state << 13U;
            state ^= state >> 17U;
            state ^= state << 5U;
            return static_cast<std::size_t>(state) % bound;
        };
        std::size_t accepted = 0;
        for (int round = 0; round < 3000; ++round) {
            CAPTURE(round);
            std::string json{whole_request};
            for (std::size_t change = below(4) + 1; change > 0; --change) {
                const std::size_t at = below(json.size());
                switch (below(4)) {
                case 0:
                    json[at] = bytes[below(bytes.size())];
                    break;
                case 1:
                    json.erase(at, below(12));
                    break;
                case 2:
                    json.insert(at, json.substr(below(json.size()), below(80)));
                    break;
                default:
                    json.insert(at, 1, bytes[below(bytes.size())]);
                    break;
                }
            }
            const std::size_t split = below(json.size());
            const auto request = read_in_pieces(Hook::order_select, {std::string_view(json).substr(0, split),
                                                                     std::string_view(json).substr(split)});
            if (request.has_error()) {
                CHECK_FALSE(request.error().diagnostics.empty());
            } else {
                ++accepted;
                for (const logic::Order& order : request->orders)
                    static_cast<void>(request->draft(order));
            }
        }
        CHECK(accepted > 100); // else the changes were too wild to reach the reader
    }
}
