#pragma once

#include "hooks/card.hpp"
#include "hooks/service.hpp"

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace psoas::hooks {

using Milliseconds = std::chrono::sys_time<std::chrono::milliseconds>;

/// "system|code", as a card offers it and feedback chooses it.
[[nodiscard]] std::string written_reason(std::string_view system, std::string_view code);

/// What is remembered of a card that left, so that feedback about it is known to be about a card of ours.
/// Nothing of the patient is in it.
struct IssuedCard {
    std::string uuid{};
    std::string service{};                       ///< "psoas-order-select"
    std::string topic{};                         ///< "premature-imaging"
    std::string indicator{};                     ///< "warning"
    std::vector<std::string> suggestions{};      ///< their uuids
    std::vector<std::string> override_reasons{}; ///< as `written_reason` has them
    Milliseconds issued{};

    friend bool operator==(const IssuedCard&, const IssuedCard&) = default;
};

[[nodiscard]] IssuedCard issued_card(const Card& card, const Service& service, Milliseconds now);

} // namespace psoas::hooks
