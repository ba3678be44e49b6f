#pragma once

#include "hooks/settings.hpp"

#include <iosfwd>
#include <string>

namespace CLI {
class App;
}

namespace psoas::hooks {

/// What `psoas-cds report` is asked for.
struct ReportCommand {
    std::string from{}; ///< a day, as are all of these; empty: the usual period
    std::string to{};
    bool json = false;
    bool csv = false;
};

/// Declares the flags of `psoas-cds report` with those of all settings.
void declare_report(CLI::App& command, ReportCommand& report, Settings& settings);

/// Prints what became of the cards that were issued (P-42). The exit code; throws what makes the database
/// unreadable.
[[nodiscard]] int report(const ReportCommand& command, const Settings& settings, std::ostream& out);

} // namespace psoas::hooks
