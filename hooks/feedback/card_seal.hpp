#pragma once

#include "hooks/card.hpp"
#include "hooks/feedback/hash_key.hpp"
#include "hooks/feedback/issued_card.hpp"
#include "hooks/service.hpp"

#include <optional>
#include <span>
#include <string_view>

namespace psoas::hooks {

/// Gives cards uuids by which they can be told to be ours though nobody recorded them: a service that is
/// killed right after its answer left loses the record and not the feedback (P-41).
///
/// A card's uuid is of version 8 (RFC 9562): the day (UTC), service, indicator and topic, which the card says
/// anyway, then 46 random bits, and as its last 12 digits the keyed hash of those before. Each suggestion's
/// is the keyed hash of the card's and its place.
void seal(std::span<Card> cards, Hook hook, Milliseconds now, const HashKey& key);

/// What the uuid of a sealed card tells, with all suggestions and override reasons that it may have had, at
/// the beginning of its day, and without hashes. Nothing for a uuid that this key has not sealed.
[[nodiscard]] std::optional<IssuedCard> told_by_seal(std::string_view uuid, const HashKey& key);

} // namespace psoas::hooks
