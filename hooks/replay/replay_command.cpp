#include "hooks/replay/replay_command.hpp"

#include "hooks/plain_text.hpp"
#include "hooks/replay/damage.hpp"
#include "hooks/replay/durable_file.hpp"
#include "hooks/replay/export_reading.hpp"
#include "hooks/replay/judging.hpp"
#include "hooks/replay/memory_budget.hpp"
#include "hooks/replay/progress.hpp"
#include "hooks/replay/replay_report.hpp"
#include "hooks/replay/replay_results.hpp"
#include "hooks/replay/workers.hpp"
#include "hooks/settings_in_use.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <array>
#include <fstream>
#include <ostream>
#include <set>
#include <stdexcept>
#include <utility>

#include <sys/resource.h>
#include <unistd.h>

namespace psoas::hooks {
namespace {

namespace fs = std::filesystem;

constexpr int stopped_by_signal = 130;            ///< as shells say of SIGINT
constexpr std::uint64_t part_bytes = 64UL << 20U; ///< of a file that is read at a time

// As in the prefetch of the services; the reasons of orders are no list.
constexpr std::array<const char*, logic::source_count - 1> list_names{
    "Patient",     "Condition", "Observation",    "ImagingStudy",          "DiagnosticReport",
    "medications", "Procedure", "ServiceRequest", "QuestionnaireResponse",
};

template <class T> T required(fhir::Result<T> result) {
    if (!result) throw std::runtime_error(one_line(result.error().diagnostics));
    return *std::move(result);
}

// All that decides what a run finds, a line each, so that another run is not continued with its work.
std::string description(const ReplayCommand& command, const Settings& settings, const ReplayPlan& plan,
                        std::span<const ExportFile> files) {
    std::string text = "psoas-cds " + command.version + "\n";
    for (const ExportFile& file : files) {
        std::error_code error;
        text += "file " + fs::weakly_canonical(file.path, error).string() + " of "
                + std::to_string(file.bytes) + " bytes, changed " + std::to_string(file.changed) + "\n";
    }
    for (const NamedPolicy& policy : plan.policies)
        text += "policy " + policy.name + "\n" + written_policy(policy.policy);
    text += "from " + command.from + "\nto " + command.to + "\nshard " + std::to_string(plan.shard.index + 1)
            + "/" + std::to_string(plan.shard.count) + "\nsummaries " + std::to_string(plan.summaries)
            + "\ncomplete " + std::to_string(command.complete) + "\nmax-depth "
            + std::to_string(settings.json.depth) + "\nvalue-sets " + settings.value_sets + "\n";
    if (settings.value_sets.empty()) return valid_utf8(text);
    std::set<std::string> value_sets;
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(settings.value_sets))
        if (entry.is_regular_file())
            value_sets.insert(entry.path().string() + " changed "
                              + std::to_string(entry.last_write_time().time_since_epoch().count()));
    for (const std::string& line : value_sets)
        text += line + "\n";
    return valid_utf8(text);
}

/// A run with what all of its steps need.
struct Replay {
    const ReplayCommand& command;
    const Settings& settings;
    const ReplayPlan& plan;
    const MemoryBudget& budget;
    std::span<const ExportFile> files;
    const WorkFolder& work;
    std::ostream& err;
    const StopFlag& stop;
    bool terminal = isatty(STDERR_FILENO) == 1;
};

std::string told(const ExportFile& file, const BrokenPlace& broken) {
    return one_line(file.path.string()) + ":" + std::to_string(line_at(file, broken.place)) + ": "
           + one_line(broken.why);
}

/// What reading all parts gave.
struct ExportRead {
    Counts counts;
    Lists lists;
    AttemptOfUnit attempts;
    std::vector<std::string> broken; ///< the first places
};

/// Bytes that all attempts put down of the patients of a partition.
std::uint64_t bytes_put_down(const Replay& run, const PartitionFiles& partitions, std::size_t partition) {
    std::uint64_t all = 0;
    for (unsigned attempt = 1; attempt <= run.work.attempt(); ++attempt) {
        std::error_code error;
        const std::uintmax_t bytes = fs::file_size(partitions.file(partition, attempt), error);
        if (!error) all += bytes;
    }
    return all;
}

std::vector<std::string> damage_taken_away(const Replay& run, std::size_t parts) {
    const PartitionFiles partitions = run.work.partition_files();
    StepProgress progress;
    for (std::size_t i = 0; i < run.work.partitions(); ++i)
        progress.whole += bytes_put_down(run, partitions, i);
    const ProgressDisplay display(run.err, run.terminal, "checking", progress);
    return damage_taken_away(run.work, parts, run.budget.threads, progress, run.stop);
}

// A machine that lost power may have lost what it wrote last: that is done again.
void set_right(const Replay& run, std::size_t parts) {
    constexpr std::size_t most_told = 20;
    const std::vector<std::string> told = damage_taken_away(run, parts);
    for (std::size_t i = 0; i < told.size() && i < most_told; ++i)
        run.err << "psoas-cds replay: " << one_line(told[i]) << '\n';
    if (told.size() > most_told)
        run.err << "psoas-cds replay: and " << told.size() - most_told << " more that are done again\n";
}

void read_export(const Replay& run, std::span<const ExportPart> parts) {
    StepProgress progress;
    for (const ExportFile& file : run.files)
        progress.whole += file.bytes;
    const ProgressDisplay display(run.err, run.terminal, "reading", progress);
    PartitionFiles partitions = run.work.partition_files();
    const ExportReading reading{.files = run.files,
                                .shard = run.plan.shard,
                                .depth = run.settings.json.depth,
                                .buffer_bytes = run.budget.buffer_bytes(run.work.partitions()),
                                .strict = run.command.strict};
    work_on_threads(run.budget.threads, parts.size(), [&](std::size_t i) {
        if (required(run.work.unit(i))) {
            const ExportFile& file = run.files[parts[i].file];
            progress.done += std::min<std::uint64_t>(parts[i].end, file.bytes) - parts[i].begin;
            return !run.stop;
        }
        const auto unit = static_cast<std::uint32_t>(i);
        const auto read = read_part(reading, parts[i], unit, partitions, progress, run.stop);
        if (!read) return false;
        if (run.command.strict && !read->broken.empty())
            throw std::runtime_error(told(run.files[parts[i].file], read->broken.front()));
        run.work.write_unit(i, *read);
        return !run.stop;
    });
}

// Nothing if a part has not been read yet.
std::optional<ExportRead> all_read(const Replay& run, std::span<const ExportPart> parts) {
    constexpr std::size_t most_told = 20;
    ExportRead all;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const std::optional<UnitReading> read = required(run.work.unit(i));
        if (!read) return std::nullopt;
        all.counts.add(read->counts);
        all.lists |= read->lists;
        all.attempts.push_back(read->attempt);
        for (const BrokenPlace& broken : read->broken)
            if (all.broken.size() < most_told) all.broken.push_back(told(run.files[parts[i].file], broken));
    }
    if (all.lists.none())
        throw std::runtime_error("the export holds no resource of a type that is read"
                                 + (all.broken.empty() ? "" : "; " + all.broken.front()));
    return all;
}

