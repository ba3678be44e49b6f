#pragma once

#include "fhir/codeable_concept.hpp"
#include "logic/chart.hpp"

#include <string>
#include <string_view>

namespace psoas::fhir {

/// Where in the body something is.
struct BodySite {
    logic::Region region = logic::Region::unspecified;
    logic::Side side = logic::Side::unknown;
    std::string words{}; ///< in small letters, for what is finer than a region ("medial", "psoas")

    friend bool operator==(const BodySite&, const BodySite&) = default;
};

/// The region that words in small letters name; the most specific where they name several. A known region
/// outside the service's scope is `other`, no region is `unspecified`.
[[nodiscard]] logic::Region region_named_in(std::string_view words);

/// DATA-7: what a concept says of side and region by its codes and words: a bodySite, or a diagnosis that
/// names its site.
[[nodiscard]] BodySite body_site(const CodeableConcept& named, const Terminology& terminology);

/// What both say; where they differ, the first counts.
[[nodiscard]] BodySite joined(BodySite first, const BodySite& second);

/// `bodySite`, and the display of R5's `bodyStructure`. Two sides are bilateral.
[[nodiscard]] BodySite read_body_site(Value resource, const Terminology& terminology);

} // namespace psoas::fhir
