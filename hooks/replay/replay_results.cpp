#include "hooks/replay/replay_results.hpp"

#include "hooks/replay/durable_file.hpp"
#include "hooks/replay/replay_report.hpp"

#include <system_error>

#include <sys/stat.h>

namespace psoas::hooks {

fhir::Result<ResultFolder> new_results(const std::filesystem::path& folder) {
    using fhir::Issue;
    using fhir::IssueType;
    const ResultFolder results{folder};
    std::error_code error;
    if (std::filesystem::exists(results.counts(), error))
        return Issue{IssueType::invalid, "",
                     folder.string() + " has the results of a replay: remove it, or name another with --out"};
    std::filesystem::create_directories(folder, error);
    if (error || !std::filesystem::is_directory(folder, error))
        return Issue{IssueType::not_found, "", folder.string() + " cannot be made: " + error.message()};
    return results;
}

void write_results(const ResultFolder& results, const ReplayRun& run, const Counts& counts) {
    write_whole(results.report(), html_report(run, counts));
    write_whole(results.run(), written_run(run));
    write_whole(results.counts(), written_counts(counts));
}

PrivateFiles::PrivateFiles() : mask_before_(umask(S_IRWXG | S_IRWXO)) {}
PrivateFiles::~PrivateFiles() {
    umask(static_cast<mode_t>(mask_before_));
}

} // namespace psoas::hooks
