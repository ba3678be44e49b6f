#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace psoas::hooks {

/// The database cannot do it now, and may later: the connection is lost, the disk is full, a lock is held.
/// The text is for the log: it names no patient, for none is ever sent to a database.
class DatabaseUnavailable : public std::runtime_error {
    using runtime_error::runtime_error;
};

/// The database can never do it as it is: the path is no database, or a newer program made its tables. The
/// text is meant for the person who started the program.
class DatabaseUnfit : public std::runtime_error {
    using runtime_error::runtime_error;
};

/// A row of an answer: its columns as text.
using DatabaseRow = std::vector<std::string>;

/// One connection to a database, for one thread. The SQL is what SQLite and PostgreSQL have in common, with
/// parameters `$1`, `$2` and so on.
///
/// What fails throws: to a program that keeps records a disk that is full is a machine in trouble. One
/// boundary catches it, `FeedbackWriter`.
class Database {
public:
    virtual ~Database() = default;

    virtual std::vector<DatabaseRow> execute(std::string_view sql,
                                             std::span<const std::string> parameters = {}) = 0;

    /// Begins to write. Whoever else writes to the same SQLite file waits; in PostgreSQL nobody does.
    virtual void begin() = 0;
    /// The same with nobody else in between: for changes of the tables.
    virtual void begin_alone() = 0;
    /// On return what was written since `begin` is on disk and survives the end of the machine's power.
    virtual void commit() = 0;
    virtual void roll_back() noexcept = 0;

    /// How many rows or keys one statement had best have. A server that is far away answers once for all of
    /// them; a file is the quickest with a small statement that stays prepared.
    [[nodiscard]] virtual std::size_t rows_at_once() const = 0;

    /// Whether other processes write to it as a rule, whose records must be looked for.
    [[nodiscard]] virtual bool is_shared() const = 0;
};

/// What a connection is for.
enum class DatabaseUse : unsigned char { write, read };

} // namespace psoas::hooks
