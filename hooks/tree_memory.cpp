#include "hooks/tree_memory.hpp"

#include <boost/json/memory_resource.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <vector>

namespace psoas::hooks {

// Boost.JSON's monotonic_resource doubles its pieces. The large ones are not used again for anything else, so
// that trees of a megabyte would take half as much memory again.
// NOLINTNEXTLINE(cppcoreguidelines-pro-type-member-init): what is handed out needs no zeros
class TreeMemory::Room final : public boost::json::memory_resource {
    static constexpr std::size_t first_piece = 8000; // nearly all trees fit in
    static constexpr std::size_t further_piece = 32000;

    void* do_allocate(std::size_t bytes, std::size_t alignment) override {
        void* at = std::align(alignment, bytes, free_, left_);
        if (at == nullptr) {
            const std::size_t size = std::max(further_piece, bytes);
            at = pieces_.emplace_back(std::make_unique_for_overwrite<std::byte[]>(size)).get();
            left_ = size;
        }
        free_ = static_cast<std::byte*>(at) + bytes;
        left_ -= bytes;
        return at;
    }
    void do_deallocate(void*, std::size_t, std::size_t) override {}
    [[nodiscard]] bool do_is_equal(const boost::json::memory_resource& other) const noexcept override {
        return this == &other;
    }

    alignas(std::max_align_t) std::array<std::byte, first_piece> first_;
    std::vector<std::unique_ptr<std::byte[]>> pieces_;
    void* free_ = first_.data();
    std::size_t left_ = first_.size();
};

} // namespace psoas::hooks

// So no tree in it is looked through when it ends.
template <> struct boost::json::is_deallocate_trivial<psoas::hooks::TreeMemory::Room> {
    static constexpr bool value = true;
};

namespace psoas::hooks {

TreeMemory::TreeMemory() = default;
TreeMemory::~TreeMemory() = default;
TreeMemory::TreeMemory(TreeMemory&&) noexcept = default;

TreeMemory TreeMemory::with_room() {
    TreeMemory memory;
    memory.room_ = std::make_unique_for_overwrite<Room>();
    return memory;
}

boost::json::storage_ptr TreeMemory::storage() const {
    return room_ == nullptr ? boost::json::storage_ptr{} : room_.get();
}

} // namespace psoas::hooks
