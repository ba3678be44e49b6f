#pragma once

#include <boost/beast/http/message.hpp>
#include <boost/beast/http/string_body.hpp>

#include <chrono>
#include <string>
#include <string_view>

namespace psoas::hooks {

/// What goes back to a client; the connection adds what every response carries.
using Response = boost::beast::http::response<boost::beast::http::string_body>;

/// A response with a body of JSON.
[[nodiscard]] Response json_response(boost::beast::http::status status, std::string_view content_type,
                                     std::string body);

/// 200 with `application/json`.
[[nodiscard]] Response json_response(std::string body);

/// A response without a body, 204.
[[nodiscard]] Response empty_response();

/// What a response is sent over.
enum class Transport : unsigned char { plain, tls };

/// The headers that every response carries so that no browser or proxy between makes more of it than it is:
/// not kept, not guessed at, not shown in a frame, nothing loaded for it, and over TLS never plain again
/// (OWASP REST Security Cheat Sheet, "Security Headers"). Also the time. A response that says for itself how
/// it is kept and what may be loaded for it keeps that.
void mark_as_safe(Response& response, Transport transport);

/// A time as the `Date` header writes it, "Sun, 06 Nov 1994 08:49:37 GMT" (RFC 9110, section 5.6.7).
[[nodiscard]] std::string http_date(std::chrono::system_clock::time_point time);

} // namespace psoas::hooks
