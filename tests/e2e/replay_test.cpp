// `psoas-cds replay` as a process: ended at any moment, continued, and fed by a pipe.
#include "tests/e2e/program.hpp"

#include "hooks/replay/work_folder.hpp"
#include "tests/bench/population.hpp"
#include "tests/temporary_folder.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <string>
#include <thread>
#include <vector>

using namespace psoas;
using psoas::e2e::Program;
using psoas::tests::TemporaryFolder;

namespace {

namespace fs = std::filesystem;

std::string text(const fs::path& file) {
    const auto content = hooks::content_of(file);
    REQUIRE(content);
    return *content;
}

std::size_t files_in(const fs::path& folder) {
    std::error_code error;
    std::size_t count = 0;
    for (fs::directory_iterator each(folder, error); !error && each != fs::directory_iterator();
         each.increment(error))
        ++count;
    return count;
}

/// A population that keeps the program busy for a moment, and what it finds undisturbed.
struct Undisturbed {
    TemporaryFolder folder;
    std::string cards;
    std::string counts;

    Undisturbed() {
        psoas::tests::write_population({.patients = 3000, .observations = 30}, folder.path() / "export");
        Program program(arguments("whole"));
        REQUIRE(program.rest().find("Report: ") != std::string::npos);
        REQUIRE(program.exit_code() == 0);
        cards = text(folder.path() / "whole" / "cards.ndjson");
        counts = text(folder.path() / "whole" / "counts.csv");
    }
    [[nodiscard]] std::vector<std::string> arguments(const std::string& out) const {
        // Little memory makes many partitions.
        return {"replay",    (folder.path() / "export").string(),
                "--out",     (folder.path() / out).string(),
                "--memory",  "64MiB",
                "--threads", "1"};
    }
    void check_same(const std::string& out) const {
        const bool same_cards = text(folder.path() / out / "cards.ndjson") == cards;
        CHECK(same_cards);
        CHECK(text(folder.path() / out / "counts.csv") == counts);
    }
};

const Undisturbed& undisturbed() {
    static const Undisturbed run;
    return run;
}

} // namespace

TEST_SUITE("e2e/replay") {
    TEST_CASE("a run that was killed at any moment is continued and finds the same") {
        const Undisturbed& whole = undisturbed();
        struct Moment {
            std::string out;
            const char* folder; ///< of the work, in which so many files were
            std::size_t files;
        };
        for (const Moment& moment : {Moment{"early", ".", 1}, Moment{"reading", "units", 4},
                                     Moment{"put-down", "patients", 3}, Moment{"judging", "cards", 3}}) {
            CAPTURE(moment.out);
            const fs::path work = whole.folder.path() / moment.out / "work";
            {
                Program program(whole.arguments(moment.out));
                while (!fs::exists(work / moment.folder) || files_in(work / moment.folder) < moment.files)
                    std::this_thread::sleep_for(std::chrono::milliseconds(1));
                program.kill_at_once();
                CHECK(program.exit_code() == -1);
            }
            REQUIRE_FALSE(fs::exists(whole.folder.path() / moment.out / "counts.csv"));
            const bool has_begun = fs::exists(work / "manifest.json");
            CHECK((has_begun || moment.out == "early"));
            Program program(whole.arguments(moment.out));
            CHECK((program.line().find("continues what") != std::string::npos) == has_begun);
            (void)program.rest();
            CHECK(program.exit_code() == 0);
            whole.check_same(moment.out);
            CHECK_FALSE(fs::exists(work));
        }
    }

    TEST_CASE("SIGINT ends a run and says how it is continued") {
        const Undisturbed& whole = undisturbed();
        Program program(whole.arguments("interrupted"));
        const fs::path work = whole.folder.path() / "interrupted" / "work";
        while (files_in(work / "cards") < 2)
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        program.signal(SIGINT);
        CHECK(program.rest().find("stopped. The same command line continues; what is done is in "
                                  + work.string())
              != std::string::npos);
        CHECK(program.exit_code() == 130);
        Program again(whole.arguments("interrupted"));
        (void)again.rest();
        CHECK(again.exit_code() == 0);
        whole.check_same("interrupted");
    }

    TEST_CASE("the pipe of the documentation finds in parts of the patients what one run finds") {
        const Undisturbed& whole = undisturbed();
        const fs::path folder = whole.folder.path();
        const std::string guide = text(fs::path(PSOAS_SOURCE_DIR) / "hooks" / "README.md");
        const std::size_t begin = guide.find("\"sh -c '");
        REQUIRE(begin != std::string::npos);
        const std::string pipe = guide.substr(begin + 1, guide.find('"', begin + 1) - begin - 1);

        Program program(
            {"replay", (folder / "export").string(), "--out", (folder / "complete").string(), "--complete"});
        (void)program.rest();
        REQUIRE(program.exit_code() == 0);
        const fs::path script = whole.folder.write("pipe.sh", R"sh(set -e
cd "$(dirname "$0")"
mkdir bin
ln -s ")sh" PSOAS_CDS_PROGRAM R"sh(" bin/psoas-cds
PATH=$PWD/bin:$PATH
for digits in 0-2 3-6 7-9; do # with which the ids of patients end
    cat export/*.ndjson | grep -E "\"(id|reference)\":\"(Patient/)?p[0-9]*[$digits]\"" | )sh"
                                                                  + pipe + R"sh( 2>>errors
done | sort >piped
sort complete/cards.ndjson | cmp - piped
)sh");
        CHECK(std::system(("bash " + script.string()).c_str()) == 0);
        CHECK(fs::file_size(folder / "piped") > 1000);
    }

    TEST_CASE("what is wrong is one line and the exit code tells it") {
        const TemporaryFolder folder;
        for (const std::vector<std::string>& arguments : {
                 std::vector<std::string>{"replay", folder.path().string()},
                 {"replay", folder.path().string(), "--memory", "much"},
                 {"replay", folder.path().string(), "--shard", "x"},
                 {"replay"},
                 {"replay-merge"},
                 {"replay-merge", folder.path().string(), "--out", (folder.path() / "out").string()},
             }) {
            CAPTURE(arguments);
            Program program(arguments);
            const std::string said = program.rest();
            CHECK(said.starts_with("psoas-cds"));
            CHECK(std::ranges::count(said, '\n') <= 2);
            CHECK(program.exit_code() > 0);
        }
    }
}
