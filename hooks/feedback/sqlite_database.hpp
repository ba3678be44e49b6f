#pragma once

#include "hooks/feedback/database.hpp"

#include <filesystem>
#include <map>

#include <sys/types.h>

struct sqlite3;
struct sqlite3_stmt;

namespace psoas::hooks {

/// A SQLite file with a write-ahead log that is synced at each commit
/// (https://www.sqlite.org/pragma.html#pragma_synchronous, FULL).
class SqliteDatabase final : public Database {
public:
    /// To write, makes the file (for its owner's eyes only) and the folder that it is in; to read, the file
    /// must be there. Throws `DatabaseUnfit` with the path.
    SqliteDatabase(const std::filesystem::path& path, DatabaseUse use);
    ~SqliteDatabase() override;
    SqliteDatabase(const SqliteDatabase&) = delete;
    SqliteDatabase& operator=(const SqliteDatabase&) = delete;

    std::vector<DatabaseRow> execute(std::string_view sql, std::span<const std::string> parameters) override;
    void begin() override;
    void begin_alone() override;
    void commit() override;
    void roll_back() noexcept override;
    [[nodiscard]] std::size_t rows_at_once() const override { return 1; }
    [[nodiscard]] bool is_shared() const override { return false; }

private:
    [[nodiscard]] sqlite3_stmt* prepared(std::string_view sql);
    [[nodiscard]] bool is_still_there() const;
    [[noreturn]] void fail() const;

    std::filesystem::path path_;
    dev_t device_ = 0; ///< with `inode_`: which file was opened
    ino_t inode_ = 0;
    sqlite3* connection_ = nullptr;
    std::map<std::string, sqlite3_stmt*, std::less<>> statements_;
};

} // namespace psoas::hooks
