#pragma once

#include "hooks/feedback/database_place.hpp"
#include "tests/temporary_folder.hpp"

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>

#include <unistd.h>

namespace psoas::hooks {

using tests::TemporaryFolder;

/// A PostgreSQL cluster for the time of a test program.
class TestPostgresql {
public:
    /// It ends with this process, whatever ends that.
    TestPostgresql() {
        // Its owner is another user than root.
        using std::filesystem::perms;
        permissions(folder_.path(), perms::owner_all | perms::others_exec | perms::group_exec);
        url_ = output_of("start " + cluster().string() + ' ' + std::to_string(getpid()));
    }
    ~TestPostgresql() {
        if (!url_.empty()) stop();
    }
    TestPostgresql(const TestPostgresql&) = delete;
    TestPostgresql& operator=(const TestPostgresql&) = delete;

    void stop() const { (void)output_of("stop " + cluster().string()); }
    void start_again() const { (void)output_of("again " + cluster().string()); }

    /// Of a new database; empty if PostgreSQL is not installed.
    [[nodiscard]] std::string new_url() {
        if (url_.empty()) return {};
        const std::string name = "feedback_" + std::to_string(++databases_);
        (void)open_database(database_place(url_), DatabaseUse::write)->execute("CREATE DATABASE " + name);
        std::string url = url_;
        return url.replace(url.find("/postgres?"), std::string("/postgres?").size(), "/" + name + "?");
    }

    /// The one of this program.
    static TestPostgresql& cluster_of_tests() {
        static TestPostgresql cluster;
        return cluster;
    }

private:
    [[nodiscard]] std::filesystem::path cluster() const { return folder_.path() / "cluster"; }

    /// Of tests/postgresql, without the line end; empty if it fails.
    static std::string output_of(const std::string& arguments) {
        const std::string command = std::string(PSOAS_SOURCE_DIR "/tests/postgresql ") + arguments;
        std::string text;
        std::FILE* output = popen(command.c_str(), "r");
        for (int c = std::fgetc(output); c != EOF; c = std::fgetc(output))
            text += static_cast<char>(c);
        if (pclose(output) != 0) return {};
        return text.substr(0, text.find('\n'));
    }

    TemporaryFolder folder_;
    std::string url_;
    int databases_ = 0;
};

} // namespace psoas::hooks
