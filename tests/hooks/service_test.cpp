#include "hooks/service.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <doctest/doctest.h>

#include <set>
#include <string>

using namespace psoas::hooks;

namespace {

/// The parameter names of a template's query.
std::multiset<std::string> parameters(std::string_view query) {
    std::multiset<std::string> names;
    for (std::size_t at = query.find('?'); at != std::string_view::npos; at = query.find('&', at + 1))
        names.emplace(query.substr(at + 1, query.find('=', at) - at - 1));
    return names;
}

} // namespace

TEST_SUITE("hooks/service") {
    TEST_CASE("hooks are named as CDS Hooks names them") {
        CHECK(name(Hook::patient_view) == "patient-view");
        CHECK(name(Hook::order_select) == "order-select");
        CHECK(name(Hook::order_sign) == "order-sign");
    }

    TEST_CASE("P-01: discovery describes every service with its hook id title and prefetch") {
        const boost::json::value document = boost::json::parse(discovery_document());
        const boost::json::array& listed = document.at("services").as_array();
        REQUIRE(listed.size() == services().size());
        for (const boost::json::value& service : listed) {
            for (const char* member :
                 {"hook", "id", "title", "description", "usageRequirements", "version", "hookVersion"}) {
                CAPTURE(member);
                CHECK_FALSE(service.at(member).as_string().empty());
            }
            CHECK(service.at("prefetch").as_object().size() == prefetch_templates().size());
        }
    }

    TEST_CASE("P-02: each hook has one service and each service an id of its own") {
        std::set<std::string_view> ids;
        std::set<Hook> hooks;
        for (const Service& service : services()) {
            CAPTURE(service.id);
            ids.insert(service.id);
            hooks.insert(service.hook);
            CHECK(service_with_id(service.id) == &service);
            CHECK(service.id == std::string("psoas-").append(name(service.hook)));
        }
        CHECK(ids.size() == 3);
        CHECK(hooks.size() == 3);
        CHECK(service_with_id("psoas") == nullptr);
        CHECK(service_with_id("") == nullptr);
    }

    TEST_CASE("P-03: prefetch templates keep to the query restrictions of the specification") {
        const std::set<std::string> allowed{"patient", "code", "category", "date", "_count", "_sort"};
        std::set<std::string_view> keys;
        for (const PrefetchTemplate& entry : prefetch_templates()) {
            CAPTURE(entry.key);
            keys.insert(entry.key);
            for (const std::string& parameter : parameters(entry.query))
                CHECK(allowed.contains(parameter));
        }
        CHECK(keys
              == std::set<std::string_view>{"patient", "conditions", "observations", "imagingStudies",
                                            "diagnosticReports", "medications", "procedures",
                                            "serviceRequests", "questionnaireResponses"});
    }

    TEST_CASE("P-103: prefetch templates use the patient id and no other token") {
        const std::string token = "{{context.patientId}}";
        for (const PrefetchTemplate& entry : prefetch_templates()) {
            CAPTURE(entry.key);
            std::string rest{entry.query};
            const std::size_t at = rest.find(token);
            REQUIRE(at != std::string::npos);
            rest.erase(at, token.size());
            CHECK(rest.find("{{") == std::string::npos);
        }
    }

    TEST_CASE("P-104: no prefetch template repeats a parameter") {
        for (const PrefetchTemplate& entry : prefetch_templates()) {
            CAPTURE(entry.key);
            const auto names = parameters(entry.query);
            CHECK(std::set<std::string>(names.begin(), names.end()).size() == names.size());
        }
    }

    TEST_CASE("every prefetch template but the patient is bounded") {
        for (const PrefetchTemplate& entry : prefetch_templates()) {
            CAPTURE(entry.key);
            CHECK((parameters(entry.query).contains("_count") || entry.key == "patient"));
        }
    }
}
