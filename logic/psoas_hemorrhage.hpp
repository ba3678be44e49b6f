#pragma once

#include "logic/advise.hpp"

#include <optional>

namespace psoas::logic {

/// PSO-HEM-1: a haematoma of the psoas that the record names as there. PSO-HEM-2: none reported, but an
/// anticoagulant and acute groin or thigh pain with painful extension of that hip or femoral weakness.
///
/// Both speak for every age (GATE-3). Critical needs confirmed evidence (DATA-3): of PSO-HEM-1 an
/// anticoagulant or a motor deficit of that side, of PSO-HEM-2 femoral weakness or a high INR. Unknown:
/// medications that could not be read whole leave anticoagulation open, and the card of PSO-HEM-1 says so; a
/// normal INR takes nothing away. Pain without a date counts as acute.
///
/// Source: Dr.Oracle, Psoas-Related Pain, 2026, "treatment", haemorrhage; PSO-HEM-2 is our own.
[[nodiscard]] std::optional<Advice> psoas_hemorrhage(const Situation& situation);

} // namespace psoas::logic
