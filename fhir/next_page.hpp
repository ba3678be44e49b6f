#pragma once

#include "fhir/resource.hpp"

#include <optional>
#include <string_view>

namespace psoas::fhir {

/// The URL of the page that follows a Bundle, as the Bundle gives it and as long as the resource lives: empty
/// if the Bundle has a link without one. Nothing for the last page and for what is no Bundle
/// (https://hl7.org/fhir/R4/http.html#paging).
[[nodiscard]] std::optional<std::string_view> next_page(const Resource& bundle);

} // namespace psoas::fhir
