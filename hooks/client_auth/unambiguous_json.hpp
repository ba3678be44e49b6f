#pragma once

#include <boost/json/object.hpp>

#include <optional>
#include <string_view>

namespace psoas::hooks {

/// A JSON object of which no two readers could see different things: nothing if the text is anything else, if
/// it nests deeper than 8, or if any object in it has two members of one name (RFC 7515, section 4; RFC 8725,
/// section 2.4).
[[nodiscard]] std::optional<boost::json::object> read_unambiguous_object(std::string_view text);

} // namespace psoas::hooks
