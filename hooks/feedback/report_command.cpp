#include "hooks/feedback/report_command.hpp"

#include "hooks/feedback/database_place.hpp"
#include "hooks/feedback/feedback_report.hpp"
#include "hooks/feedback/report_request.hpp"

#include <CLI/CLI.hpp>

#include <ostream>
#include <stdexcept>

namespace psoas::hooks {

void declare_report(CLI::App& command, ReportCommand& report, Settings& settings) {
    command.add_option("--from", report.from,
                       "First day of issue, such as 2026-11-01; otherwise 29 days before the last");
    command.add_option("--to", report.to, "Last day of issue; otherwise today");
    CLI::Option* json = command.add_flag("--json", report.json, "Print JSON");
    command.add_flag("--csv", report.csv, "Print CSV, a line for each day, topic and outcome")
        ->excludes(json);
    declare_settings(command, settings);
}

int report(const ReportCommand& command, const Settings& settings, std::ostream& out) {
    const auto today = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
    const fhir::Result<ReportPeriod> period = period_between(command.from, command.to, today);
    if (!period) throw std::runtime_error(period.error().expression + ": " + period.error().diagnostics);
    const DatabasePlace place = database_place(settings.database);
    if (place.kind == DatabasePlace::Kind::none) throw std::runtime_error("no feedback is kept (database)");

    const FeedbackReport read = read_report(*open_database(place, DatabaseUse::read), *period);
    if (command.json)
        out << report_json(read) << '\n';
    else
        out << (command.csv ? report_csv(read) : printed(read));
    return 0;
}

} // namespace psoas::hooks
