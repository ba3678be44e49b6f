// The whole of a replay, over a population of which it is known what must be counted.
#include "hooks/replay/replay_command.hpp"

#include "hooks/replay/counts.hpp"
#include "hooks/replay/merge_command.hpp"
#include "hooks/replay/work_folder.hpp"
#include "tests/bench/population.hpp"
#include "tests/temporary_folder.hpp"

#include <boost/json/parse.hpp>
#include <doctest/doctest.h>

#include <algorithm>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

using namespace psoas;
using namespace psoas::hooks;
using psoas::tests::Population;
using psoas::tests::TemporaryFolder;

namespace {

namespace fs = std::filesystem;

struct Ran {
    int exit_code = 0;
    std::string out;
    std::string err;
};

Ran ran(const ReplayCommand& command, unsigned threads = 2, bool stopped = false) {
    Settings settings;
    settings.threads = threads;
    std::ostringstream out;
    std::ostringstream err;
    const StopFlag stop{stopped};
    const int exit_code = replay(command, settings, out, err, stop);
    return {exit_code, out.str(), err.str()};
}

std::string text(const fs::path& file) {
    const auto content = content_of(file);
    REQUIRE(content.has_value());
    return *content;
}

// Without showing them where they differ.
bool is_same(const fs::path& one, const fs::path& other) {
    return text(one) == text(other);
}

Counts counts_in(const fs::path& folder) {
    const auto counts = read_counts(text(folder / "counts.csv"));
    REQUIRE(counts.has_value());
    return *counts;
}

// Two thousand patients as files, written once.
const TemporaryFolder& population() {
    static const TemporaryFolder folder;
    static const bool written = [] {
        psoas::tests::write_population({.patients = 2000, .observations = 5}, folder.path() / "export");
        return true;
    }();
    REQUIRE(written);
    return folder;
}

ReplayCommand of_population(const TemporaryFolder& folder, const char* out) {
    return {.paths = {population().path() / "export"}, .out = folder.path() / out, .version = "test"};
}

constexpr std::array result_files{"cards.ndjson", "counts.csv"};

std::string what_is_wrong(const ReplayCommand& command) {
    try {
        (void)ran(command);
        return "nothing";
    } catch (const std::exception& error) {
        return error.what();
    }
}

} // namespace

