#pragma once

#include "hooks/feedback/database.hpp"

#include <chrono>

struct pg_conn;
struct pg_result;

namespace psoas::hooks {

/// A connection to a PostgreSQL server. Nothing waits longer for the server than a limit: a server that does
/// not answer counts as lost, and so does the connection, which is not used again.
class PostgresqlDatabase final : public Database {
public:
    /// `url` as libpq takes it (https://www.postgresql.org/docs/15/libpq-connect.html#LIBPQ-CONNSTRING); what
    /// it leaves open comes from libpq's own environment variables and password file. Throws
    /// `DatabaseUnavailable`.
    PostgresqlDatabase(const std::string& url, DatabaseUse use);
    ~PostgresqlDatabase() override;
    PostgresqlDatabase(const PostgresqlDatabase&) = delete;
    PostgresqlDatabase& operator=(const PostgresqlDatabase&) = delete;

    std::vector<DatabaseRow> execute(std::string_view sql, std::span<const std::string> parameters) override;
    void begin() override;
    void begin_alone() override;
    void commit() override;
    void roll_back() noexcept override;
    [[nodiscard]] std::size_t rows_at_once() const override { return 100; }
    [[nodiscard]] bool is_shared() const override { return true; }

private:
    void wait_for_answer(std::chrono::steady_clock::time_point deadline);
    [[noreturn]] void fail(std::string_view words) const;

    pg_conn* connection_ = nullptr;
};

} // namespace psoas::hooks
