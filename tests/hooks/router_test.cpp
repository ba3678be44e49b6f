#include "hooks/router.hpp"

#include <doctest/doctest.h>

#include <string_view>

using namespace psoas::hooks;
using boost::beast::http::verb;
using psoas::fhir::IssueType;

namespace {

const Route discovery{Route::Kind::discovery, nullptr};

Route hook_call(std::string_view id) {
    return {Route::Kind::hook_call, service_with_id(id)};
}

Route feedback(std::string_view id) {
    return {Route::Kind::feedback, service_with_id(id)};
}

} // namespace

TEST_SUITE("hooks/router") {
    TEST_CASE("P-110: repeated slashes and a slash at the end lead to the same service") {
        struct Row {
            std::string_view target;
            Route route;
        };
        const Row rows[] = {
            {"/cds-services", discovery},
            {"/cds-services/", discovery},
            {"//cds-services//", discovery},
            {"/cds-services?tenant=1", discovery},
            {"http://cds.example/cds-services", discovery},
            {"http://cds.example:8080/cds-services/psoas-order-sign", hook_call("psoas-order-sign")},
            {"/cds-services/psoas-order-select", hook_call("psoas-order-select")},
            {"/cds-services//psoas-order-select", hook_call("psoas-order-select")},
            {"///cds-services///psoas-patient-view/", hook_call("psoas-patient-view")},
            {"/cds-services/psoas-order-sign/feedback", feedback("psoas-order-sign")},
            {"//cds-services//psoas-order-sign//feedback/?x=y", feedback("psoas-order-sign")},
            {"/reports/feedback?from=2026-11-01", Route{Route::Kind::feedback_report, nullptr}},
            {"/fhir/Questionnaire/psoas-examination", Route{Route::Kind::questionnaire, nullptr}},
            {"/healthz", Route{Route::Kind::health, nullptr}},
            {"/metrics", Route{Route::Kind::metrics, nullptr}},
            {"/readyz?exclude=database", Route{Route::Kind::readiness, nullptr}},
        };
        const Router router;
        for (const Row& row : rows) {
            CAPTURE(row.target);
            const auto route = router.route(row.target);
            REQUIRE(route.has_value());
            CHECK(*route == row.route);
        }
    }

    TEST_CASE("what is no service is not found and what is no path is malformed") {
        struct Row {
            std::string_view target;
            IssueType issue;
        };
        const Row rows[] = {
            {"/", IssueType::not_found},
            {"/cds", IssueType::not_found},
            {"/CDS-SERVICES", IssueType::not_found},
            {"/cds-services/psoas", IssueType::not_found},
            {"/fhir/Questionnaire", IssueType::not_found},
            {"/reports", IssueType::not_found},
            {"/healthz/more", IssueType::not_found},
            {"/cds-services/healthz", IssueType::not_found},
            {"/reports/feedback/1", IssueType::not_found},
            {"/fhir/Questionnaire/psoas-examination/$populate", IssueType::not_found},
            {"/cds-services/psoas-order-sign/more", IssueType::not_found},
            {"/cds-services/psoas/feedback", IssueType::not_found},
            {"/cds-services/feedback", IssueType::not_found},
            {"/cds-services/psoas-order-sign/feedback/1", IssueType::not_found},
            {"/cds-services/../cds-services", IssueType::not_found},
            {"/more/cds-services", IssueType::not_found},
            {"", IssueType::structure},
            {"http:///cds-services", IssueType::structure},
            {"http:/cds-services", IssueType::structure},
            {"urn:/cds-services", IssueType::structure},
            {"ftp://cds.example/cds-services", IssueType::structure},
            {"*", IssueType::structure},
            {"cds.example:443", IssueType::structure},
            {"/cds services", IssueType::structure},
            {"/%zz", IssueType::structure},
        };
        const Router router;
        for (const Row& row : rows) {
            CAPTURE(row.target);
            const auto route = router.route(row.target);
            REQUIRE_FALSE(route.has_value());
            CHECK(route.error().type == row.issue);
        }
    }

    TEST_CASE("P-120: the sandbox is at the base and below sandbox and nowhere where there is none") {
        const SandboxFiles files;
        const std::string bases[] = {"/cds"};
        const Router router(bases, &files);
        const Router without(bases);
        struct Row {
            std::string_view target;
            std::string_view file;
        };
        const Row rows[] = {
            {"/", ""},
            {"/?story=cauda-equina", ""},
            {"/cds/", ""},
            {"/cds", ""},
            {"/sandbox/style.css", "sandbox/style.css"},
            {"/cds/sandbox/stories", "sandbox/stories"},
            {"/sandbox/stories/cauda-equina", "sandbox/stories/cauda-equina"},
        };
        for (const Row& row : rows) {
            CAPTURE(row.target);
            const auto route = router.route(row.target);
            REQUIRE(route.has_value());
            CHECK(route->kind == Route::Kind::sandbox_file);
            REQUIRE(route->file != nullptr);
            CHECK(route->file->path == row.file);
            CHECK(route->allowed_methods() == "GET, HEAD");
            CHECK(route->allows(verb::head));
            CHECK_FALSE(route->allows(verb::post));
            CHECK_FALSE(without.route(row.target).has_value());
        }
        const auto call = router.route("/cds/sandbox/cds-services/psoas-order-sign?as-of=2026-11-21");
        REQUIRE(call.has_value());
        CHECK(call->kind == Route::Kind::sandbox_call);
        CHECK(call->service == service_with_id("psoas-order-sign"));
        CHECK(call->allowed_methods() == "POST");
        CHECK_FALSE(call->allows(verb::options));
        for (const char* target :
             {"/sandbox", "/sandbox/page/style.css", "/sandbox/index.html", "/sandbox/stories/none",
              "/sandbox/cds-services", "/sandbox/cds-services/psoas", "/style.css",
              "/sandbox/cds-services/psoas-order-sign/feedback", "/sandbox/../sandbox/style.css"}) {
            CAPTURE(target);
            CHECK_FALSE(router.route(target).has_value());
        }
        CHECK_FALSE(without.route("/sandbox/cds-services/psoas-order-sign").has_value());
    }

    TEST_CASE("behind a proxy the service answers with and without the base path") {
        const std::string bases[] = {"/cds", "/cds/psoas"};
        const Router router(bases);
        for (const char* target : {"/cds-services", "/cds/cds-services", "/cds/psoas/cds-services"}) {
            CAPTURE(target);
            const auto route = router.route(target);
            REQUIRE(route.has_value());
            CHECK(*route == discovery);
        }
        CHECK_FALSE(router.route("/psoas/cds-services").has_value());
    }

    TEST_CASE("discovery is read and a service is posted to") {
        for (const verb method : {verb::get, verb::head, verb::options})
            CHECK(discovery.allows(method));
        for (const verb method : {verb::post, verb::put, verb::delete_, verb::unknown})
            CHECK_FALSE(discovery.allows(method));
        for (const Route& posted : {hook_call("psoas-order-sign"), feedback("psoas-order-sign")}) {
            for (const verb method : {verb::post, verb::options})
                CHECK(posted.allows(method));
            for (const verb method : {verb::get, verb::head, verb::put})
                CHECK_FALSE(posted.allows(method));
            CHECK(posted.allowed_methods() == "POST, OPTIONS");
        }
    }

    TEST_CASE("the path of a base URL has no slash at its end") {
        CHECK(*path_of_url("https://cds.example") == "");
        CHECK(*path_of_url("https://cds.example/") == "");
        CHECK(*path_of_url("https://cds.example:8443//a/b/") == "/a/b");
        for (const char* url : {"", "cds.example", "/a", "https://cds.example?x", "https://cds.example#x"}) {
            CAPTURE(url);
            CHECK_FALSE(path_of_url(url).has_value());
        }
    }
}
