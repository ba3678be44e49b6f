#pragma once

#include "fhir/result.hpp"
#include "hooks/feedback/card_memory.hpp"
#include "hooks/feedback/database.hpp"
#include "hooks/feedback/feedback.hpp"
#include "hooks/feedback/issued_card.hpp"

#include <memory>
#include <span>
#include <string>
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

/// The cards that were issued and what became of them, in a database. Belongs to one thread; each function
/// that writes is called between `begin` and `commit` of the database, and throws what the database does.
class FeedbackStore {
public:
    /// Brings the tables to the newest version. Throws `DatabaseUnfit` if they are newer than this program.
    explicit FeedbackStore(Database& database);

    void record(std::span<const IssuedCard> cards);

    /// Stores all of a batch, or says of the first entry that cannot be why and stores nothing (P-41): a card
    /// that was never issued (or is forgotten) or by another service, a suggestion that is not of the card,
    /// and a time that cannot be true, all of them `value` with the path. What is stored already is not
    /// stored again. Of an override reason the code is kept if the card offered it.
    /// Returns by which hashes the cards are known as answered once it is committed.
    [[nodiscard]] fhir::Result<std::vector<Answer>> take(const FeedbackBatch& batch);

    /// The same for all feedback that was received since.
    [[nodiscard]] std::vector<Answer> answers_since(Milliseconds received);

    /// Forgets cards that were issued earlier, and their feedback: so many at once at most. Returns how many.
    std::size_t forget_before(Milliseconds time, std::size_t most);

private:
    Database& database_;
};

} // namespace psoas::hooks
