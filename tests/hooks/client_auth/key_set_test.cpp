#include "hooks/client_auth/key_set.hpp"

#include "tests/token_maker.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <doctest/doctest.h>

using namespace psoas;
using hooks::read_key_set;

namespace {

std::string set_of(boost::json::array keys) {
    return boost::json::serialize(boost::json::object{{"keys", std::move(keys)}});
}

} // namespace

TEST_SUITE("hooks/client_auth/key_set") {
    TEST_CASE("P-61: a key set gives the keys that can be used by their names") {
        const SigningKey one("ES256", "one");
        const SigningKey two("EdDSA", "two");
        boost::json::object nameless = one.jwk();
        nameless.erase("kid");
        const auto keys = read_key_set(set_of({one.jwk(), two.jwk(), nameless, 7, nullptr,
                                               boost::json::object{{"kid", "bad"}, {"kty", "oct"}}}));
        REQUIRE(keys);
        CHECK(keys->size() == 2);
        CHECK(keys->contains("one"));
        CHECK(keys->contains("two"));
    }

    TEST_CASE("P-61: of a name that several keys have none is taken") {
        const SigningKey one("ES256", "same");
        const SigningKey two("ES256", "same");
        const SigningKey three("ES256", "same");
        CHECK(read_key_set(set_of({one.jwk(), two.jwk()}))->empty());
        CHECK(read_key_set(set_of({one.jwk(), two.jwk(), three.jwk()}))->empty());
    }

    TEST_CASE("P-61: what is no key set is none and a large one is not read to its end") {
        for (const char* wrong :
             {"", "null", "[]", "{}", R"({"keys":{}})", R"({"keys":[],"keys":[]})", "{\"keys\":["})
            CHECK_FALSE(read_key_set(wrong));
        CHECK(read_key_set(R"({"keys":[]})")->empty());
        CHECK_FALSE(read_key_set(R"({"keys":[]})" + std::string(hooks::most_key_set_bytes, ' ')));
        const SigningKey key("EdDSA", "x");
        boost::json::array many;
        for (std::size_t i = 0; i < hooks::most_keys + 5; ++i) {
            boost::json::object jwk = key.jwk();
            jwk["kid"] = "key-" + std::to_string(i);
            many.push_back(jwk);
        }
        CHECK(read_key_set(set_of(many))->size() == hooks::most_keys);
    }
}
