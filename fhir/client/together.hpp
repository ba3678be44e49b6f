#pragma once

#include <boost/asio/awaitable.hpp>

#include <vector>

namespace psoas::fhir {

/// Runs several coroutines side by side on the thread of the caller, and returns once all have ended. What
/// they refer to need live no longer than that. If one throws the others go on, and the first exception is
/// thrown at the end.
[[nodiscard]] boost::asio::awaitable<void> together(std::vector<boost::asio::awaitable<void>> work);

} // namespace psoas::fhir
