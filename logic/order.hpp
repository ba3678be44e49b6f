#pragma once

#include "logic/chart.hpp"

#include <cstddef>
#include <string>

namespace psoas::logic {

enum class OrderKind : std::uint8_t { unrecognised, imaging, injection, physical_therapy, referral, medication, other };

/// Image guidance of an injection, where the order says so.
enum class Guidance : std::uint8_t { not_stated, none, guided };

/// What an injection is given into, as far as the rules of injections tell it apart.
enum class InjectionTarget : std::uint8_t {
    not_stated,
    iliopsoas_or_hip, ///< the iliopsoas bursa or tendon, or the hip joint
    epidural,         ///< or around a nerve root
    other,            ///< a facet joint, a trigger point, the bursa over the trochanter
};

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
    InjectionTarget target = InjectionTarget::not_stated; ///< of an injection
    bool names_l3 = false; ///< an injection at L3, by its text
    bool reason_recorded = false;
    std::string text{}; ///< the study as ordered; hostile until escaped

    friend bool operator==(const Order&, const Order&) = default;
};

} // namespace psoas::logic
