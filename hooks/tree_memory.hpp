#pragma once

#include <boost/json/monotonic_resource.hpp>
#include <boost/json/storage_ptr.hpp>

#include <array>
#include <cstddef>
#include <memory>

namespace psoas::hooks {

/// The memory of one JSON tree. A tree in it is built without asking for the memory of each part, and is let
/// go of without a visit to each. Whoever keeps the tree keeps this with it, declared before it.
///
/// It is never assigned to: a tree may be in it, which would stay behind without its memory.
class TreeMemory {
public:
    TreeMemory() = default; ///< none: the tree is where others are
    TreeMemory(TreeMemory&&) noexcept = default;
    TreeMemory& operator=(TreeMemory&&) = delete;

    /// Room for a tree, which grows with it.
    [[nodiscard]] static TreeMemory with_room() {
        TreeMemory memory;
        memory.room_ = std::make_unique_for_overwrite<Room>();
        return memory;
    }

    /// For the values of the tree; valid as long as this, wherever it moves.
    [[nodiscard]] boost::json::storage_ptr storage() const {
        return room_ == nullptr ? boost::json::storage_ptr{} : &room_->all;
    }

private:
    // Of nearly all requests the tree fits into the first piece.
    static constexpr std::size_t first_piece = 8000;
    struct Room {
        std::array<unsigned char, first_piece> first; // NOLINT: it is handed out to be written
        boost::json::monotonic_resource all{first.data(), first.size()};
    };

    std::unique_ptr<Room> room_;
};

} // namespace psoas::hooks
