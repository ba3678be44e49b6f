#include "fhir/client/inflater.hpp"

#include "tests/fault_server.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

using psoas::gzipped;
using psoas::fhir::Inflater;
using State = Inflater::State;

namespace {

struct Inflated {
    State state = State::reading;
    std::string text;
    bool complete = false;
    std::size_t longest_piece = 0;
};

Inflated inflated(std::string_view packed, std::size_t piece) {
    Inflated result;
    Inflater inflater;
    const auto taker = [&](std::string_view bytes) {
        result.text += bytes;
        result.longest_piece = std::max(result.longest_piece, bytes.size());
        return true;
    };
    for (; !packed.empty() && result.state == State::reading;
         packed.remove_prefix(std::min(piece, packed.size())))
        result.state = inflater.write(packed.substr(0, piece), taker);
    result.complete = inflater.complete();
    return result;
}

std::string record() {
    std::string text;
    for (int i = 0; i < 20'000; ++i)
        text += "{\"resourceType\":\"Observation\",\"id\":\"" + std::to_string(i * 7919 % 100'003) + "\"}";
    return text;
}

} // namespace

TEST_SUITE("fhir/client/inflater") {
    TEST_CASE("gzip is undone however its bytes are cut") {
        const std::string text = record();
        const std::string packed = gzipped(text);
        for (const std::size_t piece : {std::size_t{1}, std::size_t{1000}, packed.size()}) {
            CAPTURE(piece);
            const Inflated result = inflated(packed, piece);
            CHECK(result.state == State::reading);
            CHECK(result.complete);
            CHECK(result.text == text);
            CHECK(result.longest_piece <= 32768);
        }
        CHECK(inflated(gzipped("a") + gzipped("b"), 1000).text == "ab"); // RFC 1952, section 2.2
        CHECK(inflated(gzipped(""), 1000).complete);
    }

    TEST_CASE("what is no gzip or damaged or cut is noticed") {
        const std::string packed = gzipped(record());
        std::string damaged = packed;
        damaged[damaged.size() / 2] ^= 0x55;
        std::string wrong_checksum = packed;
        wrong_checksum[wrong_checksum.size() - 6] ^= 1;
        CHECK(inflated("{\"resourceType\":\"Patient\"}", 1000).state == State::malformed);
        CHECK_FALSE((inflated(damaged, 1000).complete && inflated(damaged, 1000).state == State::reading));
        CHECK(inflated(wrong_checksum, 1000).state == State::malformed);
        CHECK(inflated(packed + "rest", 1000).state == State::malformed);
        CHECK_FALSE(inflated(packed.substr(0, packed.size() - 1), 1000).complete);
        CHECK_FALSE(inflated("", 1000).complete);
    }

    TEST_CASE("a body that inflates without measure is stopped early") {
        const std::string bomb = gzipped(std::string(64UL << 20U, ' '));
        CHECK(bomb.size() < 100'000);
        const Inflated result = inflated(bomb, 4096);
        CHECK(result.state == State::bomb);
        CHECK(result.text.size() < 8UL << 20U);
    }

    TEST_CASE("who has enough stops it") {
        Inflater inflater;
        std::size_t pieces = 0;
        const State state = inflater.write(gzipped(record()), [&](std::string_view) { return ++pieces < 2; });
        CHECK(state == State::stopped);
        CHECK(pieces == 2);
    }
}
