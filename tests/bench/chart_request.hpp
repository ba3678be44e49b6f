#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace psoas::bench {

/// What the MRI is of that an order selects.
enum class Study : std::uint8_t { lumbar_spine, brain };

/// An order-select request about a chart that makes it some `bytes` long.
///
/// Day 5 of back pain with an MRI selected, and around it what charts are full of: laboratory results and
/// vital signs, in the shape that Synthea gives them. If the MRI is one of the brain there is nothing to say
/// of it. The same size gives the same bytes.
[[nodiscard]] std::string chart_request(std::size_t bytes, Study selected);

} // namespace psoas::bench
