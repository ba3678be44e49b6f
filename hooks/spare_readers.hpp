#pragma once

#include "hooks/hook_request.hpp"
#include "hooks/service.hpp"

#include <array>
#include <cstddef>
#include <vector>

namespace psoas::hooks {

/// The readers of hook calls that a thread of the server uses again and again, so that the next call finds
/// the room that the last one took. Few are kept, and none that a large call has filled.
class SpareReaders {
public:
    static constexpr std::size_t most_of_a_hook = 4;
    static constexpr std::size_t most_bytes = 65536; ///< of the call that one has read

    explicit SpareReaders(const ReadingAids& aids) : aids_(aids) {}

    /// A reader for one call.
    [[nodiscard]] HookReader take(Hook hook);
    /// Takes one back after its call, whatever became of that, and forgets the call.
    void give_back(HookReader reader);

    [[nodiscard]] std::size_t size(Hook hook) const { return of_hook(hook).size(); }

private:
    using Readers = std::vector<HookReader>;
    [[nodiscard]] Readers& of_hook(Hook hook) { return readers_[static_cast<std::size_t>(hook)]; }
    [[nodiscard]] const Readers& of_hook(Hook hook) const { return readers_[static_cast<std::size_t>(hook)]; }

    ReadingAids aids_;
    std::array<Readers, service_count> readers_;
};

} // namespace psoas::hooks
