#include "fhir/client/inflater.hpp"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <limits>
#include <new>

namespace psoas::fhir {

struct Inflater::Stream {
    z_stream zlib{};
    std::size_t in = 0;
    std::size_t out = 0;
    bool at_end = false; ///< of a member; another may follow (RFC 1952, section 2.2)
    std::array<char, 32768> piece{};

    Stream() {
        constexpr int gzip_only = 15 + 16; // the largest window, and gzip's header instead of zlib's
        if (inflateInit2(&zlib, gzip_only) != Z_OK) throw std::bad_alloc();
    }
    ~Stream() { inflateEnd(&zlib); }
    Stream(const Stream&) = delete;
    Stream& operator=(const Stream&) = delete;
};

Inflater::Inflater() : stream_(std::make_unique<Stream>()) {}
Inflater::~Inflater() = default;
Inflater::Inflater(Inflater&&) noexcept = default;
Inflater& Inflater::operator=(Inflater&&) noexcept = default;

bool Inflater::complete() const {
    return stream_->at_end;
}

Inflater::State Inflater::write(std::string_view bytes, const Taker& taker) {
    Stream& stream = *stream_;
    while (!bytes.empty()) {
        if (stream.at_end) {
            inflateReset(&stream.zlib);
            stream.at_end = false;
        }
        constexpr std::size_t most = std::numeric_limits<uInt>::max();
        const auto given = static_cast<uInt>(std::min(bytes.size(), most));
        // zlib does not write to what it reads, though its type says so.
        stream.zlib.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
        stream.zlib.avail_in = given;
        do {
            stream.zlib.next_out = reinterpret_cast<Bytef*>(stream.piece.data());
            stream.zlib.avail_out = static_cast<uInt>(stream.piece.size());
            const int state = inflate(&stream.zlib, Z_NO_FLUSH);
            if (state != Z_OK && state != Z_STREAM_END && state != Z_BUF_ERROR) return State::malformed;
            const std::size_t inflated = stream.piece.size() - stream.zlib.avail_out;
            stream.at_end = state == Z_STREAM_END;
            stream.out += inflated;
            const std::size_t in = stream.in + (given - stream.zlib.avail_in);
            if (stream.out > harmless_bytes && stream.out / most_ratio > in) return State::bomb;
            if (inflated > 0 && !taker({stream.piece.data(), inflated})) return State::stopped;
        } while (!stream.at_end && stream.zlib.avail_out == 0);
        const std::size_t used = given - stream.zlib.avail_in;
        if (used == 0) return State::malformed;
        stream.in += used;
        bytes.remove_prefix(used);
    }
    return State::reading;
}

} // namespace psoas::fhir
