#include "hooks/replay/judging.hpp"

#include "hooks/replay/patient_replay.hpp"

#include <fstream>
#include <stdexcept>

namespace psoas::hooks {

bool judge_partition(const ExportJudging& judging, std::size_t partition, StepProgress& progress,
                     const StopFlag& stop) {
    const std::filesystem::path file = judging.work.unfinished_cards_file(partition);
    std::ofstream cards(file, std::ios::binary | std::ios::trunc);
    Counts counts;
    Digest written;
    const fhir::Result<void> read =
        read_partition(judging.partitions, partition, judging.attempts, judging.most_resources,
                       [&](const PatientRecord& record) {
                           const PatientReplay replay =
                               replayed(record, judging.supplied, judging.plan, judging.aids);
                           cards << replay.cards;
                           written.add(replay.cards);
                           counts.add(replay.counts);
                           for (const std::string& resource : record.resources)
                               progress.done += header_bytes + record.patient.size() + resource.size();
                           ++progress.patients;
                           progress.exams += replay.exams;
                           return !stop;
                       });
    if (!read) throw std::runtime_error(read.error().diagnostics);
    if (stop) return false;
    cards.close();
    if (!cards) throw std::runtime_error(file.string() + " cannot be written");
    judging.work.write_partition(partition, counts, written);
    return true;
}

} // namespace psoas::hooks
