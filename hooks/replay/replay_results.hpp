#pragma once

#include "fhir/result.hpp"
#include "hooks/replay/counts.hpp"
#include "hooks/replay/replay_run.hpp"

#include <filesystem>

namespace psoas::hooks {

/// The folder in which a replay leaves its results: cards.ndjson, counts.csv, run.json and report.html.
struct ResultFolder {
    std::filesystem::path folder;

    [[nodiscard]] std::filesystem::path cards() const { return folder / "cards.ndjson"; }
    [[nodiscard]] std::filesystem::path counts() const { return folder / "counts.csv"; }
    [[nodiscard]] std::filesystem::path run() const { return folder / "run.json"; }
    [[nodiscard]] std::filesystem::path report() const { return folder / "report.html"; }
};

/// Makes the folder. Fails with `invalid` if it has results already, which are not overwritten, and with
/// `not_found` if it cannot be made.
[[nodiscard]] fhir::Result<ResultFolder> new_results(const std::filesystem::path& folder);

/// Writes all but the cards. Throws std::runtime_error.
void write_results(const ResultFolder& results, const ReplayRun& run, const Counts& counts);

/// For the user alone to read, from here to the end of its life: what is written is about patients.
class PrivateFiles {
public:
    PrivateFiles();
    ~PrivateFiles();
    PrivateFiles(const PrivateFiles&) = delete;
    PrivateFiles& operator=(const PrivateFiles&) = delete;

private:
    unsigned mask_before_;
};

} // namespace psoas::hooks
