#pragma once

#include "logic/chart.hpp"

#include <algorithm>
#include <bitset>
#include <cstddef>
#include <span>

namespace psoas::logic {

/// The findings that a record says anything of, there or not. Most that a rule asks for are not among them,
/// and then nothing needs to be looked through.
class FindingSet {
public:
    explicit FindingSet(std::span<const Evidence> evidence) {
        for (const Evidence& each : evidence)
            named_.set(static_cast<std::size_t>(each.finding));
    }
    [[nodiscard]] bool contains(Finding finding) const { return named_[static_cast<std::size_t>(finding)]; }
    [[nodiscard]] bool contains_any(std::span<const Finding> findings) const {
        return std::ranges::any_of(findings, [this](Finding finding) { return contains(finding); });
    }

private:
    std::bitset<finding_count> named_;
};

} // namespace psoas::logic
