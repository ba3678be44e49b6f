#include "hooks/client_auth/token.hpp"

#include "tests/token_maker.hpp"

#include <doctest/doctest.h>

using namespace psoas;
using namespace std::chrono_literals;
using hooks::Token;
using hooks::TokenDefect;

TEST_SUITE("hooks/client_auth/token") {
    TEST_CASE("P-61: what a token says is read and its text for the signature is as it was sent") {
        const SigningKey key("ES384", "key-7");
        TokenMaker maker(key, "https://ehr.example", "https://cds.example/cds-services", 1'790'000'000);
        maker.header["jku"] = "https://ehr.example/jwks.json";
        maker.claims["tenant"] = "north";
        maker.claims["nbf"] = 1'790'000'000.9;
        maker.claims["fhirContext"] = boost::json::object{{"any", "thing"}};
        const std::string text = maker.text();
        const auto read = hooks::read_token(text);
        REQUIRE(std::holds_alternative<Token>(read));
        const Token& token = std::get<Token>(read);
        CHECK(token.algorithm == hooks::SignatureAlgorithm::es384);
        CHECK(token.key_id == "key-7");
        CHECK(token.key_set_url == "https://ehr.example/jwks.json");
        CHECK(token.issuer == "https://ehr.example");
        CHECK(token.audience == std::vector<std::string>{"https://cds.example/cds-services"});
        CHECK(token.tenant == "north");
        CHECK(token.issued.time_since_epoch() == 1'790'000'000s);
        CHECK(token.expires.time_since_epoch() == 1'790'000'300s);
        CHECK(token.not_before == token.issued);
        CHECK(token.signed_text == text.substr(0, text.rfind('.')));
        CHECK(token.signature.size() == 96);
    }

    TEST_CASE("P-61: a token is of use from its issue to its end with the clock a little off either way") {
        const std::chrono::sys_seconds now{1'790'000'000s};
        const hooks::TokenTimes times{.clock_skew = 60s, .longest_life = 3600s};
        struct Row {
            std::chrono::seconds issued;
            std::chrono::seconds expires;
            std::optional<std::chrono::seconds> not_before;
            std::optional<TokenDefect> defect;
        };
        const Row rows[] = {
            {0s, 300s, {}, {}},
            {-300s, -59s, {}, {}},
            {-300s, -60s, {}, TokenDefect::expired},
            {60s, 300s, {}, {}},
            {61s, 300s, {}, TokenDefect::not_yet_valid},
            {0s, 300s, 60s, {}},
            {0s, 300s, 61s, TokenDefect::not_yet_valid},
            {0s, 3600s, {}, {}},
            {0s, 3601s, {}, TokenDefect::lives_too_long},
            {0s, 0s, {}, TokenDefect::lives_too_long},
            {10s, 5s, {}, TokenDefect::lives_too_long},
        };
        for (const Row& row : rows) {
            CAPTURE(row.issued.count());
            CAPTURE(row.expires.count());
            Token token{.issued = now + row.issued, .expires = now + row.expires};
            if (row.not_before) token.not_before = now + *row.not_before;
            CHECK(hooks::defect_of_times(token, times, now) == row.defect);
        }
    }
}
