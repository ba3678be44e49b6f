#include "hooks/client_auth/token_defect.hpp"

#include <doctest/doctest.h>

#include <set>
#include <string>

using namespace psoas::hooks;

TEST_SUITE("hooks/client_auth/token_defect") {
    TEST_CASE("P-61 and P-09: the log tells defects apart and the client learns the kind of refusal alone") {
        std::set<std::string_view> codes;
        std::set<std::string> bodies;
        for (std::size_t i = 0; i < token_defect_count; ++i) {
            const auto defect = static_cast<TokenDefect>(i);
            CAPTURE(code(defect));
            CHECK(codes.insert(code(defect)).second);
            const Response response = refusal_of_client(defect);
            bodies.insert(response.body());
            CHECK(response["Content-Type"] == "application/fhir+json");
            CHECK((response.result_int() == 503) == (defect == TokenDefect::too_many));
            CHECK((response.count("WWW-Authenticate") == 1) == (defect != TokenDefect::too_many));
        }
        CHECK(bodies.size() == 3); // of 401, 403 and 503
        CHECK(refusal_of_client(TokenDefect::missing)["WWW-Authenticate"] == "Bearer");
    }
}
