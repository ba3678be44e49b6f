#pragma once

#include "fhir/result.hpp"
#include "hooks/replay/checksum.hpp"
#include "hooks/replay/counts.hpp"
#include "hooks/replay/partition_files.hpp"
#include "hooks/replay/past_request.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace psoas::hooks {

/// A place of an export that could not be read.
struct BrokenPlace {
    std::uint64_t place = 0; ///< byte in the file
    std::string why;
};

/// What reading a part of an export gave.
struct UnitReading {
    Counts counts{};
    Lists lists{};                     ///< that it has, whoever they are about
    std::vector<BrokenPlace> broken{}; ///< the first ones
    std::uint64_t broken_count = 0;
    Tally put_down{};     ///< of resources, by patient
    unsigned attempt = 0; ///< the run that read it
};

/// Where a replay keeps what it has done, so that a run that was broken off, by a kill or a loss of power
/// too, is continued: a part of the export or of the patients is done if its file is there. Files get their
/// names when they are whole and on the disk, and say by a checksum whether they are as they were written;
/// what is not fails with `structure` and is no work that was done.
class WorkFolder {
public:
    /// Makes the folder, or continues the run that it belongs to. `run` describes all that the results depend
    /// on, a line each; a folder of another run fails with `invalid` and the line that differs. `partitions`
    /// is taken for a new run. A folder that cannot be told to be of this run, since what says so is not as
    /// it was written, fails with `structure`. Throws for what cannot be written.
    [[nodiscard]] static fhir::Result<WorkFolder> open(std::filesystem::path folder, const std::string& run,
                                                       std::size_t partitions);

    [[nodiscard]] std::size_t partitions() const { return partitions_; }
    [[nodiscard]] unsigned attempt() const { return attempt_; }
    [[nodiscard]] bool is_continued() const { return attempt_ > 1; }
    [[nodiscard]] PartitionFiles partition_files() const;

    [[nodiscard]] fhir::Result<std::optional<UnitReading>> unit(std::size_t unit) const;
    void write_unit(std::size_t unit, const UnitReading& reading) const;
    /// The part is to be read again.
    void forget_unit(std::size_t unit) const;

    /// The counts of a partition that is done; its cards are in `cards_file`, and as they were written.
    [[nodiscard]] fhir::Result<std::optional<Counts>> partition(std::size_t partition) const;
    [[nodiscard]] std::filesystem::path cards_file(std::size_t partition) const;
    /// Where the cards are to be written before the partition is done.
    [[nodiscard]] std::filesystem::path unfinished_cards_file(std::size_t partition) const;
    void write_partition(std::size_t partition, const Counts& counts, const Digest& cards) const;
    /// The partition is to be judged again.
    void forget_partition(std::size_t partition) const;

    /// The folder and all in it are removed.
    void remove() const;

private:
    [[nodiscard]] std::filesystem::path unit_file(std::size_t unit) const;
    [[nodiscard]] std::filesystem::path counts_file(std::size_t partition) const;

    WorkFolder(std::filesystem::path folder, std::size_t partitions, unsigned attempt)
        : folder_(std::move(folder)), partitions_(partitions), attempt_(attempt) {}

    std::filesystem::path folder_;
    std::size_t partitions_ = 1;
    unsigned attempt_ = 1;
};

/// The bytes of a file; nothing if there is none.
[[nodiscard]] std::optional<std::string> content_of(const std::filesystem::path& file);

} // namespace psoas::hooks
