#pragma once

#include "hooks/feedback/database.hpp"

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace psoas::hooks {

/// Where feedback is kept, by the setting `database`.
struct DatabasePlace {
    enum class Kind : unsigned char { none, sqlite, postgresql };
    Kind kind = Kind::none;
    std::string url{};            ///< of PostgreSQL, as it was given
    std::filesystem::path path{}; ///< of SQLite

    friend bool operator==(const DatabasePlace&, const DatabasePlace&) = default;
};

/// "none", "postgresql://…" (or "postgres://…"), or the path of a SQLite file. If it is empty, a SQLite file
/// in the folder for what programs keep: `$STATE_DIRECTORY` (which systemd sets), else psoas-cds in
/// `$XDG_STATE_HOME` or ~/.local/state (https://specifications.freedesktop.org/basedir-spec/); none if there
/// is no such folder.
[[nodiscard]] DatabasePlace database_place(std::string_view setting);

/// A new connection. Throws `DatabaseUnavailable` and `DatabaseUnfit`. Not for a place that is none.
[[nodiscard]] std::unique_ptr<Database> open_database(const DatabasePlace& place, DatabaseUse use);

/// A setting without its password, to be shown.
[[nodiscard]] std::string without_password(std::string_view setting);

} // namespace psoas::hooks
