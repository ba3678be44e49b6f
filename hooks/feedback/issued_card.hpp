#pragma once

#include "hooks/card.hpp"
#include "hooks/service.hpp"

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace psoas::hooks {

using Milliseconds = std::chrono::sys_time<std::chrono::milliseconds>;

/// "system|code", as a card offers it and feedback chooses it.
[[nodiscard]] std::string written_reason(std::string_view system, std::string_view code);

/// How a card is known again: keyed hashes of the patient, the topic and the evidence. Both are empty while
/// there is no key.
struct CardHashes {
    std::string evidence{}; ///< FAT-2, on all hooks
    std::string ordering{}; ///< FAT-3: of this order, whatever else is ordered

    friend bool operator==(const CardHashes&, const CardHashes&) = default;
};

/// Whether a card left, or was only recorded (the setting `silent`).
enum class Showing : std::uint8_t { shown, withheld };

/// What is remembered of a card that left, so that feedback about it is known to be about a card of ours.
/// Nothing of the patient is in it that can be read without the key.
struct IssuedCard {
    std::string uuid{};
    std::string service{};                       ///< "psoas-order-select"
    std::string topic{};                         ///< "premature-imaging"
    std::string indicator{};                     ///< "warning"
    std::vector<std::string> suggestions{};      ///< their uuids
    std::vector<std::string> override_reasons{}; ///< as `written_reason` has them
    Milliseconds issued{};
    CardHashes hashes{};
    Showing showing = Showing::shown;

    friend bool operator==(const IssuedCard&, const IssuedCard&) = default;
};

[[nodiscard]] IssuedCard issued_card(const Card& card, const Service& service, const CardHashes& hashes,
                                     Milliseconds now, Showing showing = Showing::shown);

} // namespace psoas::hooks
