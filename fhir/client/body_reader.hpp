#pragma once

#include "fhir/client/fetch_failure.hpp"
#include "fhir/client/inflater.hpp"

#include <boost/beast/core/buffers_range.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/optional.hpp>

#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>
#include <string_view>

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

/// A Beast Body that stores nothing: what arrives goes to a BodyReader, which outlives the message.
struct StreamedBody {
    using value_type = BodyReader*;

    class reader {
    public:
        template <bool is_request, class Fields>
        reader(boost::beast::http::header<is_request, Fields>&, value_type& body) : body_(body) {}

        void init(const boost::optional<std::uint64_t>&, boost::beast::error_code& error) { error = {}; }

        template <class ConstBufferSequence>
        std::size_t put(const ConstBufferSequence& buffers, boost::beast::error_code& error) {
            error = {};
            std::size_t size = 0;
            for (const boost::asio::const_buffer buffer : boost::beast::buffers_range_ref(buffers)) {
                if (!body_->write({static_cast<const char*>(buffer.data()), buffer.size()})) {
                    error = boost::beast::http::error::body_limit;
                    return size;
                }
                size += buffer.size();
            }
            return size;
        }

        void finish(boost::beast::error_code& error) { error = {}; }

    private:
        value_type& body_;
    };
};

} // namespace psoas::fhir