bool judge(const Replay& run, const ExportRead& read, const ReadingAids& aids) {
    const PartitionFiles partitions = run.work.partition_files();
    const ExportJudging judging{.work = run.work,
                                .partitions = partitions,
                                .attempts = read.attempts,
                                .supplied = run.command.complete ? ~Lists{} : read.lists,
                                .plan = run.plan,
                                .aids = aids,
                                .most_resources = run.budget.most_resources};
    StepProgress progress;
    std::vector<std::size_t> left;
    for (std::size_t i = 0; i < run.work.partitions(); ++i) {
        if (required(run.work.partition(i))) continue;
        left.push_back(i);
        progress.whole += bytes_put_down(run, partitions, i);
    }
    const ProgressDisplay display(run.err, run.terminal, "judging", progress);
    work_on_threads(run.budget.threads, left.size(), [&](std::size_t i) {
        return judge_partition(judging, left[i], progress, run.stop) && !run.stop;
    });
    return !run.stop;
}

// Partitions are the patients in the order of their hashes, so that their cards follow one another.
Counts gather(const Replay& run, const ExportRead& read, const ResultFolder& results) {
    Counts counts = read.counts;
    const fs::path being_written = unfinished(results.cards());
    std::ofstream cards(being_written, std::ios::binary | std::ios::trunc);
    for (std::size_t i = 0; i < run.work.partitions(); ++i) {
        counts.add(*required(run.work.partition(i)));
        std::error_code error;
        const fs::path file = run.work.cards_file(i);
        if (fs::file_size(file, error) > 0 && !error) cards << std::ifstream(file, std::ios::binary).rdbuf();
    }
    cards.close();
    if (!cards) throw std::runtime_error(results.cards().string() + " cannot be written");
    rename_durably(being_written, results.cards());
    return counts;
}

ReplayRun run_of(const Replay& run, const ExportRead& read, double seconds) {
    ReplayRun about{.version = run.command.version, .shard = run.plan.shard};
    for (const ExportFile& file : run.files)
        about.inputs.push_back({valid_utf8(file.path.filename().string()), file.bytes});
    for (const NamedPolicy& policy : run.plan.policies)
        about.policies.push_back({policy.name, written_policy(policy.policy)});
    about.from = run.command.from;
    about.to = run.command.to;
    about.broken = read.broken;
    for (std::size_t i = 0; i < list_names.size(); ++i)
        if (!read.lists.test(i) && !run.command.complete) about.not_there.emplace_back(list_names[i]);
    about.seconds = seconds;
    return about;
}

double megabytes_in_use_at_most() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_maxrss) * 1024; // Linux counts kilobytes
}

