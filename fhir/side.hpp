#pragma once

#include "fhir/tokens.hpp"
#include "logic/chart.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace psoas::fhir {

/// Words of a sentence that name a side.
struct SideWords {
    std::uint32_t first = 0;
    std::uint32_t last = 0; ///< one past the last word
    logic::Side side{};
};

/// The sides that one sentence names, for its findings (DATA-7).
class SidesOfSentence {
public:
    /// `named` in the order of the sentence; both must outlive this.
    SidesOfSentence(std::span<const Token> sentence, std::span<const SideWords> named);

    /// The side of a finding named by the words from `first` to before `last`: the nearest between the same
    /// commas; else one that follows alone ("hip pain, left"); else that of the finding before it, where the
    /// sentence names no other ("left hip held in flexion, pain on extension"). Asked in the order of the
    /// sentence.
    [[nodiscard]] logic::Side of(std::uint32_t first, std::uint32_t last);

private:
    [[nodiscard]] logic::Side nearest(std::uint32_t begin, std::uint32_t end, std::uint32_t first,
                                      std::uint32_t last) const;

    std::span<const SideWords> named_;
    std::vector<std::uint32_t> segment_begin_; ///< by word
    std::vector<std::uint32_t> segment_end_;
    bool names_one_side_ = true;
    logic::Side last_ = logic::Side::unknown;
};

/// Left beside right is bilateral; unknown beside a side is that side.
[[nodiscard]] logic::Side joined(logic::Side one, logic::Side other);

} // namespace psoas::fhir
