#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>
#include <type_traits>
#include <utility>

namespace psoas::fhir {

/// Plain items one behind the other, whose room stays when they go. To add some takes a comparison, and they
/// are not made empty first as those of a std::vector are: a reader fills thousands of small ones a call.
template <class Item> class Reused {
    static_assert(std::is_trivially_copyable_v<Item> && std::is_trivially_destructible_v<Item>);

public:
    Reused() = default;
    ~Reused() = default;
    Reused(const Reused& other) : Reused() { *this = other; }
    Reused(Reused&& other) noexcept : Reused() { *this = std::move(other); }
    Reused& operator=(const Reused& other) {
        if (this == &other) return *this;
        if (room_ < other.size_) {
            items_ = std::make_unique_for_overwrite<Item[]>(other.size_);
            room_ = other.size_;
        }
        std::copy_n(other.data(), other.size_, data());
        size_ = other.size_;
        return *this;
    }
    Reused& operator=(Reused&& other) noexcept {
        std::swap(items_, other.items_);
        std::swap(size_, other.size_);
        std::swap(room_, other.room_);
        return *this;
    }

    /// Room for so many more items behind the others, which the caller fills at once.
    [[nodiscard]] Item* add(std::size_t count) {
        if (room_ - size_ < count) grow(count);
        Item* const first = items_.get() + size_;
        size_ += count;
        return first;
    }
    /// Leaves the first `size` items, of which there are as many.
    void shrink(std::size_t size) { size_ = size; }

    [[nodiscard]] std::size_t size() const { return size_; }
    [[nodiscard]] Item* data() { return items_.get(); }
    [[nodiscard]] const Item* data() const { return items_.get(); }
    [[nodiscard]] Item& operator[](std::size_t place) { return items_[place]; }
    [[nodiscard]] const Item& operator[](std::size_t place) const { return items_[place]; }
    [[nodiscard]] Item& back() { return items_[size_ - 1]; }
    [[nodiscard]] const Item& back() const { return items_[size_ - 1]; }

private:
    [[gnu::noinline]] void grow(std::size_t count) {
        constexpr std::size_t least = 64;
        const std::size_t room = std::max({least, 2 * room_, size_ + count});
        auto items = std::make_unique_for_overwrite<Item[]>(room);
        std::copy_n(items_.get(), size_, items.get());
        items_ = std::move(items);
        room_ = room;
    }

    std::unique_ptr<Item[]> items_;
    std::size_t size_ = 0;
    std::size_t room_ = 0;
};

} // namespace psoas::fhir
