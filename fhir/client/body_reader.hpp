#pragma once

#include "fhir/client/fetch_failure.hpp"
#include "fhir/client/inflater.hpp"

#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>
#include <string_view>
#include <utility>

namespace psoas::fhir {

/// The body of a response on its way to who reads it: inflated if need be, within bounds, and nothing of it
/// kept.
class BodyReader {
public:
    /// Who reads it; false if no more is wanted.
    using Taker = std::function<bool(std::string_view bytes)>;

    /// So many bytes are handed on, inflated, and none after the deadline: what has arrived by then may be
    /// much more than there is time to read.
    BodyReader(Taker taker, std::size_t most_bytes, std::chrono::steady_clock::time_point deadline)
        : taker_(std::move(taker)), left_(most_bytes), deadline_(deadline) {}

    void expect_gzip() { inflater_.emplace(); }

    /// The next bytes as they came. False if the rest is not wanted; then `failure` says why.
    bool write(std::string_view bytes);

    /// The body has ended.
    void finish();

    [[nodiscard]] std::optional<FetchFailure> failure() const { return failure_; }
    [[nodiscard]] std::size_t bytes_left() const { return left_; }

private:
    bool hand_on(std::string_view bytes);

    Taker taker_;
    std::size_t left_;
    std::chrono::steady_clock::time_point deadline_;
    std::optional<Inflater> inflater_;
    std::optional<FetchFailure> failure_;
};

} // namespace psoas::fhir
