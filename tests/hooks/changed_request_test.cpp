#include "hooks/changed_request.hpp"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <doctest/doctest.h>

#include <string>

using namespace psoas::hooks;

TEST_SUITE("hooks/changed_request") {
    TEST_CASE("a request asked as another hook keeps everything else as it was written") {
        const std::string request =
            R"({"fhirServer":"https://a","hook":"order-sign","context":{"a":[1,{"b":null}],"c":"\u00e9\""},)"
            R"("prefetch":{"x":{"n":[38.60,1E2,-0,123456789012345678901],"t":[true,false,null,[],{}]}},"e":""})";
        std::optional<ChangedRequest> changed = ChangedRequest::of(request, 32);
        REQUIRE(changed.has_value());
        changed->context["d"] = 4;
        CHECK(
            changed->asked_as(Hook::patient_view)
            == R"({"hook":"patient-view","context":{"a":[1,{"b":null}],"c":"é\"","d":4},"fhirServer":"https://a",)"
               R"("prefetch":{"x":{"n":[38.60,1E2,-0,123456789012345678901],"t":[true,false,null,[],{}]}},"e":""})");
    }

    TEST_CASE("what has no one context and what is no JSON is not taken apart") {
        for (const char* request :
             {"", "{", "[]", "7", "{}", R"({"context":7})", R"({"context":{},"context":{}})",
              R"({"context":{"a":[[[[[[[[[]]]]]]]]]}})", R"({"context":{}} x)"}) {
            CAPTURE(request);
            CHECK_FALSE(ChangedRequest::of(request, 8).has_value());
        }
        CHECK(ChangedRequest::of(R"({"context":{}})", 8)->asked_as(Hook::order_sign)
              == R"({"hook":"order-sign","context":{}})");
    }
}
