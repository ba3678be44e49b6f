#include "hooks/client_auth/issuer_setting.hpp"

#include <doctest/doctest.h>

using namespace psoas::hooks;

TEST_SUITE("hooks/client_auth/issuer_setting") {
    TEST_CASE("P-61: an issuer is set with its keys and what it may do") {
        const auto url = read_issuer_setting("https://ehr.example=https://ehr.example/jwks.json");
        REQUIRE(url.has_value());
        CHECK(*url
              == IssuerSetting{.issuer = "https://ehr.example",
                               .key_set = "https://ehr.example/jwks.json",
                               .jku = "https://ehr.example/jwks.json"});
        CHECK(url->has_key_url());
        const auto file =
            read_issuer_setting("ehr=/etc/keys.json services=psoas-order-sign|psoas-patient-view "
                                "tenants=a|b jku=https://ehr.example/keys?x=y");
        REQUIRE(file.has_value());
        CHECK(*file
              == IssuerSetting{.issuer = "ehr",
                               .key_set = "/etc/keys.json",
                               .jku = "https://ehr.example/keys?x=y",
                               .services = {"psoas-order-sign", "psoas-patient-view"},
                               .tenants = {"a", "b"}});
        CHECK_FALSE(file->has_key_url());
        CHECK(read_issuer_setting("a=http://127.0.0.1:9/jwks").has_value());
    }

    TEST_CASE("P-61: an issuer that is not clear is an error of the configuration") {
        for (const char* wrong :
             {"", "https://ehr.example", "=x", "a=", "a=http://ehr.example/jwks.json",
              "a=ftp://ehr.example/x", "a=b services=psoas", "a=b services=", "a=b anything=1", "a=b word"}) {
            CAPTURE(wrong);
            CHECK_FALSE(read_issuer_setting(wrong).has_value());
        }
    }
}
