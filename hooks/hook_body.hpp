#pragma once

#include "hooks/hook_request.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/beast/core/buffers_range.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/optional.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace psoas::hooks {

/// A Beast Body that stores nothing: what arrives goes straight to a HookReader, which keeps little of it.
///
/// The reader swallows what follows its first error, so that a bad body drains itself up to the size limit
/// and the connection stays usable. A request without a body never gets here: the HookReader is finished by
/// who owns the message, and then finds that there is no JSON.
struct HookBody {
    using value_type = HookReader;

    class reader {
    public:
        template <bool is_request, class Fields>
        reader(boost::beast::http::header<is_request, Fields>&, value_type& hook) : hook_(hook) {}

        void init(const boost::optional<std::uint64_t>&, boost::beast::error_code& error) { error = {}; }

        template <class ConstBufferSequence>
        std::size_t put(const ConstBufferSequence& buffers, boost::beast::error_code& error) {
            error = {};
            std::size_t size = 0;
            for (const boost::asio::const_buffer buffer : boost::beast::buffers_range_ref(buffers)) {
                hook_.write({static_cast<const char*>(buffer.data()), buffer.size()});
                size += buffer.size();
            }
            return size;
        }

        void finish(boost::beast::error_code& error) { error = {}; }

    private:
        HookReader& hook_; ///< of the message that is being read
    };
};

} // namespace psoas::hooks