int told_to_stop(const Replay& run, const fs::path& work) {
    run.err << "psoas-cds replay: stopped. The same command line continues; what is done is in "
            << one_line(work.string()) << '\n';
    return stopped_by_signal;
}

void tell_cost(const Replay& run, const Counts& counts, double seconds) {
    std::uint64_t bytes = 0;
    for (const ExportFile& file : run.files)
        bytes += file.bytes;
    const auto per_second = [&](std::uint64_t count) {
        return std::to_string(
            static_cast<std::uint64_t>(static_cast<double>(count) / std::max(seconds, 1e-3)));
    };
    run.err << "psoas-cds replay: " << shown_time(std::chrono::duration<double>(seconds)) << ", "
            << per_second(counts.sum({"", "patients", "all", "", ""})) << " patients/s, "
            << per_second(counts.sum({"", "orders", "", "", ""})) << " orders/s, "
            << shown_bytes(static_cast<double>(bytes) / std::max(seconds, 1e-3)) << "/s; at most "
            << shown_bytes(megabytes_in_use_at_most()) << " of memory\n";
}

} // namespace

void declare_replay(CLI::App& command, ReplayCommand& replay, Settings& settings) {
    command
        .add_option("PATH", replay.paths,
                    "NDJSON (.ndjson), Bundles (.json), either with .gz, folders of these, or - for standard "
                    "input")
        ->required()
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    command.add_option("--out", replay.out, "Folder for the results")
        ->capture_default_str()
        ->type_name("FOLDER");
    command
        .add_option("--work", replay.work, "Folder for what is done so far; otherwise in that of the results")
        ->type_name("FOLDER");
    command
        .add_option("--policy", replay.policies, "Configuration file with [policy] (repeatable), to compare")
        ->type_name("FILE")
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    command.add_option("--from", replay.from, "First day of orders, such as 2026-11-01; otherwise all");
    command.add_option("--to", replay.to, "Last day of orders; otherwise all");
    command.add_option("--shard", replay.shard, "Judge this part of the patients, such as 2/8")
        ->type_name("I/N");
    CLI::Validator size = CLI::AsSizeValue(false);
    command.add_option("--memory", replay.memory, "Memory to use, such as 512MiB")
        ->default_str("512MiB")
        ->type_name("SIZE")
        ->transform(size.description(""));
    command.add_flag("--summaries", replay.summaries,
                     "cards.ndjson has summaries, which may quote what the record calls a finding");
    command.add_flag("--complete", replay.complete,
                     "A list of which the export has nothing counts as empty, and not as not supplied");
    command.add_flag("--strict", replay.strict, "The first line that cannot be read ends the run");
    declare_settings(command, settings);
}

int replay(const ReplayCommand& command, const Settings& settings, std::ostream& out, std::ostream& err,
           const StopFlag& stop) {
    const auto begin = std::chrono::steady_clock::now();
    if (command.memory < least_memory) throw std::runtime_error("--memory: 64MiB is the least");
    const ReplayPlan plan = plan_of(command, settings);
    const std::vector<ExportFile> files = required(export_files(command.paths));
    const fhir::Terminology terminology = terminology_of(settings);
    const fhir::TextReader words;
    const ReadingAids aids{terminology, words, settings.json};
    const MemoryBudget budget = budget_for(files, plan.shard, command.memory, settings.threads);

    const PrivateFiles private_files;
    const ResultFolder results = required(new_results(command.out));
    const fs::path work_path = command.work.empty() ? command.out / "work" : command.work;
    const WorkFolder work =
        required(WorkFolder::open(work_path, description(command, settings, plan, files), budget.partitions));
    const bool from_standard_input = std::ranges::any_of(files, &ExportFile::is_standard_input);
    if (work.is_continued() && from_standard_input)
        throw std::runtime_error("what came on standard input is gone: remove " + one_line(work_path.string())
                                 + " and begin anew");
    if (work.is_continued())
        err << "psoas-cds replay: continues what " << one_line(work_path.string()) << " has\n";
    const Replay run{command, settings, plan, budget, files, work, err, stop};

    const std::vector<ExportPart> parts = parts_of(files, part_bytes);
    if (work.is_continued()) set_right(run, parts.size());
    if (!stop) read_export(run, parts);
    if (stop) return told_to_stop(run, work_path);
    const std::optional<ExportRead> read = all_read(run, parts);
    if (!read || !judge(run, *read, aids)) return told_to_stop(run, work_path);

    const Counts counts = gather(run, *read, results);
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    const ReplayRun about = run_of(run, *read, seconds);
    write_results(results, about, counts);
    work.remove();
    for (const std::string& broken : read->broken)
        err << "psoas-cds replay: " << broken << '\n';
    tell_cost(run, counts, seconds);
    out << printed_report(about, counts) << "Report: " << one_line(results.report().string()) << '\n';
    return 0;
}

} // namespace psoas::hooks
