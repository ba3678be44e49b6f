#pragma once

#include "fhir/result.hpp"
#include "hooks/feedback/card_memory.hpp"
#include "hooks/feedback/database.hpp"
#include "hooks/feedback/feedback.hpp"
#include "hooks/feedback/hash_key.hpp"
#include "hooks/feedback/issued_card.hpp"

#include <chrono>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace psoas::hooks {

/// The feedback of one call.
struct FeedbackBatch {
    std::string service{}; ///< whose address it was posted to
    std::vector<Feedback> feedback{};
    Milliseconds received{};
};

/// How far the clock of a client may be off: an outcome may lie so long before its card, and so long ahead.
inline constexpr std::chrono::hours clock_tolerance_of_outcome{24};

/// So long after it was shown feedback about a card is taken though nobody recorded the card (own: whoever
/// answers later than that, answers another card).
inline constexpr std::chrono::days longest_unrecorded{31};

/// The cards that were issued and what became of them, in a database. Belongs to one thread; each function
/// that writes is called between `begin` and `commit` of the database, and throws what the database does.
class FeedbackStore {
public:
    /// Brings the tables to the newest version. Throws `DatabaseUnfit` if they are newer than this program.
    explicit FeedbackStore(Database& database);

    /// Records cards, in place of what feedback that came before has told of them.
    void record(std::span<const IssuedCard> cards);

    /// Stores all of a batch, or says of the first entry that cannot be why and stores nothing (P-41): a card
    /// that was never issued (or is forgotten) or by another service, a suggestion that is not of the card,
    /// and a time that cannot be true, all of them `value` with the path. A card that is not recorded counts
    /// as issued if its uuid is sealed with the key. Of an override reason the code is kept if the card
    /// offered it.
    ///
    /// An outcome is what became of a card: accepted with these suggestions, or overridden for this reason.
    /// It is stored once, as it first came: sent again, with another time too, it changes nothing. Returns by
    /// which hashes the cards are known as answered once it is committed.
    [[nodiscard]] fhir::Result<std::vector<Answer>> take(const FeedbackBatch& batch, const HashKey& key);

    /// The same for all feedback that was received since.
    [[nodiscard]] std::vector<Answer> answers_since(Milliseconds received);

    /// Forgets cards that were issued earlier, and their feedback: so many at once at most. Returns how many.
    std::size_t forget_before(Milliseconds time, std::size_t most);

private:
    void write(std::span<const IssuedCard> cards, std::string_view on_conflict);

    Database& database_;
};

} // namespace psoas::hooks
