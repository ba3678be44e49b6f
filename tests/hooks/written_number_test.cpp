#include "hooks/written_number.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/string.hpp>
#include <doctest/doctest.h>

#include <string>

using namespace psoas::hooks;
using namespace std::string_literals;
namespace json = boost::json;

TEST_SUITE("hooks/written_number") {
    TEST_CASE("P-23: numbers go out with the digits that came in") {
        const std::string numbers[] = {
            "1.10",  "-0.0", "-0", "1E2", "0.1000000000000000055511151231257827", "12345678901234567890123",
            "1e400", "2.50"};
        json::array tree;
        std::string expected;
        for (const std::string& number : numbers) {
            CAPTURE(number);
            CHECK(digits_of(number_in_tree(number)) == number);
            tree.emplace_back(number_in_tree(number));
            expected += (expected.empty() ? "" : ",") + number;
        }
        CHECK(as_client_wrote(json::serialize(tree)) == "[" + expected + "]");
        CHECK(as_client_wrote(json::serialize(json::object{{"a", tree}})) == R"({"a":[)" + expected + "]}");
    }

    TEST_CASE("what is no number never stands bare in an answer") {
        for (const std::string text :
             {"", "1,2", "01", "1.", ".5", "1e", "--1", "1\"", "true", "1 ", "\\u0031"}) {
            CAPTURE(text);
            CHECK_FALSE(digits_of(number_in_tree(text)).has_value());
            const std::string written = json::serialize(json::array{json::string(number_in_tree(text))});
            CHECK(as_client_wrote(written) == written);
        }
        const std::string key = json::serialize(json::object{{"\0#5"s, 1}});
        CHECK(as_client_wrote(key) == key);
        const std::string inside = json::serialize(json::array{json::string("a\"\0#5"s), "b"});
        CHECK(as_client_wrote(inside) == inside);
    }

    TEST_CASE("a client's own text that begins as a number in the tree does stays a text") {
        for (const std::string& text : {"\0#5"s, "\0$5"s, "\0"s}) {
            const std::string in_tree = std::string(sign_before(text)) + text;
            CHECK_FALSE(digits_of(in_tree).has_value());
            CHECK(as_client_wrote(json::serialize(json::array{json::string(in_tree)}))
                  == json::serialize(json::array{json::string(text)}));
        }
        CHECK(sign_before("5").empty());
        CHECK(sign_before("").empty());
    }
}
