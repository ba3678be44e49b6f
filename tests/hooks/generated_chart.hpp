#pragma once

#include "hooks/service.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <chrono>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace psoas::hooks::tests {

/// xorshift: the same charts on every machine.
class Random {
public:
    explicit Random(std::uint64_t seed) : state_(0x9E3779B97F4A7C15 ^ (seed * 0xBF58476D1CE4E5B9)) {}
    std::uint64_t operator()(std::uint64_t below) {
        state_ ^= state_ << 13U;
        state_ ^= state_ >> 7U;
        state_ ^= state_ << 17U;
        return state_ % below;
    }
    bool chance(unsigned percent) { return (*this)(100) < percent; }

private:
    std::uint64_t state_;
};

/// A resource and the prefetch key that would have brought it.
struct Prefetched {
    std::string key;
    boost::json::object resource;
};

/// A patient as an EHR would send one, with every list supplied.
struct GeneratedChart {
    std::chrono::sys_days as_of = std::chrono::year{2026} / 11 / 21;
    Hook hook = Hook::patient_view;
    boost::json::object patient{};
    std::vector<Prefetched> resources{};
    boost::json::array drafts{}; ///< all of them selected
    /// What stands under a key in place of its list: an OperationOutcome, a text, ...
    std::map<std::string, boost::json::value> unreadable{};
};

/// Pains, red flags, examinations, reports, medication, procedures and orders in random company.
[[nodiscard]] GeneratedChart generated_chart(Random& random);

/// What never counts (DATA-3), of all kinds: entered in error, refuted, cancelled, of relatives, planned.
[[nodiscard]] Prefetched something_that_never_counts(Random& random, const GeneratedChart& chart);

/// Any resource, about another patient.
[[nodiscard]] Prefetched something_of_somebody_else(Random& random, const GeneratedChart& chart);

/// A documented strong red flag (the RF rows of logic/README.md) of these days, as the resources that
/// document it.
[[nodiscard]] std::vector<Prefetched> a_strong_red_flag(Random& random, const GeneratedChart& chart);

/// The body of the call. `pages` splits every list into as many Bundles in a Bundle.
[[nodiscard]] std::string request_of(const GeneratedChart& chart, int pages = 1);

/// The cards that the service answers with, without their random ids.
[[nodiscard]] boost::json::array cards_for(const GeneratedChart& chart);
[[nodiscard]] boost::json::array cards_for(std::string_view request, Hook hook, std::chrono::sys_days as_of);

/// The same with all dates moved.
[[nodiscard]] GeneratedChart moved(GeneratedChart chart, std::chrono::days by);

/// The dates in a text become days before or after `as_of`, so that answers of two days can be compared.
[[nodiscard]] std::string with_relative_dates(std::string_view text, std::chrono::sys_days as_of);

} // namespace psoas::hooks::tests
