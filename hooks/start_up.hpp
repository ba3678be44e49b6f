#pragma once

#include "hooks/settings.hpp"

#include <string>
#include <vector>

namespace psoas::hooks {

/// Is this address reached from the machine itself alone?
[[nodiscard]] bool is_loopback(const std::string& address);

/// Throws `std::runtime_error`, meant for the person who starts the program, for settings under which
/// strangers could listen to calls (P-60) or make them (P-61) though nobody said that they may, and for those
/// that contradict each other.
void refuse_unsafe(const Settings& settings);

/// Is there a page for trying the service out? Where calls need a token it could make none, and in a silent
/// trial nobody is to see a card, nor are cards of stories to be counted.
[[nodiscard]] bool serves_sandbox(const Settings& settings);

/// What a person who starts the program must know of how it is protected, a sentence each.
[[nodiscard]] std::vector<std::string> warnings_of(const Settings& settings);

} // namespace psoas::hooks
