#include "hooks/sandbox/embedded_files.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

using namespace psoas::hooks;
namespace fs = std::filesystem;

namespace {

std::string content(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    REQUIRE(in);
    return {std::istreambuf_iterator<char>(in), {}};
}

/// Checks that the program holds the files of a folder as they are, and says how many there are.
int check_folder(const std::string& folder, const std::string& name) {
    int files = 0;
    for (const auto& file : fs::directory_iterator(fs::path(PSOAS_SOURCE_DIR) / folder)) {
        if (!file.is_regular_file() || file.path().extension() == ".LICENSE") continue;
        CAPTURE(file.path().string());
        const bool is_same =
            embedded_file(name + "/" + file.path().filename().string()) == content(file.path());
        CHECK(is_same);
        ++files;
    }
    return files;
}

} // namespace

TEST_SUITE("hooks/sandbox/embedded_files") {
    TEST_CASE("P-120: the page and its libraries are in the program byte for byte") {
        CHECK(check_folder("hooks/sandbox/page", "page") >= 10);
        CHECK(check_folder("hooks/sandbox/library", "page") == 2);
    }

    TEST_CASE("P-120: every story is in the program byte for byte") {
        int stories = 0;
        for (const auto& folder : fs::directory_iterator(fs::path(PSOAS_SOURCE_DIR) / "fixtures")) {
            if (!fs::exists(folder.path() / "story.md")) continue;
            const std::string name = folder.path().filename().string();
            CHECK(check_folder("fixtures/" + name, "stories/" + name) == 3);
            ++stories;
        }
        CHECK(stories >= 75);
    }

    TEST_CASE("there is nothing under a name that no file has") {
        for (const char* name : {"", "page", "page/", "stories/none/story.md"}) {
            CAPTURE(name);
            CHECK(embedded_file(name).empty());
        }
    }
}
