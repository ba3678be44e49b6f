#pragma once

#include "hooks/feedback/database.hpp"

#include <chrono>
#include <cstddef>
#include <string>
#include <vector>

namespace psoas::hooks {

/// Days of UTC, both included.
struct ReportPeriod {
    std::chrono::sys_days first{};
    std::chrono::sys_days last{};

    friend bool operator==(const ReportPeriod&, const ReportPeriod&) = default;
};

/// The 30 days that end with one.
[[nodiscard]] ReportPeriod usual_period(std::chrono::sys_days today);

/// How many cards of a day and topic had an outcome.
struct OutcomeCount {
    std::chrono::sys_days day{}; ///< on which they were issued
    std::string topic{};
    std::string outcome{}; ///< "accepted", "overridden", "unanswered", "not-shown"
    std::string
        override_reason{}; ///< "system|code" of an offered one; "other", "comment" or "none" otherwise
    std::size_t cards = 0;

    friend bool operator==(const OutcomeCount&, const OutcomeCount&) = default;
};

/// What was issued and what became of it (P-42), in the order of days and topics. Of a card each outcome
/// counts once: accepted if any suggestion of it was, else overridden for the reason that was given last.
struct FeedbackReport {
    ReportPeriod period{};
    std::vector<OutcomeCount> counts{};
};

/// Throws what the database does.
[[nodiscard]] FeedbackReport read_report(Database& database, const ReportPeriod& period);

/// The report for a program: `total`, `topics` and `days`, each with the counts of `issued`, `accepted`,
/// `overridden` and `unanswered`, of `notShown` where the setting `silent` withheld cards, which are not
/// among those issued, the `acceptanceRate` of the cards that were answered, and the `overrideReasons`.
[[nodiscard]] std::string report_json(const FeedbackReport& report);

/// The report for a spreadsheet (RFC 4180): the counts as they are, a line each.
[[nodiscard]] std::string report_csv(const FeedbackReport& report);

/// The report for a person at a terminal.
[[nodiscard]] std::string printed(const FeedbackReport& report);

} // namespace psoas::hooks
