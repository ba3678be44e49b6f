#include "hooks/feedback/feedback_store.hpp"

#include "hooks/feedback/card_seal.hpp"
#include "hooks/feedback/feedback_tables.hpp"

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

namespace psoas::hooks {

namespace {

using fhir::Issue;
using fhir::IssueType;

/// Separates uuids in a column, and reasons in another: no uuid holds a space, and none of our codes a line
/// end.
constexpr char uuid_separator = ' ';
constexpr char reason_separator = '\n';

std::string joined(const std::vector<std::string>& parts, char separator) {
    std::string text;
    for (const std::string& part : parts)
        text.append(text.empty() ? "" : std::string(1, separator)).append(part);
    return text;
}

std::vector<std::string> split(std::string_view text, char separator) {
    std::vector<std::string> parts;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(separator), text.size());
        parts.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return parts;
}

std::string milliseconds_of(Milliseconds time) {
    return std::to_string(time.time_since_epoch().count());
}

Milliseconds time_of(const std::string& milliseconds) {
    return Milliseconds(std::chrono::milliseconds(std::stoll(milliseconds)));
}

/// "($1,$2),($3,$4)" for two rows of two.
std::string placeholders(std::size_t rows, std::size_t columns) {
    std::string text;
    std::size_t number = 0;
    for (std::size_t row = 0; row < rows; ++row) {
        text += row == 0 ? "(" : ",(";
        for (std::size_t column = 0; column < columns; ++column)
            text.append(column == 0 ? "$" : ",$").append(std::to_string(++number));
        text += ')';
    }
    return text;
}

/// Inserts rows, several with each statement. `end` says what becomes of those that are there already, and
/// which columns of the others are returned.
std::vector<DatabaseRow> insert(Database& database, std::string_view table_with_columns,
                                const std::vector<DatabaseRow>& rows, std::string_view end_of_statement) {
    const std::size_t rows_at_once = database.rows_at_once();
    std::vector<DatabaseRow> returned;
    std::vector<std::string> values;
    std::string statement;
    for (std::size_t begin = 0, rows_in_statement = 0; begin < rows.size(); begin += rows_at_once) {
        const std::size_t count = std::min(rows_at_once, rows.size() - begin);
        if (count != std::exchange(rows_in_statement, count))
            statement = "INSERT INTO " + std::string(table_with_columns) + " VALUES "
                        + placeholders(count, rows[begin].size()) + std::string(end_of_statement);
        values.clear();
        for (std::size_t i = begin; i < begin + count; ++i)
            values.insert(values.end(), rows[i].begin(), rows[i].end());
        const auto some = database.execute(statement, values);
        returned.insert(returned.end(), some.begin(), some.end());
    }
    return returned;
}

/// What a batch is held against.
using KnownCards = std::map<std::string, IssuedCard>;

/// The shape of a uuid: whatever else a client names was not issued, and need not be looked for.
bool has_shape_of_uuid(std::string_view text) {
    constexpr std::string_view shape = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
    return std::ranges::equal(text, shape, [](char c, char wanted) {
        const bool is_hexadecimal = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
        return wanted == '-' ? c == '-' : is_hexadecimal;
    });
}

KnownCards recorded_cards(Database& database, const std::vector<Feedback>& feedback) {
    std::vector<std::string> uuids;
    for (const Feedback& each : feedback)
        if (has_shape_of_uuid(each.card)) uuids.push_back(each.card);
    std::ranges::sort(uuids);
    uuids.erase(std::ranges::unique(uuids).begin(), uuids.end());

    KnownCards known;
    const std::span<const std::string> all(uuids);
    const std::size_t rows_at_once = database.rows_at_once();
    for (std::size_t begin = 0; begin < uuids.size(); begin += rows_at_once) {
        const auto some = all.subspan(begin, std::min(rows_at_once, uuids.size() - begin));
        const auto rows = database.execute(
            "SELECT card, service, topic, indicator, suggestions, override_reasons, issued_ms, "
            "evidence_hash, ordering_hash, shown "
            "FROM issued_card WHERE card IN "
                + placeholders(1, some.size()),
            some);
        for (const DatabaseRow& row : rows)
            known[row.at(0)] = {row.at(0),
                                row.at(1),
                                row.at(2),
                                row.at(3),
                                split(row.at(4), uuid_separator),
                                split(row.at(5), reason_separator),
                                time_of(row.at(6)),
                                {row.at(7), row.at(8)},
                                row.at(9) == "0" ? Showing::withheld : Showing::shown};
    }
    return known;
}

/// Cards of ours that were shown and whose record was lost, or is not here yet.
std::vector<IssuedCard> unrecorded_cards(const FeedbackBatch& batch, const KnownCards& recorded,
                                         const HashKey& key) {
    std::vector<IssuedCard> cards;
    for (const Feedback& each : batch.feedback) {
        if (recorded.contains(each.card)) continue;
        std::optional<IssuedCard> card = told_by_seal(each.card, key);
        if (!card || card->issued < batch.received - longest_unrecorded) continue;
        std::ranges::sort(card->suggestions);
        cards.push_back(*std::move(card));
    }
    return cards;
}

std::optional<Issue> defect_of(const Feedback& feedback, std::size_t index, const IssuedCard* card,
                               const FeedbackBatch& batch) {
    if (card == nullptr || card->showing == Showing::withheld)
        return Issue{IssueType::value, path_in_feedback(index, "card"),
                     "This service issued no such card, or it was so long ago that it is forgotten; nothing "
                     "of the feedback is stored"};
    if (card->service != batch.service)
        return Issue{IssueType::value, path_in_feedback(index, "card"),
                     "Another service issued this card; nothing of the feedback is stored"};
    if (!std::ranges::includes(card->suggestions, feedback.accepted_suggestions))
        return Issue{IssueType::value, path_in_feedback(index, "acceptedSuggestions"),
                     "The card has no such suggestion; nothing of the feedback is stored"};
    if (feedback.time > batch.received + clock_tolerance_of_outcome
        || feedback.time < card->issued - clock_tolerance_of_outcome)
        return Issue{IssueType::value, path_in_feedback(index, "outcomeTimestamp"),
                     "The time lies in the future, or before the card was issued; nothing of the feedback is "
                     "stored"};
    return std::nullopt;
}

/// The reason as the card offered it. Clients may leave out the system. Other codes are a client's words, of
/// which nobody knows what they hold.
std::string kept_reason(const ChosenReason& chosen, const IssuedCard& card) {
    if (chosen.code.empty()) return {};
    for (const std::string& offered : card.override_reasons) {
        const bool same = chosen.system.empty() ? offered.ends_with("|" + chosen.code)
                                                : offered == written_reason(chosen.system, chosen.code);
        if (same) return offered;
    }
    return std::string(reason_not_offered);
}

/// FAT-2: an answer of either kind on any hook. FAT-3: what was overridden at order-select.
void add_answers(std::vector<Answer>& answers, const CardHashes& hashes, std::string_view service,
                 std::string_view outcome, Milliseconds time) {
    if (!hashes.evidence.empty()) answers.push_back({hashes.evidence, time});
    const bool at_order_select = service == service_of(Hook::order_select).id;
    if (!hashes.ordering.empty() && at_order_select && outcome == code(FeedbackOutcome::overridden))
        answers.push_back({hashes.ordering, time});
}

} // namespace

