#pragma once

#include "logic/advise.hpp"
#include "logic/presentation.hpp"

#include <optional>

namespace psoas::logic {

/// Whether an order is for an injection around the iliopsoas, into the hip joint or into the epidural space,
/// of which the rules of injections speak.
[[nodiscard]] bool is_guided_kind_of_injection(const Order& order);

/// Advises image guidance for an injection around the iliopsoas or spine that is ordered without it: a
/// warning where the order says so, information where it says nothing. Silent where guidance is drafted
/// beside it.
///
/// Row: INJ-1.
/// Source: Dr.Oracle, Psoas-Related Pain, 2026: injections should always be image-guided.
[[nodiscard]] std::optional<Advice> injection_guidance(const Situation& situation, const Order& order,
                                                       const Presentation& presentation);

} // namespace psoas::logic
