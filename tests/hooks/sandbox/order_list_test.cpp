#include "hooks/sandbox/order_list.hpp"

#include "fhir/terminology.hpp"

#include <boost/json/value.hpp>
#include <doctest/doctest.h>

#include <filesystem>
#include <set>
#include <string>

using namespace psoas::hooks;
namespace json = boost::json;

TEST_SUITE("hooks/sandbox/order_list") {
    TEST_CASE("P-120: orders are offered once each and the service knows the code of nearly all") {
        const psoas::fhir::Terminology terminology;
        std::set<std::string> seen;
        int unknown = 0;
        for (const json::value& order : order_list()) {
            const std::string system(order.at("system").as_string());
            const std::string code(order.at("code").as_string());
            CAPTURE(code);
            CHECK(seen.insert(system + "|" + code).second);
            CHECK_FALSE(order.at("display").as_string().empty());
            if (terminology.concepts(system, code).empty()) ++unknown;
        }
        CHECK(seen.contains("http://loinc.org|30679-5"));
        CHECK(seen.contains("http://snomed.info/sct|444831000124102"));
        CHECK(unknown <= 3); // blood count, blood cultures and the emergency clinic, which no rule reads
        // A site without a licence of CPT builds without its folder.
        const bool has_cpt = std::filesystem::exists(PSOAS_SOURCE_DIR "/fhir/value_sets/cpt");
        CHECK(seen.contains("http://www.ama-assn.org/go/cpt|72148") == has_cpt);
    }
}
