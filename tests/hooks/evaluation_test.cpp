#include "hooks/evaluation.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

using namespace psoas;
using namespace psoas::hooks;

namespace {

const std::string patient = R"({"resource":{"resourceType":"Patient","id":"p1","birthDate":"1980-01-01"}})";
const std::string back_pain =
    R"({"resource":{"resourceType":"Condition","id":"c1","subject":{"reference":"Patient/p1"},
    "code":{"coding":[{"system":"http://snomed.info/sct","code":"279039007"}]},"onsetDateTime":"2026-11-16"}})";

std::string bundle(const std::string& entries) {
    return R"({"resourceType":"Bundle","type":"collection","entry":[)" + entries + "]}";
}

std::string hook_request(const std::string& hook, const std::string& context = "") {
    return R"({"hook":")" + hook
           + R"(","hookInstance":"i","context":{"userId":"Practitioner/1","patientId":"p1")" + context
           + R"(},"prefetch":{"patient":{"resourceType":"Patient","id":"p1"}}})";
}

const std::string one_draft =
    R"(,"selections":["ServiceRequest/mri"],"draftOrders":{"resourceType":"Bundle","entry":[
    {"resource":{"resourceType":"ServiceRequest","id":"mri","status":"draft","intent":"order","code":{"coding":[
    {"system":"http://loinc.org","code":"24968-0"}]}}}]})";

fhir::Result<Evaluation> evaluation(const std::string& json, const Question& question = {}) {
    static const fhir::Terminology terminology;
    static const fhir::TextReader words;
    return read_evaluation(json, question, ReadingAids{terminology, words, {}});
}

} // namespace

