#pragma once

#include "fhir/result.hpp"
#include "hooks/replay/checksum.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace psoas::hooks {

/// The resources of an export, put down by patient: a file holds those whose hashes begin alike, in the order
/// in which threads came to them. Files are opened for each writing, so that there may be thousands.
class PartitionFiles {
public:
    /// `count` is a power of two. `attempt` tells runs apart that were broken off: each has files of its own.
    PartitionFiles(std::filesystem::path folder, std::size_t count, unsigned attempt);

    [[nodiscard]] std::size_t count() const { return count_; }
    [[nodiscard]] std::size_t partition_of(std::uint64_t patient_hash) const;
    /// The file of a partition and an attempt, which need not exist.
    [[nodiscard]] std::filesystem::path file(std::size_t partition, unsigned attempt) const;
    [[nodiscard]] unsigned attempt() const { return attempt_; }

    /// Appends whole records. Throws std::system_error, for a full disk above all.
    void append(std::size_t partition, std::string_view records);

private:
    std::filesystem::path folder_;
    std::size_t count_;
    unsigned attempt_;
    std::vector<std::mutex> writing_;
};

/// Where a resource came from: a part of the export, and the place in its file.
struct Origin {
    std::uint32_t unit = 0;
    std::uint64_t place = 0;

    friend auto operator<=>(const Origin&, const Origin&) = default;
};

/// Collects the resources of one thread until there are enough of a partition to write them.
class PartitionWriter {
public:
    PartitionWriter(PartitionFiles& files, std::size_t buffer_bytes);

    void add(std::string_view patient, std::string_view resource, const Origin& origin);
    /// Writes what is left.
    void flush();
    /// All that was added.
    [[nodiscard]] const Tally& put_down() const { return put_down_; }

private:
    PartitionFiles& files_;
    std::size_t buffer_bytes_;
    std::vector<std::string> buffers_;
    Tally put_down_;
};

/// Which attempt read each part of the export to its end; what others put down of it does not count.
using AttemptOfUnit = std::vector<unsigned>;

/// One patient's resources as they were put down, in the order of the export.
struct PatientRecord {
    std::string patient;
    std::vector<std::string> resources;
    bool cut = false; ///< there were more than are kept
};

/// Bytes of one patient's resources that are kept.
inline constexpr std::size_t most_patient_bytes = 16UL << 20U;

/// Gives the patients of a partition one after the other, in the order of their hashes and then of their ids,
/// and holds one at a time. `taker` says whether it wants more. Fails with `too_long` if the partition has
/// more resources than `most_resources`, and with `structure` if a file is not as it was written.
[[nodiscard]] fhir::Result<void> read_partition(const PartitionFiles& files, std::size_t partition,
                                                const AttemptOfUnit& attempts, std::size_t most_resources,
                                                const std::function<bool(PatientRecord)>& taker);

/// What a file of a partition holds of each part of the export, by its attempt alone.
struct HeldOfUnits {
    std::vector<Tally> units; ///< a place for each part
    std::uint64_t bytes = 0;  ///< that were read
    bool is_whole = true;     ///< false: something in it was never written so, and what follows it is lost
};

/// Reads a file to its end, as far as it is as it was written: that of a run that was killed may end in half
/// a record. Nothing if there is no such file.
[[nodiscard]] std::optional<HeldOfUnits> held_of_units(const PartitionFiles& files, std::size_t partition,
                                                       unsigned attempt, std::size_t units);

/// Bytes that a resource takes in a file beside its text and its patient's id.
inline constexpr std::size_t header_bytes = 24;

/// Bytes that `read_partition` needs for each resource of a partition.
inline constexpr std::size_t index_bytes = 40;

} // namespace psoas::hooks
