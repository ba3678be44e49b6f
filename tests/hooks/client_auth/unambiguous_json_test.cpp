#include "hooks/client_auth/unambiguous_json.hpp"

#include <doctest/doctest.h>

#include <string>

using psoas::hooks::read_unambiguous_object;

TEST_SUITE("hooks/client_auth/unambiguous_json") {
    TEST_CASE("P-61: an object is read only if no two readers could see different things in it") {
        CHECK(read_unambiguous_object(R"({"a":1,"b":{"a":2},"c":[{"a":3},{"a":4}]})"));
        CHECK(read_unambiguous_object("{}"));
        const std::string deep = R"({"a":)" + std::string(9, '[') + std::string(9, ']') + "}";
        for (const std::string& wrong :
             {std::string(R"({"a":1,"a":2})"), std::string(R"({"a":1,"\u0061":2})"),
              std::string(R"({"b":{"a":1,"a":1}})"), std::string(R"([{"a":1,"a":1}])"), std::string("[]"),
              std::string("1"), std::string(""), std::string("{"), std::string("{}{}"), std::string("{} x"),
              std::string("{\"a\":\"\xc3\"}"), std::string(R"({a:1})"), std::string(R"({"a":1,})"), deep}) {
            CAPTURE(wrong);
            CHECK_FALSE(read_unambiguous_object(wrong));
        }
    }
}
