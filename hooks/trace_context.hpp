#pragma once

#include <string>
#include <string_view>

namespace psoas::hooks {

/// The `traceparent` of what a request makes us do (https://www.w3.org/TR/trace-context/, version 00): of the
/// same trace, with a span of our own. Empty if what was sent is no such header; then there is no trace.
[[nodiscard]] std::string continued_trace(std::string_view traceparent);

/// By what a request is known in the log: what the client calls it if that is a UUID, which says nothing of a
/// patient, else a new one.
[[nodiscard]] std::string request_id(std::string_view sent_id);

} // namespace psoas::hooks
