#pragma once

#include "logic/chart.hpp"
#include "logic/finding.hpp"

#include <boost/json/object.hpp>

#include <cstddef>
#include <string_view>

namespace psoas::hooks {

/// The name under which an `extension` holds what was read (CDS Hooks 2.0, "Extensions").
inline constexpr const char* findings_extension = "urn:psoas-cds:findings";

/// So many findings are told at most, those with the latest dates; nobody looks through more.
inline constexpr std::size_t most_findings = 1000;

/// What kind a finding is, in the words of logic/finding.hpp: "pain", "red-flag", "examination", "imaging",
/// "treatment" or "other".
[[nodiscard]] std::string_view kind_of(logic::Finding finding);

/// What the service read of a patient, for a page that shows it: `lists`, each prefetch `key` with its
/// `state` (`read`, `cut`, `unreadable`, `not-supplied`), and `findings` from the latest to the earliest,
/// those without a date last. A finding has its `kind`, `what` it is in words, `presence` (`present`,
/// `absent`, `unknown`), and where they are known `certainty` (`unconfirmed`), `course` (`past`), `side`,
/// `text` and `value` as recorded, the dates `onset`, `ended` and `recorded`, the `source` (a prefetch key,
/// or `order`) and the `reference` of its resource. `leftOut` counts those past `most_findings`. Texts are
/// the record's own on one line, not escaped: hostile to whoever takes them for markup.
[[nodiscard]] boost::json::object findings_json(const logic::Chart& chart);

} // namespace psoas::hooks
