#pragma once

#include "hooks/json_text.hpp"

#include <boost/json/object.hpp>

#include <cstddef>
#include <exception>
#include <string>
#include <string_view>
#include <utility>

namespace psoas::hooks {

/// Logs are JSON, one object a line, on standard error. Nothing in them comes from a request's body (P-63).
/// They are written by a thread of their own: who logs never waits for who reads it. If that one does not
/// keep up the oldest lines are lost.
enum class Severity : unsigned char { error, info, debug };

/// The least severe that is logged from now on. From any thread.
void set_log_level(Severity least);
/// One step more of it, or less. Returns what it is then.
enum class LogStep : unsigned char { more, less };
Severity change_log_level(LogStep step);
[[nodiscard]] bool is_logged(Severity severity);
[[nodiscard]] std::string_view name(Severity severity); ///< "info"

/// Writes `{"time":…,"level":…,"event":…}` and the members of `details`.
void log_event(Severity severity, std::string_view event, boost::json::object details = {});

/// The line with its first members, and written to its end: for `log_line`.
void begin_log_line(JsonText& line, Severity severity, std::string_view event);
void write_log_line(const std::string& line);

/// The same as `log_event`, with the members that `write` writes behind the others. It makes no tree: for
/// what is logged of every request.
template <class Write> void log_line(Severity severity, std::string_view event, const Write& write) {
    if (!is_logged(severity)) return;
    constexpr std::size_t usual_bytes = 512;
    JsonText line;
    line.reserve(usual_bytes);
    line.object([&] {
        begin_log_line(line, severity, event);
        write(line);
    });
    write_log_line(std::move(line).text());
}

/// Lines that nobody took in time.
[[nodiscard]] std::size_t lost_log_lines();

/// Logs that an exception reached a boundary: its type, for its words may quote the record.
void log_internal_error(const std::exception& defect);

} // namespace psoas::hooks
