#include "hooks/trace_context.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace psoas::hooks;

TEST_SUITE("hooks/trace_context") {
    TEST_CASE("P-105: a trace goes on with a span of our own and what is no trace does not") {
        const std::string sent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        const std::string ours = continued_trace(sent);
        CHECK(ours.size() == sent.size());
        CHECK(ours.substr(0, 36) == sent.substr(0, 36));
        CHECK(ours.substr(36, 16) != sent.substr(36, 16));
        CHECK(ours.substr(52) == "-01");
        CHECK(continued_trace(ours) != ours);
        for (const char* wrong : {"", "00", "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                                  "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                                  "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                                  "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                                  "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
                                  "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0g"}) {
            CAPTURE(wrong);
            CHECK(continued_trace(wrong).empty());
        }
    }

    TEST_CASE("P-63: the number of a request says nothing but which one it is") {
        CHECK(request_id("0AF76519-16CD-43DD-8448-EB211C80319C") == "0af76519-16cd-43dd-8448-eb211c80319c");
        for (const char* other : {"", "Mary Smith", "4711", "0af76519-16cd-43dd-8448-eb211c80319c4711"})
            CHECK(request_id(other) != other);
    }
}
