#pragma once

#include "fhir/title_words.hpp"
#include "logic/chart.hpp"

#include <cstddef>

namespace psoas::fhir {

/// The region that a title asks for. What stands before a comma counts before what stands after it ("MRI
/// knee, also hip pain"); of several regions one in the service's scope counts. `unspecified` where none is
/// named.
[[nodiscard]] logic::Region region_in(const TitleWords& title);

/// Whether the name of a region begins at a place of a title.
[[nodiscard]] bool begins_region(const TitleWords& title, std::size_t at);

/// Whether a title has abdomen and pelvis in short, as that of a CT or MRI does: "A/P" is a view in that of a
/// radiograph.
[[nodiscard]] bool names_abdomen_and_pelvis_in_short(const TitleWords& title);

} // namespace psoas::fhir
