#pragma once

#include <boost/json/storage_ptr.hpp>

#include <memory>

namespace psoas::hooks {

/// The memory of one JSON tree. A tree in it is built without asking for the memory of each part, and is let
/// go of without a visit to each. Whoever keeps the tree keeps this with it, declared before it.
///
/// It is never assigned to: a tree may be in it, which would stay behind without its memory.
class TreeMemory {
public:
    TreeMemory(); ///< none: the tree is where others are
    ~TreeMemory();
    TreeMemory(TreeMemory&&) noexcept;
    TreeMemory& operator=(TreeMemory&&) = delete;

    /// Room for a tree, which grows with it.
    [[nodiscard]] static TreeMemory with_room();

    /// For the values of the tree; valid as long as this, wherever it moves.
    [[nodiscard]] boost::json::storage_ptr storage() const;

private:
    class Room;
    std::unique_ptr<Room> room_;
};

} // namespace psoas::hooks
