#pragma once

#include "tests/attack/hostile_request.hpp"
#include "tests/attack/tally.hpp"

#include <string>
#include <vector>

namespace psoas::attack {

/// How the bytes of a request come.
enum class Delivery : std::uint8_t {
    at_once,      ///< and the client ends its side
    in_two_parts, ///< of which the second comes when the first was read
    in_pieces,    ///< of a KiB, each of which is read by itself
    byte_by_byte,
    left_open, ///< at once, and the client waits for the server to end the connection
};

/// Sends each request on a connection of its own, in every way that is asked for, and judges what comes of
/// it. Long requests are not sent byte by byte, and are not waited for.
[[nodiscard]] Tally attack(const std::string& name, const Target& target,
                           const std::vector<HostileRequest>& requests,
                           const std::vector<Delivery>& deliveries = {Delivery::at_once});

} // namespace psoas::attack
