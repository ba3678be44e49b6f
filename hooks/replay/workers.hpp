#pragma once

#include <cstddef>
#include <functional>

namespace psoas::hooks {

/// Does `work` for 0, 1, … `count` - 1 on so many threads, each as soon as one is free; `work` says whether
/// to go on with others. Waits for all, and throws what the first of them threw.
void work_on_threads(unsigned threads, std::size_t count, const std::function<bool(std::size_t)>& work);

} // namespace psoas::hooks
