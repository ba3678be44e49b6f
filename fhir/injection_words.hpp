#pragma once

#include "fhir/title_words.hpp"
#include "logic/order.hpp"

#include <optional>
#include <string_view>

namespace psoas::fhir {

/// What a title has injected into, `not_stated` where it leaves that open; nothing if it asks for no
/// injection of these rules ("labor epidural", "injection site reaction").
[[nodiscard]] std::optional<logic::InjectionTarget> injection_in(const TitleWords& title);

/// Whether a title in small letters names the level L3: not as the lower end of a space above it, since the
/// L2-3 space is the L2 root's.
[[nodiscard]] bool names_level_l3(std::string_view title);

} // namespace psoas::fhir
