#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

namespace psoas::hooks {

/// Cuts the resources out of a Bundle whose bytes arrive in pieces, so that one of any size is never held. A
/// document that is no Bundle is one resource. Says nothing about malformed JSON, which the reader of each
/// resource and of the whole finds.
class BundleEntries {
public:
    /// Takes the text of each resource, and the byte of the document at which it begins.
    using Sink = std::function<void(std::string_view resource, std::uint64_t at)>;

    /// A resource of more bytes is left out and counted.
    BundleEntries(Sink sink, std::size_t most_bytes) : sink_(std::move(sink)), most_bytes_(most_bytes) {}

    void write(std::string_view bytes);

    /// After the last byte. Hands on the document itself if it is a resource and no Bundle.
    void finish();

    [[nodiscard]] std::uint64_t too_long() const { return too_long_; }
    /// Did the document end where its outermost object does?
    [[nodiscard]] bool complete() const { return depth_ == 0 && !in_string_; }

private:
    void next(char c);
    void structure(char c);
    void end_string();
    void begin(char c);
    void end();

    Sink sink_;
    std::size_t most_bytes_;
    std::string held_;   ///< the resource that is being cut out, or the document until it is a Bundle
    std::string string_; ///< the last string on a level where it may be a key or the type
    std::string key_;    ///< the member on that level
    std::size_t depth_ = 0;
    bool in_string_ = false;
    bool escaped_ = false;
    bool in_entries_ = false;
    bool in_resource_ = false;
    bool is_bundle_ = false;
    bool is_too_long_ = false;
    std::uint64_t at_ = 0; ///< bytes before the one that is read
    std::uint64_t resource_at_ = 0;
    std::uint64_t too_long_ = 0;
};

} // namespace psoas::hooks
