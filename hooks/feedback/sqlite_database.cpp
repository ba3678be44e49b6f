#include "hooks/feedback/sqlite_database.hpp"

#include <sqlite3.h>

#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace psoas::hooks {

namespace {

/// How long a commit waits for another process that writes, `psoas-cds report` never among them.
constexpr int busy_milliseconds = 3000;

std::string error_of(const std::filesystem::path& path, std::string_view what) {
    return "the database " + path.string() + ": " + std::string(what);
}

/// SQLite would make the file readable for everybody that the umask lets.
void make_file(const std::filesystem::path& path) {
    std::error_code ignored;
    if (path.has_parent_path()) std::filesystem::create_directories(path.parent_path(), ignored);
    const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (file < 0) {
        const std::error_code error(errno, std::system_category());
        throw DatabaseUnfit(error_of(path, "cannot be opened: " + error.message()));
    }
    ::close(file);
}

/// Ends a use of a statement, so that it can be used again and holds no lock.
struct Reset {
    void operator()(sqlite3_stmt* statement) const {
        sqlite3_reset(statement);
        sqlite3_clear_bindings(statement);
    }
};

} // namespace

SqliteDatabase::SqliteDatabase(const std::filesystem::path& path, DatabaseUse use) : path_(path) {
    if (use == DatabaseUse::write) make_file(path);
    std::error_code ignored;
    if (use == DatabaseUse::read && !std::filesystem::exists(path, ignored))
        throw DatabaseUnfit(error_of(path,
                                     "there is no such file; 'psoas-cds serve' makes it, and --database "
                                     "names another"));
    const int mode = use == DatabaseUse::write ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY;
    const int opened = sqlite3_open_v2(path.c_str(), &connection_, mode | SQLITE_OPEN_NOMUTEX, nullptr);
    try {
        if (opened != SQLITE_OK) fail();
        struct stat file {};
        if (::stat(path.c_str(), &file) == 0) {
            device_ = file.st_dev;
            inode_ = file.st_ino;
        }
        sqlite3_busy_timeout(connection_, busy_milliseconds);
        execute("PRAGMA foreign_keys = ON", {});
        execute("SELECT COUNT(*) FROM sqlite_schema", {}); // it is a database
        if (use == DatabaseUse::read) return;
        execute("PRAGMA journal_mode = WAL", {});
        execute("PRAGMA synchronous = FULL", {});
    } catch (const DatabaseUnavailable& error) {
        const std::string words = error.what();
        for (const auto& [sql, statement] : statements_)
            sqlite3_finalize(statement);
        sqlite3_close(connection_);
        throw DatabaseUnfit(words);
    }
}

SqliteDatabase::~SqliteDatabase() {
    for (const auto& [sql, statement] : statements_)
        sqlite3_finalize(statement);
    sqlite3_close(connection_);
}

std::vector<DatabaseRow> SqliteDatabase::execute(std::string_view sql,
                                                 std::span<const std::string> parameters) {
    const std::unique_ptr<sqlite3_stmt, Reset> statement(prepared(sql));
    for (std::size_t i = 0; i < parameters.size(); ++i) {
        const int place =
            sqlite3_bind_parameter_index(statement.get(), ("$" + std::to_string(i + 1)).c_str());
        // The text outlives the use of the statement.
        if (sqlite3_bind_text64(statement.get(), place, parameters[i].data(), parameters[i].size(),
                                SQLITE_STATIC, SQLITE_UTF8)
            != SQLITE_OK)
            fail();
    }
    std::vector<DatabaseRow> rows;
    for (;;) {
        const int step = sqlite3_step(statement.get());
        if (step == SQLITE_DONE) return rows;
        if (step != SQLITE_ROW) fail();
        DatabaseRow& row = rows.emplace_back();
        for (int i = 0; i < sqlite3_column_count(statement.get()); ++i) {
            const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement.get(), i));
            row.emplace_back(text == nullptr ? "" : text);
        }
    }
}

sqlite3_stmt* SqliteDatabase::prepared(std::string_view sql) {
    if (const auto known = statements_.find(sql); known != statements_.end()) return known->second;
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v3(connection_, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT,
                           &statement, nullptr)
        != SQLITE_OK)
        fail();
    statements_.emplace(sql, statement);
    return statement;
}

void SqliteDatabase::begin() {
    // Who removes or replaces the file would have everything written to a file without a name.
    if (!is_still_there()) throw DatabaseUnavailable(error_of(path_, "the file was removed or replaced"));
    execute("BEGIN IMMEDIATE", {});
}

void SqliteDatabase::begin_alone() {
    begin();
}

void SqliteDatabase::commit() {
    execute("COMMIT", {});
}

void SqliteDatabase::roll_back() noexcept {
    // SQLite rolls back by itself after some errors.
    if (sqlite3_get_autocommit(connection_) == 0)
        sqlite3_exec(connection_, "ROLLBACK", nullptr, nullptr, nullptr);
}

bool SqliteDatabase::is_still_there() const {
    struct stat file {};
    return ::stat(path_.c_str(), &file) == 0 && file.st_dev == device_ && file.st_ino == inode_;
}

void SqliteDatabase::fail() const {
    throw DatabaseUnavailable(error_of(path_, sqlite3_errmsg(connection_)));
}

} // namespace psoas::hooks
