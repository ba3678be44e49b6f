#pragma once

#include "hooks/card.hpp"
#include "hooks/feedback/card_memory.hpp"
#include "hooks/hook_request.hpp"
#include "logic/advice.hpp"

#include <chrono>
#include <span>
#include <string>
#include <vector>

namespace psoas::hooks {

/// FAT-2: so long an unchanged card that was answered is not shown again. A critical one always is.
[[nodiscard]] std::chrono::milliseconds silence_after_answer(logic::Indicator indicator);

/// FAT-3: so long order-sign takes an order-select card as overridden in the same ordering (own: longer than
/// a visit takes, shorter than the time to the next).
inline constexpr std::chrono::hours same_ordering{1};

/// The longest that any answer matters.
inline constexpr std::chrono::days longest_silence{14};

/// The patient counts by id, the FHIR server's address and whose token the call has. A card that says that
/// the patient or the conditions were not read whole is another than the one that could rest on them (P-08).
[[nodiscard]] CardHashes card_hashes(const HashKey& key, const HookRequest& request,
                                     const logic::Advice& advice);

/// Which cards of one hook call were answered, and how those that are shown will be known again.
class Repetition {
public:
    /// `memory` and `request` outlive it.
    Repetition(const CardMemory& memory, const HookRequest& request, Milliseconds now)
        : memory_(memory), request_(request), now_(now) {}

    /// Was this advice answered, so that it is not given now? Asked as `logic::IsAnswered` is.
    [[nodiscard]] bool is_answered(const logic::Advice& advice);

    /// Gives the cards uuids that tell that they are ours, once there is a key.
    void seal(std::span<Card> cards) const;

    /// Of the advice that was not, in its order.
    [[nodiscard]] const std::vector<CardHashes>& shown() const { return shown_; }

private:
    [[nodiscard]] bool was_within(std::string_view hash, std::chrono::milliseconds time) const;

    const CardMemory& memory_;
    const HookRequest& request_;
    Milliseconds now_;
    std::vector<CardHashes> shown_;
};

} // namespace psoas::hooks
