#include "hooks/suggestions/suggestions.hpp"

#include "hooks/draft_orders.hpp"
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

namespace {

constexpr std::size_t action_count = static_cast<std::size_t>(ActionKind::add_image_guidance) + 1;

} // namespace

TEST_SUITE("hooks/suggestions/suggestions") {
    TEST_CASE("P-23: every action in order entry is a described suggestion with whole resources") {
        for (std::size_t kind = 0; kind < action_count; ++kind)
            for (const Side side : {Side::unknown, Side::left, Side::right, Side::bilateral}) {
                CAPTURE(kind);
                const Action action{
                    .kind = static_cast<ActionKind>(kind), .region = Region::hip, .side = side};
                const std::vector<Suggestion> made = offered(action);
                REQUIRE(made.size() == 1);
                CHECK_FALSE(made[0].label.empty());
                CHECK(violation(made) == "");
                for (const SuggestedAction& each : made[0].actions)
                    CHECK_FALSE(each.description.empty());
            }
    }

    TEST_CASE("P-23: on patient-view nothing is deleted or changed and all is a proposal") {
        for (std::size_t kind = 0; kind < action_count; ++kind) {
            CAPTURE(kind);
            const Action action{.kind = static_cast<ActionKind>(kind), .replaces_order = false};
            const std::vector<Suggestion> made = offered(action, Hook::patient_view);
            const bool needs_draft =
                action.kind == ActionKind::delete_order || action.kind == ActionKind::add_image_guidance;
            CHECK(made.size() == (needs_draft ? 0 : 1));
            CHECK(violation(made) == "");
            for (const Suggestion& suggestion : made)
                for (const SuggestedAction& each : suggestion.actions) {
                    CHECK(each.type == SuggestedAction::Type::create);
                    CHECK(resource_of(each).at("intent") == "proposal");
                }
        }
    }

    TEST_CASE("P-23: a created order has status and intent and subject and code and reason") {
        const json::object order = resource(offered({.kind = ActionKind::physical_therapy}));
        CHECK(order.at("resourceType") == "ServiceRequest");
        CHECK(order.at("status") == "draft");
        CHECK(order.at("intent") == "order");
        CHECK(order.at("subject").at("reference") == "Patient/p1");
        CHECK(order.at("encounter").at("reference") == "Encounter/e1");
        CHECK(order.at("authoredOn") == "2026-11-21");
        CHECK(code_of(order) == "444831000124102");
        CHECK(order.at("reasonCode").at(0).at("text") == "low back pain");
    }

    TEST_CASE("P-23: imaging is proposed with its code and side and urgency") {
        struct Row {
            const char* story;
            Action action;
            logic::Topic topic;
            logic::Indicator indicator;
            const char* code;
            const char* priority;
            const char* site;
        };
        using logic::Indicator;
        using logic::Topic;
        const Row rows[] = {
            {"cauda equina",
             {.kind = ActionKind::urgent_mri, .region = Region::lumbar_spine},
             Topic::red_flag_cauda_equina,
             Indicator::critical,
             "30679-5",
             "stat",
             "lumbar spine"},
            {"region left open",
             {.kind = ActionKind::urgent_mri},
             Topic::red_flag_cauda_equina,
             Indicator::warning,
             "30679-5",
             "stat",
             "lumbar spine"},
            {"cancer",
             {.kind = ActionKind::urgent_mri, .region = Region::lumbar_spine},
             Topic::red_flag_malignancy,
             Indicator::warning,
             "24968-0",
             "urgent",
             "lumbar spine"},
            {"psoas",
             {.kind = ActionKind::urgent_mri, .region = Region::psoas, .side = Side::left},
             Topic::malignant_psoas_syndrome,
             Indicator::warning,
             "24968-0",
             "urgent",
             "left psoas"},
            {"radiographs",
             {.kind = ActionKind::hip_pelvis_radiographs, .side = Side::right},
             Topic::radiograph_first,
             Indicator::warning,
             "30767-8",
             "routine",
             "right hip"},
            {"lumbar radiographs",
             {.kind = ActionKind::lumbar_radiographs},
             Topic::red_flag_fracture,
             Indicator::warning,
             "24972-2",
             "routine",
             "lumbar spine"},
            {"hip MRI",
             {.kind = ActionKind::mri_without_contrast, .region = Region::hip, .side = Side::left},
             Topic::red_flag_fracture,
             Indicator::warning,
             "36488-5",
             "routine",
             "left hip"},
            {"lumbar MRI",
             {.kind = ActionKind::lumbar_mri},
             Topic::progressive_deficit,
             Indicator::critical,
             "30679-5",
             "urgent",
             "lumbar spine"},
            {"ultrasound",
             {.kind = ActionKind::hip_ultrasound, .side = Side::bilateral},
             Topic::iliopsoas_bursitis,
             Indicator::info,
             "24760-1",
             "routine",
             "hip on both sides"},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            logic::Advice advice = advice_with({row.action}, false);
            advice.topic = row.topic;
            advice.indicator = row.indicator;
            const json::object order =
                resource(suggestions(advice, tests::hook_request_of(Hook::patient_view), today));
            CHECK(code_of(order) == row.code);
            CHECK(order.at("priority") == row.priority);
            CHECK(order.at("bodySite").at(0).at("text") == row.site);
            CHECK(order.at("category").at(0).at("coding").at(0).at("code") == "363679005");
        }
    }

    TEST_CASE("P-23: a study that is proposed is read as that study when it comes back as a draft") {
        using logic::Contrast;
        using logic::Modality;
        struct Row {
            const char* story;
            Action action;
            Modality modality;
            Region region;
            Side side;
            Contrast contrast;
        };
        const Row rows[] = {
            {"radiographs",
             {.kind = ActionKind::hip_pelvis_radiographs, .side = Side::right},
             Modality::radiograph,
             Region::pelvis,
             Side::right,
             Contrast::not_stated},
            {"lumbar radiographs",
             {.kind = ActionKind::lumbar_radiographs},
             Modality::radiograph,
             Region::lumbar_spine,
             Side::unknown,
             Contrast::not_stated},
            {"hip MRI",
             {.kind = ActionKind::mri_without_contrast, .region = Region::hip, .side = Side::left},
             Modality::mri,
             Region::hip,
             Side::left,
             Contrast::without},
            {"lumbar MRI",
             {.kind = ActionKind::lumbar_mri},
             Modality::mri,
             Region::lumbar_spine,
             Side::unknown,
             Contrast::without},
            {"urgent MRI",
             {.kind = ActionKind::urgent_mri, .region = Region::lumbar_spine},
             Modality::mri,
             Region::lumbar_spine,
             Side::unknown,
             Contrast::not_stated},
            {"ultrasound",
             {.kind = ActionKind::hip_ultrasound, .side = Side::left},
             Modality::ultrasound,
             Region::hip,
             Side::left,
             Contrast::not_stated},
        };
        static const fhir::Terminology terminology;
        static const fhir::TextReader words;
        for (const Row& row : rows) {
            CAPTURE(row.story);
            json::object order = resource(offered(row.action));
            order["id"] = "new";
            const json::object context{{"draftOrders", {{"entry", {{{"resource", order}}}}}}};
            fhir::ChartBuilder chart(terminology, words);
            const std::vector<logic::Order> orders = read_draft_orders(Hook::order_sign, context, chart);
            REQUIRE(orders.size() == 1);
            CHECK(orders[0].kind == logic::OrderKind::imaging);
            CHECK(orders[0].modality == row.modality);
            CHECK(orders[0].region == row.region);
            CHECK(orders[0].side == row.side);
            CHECK(orders[0].contrast == row.contrast);
        }
    }

    TEST_CASE("RAD-1: radiographs beside the order or in its place are alternatives") {
        const logic::Advice advice =
            advice_with({{.kind = ActionKind::hip_pelvis_radiographs, .recommended = true},
                         {.kind = ActionKind::hip_pelvis_radiographs, .replaces_order = true}});
        const std::vector<Suggestion> made =
            suggestions(advice, tests::hook_request_of(Hook::order_select), today);
        REQUIRE(made.size() == 2);
        CHECK(made[0].is_recommended);
        REQUIRE(made[1].actions.size() == 2);
        CHECK(made[1].actions[0].type == SuggestedAction::Type::remove);
        CHECK(made[1].actions[1].type == SuggestedAction::Type::create);
        CHECK(made[0].label != made[1].label);
        CHECK(selection_behavior(advice) == SelectionBehavior::at_most_one);
        CHECK(selection_behavior(advice_with({{.kind = ActionKind::physical_therapy}}))
              == SelectionBehavior::any);
    }

    TEST_CASE("SEL-L3 and CT-1: a study in place of the order removes its draft and creates the other") {
        for (const ActionKind kind : {ActionKind::lumbar_mri, ActionKind::hip_ultrasound}) {
            CAPTURE(logic::id(kind));
            const logic::Advice advice =
                advice_with({{.kind = kind, .replaces_order = true}, {.kind = kind}});
            const std::vector<Suggestion> made =
                suggestions(advice, tests::hook_request_of(Hook::order_select), today);
            REQUIRE(made.size() == 2);
            REQUIRE(made[0].actions.size() == 2);
            CHECK(made[0].actions[0].type == SuggestedAction::Type::remove);
            CHECK(made[0].actions[1].type == SuggestedAction::Type::create);
            CHECK(made[0].label.ends_with(" in place of the selected study"));
            CHECK(made[1].actions.size() == 1);
            CHECK(selection_behavior(advice) == SelectionBehavior::at_most_one);
        }
    }

    TEST_CASE("P-23: at most one suggestion is recommended") {
        const logic::Advice advice = advice_with({{.kind = ActionKind::physical_therapy, .recommended = true},
                                                  {.kind = ActionKind::laboratory, .recommended = true}});
        const std::vector<Suggestion> made =
            suggestions(advice, tests::hook_request_of(Hook::order_select), today);
        CHECK(violation(made) == "");
        CHECK(made[0].is_recommended);
        CHECK_FALSE(made[1].is_recommended);
    }

    TEST_CASE("A-LAB: one test an order") {
        const std::vector<Suggestion> made = offered({.kind = ActionKind::laboratory});
        REQUIRE(made[0].actions.size() == 3);
        CHECK(code_of(resource_of(made[0].actions[0])) == "30341-2");
        CHECK(code_of(resource_of(made[0].actions[1])) == "1988-5");
        CHECK(code_of(resource_of(made[0].actions[2])) == "58410-2");
    }

    TEST_CASE("A-LAB: bleeding is followed by haemoglobin and INR") {
        logic::Advice advice = advice_with({{.kind = ActionKind::laboratory}});
        advice.topic = logic::Topic::psoas_hemorrhage;
        const std::vector<Suggestion> made =
            suggestions(advice, tests::hook_request_of(Hook::order_select), today);
        REQUIRE(made.size() == 1);
        REQUIRE(made[0].actions.size() == 2);
        CHECK(code_of(resource_of(made[0].actions[0])) == "718-7");
        CHECK(code_of(resource_of(made[0].actions[1])) == "34714-6");
    }

    TEST_CASE("A-CT: with contrast for an abscess and left to radiology for blood") {
        struct Case {
            logic::Topic topic;
            logic::Indicator indicator;
            const char* code;
            const char* priority;
        };
        const Case cases[] = {
            {logic::Topic::psoas_hemorrhage, logic::Indicator::critical, "44115-4", "stat"},
            {logic::Topic::psoas_hemorrhage, logic::Indicator::warning, "44115-4", "urgent"},
            {logic::Topic::red_flag_infection, logic::Indicator::critical, "36813-4", "stat"},
        };
        for (const Case& each : cases) {
            CAPTURE(each.code);
            logic::Advice advice = advice_with({{.kind = ActionKind::urgent_ct}});
            advice.topic = each.topic;
            advice.indicator = each.indicator;
            const json::object order =
                resource(suggestions(advice, tests::hook_request_of(Hook::order_select), today));
            CHECK(code_of(order) == each.code);
            CHECK(order.at("priority") == each.priority);
        }
    }

    TEST_CASE("A-CT: where MRI is contraindicated CT of the place is proposed by its code") {
        struct Case {
            logic::Topic topic;
            logic::Region region;
            const char* code;
        };
        using logic::Region;
        using logic::Topic;
        const Case cases[] = {
            {Topic::red_flag_infection, Region::lumbar_spine, "24964-9"},
            {Topic::red_flag_cauda_equina, Region::lumbar_spine, "24963-1"},
            {Topic::red_flag_fracture, Region::lumbar_spine, "30620-9"},
            {Topic::red_flag_fracture, Region::hip, "36484-4"},
            {Topic::red_flag_malignancy, Region::hip, "36014-9"},
        };
        for (const Case& each : cases) {
            CAPTURE(each.code);
            logic::Advice advice = advice_with({{.kind = ActionKind::urgent_ct, .region = each.region}});
            advice.topic = each.topic;
            CHECK(code_of(resource(suggestions(advice, tests::hook_request_of(Hook::order_select), today)))
                  == each.code);
        }
    }

    TEST_CASE("A-MRI01: RF-CES raises the priority of an MRI that is drafted and drafts no second one") {
        logic::Advice advice =
            advice_with({{.kind = ActionKind::urgent_mri, .region = logic::Region::lumbar_spine}}, false);
        advice.topic = logic::Topic::red_flag_cauda_equina;
        advice.indicator = logic::Indicator::critical;
        HookRequest request = tests::hook_request_of(Hook::order_select);
        const auto offered_for = [&](logic::Modality modality, logic::Region region) {
            request.orders.front().kind = logic::OrderKind::imaging;
            request.orders.front().modality = modality;
            request.orders.front().region = region;
            return suggestions(advice, request, today).at(0).actions.at(0);
        };
        const SuggestedAction raised = offered_for(logic::Modality::mri, logic::Region::lumbar_spine);
        CHECK(raised.type == SuggestedAction::Type::update);
        CHECK(resource_of(raised).at("id") == "mri");
        CHECK(resource_of(raised).at("priority") == "stat");
        CHECK(offered_for(logic::Modality::mri, logic::Region::hip).type == SuggestedAction::Type::create);
        CHECK(offered_for(logic::Modality::ct, logic::Region::lumbar_spine).type
              == SuggestedAction::Type::create);
    }

    TEST_CASE(
        "A-MRI01 and P-106: a drafted MRI in words alone is raised too and gets the code of its words") {
        logic::Advice advice =
            advice_with({{.kind = ActionKind::urgent_mri, .region = logic::Region::lumbar_spine}}, false);
        HookRequest request = tests::hook_request_of(Hook::order_select);
        logic::Order& order = request.orders.front();
        order.kind = logic::OrderKind::imaging;
        order.modality = logic::Modality::mri;
        order.region = logic::Region::lumbar_spine;
        order.contrast = logic::Contrast::without;
        json::object& draft = request.context.at("draftOrders").at("entry").at(0).at("resource").as_object();
        draft["code"] = {{"text", "MRI lumbar spine without contrast"}};
        const std::vector<Suggestion> made = suggestions(advice, request, today);
        CHECK(violation(made) == "");
        const SuggestedAction& raised = made.at(0).actions.at(0);
        CHECK(raised.type == SuggestedAction::Type::update);
        CHECK(resource_of(raised).at("priority") == "urgent");
        CHECK(resource_of(raised).at("code").at("text") == "MRI lumbar spine without contrast");
        CHECK(code_of(resource_of(raised)) == "30679-5");
    }

    TEST_CASE("A-FU: a review is a task with its day") {
        const json::object review =
            resource(offered({.kind = ActionKind::follow_up, .due = sys_days{2026y / 12 / 28}}));
        CHECK(review.at("resourceType") == "Task");
        CHECK(review.at("status") == "requested");
        CHECK(review.at("for").at("reference") == "Patient/p1");
        CHECK(review.at("restriction").at("period").at("end") == "2026-12-28");
        CHECK_FALSE(resource(offered({.kind = ActionKind::follow_up})).contains("restriction"));
    }

    TEST_CASE("A-EXAM: each question is a task that says what to record") {
        std::vector<std::string> descriptions;
        for (int question = 0; question <= static_cast<int>(logic::ExamQuestion::red_flag_interview);
             ++question) {
            const json::object exam =
                resource(offered({.kind = ActionKind::record_finding,
                                  .question = static_cast<logic::ExamQuestion>(question)}));
            const std::string description(exam.at("description").as_string());
            CHECK(std::ranges::find(descriptions, description) == descriptions.end());
            descriptions.push_back(description);
            CHECK(exam.at("input").at(0).at("valueCanonical").as_string()
                  == "urn:psoas-cds:questionnaire:psoas-examination");
        }
    }

    TEST_CASE("P-23: nothing is created for a patient id that is no FHIR id") {
        for (const char* id : {"", "a b", "../x", "<script>", "Patient/"}) {
            CAPTURE(id);
            HookRequest request = tests::hook_request_of(Hook::order_select);
            request.context["patientId"] = id;
            const std::vector<Suggestion> made = suggestions(
                advice_with({{.kind = ActionKind::physical_therapy}, {.kind = ActionKind::delete_order}}),
                request, today);
            REQUIRE(made.size() == 1);
            CHECK(made[0].actions[0].type == SuggestedAction::Type::remove);
        }
    }

    TEST_CASE("DATA-3: a suspicion is no reason of what is proposed") {
        logic::Advice advice = advice_with({{.kind = ActionKind::physical_therapy}}, false);
        advice.evidence = {
            {.finding = logic::Finding::spinal_infection, .certainty = logic::Certainty::unconfirmed},
            {.finding = logic::Finding::fever, .presence = logic::Presence::absent},
            {.finding = logic::Finding::hip_pain},
            {.finding = logic::Finding::hip_pain}};
        const json::object order =
            resource(suggestions(advice, tests::hook_request_of(Hook::patient_view), today));
        CHECK(json::serialize(order.at("reasonCode")) == R"([{"text":"hip pain"}])");
        advice.evidence.clear();
        const json::object other =
            resource(suggestions(advice, tests::hook_request_of(Hook::patient_view), today));
        CHECK(other.at("reasonCode").as_array().size() == 1);
    }
}
