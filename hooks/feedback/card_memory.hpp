#pragma once

#include "hooks/feedback/answered_cards.hpp"
#include "hooks/feedback/hash_key.hpp"
#include "hooks/feedback/issued_card.hpp"

#include <atomic>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace psoas::hooks {

/// A card was answered: one of its hashes, and when.
struct Answer {
    std::string hash{};
    Milliseconds time{};

    friend bool operator==(const Answer&, const Answer&) = default;
};

/// What hook calls know of the cards that were answered (FAT-2, FAT-3). The writer of the database fills it,
/// and all threads ask it without waiting.
class CardMemory {
public:
    /// The key of the database, once it is known. It stays until the program ends.
    void set_key(const HashKey& key);
    void add(std::span<const Answer> answers);

    /// nullptr until the database was reached for the first time: then no card can be told to be known.
    [[nodiscard]] const HashKey* key() const { return key_known_ ? &key_ : nullptr; }
    [[nodiscard]] std::optional<Milliseconds> answered(std::string_view hash) const {
        return cards_.answered(hash);
    }

private:
    HashKey key_{};
    std::atomic<bool> key_known_ = false;
    AnsweredCards cards_;
};

} // namespace psoas::hooks
