#include "hooks/replay/durable_file.hpp"

#include "hooks/replay/work_folder.hpp"
#include "tests/temporary_folder.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <cstdio>
#include <mutex>
#include <string>
#include <system_error>
#include <vector>

#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

using namespace psoas::hooks;
using psoas::tests::TemporaryFolder;
namespace fs = std::filesystem;

namespace {

/// The calls that this program made of those below, while somebody asks for them.
struct Calls {
    std::mutex adding;
    std::atomic<bool> wanted{false};
    std::vector<std::string> made;

    void add(std::string call) {
        const std::lock_guard lock(adding);
        if (wanted) made.push_back(std::move(call));
    }
};
Calls& calls() {
    static Calls all;
    return all;
}

template <class Action> std::vector<std::string> calls_of(Action act) {
    calls().made.clear();
    calls().wanted = true;
    act();
    calls().wanted = false;
    return calls().made;
}

} // namespace

// In the place of those of the C library, which they call: nothing else tells what would outlive a loss of
// power.
extern "C" int fsync(int descriptor) {
    std::error_code error;
    const fs::path file = fs::read_symlink("/proc/self/fd/" + std::to_string(descriptor), error);
    calls().add("wait for " + file.filename().string());
    return static_cast<int>(syscall(SYS_fsync, descriptor));
}
extern "C" int rename(const char* from, const char* to) noexcept {
    calls().add("rename to " + fs::path(to).filename().string());
    return renameat(AT_FDCWD, from, AT_FDCWD, to);
}

TEST_SUITE("hooks/replay/durable_file") {
    TEST_CASE("a file is replaced whole and nothing else is left") {
        const TemporaryFolder folder;
        const fs::path file = folder.path() / "file";
        for (const std::string& text : {std::string("first\n"), std::string(), std::string(1U << 20U, 'x')}) {
            write_whole(file, text);
            CHECK((content_of(file) == text));
            CHECK_FALSE(fs::exists(unfinished(file)));
        }
    }

    TEST_CASE("a file is on the disk before it has its name and the name is before anything goes on") {
        const TemporaryFolder folder;
        const fs::path work = folder.path() / "work";
        CHECK(calls_of([&] { write_whole(folder.path() / "file", "text"); })
              == std::vector<std::string>{"wait for file.unfinished", "rename to file",
                                          "wait for " + folder.path().filename().string()});
        // The folder of a replay: what it was run on, a part that was read, a partition that was judged.
        CHECK(calls_of([&] { REQUIRE(WorkFolder::open(work, "run\n", 1).has_value()); })
              == std::vector<std::string>{"wait for manifest.json.unfinished", "rename to manifest.json",
                                          "wait for work", "wait for work"});
        const auto opened = WorkFolder::open(work, "run\n", 1);
        REQUIRE(opened.has_value());
        CHECK(calls_of([&] { opened->write_unit(7, {}); })
              == std::vector<std::string>{"wait for 7.unfinished", "rename to 7", "wait for units"});
        write_whole(opened->unfinished_cards_file(0), "cards\n");
        CHECK(calls_of([&] { opened->write_partition(0, {}, {}); })
              == std::vector<std::string>{"wait for 0.ndjson.unfinished", "rename to 0.ndjson",
                                          "wait for cards", "wait for 0.json.unfinished", "rename to 0.json",
                                          "wait for cards"});
    }

    TEST_CASE("what cannot be written is told with the file and what was there stays") {
        const TemporaryFolder folder;
        const fs::path file = folder.path() / "file";
        write_whole(file, "kept");
        fs::create_directory(unfinished(file));
        const auto wrong = [](const fs::path& path) {
            try {
                write_whole(path, "new");
                return std::string("nothing");
            } catch (const std::system_error& error) {
                return std::string(error.what());
            }
        };
        CHECK(wrong(file).find(unfinished(file).string() + " cannot be written") != std::string::npos);
        CHECK(content_of(file) == "kept");
        CHECK(wrong(folder.path() / "no" / "file").find("No such file") != std::string::npos);
        CHECK(wrong("/dev/full/x").find("cannot be written") != std::string::npos);
        CHECK_THROWS_AS(wait_for_disk(folder.path() / "nothing"), std::system_error);
        CHECK_THROWS_AS(rename_durably(folder.path() / "nothing", file), std::system_error);
        CHECK(content_of(file) == "kept");
        CHECK_NOTHROW(wait_for_disk(folder.path()));
    }
}
