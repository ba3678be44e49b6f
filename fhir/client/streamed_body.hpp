#pragma once

#include <boost/asio/buffer.hpp>
#include <boost/beast/core/buffers_range.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/optional.hpp>

#include <cstddef>
#include <cstdint>

namespace psoas::fhir {

/// A Beast Body that stores nothing: what arrives goes straight to a reader, which outlives the message. Its
/// `bool write(std::string_view)` takes the next bytes, and says whether the rest is wanted. A message
/// without a body never gets to it, so who owns the reader also finishes it.
template <class Reader> struct StreamedBody {
    using value_type = Reader*;

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
