#pragma once

#include "logic/advise.hpp"
#include "logic/presentation.hpp"

#include <chrono>
#include <optional>

namespace psoas::logic {

/// When a sign began, as far as the record says (DATA-5).
struct SignDate {
    std::optional<DateRange> date{};
    /// False: the date only proves that the sign is at least this old.
    bool is_onset = false;
};

/// The earliest date that any evidence of a sign names: it is at least this old.
[[nodiscard]] std::optional<DateRange> known_since(const Situation& situation, const EvidenceView& same_sign);

/// The date of one piece of evidence of a sign that is known since a date.
///
/// An onset is the date. What an observation or report without one names was seen on its day, and began no
/// later than the earliest evidence of the sign. The recording of a condition counts alike from `episode` on,
/// the day the present pain began: what was written down in this episode is taken to be of it. Before that,
/// or where the beginning is not known, it proves only that the sign is at least this old.
[[nodiscard]] SignDate sign_date(const Situation& situation, const Evidence& evidence,
                                 const std::optional<DateRange>& known_since,
                                 const std::optional<std::chrono::sys_days>& episode);

/// The onset of the newest episode of pain, and of other complaints only where no pain is recorded; nothing
/// if unknown.
[[nodiscard]] std::optional<DateRange> pain_onset(const Situation& situation,
                                                  const Presentation& presentation);

/// Whether an observation or report named a sign longer before the present pain began than a sign counts as
/// new: it was another time's. Unknown: without a date of the sign or of the pain it is this one's.
[[nodiscard]] bool is_of_another_time(const Situation& situation, const Presentation& presentation,
                                      const Evidence& sign);

} // namespace psoas::logic
