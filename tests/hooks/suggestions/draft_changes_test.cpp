#include "hooks/suggestions/draft_changes.hpp"

#include "tests/hooks/suggestions/offered.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace psoas;
using namespace psoas::hooks;
using namespace psoas::hooks::tests;
using namespace std::chrono;
using logic::Action;
using logic::ActionKind;
using logic::Region;
using logic::Side;
namespace json = boost::json;

TEST_SUITE("hooks/suggestions/draft_changes") {
    TEST_CASE("P-23: a delete names the draft that was judged") {
        const std::vector<Suggestion> made = offered({.kind = ActionKind::delete_order});
        REQUIRE(made.size() == 1);
        CHECK(made[0].actions[0].type == SuggestedAction::Type::remove);
        CHECK(made[0].actions[0].resource_id == "ServiceRequest/mri");
    }

    TEST_CASE("P-23: advice about several drafts of one study acts on each of them once") {
        HookRequest request = tests::hook_request_of(Hook::order_select);
        json::array& entries = request.context.at("draftOrders").at("entry").as_array();
        for (const char* id : {"second", "third", "mri"}) {
            json::value entry = entries.front();
            entry.at("resource").as_object()["id"] = id;
            entry.at("resource").as_object()["reasonCode"] = {{{"text", id}}};
            entries.push_back(std::move(entry));
            request.orders.push_back(request.orders.front());
            request.orders.back().reference = "ServiceRequest/" + std::string(id);
            request.orders.back().draft = request.orders.size() - 1;
        }
        logic::Advice advice =
            advice_with({{.kind = ActionKind::delete_order},
                         {.kind = ActionKind::hip_pelvis_radiographs, .replaces_order = true},
                         {.kind = ActionKind::mri_without_contrast, .replaces_order = true},
                         {.kind = ActionKind::add_image_guidance}});
        advice.repeated_orders = {1, 2, 3};
        const std::vector<Suggestion> made = suggestions(advice, request, today);
        CHECK(violation(made) == "");
        REQUIRE(made.size() == 4);
        CHECK(made[0].label == "Remove all 3 drafts of this imaging order");
        REQUIRE(made[0].actions.size() == 3);
        CHECK(made[0].actions[0].resource_id == "ServiceRequest/mri");
        CHECK(made[0].actions[1].resource_id == "ServiceRequest/second");
        CHECK(made[0].actions[2].resource_id == "ServiceRequest/third");
        CHECK(made[1].actions.size() == 3 + 1);
        for (const std::size_t update : {2U, 3U}) {
            REQUIRE(made[update].actions.size() == 3);
            CHECK(resource_of(made[update].actions[1]).at("id") == "second");
            CHECK(resource_of(made[update].actions[1]).at("reasonCode").at(0).at("text") == "second");
            CHECK(made[update].actions[1].description.ends_with("(ServiceRequest/second)"));
        }

        request.orders[2].reference = "";
        CHECK(suggestions(advice, request, today).empty());
    }

    TEST_CASE("P-23: a draft that cannot be named is neither deleted nor replaced nor changed") {
        for (const char* reference : {"", "ServiceRequest", "ServiceRequest/", "ServiceRequest/a b", "/1",
                                      "ServiceRequest/1/2", "urn:uuid:1", "<x>/1"}) {
            CAPTURE(reference);
            HookRequest request = tests::hook_request_of(Hook::order_select);
            request.orders[0].reference = reference;
            const logic::Advice advice =
                advice_with({{.kind = ActionKind::delete_order},
                             {.kind = ActionKind::hip_pelvis_radiographs, .replaces_order = true},
                             {.kind = ActionKind::mri_without_contrast, .replaces_order = true},
                             {.kind = ActionKind::lumbar_mri, .replaces_order = true},
                             {.kind = ActionKind::hip_ultrasound, .replaces_order = true},
                             {.kind = ActionKind::add_image_guidance}});
            CHECK(suggestions(advice, request, today).empty());
        }
    }

    TEST_CASE("P-23: an update is the whole draft as the client sent it with the change") {
        const HookRequest request = tests::hook_request_of(Hook::order_select);
        const json::object sent = *request.draft(request.orders[0]);
        const Action action{
            .kind = ActionKind::mri_without_contrast, .region = Region::lumbar_spine, .replaces_order = true};
        const std::vector<Suggestion> made = suggestions(advice_with({action}), request, today);
        REQUIRE(made.size() == 1);
        REQUIRE(made[0].actions[0].type == SuggestedAction::Type::update);
        json::object changed = resource_of(made[0].actions[0]);
        CHECK(code_of(changed) == "30679-5");
        changed["code"] = sent.at("code");
        CHECK(changed == sent);
    }

    TEST_CASE("P-106: a suggested update carries a coded study and reasons even if the draft had none") {
        HookRequest request = tests::hook_request_of(Hook::order_select);
        json::object& draft = request.context.at("draftOrders").at("entry").at(0).at("resource").as_object();
        for (const json::value& reasons : {json::value(json::array{}), json::value(nullptr), json::value("x"),
                                           json::value{json::object{}, 1}}) {
            draft["reasonCode"] = reasons;
            const Action action{.kind = ActionKind::mri_without_contrast, .replaces_order = true};
            const std::vector<Suggestion> made = suggestions(advice_with({action}), request, today);
            CHECK(violation(made) == "");
            CHECK(resource(made).at("reasonCode").at(0).at("text") == "low back pain");
        }
    }

    TEST_CASE("P-23: the reasons of the draft go along as the EHR coded and worded them") {
        struct Row {
            const char* sent;
            const char* proposed;
        };
        const Row rows[] = {
            {R"([{"text":"hip pain"}])", R"([{"text":"hip pain"}])"},
            {R"([{"coding":[{"system":"urn:site","code":"9"}]}])",
             R"([{"coding":[{"system":"urn:site","code":"9"}]}])"},
            {R"([{"text":"hip pain","coding":null,"extension":[{"url":"x","valueDecimal":1.10}]}])",
             R"([{"text":"hip pain"}])"},
            {R"([{"coding":[{}]},{"text":"hip pain"}])", R"([{"text":"hip pain"}])"},
            {R"([{"coding":[{}]}])", R"([{"text":"low back pain"}])"},
            {R"([{"text":""}])", R"([{"text":"low back pain"}])"},
            {R"([{"coding":"x","text":[1]}])", R"([{"text":"low back pain"}])"},
            {R"([{"coding":[{"display":"without a code"}]}])", R"([{"text":"low back pain"}])"},
        };
        for (const Row& row : rows) {
            CAPTURE(row.sent);
            HookRequest request = tests::hook_request_of(Hook::order_select);
            request.context.at("draftOrders").at("entry").at(0).at("resource").as_object()["reasonCode"] =
                json::parse(row.sent);
            const std::vector<Suggestion> made =
                suggestions(advice_with({{.kind = ActionKind::physical_therapy}}), request, today);
            CHECK(json::serialize(resource(made).at("reasonCode")) == row.proposed);
        }
    }

    TEST_CASE("P-23: an update keeps the reasons of the draft with all that they hold") {
        const std::string whole =
            R"({"id":"r","extension":[{"url":"x","valueDecimal":2}],"coding":[{"system":"urn:site","code":"9",)"
            R"("userSelected":true}],"text":"hip pain"})";
        struct Row {
            std::string sent;
            std::string kept;
        };
        const Row rows[] = {
            {"[" + whole + "]", "[" + whole + "]"},
            {whole, "[" + whole + "]"},
            {R"([{"text":"hip pain","coding":null,"extension":[]},null,{}])", R"([{"text":"hip pain"}])"},
        };
        for (const Row& row : rows) {
            CAPTURE(row.sent);
            HookRequest request = tests::hook_request_of(Hook::order_select);
            request.context.at("draftOrders").at("entry").at(0).at("resource").as_object()["reasonCode"] =
                json::parse(row.sent);
            const Action action{.kind = ActionKind::mri_without_contrast, .replaces_order = true};
            CHECK(
                json::serialize(resource(suggestions(advice_with({action}), request, today)).at("reasonCode"))
                == row.kept);
        }
    }

    TEST_CASE(
        "P-106: a study that takes the place of another leaves out what was said of that one and says so") {
        HookRequest request = tests::hook_request_of(Hook::order_select);
        json::object& draft = request.context.at("draftOrders").at("entry").at(0).at("resource").as_object();
        draft["bodySite"] = {{{"text", "lumbar spine"}}};
        Action action{
            .kind = ActionKind::mri_without_contrast, .region = Region::lumbar_spine, .replaces_order = true};
        const auto made = [&] {
            return suggestions(advice_with({action}), request, today).at(0).actions.at(0);
        };
        CHECK(resource_of(made()).contains("bodySite"));
        CHECK(made().description.find("without the") == std::string::npos);

        draft["orderDetail"] = {{{"text", "with gadolinium"}}};
        CHECK_FALSE(resource_of(made()).contains("orderDetail"));
        CHECK(made().description.ends_with(", without the order details of the study before"));

        action.region = Region::hip;
        CHECK_FALSE(resource_of(made()).contains("bodySite"));
        CHECK(made().description.ends_with(
            ", without the order details and the body site of the study before"));
    }

    TEST_CASE("P-23: details of a draft that are no array are kept beside the image guidance") {
        HookRequest request = tests::hook_request_of(Hook::order_select);
        request.context.at("draftOrders").at("entry").at(0).at("resource").as_object()["orderDetail"] = {
            {"text", "sitting"}};
        const std::vector<Suggestion> made =
            suggestions(advice_with({{.kind = ActionKind::add_image_guidance}}), request, today);
        CHECK(resource(made).at("orderDetail").as_array().size() == 2);
        CHECK(resource(made).at("orderDetail").at(0).at("text") == "sitting");
    }

    TEST_CASE("P-106: image guidance is not asked of a draft whose code has no coding") {
        HookRequest request = tests::hook_request_of(Hook::order_select);
        json::object& draft = request.context.at("draftOrders").at("entry").at(0).at("resource").as_object();
        const logic::Advice advice = advice_with({{.kind = ActionKind::add_image_guidance}});
        const std::vector<Suggestion> made = suggestions(advice, request, today);
        CHECK(resource(made).at("orderDetail").at(0).at("coding").at(0).at("code") == "413815006");
        for (const json::value& code :
             {json::value{{"text", "injection"}}, json::value(nullptr), json::value("x")}) {
            draft["code"] = code;
            CHECK(suggestions(advice, request, today).empty());
        }
    }
}
