#include "hooks/feedback/postgresql_database.hpp"

#include <libpq-fe.h>

#include <algorithm>
#include <array>
#include <memory>

#include <poll.h>

namespace psoas::hooks {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::seconds answer_time{10};
constexpr const char* connect_seconds = "3";

/// Any number, as long as all versions of the program lock the same one: "psoas" in ASCII.
constexpr std::string_view lock_for_migration = "SELECT pg_advisory_xact_lock(482586976627)";

/// libpq's messages end in a line end, and may have several.
std::string one_line_of(const char* message) {
    std::string line(message == nullptr ? "" : message);
    while (!line.empty() && line.back() == '\n')
        line.pop_back();
    std::ranges::replace(line, '\n', ' ');
    return line;
}

using PostgresqlResult = std::unique_ptr<PGresult, decltype(&PQclear)>;

} // namespace

PostgresqlDatabase::PostgresqlDatabase(const std::string& url, DatabaseUse use) {
    // What the URL says counts before what stands above it.
    const std::array keywords{"connect_timeout", "application_name", "dbname",
                              static_cast<const char*>(nullptr)};
    const std::array values{connect_seconds, "psoas-cds", url.c_str(), static_cast<const char*>(nullptr)};
    connection_ = PQconnectdbParams(keywords.data(), values.data(), 1);
    try {
        if (PQstatus(connection_) != CONNECTION_OK) fail(PQerrorMessage(connection_));
        PQsetnonblocking(connection_, 1);
        PQsetNoticeProcessor(
            connection_, [](void*, const char*) {}, nullptr); // not to standard error
        if (use == DatabaseUse::read) {
            execute("SET default_transaction_read_only = on", {});
        } else if (execute("SHOW synchronous_commit", {}).at(0).at(0) == "off") {
            execute("SET synchronous_commit = on", {}); // an acknowledged commit is on disk
        }
    } catch (const DatabaseUnavailable&) {
        PQfinish(connection_);
        throw;
    }
}

PostgresqlDatabase::~PostgresqlDatabase() {
    PQfinish(connection_);
}

std::vector<DatabaseRow> PostgresqlDatabase::execute(std::string_view sql,
                                                     std::span<const std::string> parameters) {
    std::vector<const char*> values;
    for (const std::string& parameter : parameters)
        values.push_back(parameter.c_str());
    if (PQsendQueryParams(connection_, std::string(sql).c_str(), static_cast<int>(values.size()), nullptr,
                          values.data(), nullptr, nullptr, 0)
        != 1)
        fail(PQerrorMessage(connection_));
    wait_for_answer(Clock::now() + answer_time);

    const PostgresqlResult result(PQgetResult(connection_), PQclear);
    while (PGresult* rest = PQgetResult(connection_)) // ends the query
        PQclear(rest);
    const ExecStatusType status = PQresultStatus(result.get());
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
        fail(result ? PQresultErrorMessage(result.get()) : PQerrorMessage(connection_));

    std::vector<DatabaseRow> rows(static_cast<std::size_t>(PQntuples(result.get())));
    for (std::size_t i = 0; i < rows.size(); ++i)
        for (int column = 0; column < PQnfields(result.get()); ++column)
            rows[i].emplace_back(PQgetvalue(result.get(), static_cast<int>(i), column));
    return rows;
}

/// Sends what is left to send and returns once the whole answer is here.
void PostgresqlDatabase::wait_for_answer(Clock::time_point deadline) {
    for (;;) {
        const int unsent = PQflush(connection_);
        if (unsent < 0) fail(PQerrorMessage(connection_));
        if (unsent == 0 && PQisBusy(connection_) == 0) return;

        const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now());
        if (left.count() <= 0) fail("the server does not answer");
        const short events = unsent == 0 ? POLLIN : static_cast<short>(POLLIN | POLLOUT);
        pollfd socket{.fd = PQsocket(connection_), .events = events, .revents = 0};
        (void)::poll(&socket, 1, static_cast<int>(left.count())); // an interruption is looked at again
        if ((socket.revents & (POLLIN | POLLERR | POLLHUP)) != 0 && PQconsumeInput(connection_) != 1)
            fail(PQerrorMessage(connection_));
    }
}

void PostgresqlDatabase::begin() {
    execute("BEGIN", {});
}

void PostgresqlDatabase::begin_alone() {
    execute("BEGIN", {});
    execute(lock_for_migration, {});
}

void PostgresqlDatabase::commit() {
    execute("COMMIT", {});
}

void PostgresqlDatabase::roll_back() noexcept {
    try {
        if (PQtransactionStatus(connection_) != PQTRANS_IDLE) execute("ROLLBACK", {});
    } catch (const std::exception&) { // the connection is lost, and with it the transaction
    }
}

void PostgresqlDatabase::fail(std::string_view words) const {
    throw DatabaseUnavailable("the PostgreSQL database: " + one_line_of(std::string(words).c_str()));
}

} // namespace psoas::hooks
