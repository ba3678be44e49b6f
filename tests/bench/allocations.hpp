#pragma once

#include <cstddef>

namespace psoas::bench {

/// How often this thread has asked for memory, whichever function it asked.
[[nodiscard]] std::size_t allocation_count();

} // namespace psoas::bench
