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
    TEST_CASE("P-120: orders are offered once each and all but four have codes that are read") {
        const psoas::fhir::Terminology terminology;
        std::set<std::string> seen;
        std::set<std::string> unread;
        for (const json::value& order : order_list()) {
            const std::string system(order.at("system").as_string());
            const std::string code(order.at("code").as_string());
            CAPTURE(code);
            CHECK(seen.insert(system + "|" + code).second);
            CHECK_FALSE(order.at("display").as_string().empty());
            if (terminology.concepts(system, code).empty()) unread.insert(code);
        }
        CHECK(seen.contains("http://loinc.org|30679-5"));
        CHECK(seen.contains("http://snomed.info/sct|444831000124102"));
        // Blood count, blood cultures, and referrals to the emergency clinic and to palliative care.
        CHECK(unread == std::set<std::string>{"183866009", "306237005", "58410-2", "600-7"});
        // A site without a licence of CPT builds without its folder.
        const bool has_cpt = std::filesystem::exists(PSOAS_SOURCE_DIR "/fhir/value_sets/cpt");
        CHECK(seen.contains("http://www.ama-assn.org/go/cpt|72148") == has_cpt);
    }
}