TEST_SUITE("hooks/evaluation") {
    TEST_CASE("a Bundle is the whole record of its patient") {
        const auto read = evaluation(bundle(patient + "," + back_pain));
        REQUIRE(read.has_value());
        CHECK(read->kind == Evaluation::Kind::bundle);
        CHECK(read->request.hook == Hook::patient_view);
        CHECK(read->request.patient_id() == "p1");
        CHECK(read->request.orders.empty());
        CHECK(read->request.chart.birth_date.has_value());
        CHECK(std::ranges::count(read->request.chart.evidence, logic::Finding::low_back_pain,
                                 &logic::Evidence::finding)
              == 1);
        for (std::size_t source = 0; source < logic::source_count; ++source) {
            CAPTURE(source);
            CHECK(read->request.chart.of(static_cast<logic::Source>(source)) == logic::Availability::read);
        }
    }

    TEST_CASE("an order is drafted and selected as if it had just been chosen") {
        struct Row {
            const char* order;
            logic::Modality modality;
            logic::Region region;
        };
        const Row rows[] = {
            {"72148", logic::Modality::mri, logic::Region::lumbar_spine},
            {"30687-8", logic::Modality::mri, logic::Region::hip},
            {"http://loinc.org|24762-7", logic::Modality::radiograph, logic::Region::hip},
            {"433141005", logic::Modality::mri, logic::Region::lumbar_spine},
        };
        for (const Row& row : rows) {
            CAPTURE(row.order);
            const auto read = evaluation(bundle(patient), {.order = row.order});
            REQUIRE(read.has_value());
            CHECK(read->request.hook == Hook::order_select);
            REQUIRE(read->request.orders.size() == 1);
            CHECK(read->request.orders[0].selected);
            CHECK(read->request.orders[0].modality == row.modality);
            CHECK(read->request.orders[0].region == row.region);
            CHECK(read->request.draft(read->request.orders[0]) != nullptr);
        }
    }

    TEST_CASE("a hook request is read as it is") {
        const auto read = evaluation(hook_request("order-select", one_draft));
        REQUIRE(read.has_value());
        CHECK(read->kind == Evaluation::Kind::hook_request);
        CHECK(read->request.hook == Hook::order_select);
        REQUIRE(read->request.orders.size() == 1);
        CHECK(read->request.orders[0].selected);
        CHECK(read->request.chart.of(logic::Source::conditions) == logic::Availability::not_supplied);
    }

    TEST_CASE("a hook request can be asked as another hook and about another order") {
        const auto other = evaluation(hook_request("order-select", one_draft), {.order = "72148"});
        REQUIRE(other.has_value());
        REQUIRE(other->request.orders.size() == 2);
        CHECK_FALSE(other->request.orders[0].selected);
        CHECK(other->request.orders[1].selected);

        const auto view = evaluation(hook_request("order-select", one_draft), {.hook = Hook::patient_view});
        REQUIRE(view.has_value());
        CHECK(view->request.orders.empty());

        const auto ordering = evaluation(hook_request("patient-view"), {.order = "72148"});
        REQUIRE(ordering.has_value());
        CHECK(ordering->request.hook == Hook::order_select);
        CHECK(ordering->request.orders.size() == 1);
    }

    TEST_CASE("the reasons of the drafts are those of the hook that is asked") {
        const std::string with_reason =
            R"(,"selections":[],"draftOrders":{"resourceType":"Bundle","entry":[{"resource":{"resourceType":
            "ServiceRequest","id":"mri","status":"draft","intent":"order","code":{"coding":[{"system":
            "http://loinc.org","code":"24968-0"}]},"reasonCode":[{"coding":[{"system":"http://snomed.info/sct",
            "code":"279039007"}]}]}}]})";
        const auto reasons = [&](const Question& question) {
            const auto read = evaluation(hook_request("order-select", with_reason), question);
            REQUIRE(read.has_value());
            return std::ranges::count(read->request.chart.evidence, logic::Source::order_reason,
                                      &logic::Evidence::source);
        };
        CHECK(reasons({}) == 0);
        CHECK(reasons({.hook = Hook::order_sign}) == 1);
        CHECK(reasons({.order = "72148"}) == 0);
    }

    TEST_CASE("P-65: the nesting that is allowed is the one that is set") {
        const std::string deep = R"({"resource":{"resourceType":"Basic","x":)" + std::string(100, '[')
                                 + std::string(100, ']') + "}}";
        static const fhir::Terminology terminology;
        static const fhir::TextReader words;
        const std::string json = bundle(patient + "," + back_pain + "," + deep);
        CHECK_FALSE(read_evaluation(json, {}, ReadingAids{terminology, words, {}}).has_value());
        CHECK(read_evaluation(json, {}, ReadingAids{terminology, words, {.depth = 200}}).has_value());
    }

    TEST_CASE("malformed JSON is told with its place in bytes") {
        for (const char* json : {R"({"resourceType":"Bundle",})", R"({"hook":"order-sign",})"}) {
            const auto read = evaluation(json);
            REQUIRE(read.has_error());
            CHECK(read.error().diagnostics.find("at byte 2") != std::string::npos);
        }
    }

    TEST_CASE("what cannot be evaluated is refused with its reason") {
        using fhir::IssueType;
        struct Row {
            const char* story;
            std::string json;
            Question question;
            IssueType type;
        };
        const Row rows[] = {
            {"empty", "", {}, IssueType::structure},
            {"malformed", "{\"hook\":", {}, IssueType::structure},
            {"nested without end", std::string(100'000, '['), {}, IssueType::structure},
            {"an array", "[]", {}, IssueType::invalid},
            {"another resource", R"({"resourceType":"Patient"})", {}, IssueType::invalid},
            {"a hook that is not served", hook_request("order-dispatch"), {}, IssueType::value},
            {"a hook that is no text", R"({"hook":7})", {}, IssueType::value},
            {"a request without its context",
             R"({"hook":"patient-view","hookInstance":"i"})",
             {},
             IssueType::required},
            {"no patient", bundle(back_pain), {}, IssueType::value},
            {"no entries", R"({"resourceType":"Bundle"})", {}, IssueType::value},
            {"two patients",
             bundle(patient + R"(,{"resource":{"resourceType":"Patient","id":"p2"}})"),
             {},
             IssueType::value},
            {"a code that nobody knows", bundle(patient), {.order = "no-such-code"}, IssueType::value},
            {"a code without its system", bundle(patient), {.order = "|72148"}, IssueType::value},
            {"a system without its code", bundle(patient), {.order = "http://loinc.org|"}, IssueType::value},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            const auto read = evaluation(row.json, row.question);
            REQUIRE(read.has_error());
            CHECK(read.error().type == row.type);
            CHECK_FALSE(read.error().diagnostics.empty());
        }
    }
}
