#pragma once

#include "logic/advise.hpp"

#include <optional>

namespace psoas::logic {

/// PSO-NEO-1: a mass or neoplasm of the psoas in a record without known cancer: tissue and oncology.
///
/// With cancer it is MPS-C1 and RF-MAL-1. A mass that the record calls an abscess or a haematoma is that, and
/// so is one whose tissue was read as benign; seen again after that it is info, and the card says so.
/// Hedged it is a warning as well, and the card says so (DATA-3). Unknown: a list of conditions that could
/// not be read leaves open whether a cancer is known, and the card names the gap.
///
/// Source: Dr.Oracle, Psoas-Related Pain, 2026, "treatment", neoplasm.
[[nodiscard]] std::optional<Advice> psoas_neoplasm(const Situation& situation);

} // namespace psoas::logic
