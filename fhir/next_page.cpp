#include "fhir/next_page.hpp"

namespace psoas::fhir {

std::optional<std::string_view> next_page(const Resource& bundle) {
    if (bundle.type() != "Bundle") return std::nullopt;
    for (const Value link : bundle[Element::link].items())
        if (link[Element::relation].text() == "next") return link[Element::url].text();
    return std::nullopt;
}

} // namespace psoas::fhir
