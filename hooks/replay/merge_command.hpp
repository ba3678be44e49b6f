#pragma once

#include <filesystem>
#include <iosfwd>
#include <vector>

namespace CLI {
class App;
}

namespace psoas::hooks {

/// What `psoas-cds replay-merge` was asked.
struct MergeCommand {
    std::vector<std::filesystem::path> folders{}; ///< with the results of shards
    std::filesystem::path out = "replay";
};

/// Declares the arguments of `psoas-cds replay-merge`.
void declare_merge(CLI::App& command, MergeCommand& merge);

/// Makes the results of all shards of a run those of the run: byte by byte what it would have found in one.
/// The exit code; throws std::runtime_error for folders that are not the shards of one run, each once.
[[nodiscard]] int merge_replays(const MergeCommand& command, std::ostream& out);

} // namespace psoas::hooks