FeedbackStore::FeedbackStore(Database& database) : database_(database) {
    bring_up_to_date(database_);
}

void FeedbackStore::record(std::span<const IssuedCard> cards) {
    // What feedback told of a card gives way to what is known of it.
    write(cards, " ON CONFLICT (card) DO UPDATE SET suggestions = excluded.suggestions, override_reasons = "
                 "excluded.override_reasons, issued_ms = excluded.issued_ms, evidence_hash = "
                 "excluded.evidence_hash, ordering_hash = excluded.ordering_hash, shown = excluded.shown");
}

void FeedbackStore::write(std::span<const IssuedCard> cards, std::string_view on_conflict) {
    std::vector<DatabaseRow> rows;
    for (const IssuedCard& card : cards) {
        std::vector<std::string> suggestions = card.suggestions;
        std::ranges::sort(suggestions);
        rows.push_back({card.uuid, card.service, card.topic, card.indicator,
                        joined(suggestions, uuid_separator), joined(card.override_reasons, reason_separator),
                        milliseconds_of(card.issued), card.hashes.evidence, card.hashes.ordering,
                        card.showing == Showing::shown ? "1" : "0"});
    }
    insert(database_,
           "issued_card (card, service, topic, indicator, suggestions, override_reasons, issued_ms, "
           "evidence_hash, ordering_hash, shown)",
           rows, on_conflict);
}

