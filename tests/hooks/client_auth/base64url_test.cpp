#include "hooks/client_auth/base64url.hpp"

#include "tests/token_maker.hpp"

#include <doctest/doctest.h>

using namespace psoas;
using hooks::base64url_decoded;

TEST_SUITE("hooks/client_auth/base64url") {
    TEST_CASE("P-61: each text of bytes has one form in base64url and nothing else is read") {
        for (std::size_t size = 0; size < 70; ++size) {
            std::string bytes;
            for (std::size_t i = 0; i < size; ++i)
                bytes += static_cast<char>(i * 37 + size);
            CHECK(base64url_decoded(base64url(bytes)) == bytes);
        }
        for (const char* wrong :
             {"A", "AAAAA", "AA==", "AAA=", "=", "AA\n", " AA", "A+A/", "AB", "AAB", "AAA\x80"})
            CHECK_FALSE(base64url_decoded(wrong));
    }
}
