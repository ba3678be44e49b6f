#pragma once

#include "fhir/result.hpp"

#include <compare>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace psoas::hooks {

/// What a number of a replay counts. The measures are listed in hooks/README.md.
struct Counted {
    std::string policy{};  ///< empty for what no policy decides
    std::string measure{}; ///< "cards"
    std::string name{};    ///< "premature-imaging"
    std::string detail{};  ///< "warning"
    std::string month{};   ///< "2026-11"; empty for what has no day

    friend auto operator<=>(const Counted&, const Counted&) = default;
};

/// All numbers of a replay, or of a part of it. The sum of the parts is the whole.
class Counts {
public:
    void add(Counted what, std::uint64_t count = 1);
    void add(const Counts& other);

    [[nodiscard]] const std::map<Counted, std::uint64_t>& all() const { return counts_; }
    /// The sum over what fits; empty members of `what` but `policy` fit everything.
    [[nodiscard]] std::uint64_t sum(const Counted& what) const;

    friend bool operator==(const Counts&, const Counts&) = default;

private:
    std::map<Counted, std::uint64_t> counts_;
};

/// The numbers as CSV (RFC 4180) with a heading, in a fixed order.
[[nodiscard]] std::string written_counts(const Counts& counts);

/// Reads them back. Fails with `structure`, with the line, for anything else.
[[nodiscard]] fhir::Result<Counts> read_counts(std::string_view csv);

} // namespace psoas::hooks
