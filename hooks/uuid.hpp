#pragma once

#include <string>

namespace psoas::hooks {

/// A new random UUID of version 4 (RFC 4122), for cards and suggestions (P-20). Safe to call from every
/// thread.
[[nodiscard]] std::string random_uuid();

} // namespace psoas::hooks
