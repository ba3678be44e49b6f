#include "hooks/feedback/feedback_tables.hpp"

#include <array>
#include <cstddef>
#include <string>

namespace psoas::hooks {

namespace {

// Both SQLite and PostgreSQL take it. Times are milliseconds since 1970 in UTC. What a table holds is read
// back as text, so a list is a text too.
constexpr std::array<std::string_view, 5> history{
    R"sql(
CREATE TABLE issued_card (
    card TEXT PRIMARY KEY,
    service TEXT NOT NULL,
    topic TEXT NOT NULL,
    indicator TEXT NOT NULL,
    suggestions TEXT NOT NULL,
    override_reasons TEXT NOT NULL,
    issued_ms BIGINT NOT NULL);
CREATE INDEX issued_card_by_time ON issued_card (issued_ms);
CREATE TABLE feedback (
    card TEXT NOT NULL REFERENCES issued_card (card) ON DELETE CASCADE,
    outcome TEXT NOT NULL,
    accepted_suggestions TEXT NOT NULL,
    override_reason TEXT NOT NULL,
    commented BIGINT NOT NULL,
    outcome_ms BIGINT NOT NULL,
    received_ms BIGINT NOT NULL,
    PRIMARY KEY (card, outcome, outcome_ms, accepted_suggestions, override_reason, commented));
CREATE INDEX feedback_by_arrival ON feedback (received_ms)
)sql",
    R"sql(
ALTER TABLE issued_card ADD COLUMN evidence_hash TEXT NOT NULL DEFAULT '';
ALTER TABLE issued_card ADD COLUMN ordering_hash TEXT NOT NULL DEFAULT '';
CREATE TABLE hash_key (id BIGINT PRIMARY KEY, secret TEXT NOT NULL)
)sql",
    // An outcome that is sent again with another time is no other outcome. The first is kept.
    R"sql(
CREATE TABLE outcome (
    card TEXT NOT NULL REFERENCES issued_card (card) ON DELETE CASCADE,
    outcome TEXT NOT NULL,
    accepted_suggestions TEXT NOT NULL,
    override_reason TEXT NOT NULL,
    commented BIGINT NOT NULL,
    outcome_ms BIGINT NOT NULL,
    received_ms BIGINT NOT NULL,
    PRIMARY KEY (card, outcome, accepted_suggestions, override_reason));
INSERT INTO outcome
    SELECT card, outcome, accepted_suggestions, override_reason, commented, outcome_ms, received_ms
    FROM feedback WHERE TRUE ORDER BY received_ms, outcome_ms
    ON CONFLICT DO NOTHING;
DROP TABLE feedback;
ALTER TABLE outcome RENAME TO feedback;
CREATE INDEX feedback_by_arrival ON feedback (received_ms)
)sql",
    R"sql(
CREATE TABLE used_token (token TEXT PRIMARY KEY, expires_s BIGINT NOT NULL);
CREATE INDEX used_token_by_end ON used_token (expires_s)
)sql",
    R"sql(
ALTER TABLE issued_card ADD COLUMN shown BIGINT NOT NULL DEFAULT 1
)sql",
};

/// How many steps the tables have taken; none where there are no tables.
std::size_t version_of(Database& database) {
    const auto rows = database.execute("SELECT version FROM table_version");
    return rows.empty() ? 0 : std::stoul(rows.front().at(0));
}

[[noreturn]] void refuse_newer(std::size_t version) {
    throw DatabaseUnfit("the database has tables of version " + std::to_string(version)
                        + ", which a newer psoas-cds made; this one knows versions up to "
                        + std::to_string(history.size()));
}

/// Databases take one statement at a time.
void execute_each(Database& database, std::string_view statements) {
    while (!statements.empty()) {
        const std::size_t end = std::min(statements.find(';'), statements.size());
        database.execute(statements.substr(0, end));
        statements.remove_prefix(std::min(end + 1, statements.size()));
    }
}

void take_steps(Database& database) {
    database.execute("CREATE TABLE IF NOT EXISTS table_version (version BIGINT NOT NULL)");
    const std::size_t version = version_of(database);
    if (version > history.size()) refuse_newer(version);
    for (std::size_t step = version; step < history.size(); ++step)
        execute_each(database, history[step]);
    if (version == history.size()) return;
    const std::string now[] = {std::to_string(history.size())};
    database.execute(version == 0 ? "INSERT INTO table_version VALUES ($1)"
                                  : "UPDATE table_version SET version = $1",
                     now);
}

} // namespace

std::span<const std::string_view> table_history() {
    return history;
}

void bring_up_to_date(Database& database) {
    database.begin_alone();
    try {
        take_steps(database);
        database.commit();
    } catch (...) {
        database.roll_back();
        throw;
    }
}

void require_up_to_date(Database& database) {
    std::size_t version = 0;
    try {
        version = version_of(database);
    } catch (const DatabaseUnavailable&) { // there is no such table
    }
    if (version > history.size()) refuse_newer(version);
    if (version < history.size())
        throw DatabaseUnfit("the database has tables of an older psoas-cds; start the service once, which "
                            "brings them up to date");
}

} // namespace psoas::hooks
