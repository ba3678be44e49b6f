#pragma once

#include "hooks/feedback/database.hpp"

#include <span>
#include <string_view>

namespace psoas::hooks {

/// What stands in `override_reason` for a code that the card did not offer.
inline constexpr std::string_view reason_not_offered = "other";

/// Each step of the tables' history as SQL, oldest first: the first makes them, each other changes what the
/// one before left. A step that was released is never changed.
[[nodiscard]] std::span<const std::string_view> table_history();

/// Takes the steps that a database lacks, all or none of them. Throws `DatabaseUnfit` if it has had more
/// than there are: a newer program made it.
void bring_up_to_date(Database& database);

/// Throws `DatabaseUnfit` unless the tables are those of this program; for those who only read.
void require_up_to_date(Database& database);

} // namespace psoas::hooks
