#pragma once

#include "fhir/title_words.hpp"
#include "logic/chart.hpp"

#include <cstddef>

namespace psoas::fhir {

/// The side that a title asks for, in words or as a letter beside a region: "L hip", "hip (R)". Left and
/// right are bilateral.
[[nodiscard]] logic::Side side_in(const TitleWords& title);

/// Whether the name of a side begins at a place of a title; letters are none here.
[[nodiscard]] bool begins_side(const TitleWords& title, std::size_t at);

} // namespace psoas::fhir
