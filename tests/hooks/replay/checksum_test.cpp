#include "hooks/replay/checksum.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace psoas::hooks;

TEST_SUITE("hooks/replay/checksum") {
    TEST_CASE("a digest is the CRC-32 of the bytes however they come") {
        // The check value of https://reveng.sourceforge.io/crc-catalogue/17plus.htm#crc.cat.crc-32-iso-hdlc
        Digest whole;
        whole.add("123456789");
        CHECK(whole.checksum == 0xCBF43926);
        CHECK(whole.bytes == 9);
        Digest pieces;
        for (const char* piece : {"12", "", "3456", "789"})
            pieces.add(piece);
        CHECK(pieces == whole);
    }

    TEST_CASE("a tally does not ask in which order records came") {
        Tally one;
        Tally other;
        one.add("a");
        one.add("b");
        one.add("b");
        other.add("b");
        Tally rest;
        rest.add("b");
        CHECK_FALSE(other == one);
        rest.add("a");
        other.add(rest);
        CHECK(other == one);
    }

    TEST_CASE("a sealed text is given back whole or not at all") {
        for (const std::string& text :
             {std::string(), std::string("{}"), std::string("a\nb\n"), std::string(3, '\0')}) {
            CAPTURE(text);
            const std::string all = sealed(text);
            CHECK(unsealed(all) == text);
            for (std::size_t length = 0; length < all.size(); ++length) {
                CAPTURE(length);
                CHECK_FALSE(unsealed(all.substr(0, length)));
            }
            CHECK_FALSE(unsealed(all + "x"));
            CHECK_FALSE(unsealed(text));
        }
        CHECK_FALSE(unsealed("psoas-cds work 1 99999999999999999999 0\n"));
        CHECK_FALSE(unsealed("psoas-cds work 1 -1 0\n"));
        CHECK_FALSE(unsealed("psoas-cds work 1 0 0 \n"));
    }
}
