#pragma once

#include "fhir/title_words.hpp"
#include "logic/order.hpp"

namespace psoas::fhir {

/// The image guidance that words about an injection ask for: "under fluoro" and "ultrasound" are guidance
/// there. `not_stated` where they leave the choice open ("with or without", "if available").
[[nodiscard]] logic::Guidance guidance_in(const TitleWords& title);

} // namespace psoas::fhir
