#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace psoas::hooks {

/// The bytes of base64url without padding (RFC 7515, section 2; RFC 4648, section 5). Nothing for any other
/// character, padding among them, for a length that no bytes have, and for bits after the last byte that are
/// not zero: each text has one form.
[[nodiscard]] std::optional<std::string> base64url_decoded(std::string_view text);

} // namespace psoas::hooks
