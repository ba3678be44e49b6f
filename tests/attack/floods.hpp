#pragma once

#include "tests/attack/tally.hpp"

namespace psoas::attack {

/// Requests that are written one behind the other, thousands of them: with answers that are read they come in
/// order, and without the server stops taking more and gives up.
[[nodiscard]] Tally pipelines(const Target& target, const std::string& name, Amount amount);

/// Twice as many connections as there is room for: those that fit are answered, the others are closed at
/// once.
[[nodiscard]] Tally connection_flood(const Target& target, const std::string& name, Amount amount);

/// A FHIR server that takes every connection and never answers, so that each call that asks it is in flight
/// until its deadline.
class SilentServer {
public:
    SilentServer();
    ~SilentServer();
    SilentServer(const SilentServer&) = delete;
    SilentServer& operator=(const SilentServer&) = delete;
    [[nodiscard]] std::string url() const;

private:
    int socket_;
};

/// More calls than may be in flight, which wait for a FHIR server: so many of them are answered, the others
/// get 503.
[[nodiscard]] Tally call_flood(const Target& target, const std::string& name, const SilentServer& fhir,
                               Amount amount);

} // namespace psoas::attack
