#pragma once

#include "logic/chart.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <span>

namespace psoas::logic {

/// Some findings: those that a rule asks for, or all that a record says anything of, there or not. Most that
/// a rule asks for are not among the latter, and then nothing needs to be looked through.
class FindingSet {
public:
    constexpr FindingSet(Finding finding) { add(finding); } // NOLINT: to ask for one is to ask for a set
    constexpr FindingSet(std::initializer_list<Finding> findings) {
        for (const Finding finding : findings)
            add(finding);
    }
    explicit constexpr FindingSet(std::span<const Finding> findings) {
        for (const Finding finding : findings)
            add(finding);
    }
    explicit FindingSet(std::span<const Evidence> evidence) {
        for (const Evidence& each : evidence)
            add(each.finding);
    }

    [[nodiscard]] constexpr bool contains(Finding finding) const {
        return (words_[word_of(finding)] & bit_of(finding)) != 0;
    }
    [[nodiscard]] constexpr bool contains_any(FindingSet findings) const {
        std::uint64_t common = 0;
        for (std::size_t word = 0; word < words; ++word)
            common |= words_[word] & findings.words_[word];
        return common != 0;
    }

    /// What is in one or the other.
    friend constexpr FindingSet operator|(FindingSet one, FindingSet other) {
        for (std::size_t word = 0; word < words; ++word)
            one.words_[word] |= other.words_[word];
        return one;
    }

private:
    static constexpr std::size_t bits = 64;
    static constexpr std::size_t words = (finding_count + bits - 1) / bits;
    static constexpr std::size_t word_of(Finding finding) { return static_cast<std::size_t>(finding) / bits; }
    static constexpr std::uint64_t bit_of(Finding finding) {
        return std::uint64_t{1} << (static_cast<std::size_t>(finding) % bits);
    }
    constexpr void add(Finding finding) { words_[word_of(finding)] |= bit_of(finding); }

    std::array<std::uint64_t, words> words_{};
};

} // namespace psoas::logic
