#pragma once

#include "logic/advise.hpp"

#include <chrono>
#include <optional>
#include <vector>

namespace psoas::logic {

/// Why the patient is seen, as far as this service is concerned (GATE-1, DATA-5).
struct Presentation {
    std::vector<Evidence> complaints{}; ///< active pains, hip-flexion and psoas findings, newest episode first
    bool relevant = false;            ///< GATE-1 lets the rules run
    bool low_back_pain = false;
    bool hip_groin_or_psoas = false;  ///< hip, groin, thigh or psoas-related: radiograph-first applies
    /// Time since the onset of the newest active episode; nothing if unknown.
    std::optional<std::chrono::days> duration{};
    /// A recorded date proves that it has lasted at least this long (DATA-5).
    std::optional<std::chrono::days> lasted_at_least{};
    Side side = Side::unknown;
};

[[nodiscard]] Presentation presentation(const Situation& situation);

} // namespace psoas::logic
