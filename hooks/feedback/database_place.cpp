#include "hooks/feedback/database_place.hpp"

#include "hooks/feedback/postgresql_database.hpp"
#include "hooks/feedback/sqlite_database.hpp"

#include <boost/url/parse.hpp>
#include <boost/url/url.hpp>

#include <cstdlib>

namespace psoas::hooks {

namespace {

constexpr const char* file_name = "feedback.sqlite";

bool is_postgresql(std::string_view setting) {
    return setting.starts_with("postgresql://") || setting.starts_with("postgres://");
}

/// The first of the folders in a variable; empty if it is not set.
std::filesystem::path folder_in(const char* variable) {
    const char* value = std::getenv(variable);
    const std::string_view folders = value == nullptr ? "" : value;
    return folders.substr(0, folders.find(':'));
}

DatabasePlace usual_place() {
    std::filesystem::path folder = folder_in("STATE_DIRECTORY");
    if (folder.empty() && !folder_in("XDG_STATE_HOME").empty())
        folder = folder_in("XDG_STATE_HOME") / "psoas-cds";
    if (folder.empty() && !folder_in("HOME").empty()) folder = folder_in("HOME") / ".local/state/psoas-cds";
    if (folder.empty()) return {};
    return {.kind = DatabasePlace::Kind::sqlite, .path = folder / file_name};
}

} // namespace

DatabasePlace database_place(std::string_view setting) {
    if (setting.empty()) return usual_place();
    if (setting == "none") return {};
    if (is_postgresql(setting)) return {.kind = DatabasePlace::Kind::postgresql, .url = std::string(setting)};
    return {.kind = DatabasePlace::Kind::sqlite, .path = setting};
}

std::unique_ptr<Database> open_database(const DatabasePlace& place, DatabaseUse use) {
    if (place.kind == DatabasePlace::Kind::postgresql)
        return std::make_unique<PostgresqlDatabase>(place.url, use);
    return std::make_unique<SqliteDatabase>(place.path, use);
}

std::string without_password(std::string_view setting) {
    const auto url = boost::urls::parse_uri(setting);
    if (!is_postgresql(setting)) return std::string(setting);
    if (!url) return std::string(setting.substr(0, setting.find("//") + 2)) + "...";
    boost::urls::url shown(*url);
    if (shown.has_password()) shown.set_password("...");
    boost::urls::params_ref parameters = shown.params();
    for (const char* secret : {"password", "sslpassword"})
        for (auto each = parameters.find(secret); each != parameters.end(); each = parameters.find(secret))
            parameters.erase(each);
    return {shown.data(), shown.size()};
}

} // namespace psoas::hooks
