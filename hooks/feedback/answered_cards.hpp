#pragma once

#include "hooks/feedback/issued_card.hpp"

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

namespace psoas::hooks {

/// When cards were answered, by their keyed hashes: what a hook call asks without waiting for anybody.
///
/// A table of fixed size, which one thread writes and all others read. Where it is full the answer that is
/// longest ago goes, and then a card is shown once more. 4 MB for some hundred thousand answers.
class AnsweredCards {
public:
    AnsweredCards();

    /// From one thread at a time. An earlier answer to the same card does not replace a later one.
    void add(std::string_view hash, Milliseconds answered);

    /// From any thread.
    [[nodiscard]] std::optional<Milliseconds> answered(std::string_view hash) const;

private:
    struct Slot {
        std::atomic<std::uint64_t> key{0};
        std::atomic<std::int64_t> milliseconds{0}; ///< 0: empty, or being written
    };
    static constexpr std::size_t slots = 1UL << 18U;
    static constexpr std::size_t neighbours = 16; ///< a card's slots are those after its own

    [[nodiscard]] Slot& slot(std::uint64_t key, std::size_t neighbour) const {
        return slots_[(key + neighbour) % slots];
    }

    std::unique_ptr<Slot[]> slots_;
};

} // namespace psoas::hooks
