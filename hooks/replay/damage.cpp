#include "hooks/replay/damage.hpp"

#include "hooks/replay/partition_files.hpp"
#include "hooks/replay/workers.hpp"

#include <filesystem>
#include <mutex>
#include <optional>
#include <utility>

namespace psoas::hooks {
namespace {

using Sentences = std::vector<std::string>;

void take_damaged_partitions_away(const WorkFolder& work, Sentences& told) {
    for (std::size_t i = 0; i < work.partitions(); ++i) {
        const fhir::Result<std::optional<Counts>> done = work.partition(i);
        if (done) continue;
        told.push_back(done.error().diagnostics + ": its patients are judged again");
        work.forget_partition(i);
    }
}

/// What is known to have been read, each part by its place.
using Readings = std::vector<std::optional<UnitReading>>;

Readings readings_of(const WorkFolder& work, std::size_t parts, Sentences& told) {
    Readings readings(parts);
    for (std::size_t i = 0; i < parts; ++i) {
        fhir::Result<std::optional<UnitReading>> read = work.unit(i);
        if (read) {
            readings[i] = *std::move(read);
            continue;
        }
        told.push_back(read.error().diagnostics + ": part " + std::to_string(i + 1)
                       + " of the export is read again");
        work.forget_unit(i);
    }
    return readings;
}

/// What the files of patients hold of each part, and the files that hold what was never written.
struct Held {
    std::vector<Tally> parts;
    std::vector<std::filesystem::path> damaged;
};

Held held_of(const WorkFolder& work, const Readings& readings, unsigned threads, StepProgress& progress,
             const StopFlag& stop) {
    const PartitionFiles files = work.partition_files();
    Held all{.parts = std::vector<Tally>(readings.size()), .damaged = {}};
    std::mutex adding;
    work_on_threads(threads, work.partitions(), [&](std::size_t partition) {
        for (unsigned attempt = 1; attempt < work.attempt(); ++attempt) {
            const auto held = held_of_units(files, partition, attempt, readings.size());
            if (!held) continue;
            progress.done += held->bytes;
            const std::lock_guard lock(adding);
            if (!held->is_whole) {
                all.damaged.push_back(files.file(partition, attempt));
                continue;
            }
            for (std::size_t i = 0; i < readings.size(); ++i)
                if (readings[i] && readings[i]->attempt == attempt) all.parts[i].add(held->units[i]);
        }
        return !stop;
    });
    return all;
}

} // namespace

std::vector<std::string> damage_taken_away(const WorkFolder& work, std::size_t parts, unsigned threads,
                                           StepProgress& progress, const StopFlag& stop) {
    Sentences told;
    take_damaged_partitions_away(work, told);
    const Readings readings = readings_of(work, parts, told);
    const Held held = held_of(work, readings, threads, progress, stop);
    if (stop) return told;
    for (const std::filesystem::path& file : held.damaged) {
        told.push_back(file.string() + " is not as it was written: what it held is read again");
        std::filesystem::remove(file);
    }
    for (std::size_t i = 0; i < parts; ++i) {
        if (!readings[i] || readings[i]->put_down == held.parts[i]) continue;
        told.push_back("what was put down of part " + std::to_string(i + 1)
                       + " of the export is not as it was written: it is read again");
        work.forget_unit(i);
    }
    return told;
}

} // namespace psoas::hooks
