#pragma once

#include "logic/chart.hpp"

#include <cstddef>
#include <string>

namespace psoas::logic {

enum class OrderKind : std::uint8_t { unrecognised, imaging, injection, physical_therapy, referral, medication, other };

/// Image guidance of an injection, where the order says so.
enum class Guidance : std::uint8_t { not_stated, none, guided };

/// A draft order. Its reasons are evidence in the chart with `Source::order_reason` and the order's reference.
struct Order {
    std::string reference{}; ///< "ServiceRequest/1"
    std::size_t draft = 0; ///< place in `context.draftOrders.entry`
    bool selected = false; ///< judged (GATE-2); the others are background
    OrderKind kind = OrderKind::unrecognised;
    Modality modality = Modality::unknown;
    Region region = Region::unspecified;
    Side side = Side::unknown;
    Contrast contrast = Contrast::not_stated;
    Guidance guidance = Guidance::not_stated;
    bool reason_recorded = false;
    std::string text{}; ///< the study as ordered; hostile until escaped

    friend bool operator==(const Order&, const Order&) = default;
};

} // namespace psoas::logic
