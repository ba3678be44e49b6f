#pragma once

#include "fhir/result.hpp"
#include "hooks/response.hpp"
#include "hooks/router.hpp"

#include <boost/beast/http/fields.hpp>
#include <boost/beast/http/message.hpp>

#include <cstddef>
#include <optional>
#include <string_view>

namespace psoas::hooks {

/// Does a piece of a header hold a line that is folded onto the next (obs-fold)? RFC 9112, section 5.2, has
/// servers refuse it, Beast unfolds it. The piece ends where a field ends.
[[nodiscard]] bool holds_folded_line(std::string_view header_bytes);

/// How many bytes of empty lines a piece begins with. RFC 9112, section 2.2, has servers ignore those before
/// a request line.
[[nodiscard]] std::size_t size_of_empty_lines(std::string_view bytes);

/// Does the first line end in a version such as "HTTP/2.0"? Beast takes 1.0 and 1.1 and finds the same fault
/// with other versions as with what is none.
[[nodiscard]] bool names_http_version(std::string_view header_bytes);

/// What makes the framing of a request doubtful although Beast accepts it: a proxy in front that reads it
/// otherwise would let a second request be smuggled in the first one's body.
///   - a header field that is folded over lines
///   - no or several `Host` fields (RFC 9112, section 3.2)
///   - a length that is given twice, even if it is the same
///   - a transfer coding that is not exactly "chunked", or any in HTTP/1.0 (section 6.1)
[[nodiscard]] std::optional<fhir::Issue> framing_defect(const boost::beast::http::request_header<>& request,
                                                        bool folded);

/// The refusal of a request that its route does not take: 405 with `Allow`, 415 for a body that is not plain
/// JSON, 417 for an expectation other than "100-continue". Of a field that is repeated each is judged, for
/// nobody can say which of them another reader would believe.
[[nodiscard]] std::optional<Response> refusal(const Route& route,
                                              const boost::beast::http::request_header<>& request);

/// Does the client wait for "100 Continue" before it sends the body?
[[nodiscard]] bool expects_continue(const boost::beast::http::request_header<>& request);

} // namespace psoas::hooks
