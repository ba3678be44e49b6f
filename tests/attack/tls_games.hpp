#pragma once

#include "tests/attack/tally.hpp"

namespace psoas::attack {

/// What a client can do to TLS: hellos in pieces, cut or garbled, old versions, plain HTTP, renegotiation,
/// key updates, ends in the middle, and handshakes without a request. For a target that speaks it.
[[nodiscard]] Tally tls_games(const Target& target, const std::string& name, Amount amount);

} // namespace psoas::attack
