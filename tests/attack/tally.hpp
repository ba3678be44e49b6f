#pragma once

#include "tests/attack/hostile_request.hpp"
#include "tests/attack/target.hpp"

#include <cstddef>
#include <map>
#include <string>

namespace psoas::attack {

/// The most memory that the attacked service may hold with the settings that it is given here: 30 to begin
/// with, 60 for 512 connections with TLS, and the rest for calls (deploy/SECURITY.md).
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr double memory_bound_mib = 4096; // with what a sanitizer keeps of what was freed
#else
inline constexpr double memory_bound_mib = 160;
#endif

/// What came of the attacks of one class.
class Tally {
public:
    Tally(std::string name, const Target& target);

    /// A client is done: what it received is judged. `hung`: the server did neither answer nor end the
    /// connection in the time it had.
    void count(const RawClient& client, const HostileRequest& sent, bool hung);
    /// The same for what is no list of requests: statuses that must not be there are `wrong`.
    void count(const RawClient& client, bool wrong, bool hung, const std::string& shape);

    /// Once all clients of the class are gone: the service is alive, answers rightly, has let go of what it
    /// opened, and kept its memory bounded.
    void finish();

    [[nodiscard]] bool is_right() const;
    [[nodiscard]] std::size_t tried() const { return tried_; }
    /// A row of Markdown; `header` is that of the table.
    [[nodiscard]] std::string row() const;
    static const char* header();

private:
    void complain(const std::string& what, const std::string& shape);

    std::string name_;
    const Target& target_;
    std::size_t defects_before_;
    std::size_t descriptors_before_;
    std::size_t tried_ = 0;
    std::map<unsigned, std::size_t> statuses_;
    std::size_t unanswered_ = 0; ///< closed without an answer
    std::size_t wrong_ = 0;
    std::size_t crashes_ = 0;
    std::size_t hangs_ = 0;
    std::size_t left_open_ = 0; ///< descriptors
    double peak_mib_ = 0;
    std::size_t complaints_ = 0;
};

} // namespace psoas::attack
