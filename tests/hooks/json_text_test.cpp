#include "hooks/json_text.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <doctest/doctest.h>

#include <string>
#include <utility>

using namespace psoas::hooks;
namespace json = boost::json;

namespace {

std::string with_text(const std::string& text) {
    JsonText written;
    written.object([&] { written.member("text", text); });
    return std::move(written).text();
}

} // namespace

TEST_SUITE("hooks/json_text") {
    TEST_CASE("text of any bytes is read back as it was but for what is no UTF-8") {
        for (int byte = 1; byte < 256; ++byte) {
            CAPTURE(byte);
            const std::string text = "a" + std::string(1, static_cast<char>(byte)) + "z";
            const std::string read{json::parse(with_text(text)).at("text").as_string()};
            CHECK(read == (byte < 0x80 ? text : "a\xEF\xBF\xBDz"));
        }
        const std::string nul("a\0z", 3);
        CHECK(json::parse(with_text(nul)).at("text").as_string() == nul);
        CHECK(json::parse(with_text("\xC3\xA9\xF0\x9F\x98\x80")).at("text") == "\xC3\xA9\xF0\x9F\x98\x80");
    }

    TEST_CASE("strings are written as Boost.JSON writes them") {
        const std::string text = "\"quoted\" \\ / \b\f\n\r\t\x01\x1F\x7F {[,:]} \xC3\xA9";
        CHECK(with_text(text) == json::serialize(json::object{{"text", text}}));
    }

    TEST_CASE("a byte is written alike wherever it stands in a text") {
        for (std::size_t size = 1; size <= 20; ++size)
            for (std::size_t place = 0; place < size; ++place)
                for (int byte = 0; byte < 0x80; ++byte) {
                    std::string text(size, 'a');
                    text[place] = static_cast<char>(byte);
                    if (with_text(text) == json::serialize(json::object{{"text", text}})) continue;
                    FAIL("byte ", byte, " at ", place, " of ", size);
                }
    }

    TEST_CASE("P-27: what holds nothing is left out with its name and its comma") {
        JsonText written;
        written.object([&] {
            written.member("nothing", "");
            written.object("empty", [&] { written.array("within", [] {}); });
            written.member("first", "1");
            written.array("none", [&] { written.object([&] { written.member("nothing", ""); }); });
            written.array("some", [&] {
                written.object([] {});
                written.object([&] { written.member("truth", true); });
                written.object([&] { written.member_json("json", R"({"a":[1,2]})"); });
            });
            written.array("texts", [&] {
                written.item("a");
                written.item("");
                written.item("\"");
            });
            written.member("last", "{");
            written.member("after", "[");
        });
        CHECK(std::move(written).text()
              == R"({"first":"1","some":[{"truth":true},{"json":{"a":[1,2]}}],"texts":["a","\""],)"
                 R"("last":"{","after":"["})");
    }
}
