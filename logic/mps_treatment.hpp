#pragma once

#include "logic/advise.hpp"

namespace psoas::logic {

/// Adds to a card of "suspected" or "criteria met" what the treatment of the pain may lack, with its rows.
///
/// Each class of medication is found, not found or not available: only a medication list that was read whole
/// can say "not found". Methadone is named where the pain is uncontrolled on an opioid and no methadone is
/// found; never with a prolonged QT interval, in a patient without opioids of this year, or to a
/// minor, whom the dose of the series does not fit. No drug is ever drafted.
///
/// Rows: MPS-TX-1 to MPS-TX-7.
/// Sources: the two seed articles (classes); Takase 2015 (methadone, three patients); Stevens 2010 (blocks).
void add_treatment(const Situation& situation, Advice& advice);

/// MPS-TX-5: radiotherapy of the psoas that the record holds, without that of the other side (DATA-7).
[[nodiscard]] EvidenceView radiotherapy_on(const Situation& situation, Side side);

} // namespace psoas::logic
