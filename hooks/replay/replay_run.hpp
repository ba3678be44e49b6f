#pragma once

#include "fhir/result.hpp"
#include "hooks/replay/patient_hash.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace psoas::hooks {

/// What the results of a replay came of: beside them in run.json, so that shards of one run can be told from
/// others.
struct ReplayRun {
    struct Input {
        std::string name; ///< of the file, without its folder: shards may find it elsewhere
        std::uint64_t bytes = 0;
        friend bool operator==(const Input&, const Input&) = default;
    };
    struct Policy {
        std::string name;
        std::string settings; ///< the section [policy]
        friend bool operator==(const Policy&, const Policy&) = default;
    };
    std::string version{};
    Shard shard{};
    std::vector<Input> inputs{};
    std::vector<Policy> policies{};
    std::string from{}; ///< a day; empty: no limit
    std::string to{};
    std::vector<std::string> broken{};    ///< the first places that could not be read, in words
    std::vector<std::string> not_there{}; ///< lists that the export does not have
    double seconds = 0;                   ///< that it took

    /// Were the same things judged in the same way, if only of other patients?
    [[nodiscard]] bool is_of_same_run(const ReplayRun& other) const;
};

[[nodiscard]] std::string written_run(const ReplayRun& run);

/// Reads it back; fails with `structure` for anything else.
[[nodiscard]] fhir::Result<ReplayRun> read_run(std::string_view json);

} // namespace psoas::hooks
