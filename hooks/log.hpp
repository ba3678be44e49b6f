#pragma once

#include <boost/json/object.hpp>

#include <exception>
#include <string_view>

namespace psoas::hooks {

/// Logs are JSON, one object a line, on standard error. Nothing in them comes from a request's body (P-63).
enum class Severity : unsigned char { info, error };

/// Writes `{"time":…,"level":…,"event":…}` and the members of `details`.
void log_event(Severity severity, std::string_view event, boost::json::object details = {});

/// Logs that an exception reached a boundary: its type, for its words may quote the record.
void log_internal_error(const std::exception& defect);

} // namespace psoas::hooks
