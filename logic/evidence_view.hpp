#pragma once

#include "logic/chart.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <functional>
#include <initializer_list>
#include <iterator>
#include <span>
#include <vector>

namespace psoas::logic {

/// Some pieces of the evidence of a chart, in an order of their own. They are the chart's, which must outlive
/// the view: what outlives the chart, as advice does, copies the pieces that it keeps. A few pieces, and most
/// questions find no more, are held without memory of their own.
class EvidenceView {
public:
    class Iterator {
    public:
        using iterator_category = std::forward_iterator_tag;
        using value_type = Evidence;
        using difference_type = std::ptrdiff_t;
        using pointer = const Evidence*;
        using reference = const Evidence&;

        Iterator() = default;
        explicit Iterator(const Evidence* const* at) : at_(at) {}
        reference operator*() const { return **at_; }
        pointer operator->() const { return *at_; }
        Iterator& operator++() {
            ++at_;
            return *this;
        }
        Iterator operator++(int) { return Iterator(at_++); }
        friend bool operator==(const Iterator&, const Iterator&) = default;

    private:
        const Evidence* const* at_ = nullptr;
    };
    using value_type = Evidence;
    using iterator = Iterator;
    using const_iterator = Iterator;

    EvidenceView() = default;
    /// Refers to the pieces of the vector, which must outlive the view.
    EvidenceView(const std::vector<Evidence>& evidence) { // NOLINT: whoever takes a view takes both
        for (const Evidence& each : evidence)
            push_back(each);
    }
    EvidenceView(std::vector<Evidence>&&) = delete;
    EvidenceView(std::initializer_list<Evidence>) = delete; ///< it would refer to copies
    /// Copies what the view refers to.
    operator std::vector<Evidence>() const { return {begin(), end()}; } // NOLINT: to keep is to copy

    [[nodiscard]] Iterator begin() const { return Iterator(data()); }
    [[nodiscard]] Iterator end() const { return Iterator(data() + size()); }
    [[nodiscard]] std::size_t size() const { return many_.empty() ? count_of_few_ : many_.size(); }
    [[nodiscard]] bool empty() const { return count_of_few_ == 0 && many_.empty(); }
    [[nodiscard]] const Evidence& front() const { return *data()[0]; }
    [[nodiscard]] const Evidence& operator[](std::size_t place) const { return *data()[place]; }

    void push_back(const Evidence& piece) {
        if (many_.empty() && count_of_few_ < few) {
            few_[count_of_few_++] = &piece;
            return;
        }
        if (many_.empty()) many_.assign(few_.begin(), few_.end());
        count_of_few_ = 0;
        many_.push_back(&piece);
    }
    void push_back(Evidence&&) = delete;

    void clear() {
        count_of_few_ = 0;
        many_.clear();
    }

    /// The same pieces in the same order, whoever holds them.
    friend bool operator==(const EvidenceView& one, const EvidenceView& other) {
        return std::ranges::equal(one, other);
    }

    /// By what `key` says of each piece; pieces of which it says the same come in any order.
    template <class Key> void sort(Key key) {
        if (size() > 1)
            std::ranges::sort(pieces(), {}, [&](const Evidence* piece) { return std::invoke(key, *piece); });
    }
    /// The same, where pieces of which `key` says the same stay in their order.
    template <class Key> void stable_sort(Key key) {
        const auto key_of = [&](const Evidence* piece) { return std::invoke(key, *piece); };
        const std::span<const Evidence*> all = pieces();
        if (all.size() > few) {
            std::ranges::stable_sort(all, {}, key_of);
            return;
        }
        for (auto next = all.begin(); next != all.end(); ++next) // needs no memory
            std::rotate(std::ranges::upper_bound(all.begin(), next, key_of(*next), {}, key_of), next,
                        next + 1);
    }

    /// Leaves out the pieces that are so, and keeps the others in their order.
    template <class IsSo> friend void erase_if(EvidenceView& view, IsSo is_so) {
        const auto is_piece_so = [&](const Evidence* piece) { return is_so(*piece); };
        const std::span<const Evidence*> all = view.pieces();
        const auto kept =
            static_cast<std::size_t>(std::remove_if(all.begin(), all.end(), is_piece_so) - all.begin());
        if (view.many_.empty())
            view.count_of_few_ = kept;
        else
            view.many_.resize(kept);
    }

private:
    static constexpr std::size_t few = 4;

    [[nodiscard]] const Evidence* const* data() const { return many_.empty() ? few_.data() : many_.data(); }
    std::span<const Evidence*> pieces() { return {many_.empty() ? few_.data() : many_.data(), size()}; }

    std::array<const Evidence*, few> few_{};
    std::size_t count_of_few_ = 0;
    std::vector<const Evidence*> many_{}; ///< all of them, once they are more than a few
};

inline void append(EvidenceView& to, const EvidenceView& from) {
    for (const Evidence& each : from)
        to.push_back(each);
}
inline void append(std::vector<Evidence>& to, const EvidenceView& from) {
    to.insert(to.end(), from.begin(), from.end());
}

/// The pieces that are so, in their order.
template <class IsSo> [[nodiscard]] EvidenceView those(const EvidenceView& of, IsSo is_so) {
    EvidenceView found;
    for (const Evidence& each : of)
        if (is_so(each)) found.push_back(each);
    return found;
}

/// Leaves out the pieces that are so, and gives them, all in their order.
template <class IsSo> [[nodiscard]] EvidenceView take_those(EvidenceView& of, IsSo is_so) {
    EvidenceView taken = those(of, is_so);
    if (!taken.empty()) erase_if(of, is_so);
    return taken;
}

} // namespace psoas::logic
