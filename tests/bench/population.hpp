#pragma once

#include "hooks/replay/counts.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace psoas::tests {

/// A synthetic export in the form of FHIR Bulk Data: of every thousand patients the same number has each
/// story, so that it is known what a replay must count.
struct Population {
    std::size_t patients = 1000; ///< a multiple of 1000
    std::uint64_t seed = 1;
    std::size_t observations = 20; ///< of each patient that tell nothing of a story
    bool compressed = false;       ///< .ndjson.gz
};

/// Thresholds of premature imaging, the only ones that the stories turn on.
struct Thresholds {
    std::string policy; ///< its name in the report
    int firm_days = 28;
    int soft_days = 42;
};

/// Writes the files of the export, one a resource type.
void write_population(const Population& population, const std::filesystem::path& folder);

/// What a replay of it counts under these policies, but for the measures `rows` and `evidence`.
[[nodiscard]] hooks::Counts expected_counts(const Population& population,
                                            const std::vector<Thresholds>& policies);

/// The counts without those that nobody foretells.
[[nodiscard]] hooks::Counts foretold(const hooks::Counts& counts);

} // namespace psoas::tests
