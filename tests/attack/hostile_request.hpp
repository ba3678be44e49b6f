#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace psoas::attack {

/// What must become of a hostile request.
enum class Expected : std::uint8_t {
    refused,  ///< no 2xx at all, not even to what comes behind it: nobody can say where it ends
    rejected, ///< no 2xx to it; what comes behind it is a request of its own
    answered, ///< odd, and right all the same: each request gets a 2xx
    handled,  ///< whatever the status, it is none of a defect (500)
};

/// The bytes of a connection whose client means harm.
struct HostileRequest {
    std::string shape; ///< what is wrong with it
    std::string bytes;
    Expected expected = Expected::refused;
    std::size_t requests = 1; ///< of how many an answer is expected, where it is `answered`
};

/// How much there is to be done.
enum class Amount : std::uint8_t { quick, full };

/// What a proxy in front may read otherwise than we: a second request could be smuggled in the first one's
/// body. Behind each comes a request that must not be answered.
[[nodiscard]] std::vector<HostileRequest> smuggling_shapes();
/// Request lines and header fields with bytes where none belong.
[[nodiscard]] std::vector<HostileRequest> broken_headers();
/// Headers, targets, chunk extensions and trailers of all sizes, and empty lines without end.
[[nodiscard]] std::vector<HostileRequest> large_headers(Amount amount);
/// What is no HTTP/1.1: HTTP/0.9, HTTP/2, TLS, other protocols and noise.
[[nodiscard]] std::vector<HostileRequest> other_protocols(Amount amount);
/// Bodies that are compressed, or say so.
[[nodiscard]] std::vector<HostileRequest> compressed_bodies(Amount amount);
/// Games with `Expect: 100-continue`.
[[nodiscard]] std::vector<HostileRequest> expectations();
/// JSON that is deep, long, wide, doubled or broken, in every part of a hook call and of feedback.
[[nodiscard]] std::vector<HostileRequest> json_bombs(Amount amount);

/// "GET /cds-services", whose 200 shows that it was read as a request.
inline constexpr std::string_view smuggled = "GET /cds-services HTTP/1.1\r\nHost: smuggled.example\r\n\r\n";

} // namespace psoas::attack