TEST_SUITE("hooks/replay/replay_command") {
    TEST_CASE("every count is that of the generator and policies stand side by side") {
        const TemporaryFolder folder;
        ReplayCommand command = of_population(folder, "out");
        command.policies = {folder.write("now.toml", "[policy]\n").string(),
                            folder
                                .write("new.toml", "port = 1234\n[policy]\npremature_firm_days = 7\n"
                                                   "premature_soft_days = 14\n")
                                .string()};
        const Ran run = ran(command);
        CHECK(run.exit_code == 0);
        const Counts expected = psoas::tests::expected_counts(
            {.patients = 2000, .observations = 5},
            {{.policy = "now"}, {.policy = "new", .firm_days = 7, .soft_days = 14}});
        CHECK(written_counts(psoas::tests::foretold(counts_in(command.out))) == written_counts(expected));
        CHECK(run.out.find("1,240 orders of 1,180 among 2,000 patients") != std::string::npos);
        // Of 40 orders with a fever of their day, those without times; 20 orders of a month, each with its
        // study.
        CHECK(expected.sum({"now", "orders with evidence of the same day", "", "", ""}) > 0);
        CHECK(expected.sum({"now", "orders with evidence of the same day", "", "", ""}) < 40);
        CHECK(expected.sum({"", "orders without a day", "", "", ""}) == 20);
        CHECK(run.out.find("20 orders without a day, not judged") != std::string::npos);
        CHECK(run.err.find("Observation.ndjson:") != std::string::npos); // a malformed line
        CHECK(text(command.out / "report.html").find("new against now") != std::string::npos);
        CHECK_FALSE(fs::exists(command.out / "work"));
        for (const char* file : {"cards.ndjson", "counts.csv", "run.json", "report.html"}) {
            CAPTURE(file);
            CHECK((fs::status(command.out / file).permissions() & fs::perms(077)) == fs::perms::none);
        }
    }

    TEST_CASE("threads and memory and compression do not change a byte") {
        const TemporaryFolder folder;
        const Population same{.patients = 2000, .observations = 5, .compressed = true};
        psoas::tests::write_population(same, folder.path() / "compressed");
        REQUIRE(ran(of_population(folder, "one"), 1).exit_code == 0);
        ReplayCommand little = of_population(folder, "little");
        little.memory = 64UL << 20U;
        REQUIRE(ran(little, 7).exit_code == 0);
        ReplayCommand compressed = of_population(folder, "zipped");
        compressed.paths = {folder.path() / "compressed"};
        REQUIRE(ran(compressed, 3).exit_code == 0);
        for (const char* file : result_files) {
            CAPTURE(file);
            CHECK(is_same(folder.path() / "little" / file, folder.path() / "one" / file));
            CHECK(is_same(folder.path() / "zipped" / file, folder.path() / "one" / file));
        }
    }

    TEST_CASE("shards merge into what one run finds") {
        const TemporaryFolder folder;
        REQUIRE(ran(of_population(folder, "whole")).exit_code == 0);
        MergeCommand merge{.out = folder.path() / "merged"};
        for (const char* shard : {"3/3", "1/3", "2/3"}) {
            ReplayCommand command = of_population(folder, ("shard-" + std::string(shard, 1)).c_str());
            command.shard = shard;
            const Ran run = ran(command);
            CHECK(run.exit_code == 0);
            CHECK_FALSE(text(command.out / "cards.ndjson").empty());
            merge.folders.push_back(command.out);
        }
        std::ostringstream out;
        CHECK(merge_replays(merge, out) == 0);
        for (const char* file : result_files) {
            CAPTURE(file);
            CHECK(is_same(folder.path() / "merged" / file, folder.path() / "whole" / file));
        }
        CHECK(is_same(folder.path() / "merged" / "report.html", folder.path() / "whole" / "report.html"));

        const auto wrong = [&](std::vector<fs::path> folders, const char* into = "other") {
            std::ostringstream ignored;
            try {
                (void)merge_replays({.folders = std::move(folders), .out = folder.path() / into}, ignored);
                return std::string("nothing");
            } catch (const std::exception& error) {
                return std::string(error.what());
            }
        };
        const fs::path one = folder.path() / "shard-1";
        const fs::path two = folder.path() / "shard-2";
        const fs::path three = folder.path() / "shard-3";
        CHECK(wrong({one, two}).find("shard 3 of 3 is missing") != std::string::npos);
        CHECK(wrong({one, two, three, two}).find("shard 2, which is here twice") != std::string::npos);
        CHECK(wrong({one, folder.path() / "whole"}).find("another run") != std::string::npos);
        CHECK(wrong({one, two, folder.path() / "nothing"}).find("cannot be read") != std::string::npos);
        CHECK(wrong({one, two, three}, "merged").find("has the results of a replay") != std::string::npos);
        folder.write("shard-2/counts.csv", "x\n");
        CHECK(wrong({one, two, three}).find("line 1") != std::string::npos);
    }

    TEST_CASE("a run that was stopped continues where it was and finds the same") {
        const TemporaryFolder folder;
        REQUIRE(ran(of_population(folder, "whole")).exit_code == 0);
        ReplayCommand command = of_population(folder, "out");
        command.work = folder.path() / "work";
        const Ran stopped = ran(command, 2, true);
        CHECK(stopped.exit_code == 130);
        CHECK(stopped.err.find("The same command line continues") != std::string::npos);
        CHECK_FALSE(fs::exists(command.out / "counts.csv"));

        const Ran continued = ran(command);
        CHECK(continued.exit_code == 0);
        CHECK(continued.err.find("continues what") != std::string::npos);
        for (const char* file : result_files)
            CHECK(is_same(command.out / file, folder.path() / "whole" / file));
    }

    TEST_CASE("a run whose work was damaged says so and does it again and finds the same") {
        const TemporaryFolder folder;
        ReplayCommand whole = of_population(folder, "whole");
        whole.memory = 64UL << 20U; // several partitions
        REQUIRE(ran(whole).exit_code == 0);
        struct Case {
            const char* file; ///< of the work, of which only so many bytes are left, or zeros instead
            double left;
            bool zeros;
            const char* told;
        };
        for (const Case& each : {
                 Case{"units/2", 0.5, false, "units/2 is not as it was written"},
                 Case{"units/2", 0.9, true, "units/2 is not as it was written"},
                 Case{"cards/1.json", 0, false, "cards/1.json is not as it was written"},
                 Case{"cards/1.json", 0.5, true, "cards/1.json is not as it was written"},
                 Case{"cards/1.ndjson", 0.5, false, "cards/1.ndjson is not as it was written"},
                 Case{"patients/1.1", 0.5, false, "of the export is not as it was written: it is read again"},
                 Case{"patients/1.1", 0.99, true, "patients/1.1 is not as it was written"},
             }) {
            CAPTURE(each.file);
            CAPTURE(each.left);
            ReplayCommand command = of_population(folder, "out");
            command.memory = whole.memory;
            // All is judged when the cards cannot be gathered.
            const fs::path obstacle = command.out / "cards.ndjson.unfinished";
            fs::create_directories(obstacle);
            REQUIRE(what_is_wrong(command).find("cannot be written") != std::string::npos);
            const fs::path file = command.out / "work" / each.file;
            const auto size = fs::file_size(file);
            fs::resize_file(file, static_cast<std::uintmax_t>(static_cast<double>(size) * each.left));
            if (each.zeros) fs::resize_file(file, size);
            if (std::string_view(each.file).starts_with("patients"))
                fs::remove(command.out / "work" / "cards" / "1.json"); // or nobody would read them again
            fs::remove(obstacle);

            const Ran run = ran(command);
            CAPTURE(run.err);
            CHECK(run.exit_code == 0);
            CHECK(run.err.find(each.told) != std::string::npos);
            for (const char* result : result_files)
                CHECK(is_same(command.out / result, whole.out / result));
            fs::remove_all(command.out);
        }
    }

    TEST_CASE("the work of other inputs or settings is not continued") {
        const TemporaryFolder folder;
        ReplayCommand command = of_population(folder, "out");
        REQUIRE(ran(command, 2, true).exit_code == 130);
        ReplayCommand other = command;
        other.from = "2024-06-01";
        CHECK(what_is_wrong(other).find("then: 'from ', now: 'from 2024-06-01'") != std::string::npos);
        other = command;
        other.shard = "1/2";
        CHECK(what_is_wrong(other).find("shard 1/2") != std::string::npos);
        other = command;
        other.policies = {folder.write("p.toml", "[policy]\nfever_days = 3\n").string()};
        CHECK(what_is_wrong(other).find("policy p") != std::string::npos);
        other = command;
        other.paths.push_back(folder.write("more.ndjson", "{}\n"));
        CHECK(what_is_wrong(other).find("more.ndjson") != std::string::npos);
        CHECK(ran(command, 5).exit_code == 0); // threads may differ
        CHECK(what_is_wrong(command).find("has the results of a replay") != std::string::npos);
    }

    TEST_CASE("what cannot be read is counted with its line and never ends the run") {
        const TemporaryFolder folder;
        folder.write("in/a.ndjson",
                     "\xEF\xBB\xBF{\"resourceType\":\"Patient\",\"id\":\"1\"}\r\n\n"
                     "{\"resourceType\":\"Patient\",\"id\":\n"
                     "nonsense\n"
                     "{\"resourceType\":\"Condition\",\"subject\":{\"reference\":\"Patient/1\"}}");
        folder.write("in/b.json", R"({"resourceType":"Bundle","entry":[
            {"resource":{"resourceType":"Patient","id":"2"}},
            {"resource":{"resourceType":"Observation","id":}},
            {"resource":{"resourceType":"Bundle","entry":[
                {"resource":{"resourceType":"Patient","id":"3"}}]}}]})");
        folder.write("in/c.json.gz", "this is no gzip and no JSON");
        ReplayCommand command{.paths = {folder.path() / "in"}, .out = folder.path() / "out"};
        const Ran run = ran(command);
        CHECK(run.exit_code == 0);
        const Counts counts = counts_in(command.out);
        CHECK(counts.sum({"", "patients", "all", "", ""}) == 3);
        CHECK(counts.sum({"", "resources", "Condition", "without a date", ""}) == 1);
        CHECK(counts.sum({"", "places that cannot be read", "", "", ""}) == 4);
        for (const char* place : {"a.ndjson:3: The JSON is malformed", "a.ndjson:4: The JSON is malformed",
                                  "b.json:3: The JSON is malformed", "c.json.gz:1: The JSON is malformed"}) {
            CAPTURE(place);
            CAPTURE(run.err);
            CHECK(run.err.find(place) != std::string::npos);
            CHECK(text(command.out / "report.html").find(place) != std::string::npos);
        }

        command.out = folder.path() / "strict";
        command.strict = true;
        CHECK(what_is_wrong(command).find(": The JSON is malformed") != std::string::npos);
        CHECK_FALSE(fs::exists(command.out / "counts.csv"));
    }

    TEST_CASE("lines are found in plain files that are read in parts") {
        // More than one part, with a line across each border.
        const TemporaryFolder folder;
        std::string lines;
        std::size_t count = 0;
        while (lines.size() < (65UL << 20U)) {
            lines += R"({"resourceType":"Encounter","id":")" + std::string(count % 977 * 100, 'x') + "\"}\n";
            ++count;
        }
        lines += "broken\n";
        lines += R"({"resourceType":"Patient","id":"1"})";
        folder.write("in/a.ndjson", lines);
        const ReplayCommand command{.paths = {folder.path() / "in"}, .out = folder.path() / "out"};
        const Ran run = ran(command);
        CHECK(counts_in(command.out).sum({"", "resources", "Encounter", "not read", ""}) == count);
        CHECK(run.err.find("a.ndjson:" + std::to_string(count + 1) + ":") != std::string::npos);
    }

    TEST_CASE("each mistake is told with what to do") {
        const TemporaryFolder folder;
        folder.write("in/a.ndjson", "{\"resourceType\":\"Patient\",\"id\":\"1\"}\n");
        folder.write("empty/readme.txt", "x");
        folder.write("other/a.ndjson", "{\"resourceType\":\"Encounter\",\"id\":\"1\"}\n");
        folder.write("one/p.toml", "[policy]\n");
        folder.write("two/p.toml", "[policy]\n");
        folder.write("wrong.toml", "[policy]\nfevr_days = 3\n");
        folder.write("unfit.toml", "[policy]\nfever_days = many\n");
        folder.write("contrary.toml", "[policy]\npremature_firm_days = 60\n");
        const auto with = [&](auto change) {
            ReplayCommand command{.paths = {folder.path() / "in"}, .out = folder.path() / "out"};
            change(command);
            return what_is_wrong(command);
        };
        struct Case {
            std::string wrong;
            const char* says;
        };
        const fs::path& path = folder.path();
        for (const Case& each : {
                 Case{with([&](ReplayCommand& c) { c.paths = {path / "nothing"}; }),
                      "is neither a folder nor a file"},
                 Case{with([&](ReplayCommand& c) { c.paths = {path / "nothing.ndjson"}; }), "cannot be read"},
                 Case{with([&](ReplayCommand& c) { c.paths = {path / "empty"}; }),
                      "holds no file of an export"},
                 Case{with([&](ReplayCommand& c) { c.paths = {path / "other"}; }),
                      "holds no resource of a type"},
                 Case{with([&](ReplayCommand& c) { c.from = "yesterday"; }),
                      "--from: 'yesterday' is no date"},
                 Case{with([&](ReplayCommand& c) { c.to = "2026-02"; }), "--to: '2026-02' is no date"},
                 Case{with([&](ReplayCommand& c) { c.shard = "0/3"; }), "--shard: '0/3' is no part"},
                 Case{with([&](ReplayCommand& c) { c.shard = "4/3"; }), "--shard"},
                 Case{with([&](ReplayCommand& c) { c.shard = "1/3x"; }), "--shard"},
                 Case{with([&](ReplayCommand& c) { c.shard = "one"; }), "--shard"},
                 Case{with([&](ReplayCommand& c) { c.memory = 1000; }), "64MiB is the least"},
                 Case{with([&](ReplayCommand& c) {
                          c.policies = {(path / "one/p.toml").string(), (path / "two/p.toml").string()};
                      }),
                      "two files have the name p"},
                 Case{with([&](ReplayCommand& c) { c.policies = {(path / "none.toml").string()}; }),
                      "none.toml"},
                 Case{with([&](ReplayCommand& c) { c.policies = {(path / "wrong.toml").string()}; }),
                      "fevr_days"},
                 Case{with([&](ReplayCommand& c) { c.policies = {(path / "unfit.toml").string()}; }),
                      "fever_days"},
                 Case{with([&](ReplayCommand& c) { c.policies = {(path / "contrary.toml").string()}; }),
                      "premature_firm_days"},
                 Case{with([&](ReplayCommand& c) { c.out = path / "in/a.ndjson"; }), "cannot be made"},
                 Case{with([&](ReplayCommand& c) { c.work = path / "in"; }), "not empty"},
             }) {
            CAPTURE(each.says);
            CAPTURE(each.wrong);
            CHECK(each.wrong.find(each.says) != std::string::npos);
        }
    }

    TEST_CASE("summaries are written for who asks for them") {
        const TemporaryFolder folder;
        ReplayCommand command = of_population(folder, "plain");
        REQUIRE(ran(command).exit_code == 0);
        CHECK(text(command.out / "cards.ndjson").find("summary") == std::string::npos);
        command.out = folder.path() / "with";
        command.summaries = true;
        REQUIRE(ran(command).exit_code == 0);
        CHECK(text(command.out / "cards.ndjson").find(R"("summary":"MRI at day )") != std::string::npos);
    }
}
