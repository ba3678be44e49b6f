#include "hooks/replay/replay_run.hpp"

#include <doctest/doctest.h>

using namespace psoas::hooks;

namespace {

ReplayRun run() {
    ReplayRun run{.version = "1"};
    run.shard = {.index = 1, .count = 3};
    run.inputs = {{"a \"b\".ndjson", 7}};
    run.policies = {{"p", "[policy]\nx = 1\n"}};
    run.from = "2026-01-01";
    run.broken = {"a:1: x"};
    run.not_there = {"Condition"};
    run.seconds = 1.5;
    return run;
}

} // namespace

TEST_SUITE("hooks/replay/replay_run") {
    TEST_CASE("a run is read back as it was written") {
        const auto read = read_run(written_run(run()));
        REQUIRE(read.has_value());
        CHECK(written_run(*read) == written_run(run()));
        CHECK(read->shard == Shard{1, 3});
        CHECK(read->seconds == 1.5);
        CHECK(read->is_of_same_run(run()));
    }

    TEST_CASE("shards of other runs are told apart") {
        ReplayRun other = run();
        other.shard.index = 2;
        other.seconds = 9;
        other.broken.clear();
        CHECK(other.is_of_same_run(run()));
        const auto differs = [](auto change) {
            ReplayRun changed = run();
            change(changed);
            return !changed.is_of_same_run(run());
        };
        CHECK(differs([](ReplayRun& each) { each.version = "2"; }));
        CHECK(differs([](ReplayRun& each) { each.shard.count = 4; }));
        CHECK(differs([](ReplayRun& each) { each.inputs.front().bytes = 8; }));
        CHECK(differs([](ReplayRun& each) { each.policies.front().settings += "y"; }));
        CHECK(differs([](ReplayRun& each) { each.from.clear(); }));
        CHECK(differs([](ReplayRun& each) { each.to = "2027-01-01"; }));
        CHECK(differs([](ReplayRun& each) { each.not_there.clear(); }));
    }

    TEST_CASE("what is no run is told") {
        std::string past_the_last = written_run(run());
        past_the_last.replace(past_the_last.find(R"("shard":1)"), 9, R"("shard":3)");
        for (const std::string& wrong : {std::string(), std::string("{}"), std::string("[1]"), past_the_last,
                                         std::string(R"({"version":"1","shard":"x"})")}) {
            CAPTURE(wrong);
            CHECK_FALSE(read_run(wrong).has_value());
        }
    }
}
