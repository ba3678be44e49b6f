#pragma once

#include "logic/advice.hpp"
#include "logic/evidence_view.hpp"
#include "logic/finding_set.hpp"
#include "logic/policy.hpp"

#include <chrono>
#include <span>
#include <vector>

namespace psoas::logic {

/// When the question is asked. order-sign is judged like order-select.
enum class Moment : std::uint8_t { patient_view, order_entry };

struct Trace; // logic/trace.hpp

/// What the rules are asked about. Everything referred to must outlive the call.
struct Situation {
    const Chart& chart;
    std::span<const Order> orders; ///< all drafts; empty on patient-view
    Moment moment;
    std::chrono::sys_days as_of;
    const Policy& policy;
    /// Where the rules write down why they are silent; nobody asks on the ordinary request. Never decides.
    Trace* trace = nullptr;
    FindingSet named{chart.evidence}; ///< by the chart, which stays as it is; nobody else sets it
};

/// All advice for a situation, highest rank first, after precedence and fatigue rules (README.md,
/// precedence). Pure and total: the same situation always gives the same advice, and every chart has an
/// answer.
[[nodiscard]] std::vector<Advice> advise(const Situation& situation);

} // namespace psoas::logic