fhir::Result<std::vector<Answer>> FeedbackStore::take(const FeedbackBatch& batch, const HashKey& key) {
    KnownCards known = recorded_cards(database_, batch.feedback);
    const std::vector<IssuedCard> unrecorded = unrecorded_cards(batch, known, key);
    for (const IssuedCard& card : unrecorded)
        known.emplace(card.uuid, card);

    std::vector<DatabaseRow> rows;
    for (std::size_t i = 0; i < batch.feedback.size(); ++i) {
        const Feedback& feedback = batch.feedback[i];
        const auto card = known.find(feedback.card);
        const IssuedCard* const found = card == known.end() ? nullptr : &card->second;
        if (std::optional<Issue> defect = defect_of(feedback, i, found, batch)) return *std::move(defect);
        rows.push_back({feedback.card, std::string(code(feedback.outcome)),
                        joined(feedback.accepted_suggestions, uuid_separator),
                        kept_reason(feedback.reason, card->second), feedback.commented ? "1" : "0",
                        milliseconds_of(feedback.time), milliseconds_of(batch.received)});
    }
    write(unrecorded, " ON CONFLICT DO NOTHING");
    const auto stored = insert(database_,
                               "feedback (card, outcome, accepted_suggestions, override_reason, commented, "
                               "outcome_ms, received_ms)",
                               rows, " ON CONFLICT DO NOTHING RETURNING card, outcome, outcome_ms");
    std::vector<Answer> answers;
    for (const DatabaseRow& row : stored) {
        const IssuedCard& card = known.at(row.at(0));
        add_answers(answers, card.hashes, card.service, row.at(1),
                    std::min(time_of(row.at(2)), batch.received));
    }
    return answers;
}

std::vector<Answer> FeedbackStore::answers_since(Milliseconds received) {
    const std::string values[] = {milliseconds_of(received)};
    std::vector<Answer> answers;
    for (const DatabaseRow& row : database_.execute(
             "SELECT issued_card.evidence_hash, issued_card.ordering_hash, issued_card.service, "
             "feedback.outcome, feedback.outcome_ms, feedback.received_ms FROM feedback "
             "JOIN issued_card ON issued_card.card = feedback.card WHERE feedback.received_ms >= $1",
             values))
        add_answers(answers, {row.at(0), row.at(1)}, row.at(2), row.at(3),
                    std::min(time_of(row.at(4)), time_of(row.at(5))));
    return answers;
}

std::size_t FeedbackStore::forget_before(Milliseconds time, std::size_t most) {
    const std::string values[] = {milliseconds_of(time)};
    return database_
        .execute("DELETE FROM issued_card WHERE card IN (SELECT card FROM issued_card WHERE issued_ms < $1 "
                 "LIMIT "
                     + std::to_string(most) + ") RETURNING card",
                 values)
        .size();
}

} // namespace psoas::hooks
