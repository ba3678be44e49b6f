#include "hooks/replay/merge_command.hpp"

#include "hooks/plain_text.hpp"
#include "hooks/replay/patient_hash.hpp"
#include "hooks/replay/replay_report.hpp"
#include "hooks/replay/replay_results.hpp"
#include "hooks/replay/work_folder.hpp"

#include <CLI/CLI.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/string.hpp>

#include <algorithm>
#include <fstream>
#include <memory>
#include <ostream>
#include <queue>
#include <set>
#include <stdexcept>
#include <string>
#include <tuple>
#include <utility>

namespace psoas::hooks {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void refuse(const fs::path& path, const std::string& why) {
    throw std::runtime_error(one_line(path.string()) + " " + why);
}

std::string text_of(const fs::path& file) {
    const auto text = content_of(file);
    if (!text) refuse(file, "cannot be read: is the folder that of a finished replay?");
    return *text;
}

/// The results of a shard.
struct ShardResults {
    ResultFolder folder;
    ReplayRun run;
    Counts counts;
};

ShardResults results_in(const fs::path& path) {
    const ResultFolder folder{path};
    const fhir::Result<ReplayRun> run = read_run(text_of(folder.run()));
    if (!run) refuse(folder.run(), run.error().diagnostics);
    const fhir::Result<Counts> counts = read_counts(text_of(folder.counts()));
    if (!counts) refuse(folder.counts(), ": " + counts.error().diagnostics);
    return {folder, *run, *counts};
}

void refuse_other_runs(const std::vector<ShardResults>& shards) {
    std::set<unsigned> seen;
    const ReplayRun& first = shards.front().run;
    for (const ShardResults& shard : shards) {
        if (!first.is_of_same_run(shard.run))
            refuse(shard.folder.folder, "is of another run than "
                                            + one_line(shards.front().folder.folder.string())
                                            + ": other files, policies, days, version or number of shards");
        if (!seen.insert(shard.run.shard.index).second)
            refuse(shard.folder.folder,
                   "has shard " + std::to_string(shard.run.shard.index + 1) + ", which is here twice");
    }
    for (unsigned i = 0; i < first.shard.count; ++i)
        if (!seen.contains(i))
            throw std::runtime_error("shard " + std::to_string(i + 1) + " of "
                                     + std::to_string(first.shard.count) + " is missing");
}

/// The lines of a shard's cards, which have the order of `patient_hash`.
class CardLines {
public:
    explicit CardLines(const fs::path& file) : stream_(file, std::ios::binary) {
        if (!stream_) refuse(file, "cannot be read");
    }
    /// The next line. False at the end.
    bool next() {
        if (!std::getline(stream_, line_)) return false;
        boost::system::error_code error;
        const boost::json::value card = boost::json::parse(line_, error);
        const boost::json::value* const id =
            error || !card.is_object() ? nullptr : card.get_object().if_contains("patient");
        if (id == nullptr || !id->is_string())
            throw std::runtime_error("a line of cards.ndjson has no patient");
        patient_ = std::string(id->get_string());
        hash_ = patient_hash(patient_);
        return true;
    }
    [[nodiscard]] const std::string& line() const { return line_; }
    [[nodiscard]] auto order() const { return std::tie(hash_, patient_); }

private:
    std::ifstream stream_;
    std::string line_;
    std::string patient_;
    std::uint64_t hash_ = 0;
};

void merge_cards(const std::vector<ShardResults>& shards, const fs::path& out) {
    std::ofstream merged(out, std::ios::binary | std::ios::trunc);
    const auto is_later = [](const auto& one, const auto& other) { return one->order() > other->order(); };
    std::priority_queue<std::shared_ptr<CardLines>, std::vector<std::shared_ptr<CardLines>>,
                        decltype(is_later)>
        next(is_later);
    for (const ShardResults& shard : shards)
        if (const auto lines = std::make_shared<CardLines>(shard.folder.cards()); lines->next())
            next.push(lines);
    while (!next.empty()) {
        const std::shared_ptr<CardLines> lines = next.top();
        next.pop();
        merged << lines->line() << '\n';
        if (lines->next()) next.push(lines);
    }
    merged.close();
    if (!merged) refuse(out, "cannot be written");
}

} // namespace

void declare_merge(CLI::App& command, MergeCommand& merge) {
    command.add_option("FOLDER", merge.folders, "Results of the shards of a replay, all of them")
        ->required()
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    command.add_option("--out", merge.out, "Folder for the results")
        ->capture_default_str()
        ->type_name("FOLDER");
}

int merge_replays(const MergeCommand& command, std::ostream& out) {
    std::vector<ShardResults> shards;
    for (const fs::path& folder : command.folders)
        shards.push_back(results_in(folder));
    refuse_other_runs(shards);

    const PrivateFiles private_files;
    const fhir::Result<ResultFolder> results = new_results(command.out);
    if (!results) throw std::runtime_error(one_line(results.error().diagnostics));
    merge_cards(shards, results->cards());
    ReplayRun run = shards.front().run;
    Counts counts;
    run.seconds = 0;
    for (const ShardResults& shard : shards) {
        counts.add(shard.counts);
        run.seconds += shard.run.seconds;
        // What belongs to no patient is told by the first shard.
        if (shard.run.shard.index == 0) run.broken = shard.run.broken;
    }
    run.shard = {};
    write_results(*results, run, counts);
    out << printed_report(run, counts) << "Report: " << one_line(results->report().string()) << '\n';
    return 0;
}

} // namespace psoas::hooks
