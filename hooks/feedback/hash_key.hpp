#pragma once

#include "hooks/feedback/database.hpp"
#include "hooks/feedback/database_place.hpp"

#include <array>
#include <cstdint>
#include <filesystem>
#include <initializer_list>
#include <string>
#include <string_view>

namespace psoas::hooks {

/// The secret without which nobody can tell whether a hash is of a patient that he knows.
using HashKey = std::array<unsigned char, 32>;

/// HMAC-SHA-256 (RFC 2104) of some texts in their order, of which the first 128 bits are kept, in
/// hexadecimal. Texts that are joined otherwise have another hash.
[[nodiscard]] std::string keyed_hash(const HashKey& key, std::initializer_list<std::string_view> texts);

/// The key of a database: of `file` if a site names one, whose text all replicas share; else the one that is
/// kept beside a SQLite file (as `….key`, for its owner's eyes only) or in PostgreSQL itself. It is made
/// where there is none, and stays: with another key everything that was answered is forgotten. Called outside
/// of what `Database::begin` begins. Throws `DatabaseUnfit` for a file that cannot be read or is shorter than
/// 16 bytes.
[[nodiscard]] HashKey hash_key(Database& database, const DatabasePlace& place,
                               const std::filesystem::path& file);

} // namespace psoas::hooks
