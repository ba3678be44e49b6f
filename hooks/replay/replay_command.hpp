#pragma once

#include "hooks/replay/stopping.hpp"
#include "hooks/settings.hpp"

#include <cstdint>
#include <filesystem>
#include <iosfwd>
#include <string>
#include <vector>

namespace psoas::hooks {

/// What `psoas-cds replay` was asked.
struct ReplayCommand {
    std::vector<std::filesystem::path> paths{}; ///< files and folders of an export; "-": standard input
    std::filesystem::path out = "replay";       ///< folder of the results
    std::filesystem::path work{};               ///< folder of what is done so far; empty: in `out`
    std::vector<std::string> policies{};        ///< configuration files with [policy]
    std::string from{};                         ///< a day; empty: no limit
    std::string to{};
    std::string shard{};                 ///< "2/8"; empty: all patients
    std::uint64_t memory = 512UL << 20U; ///< bytes
    bool strict = false;
    bool summaries = false;
    bool complete = false; ///< a list of which the export has nothing is empty, and not unknown
    std::string version{}; ///< of the program
};

/// Declares the arguments of `psoas-cds replay` on its command, and the settings beside them. Both outlive
/// the command.
void declare_replay(CLI::App& command, ReplayCommand& replay, Settings& settings);

/// Judges every past order of an export on its day. What it found goes to a folder and in short to `out`, its
/// progress to `err`. The exit code: 0; 130 if `stop` was set, and then the same command line continues.
/// Throws std::runtime_error that says what is wrong.
[[nodiscard]] int replay(const ReplayCommand& command, const Settings& settings, std::ostream& out,
                         std::ostream& err, const StopFlag& stop);

} // namespace psoas::hooks
