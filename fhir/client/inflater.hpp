#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string_view>

namespace psoas::fhir {

/// Undoes gzip (RFC 1952) while its bytes arrive, in pieces that never grow.
class Inflater {
public:
    Inflater();
    ~Inflater();
    Inflater(Inflater&&) noexcept;
    Inflater& operator=(Inflater&&) noexcept;

    /// Who takes what was inflated; false if no more is wanted.
    using Taker = std::function<bool(std::string_view inflated)>;
    enum class State : std::uint8_t {
        reading,
        stopped,   ///< by the taker
        malformed, ///< no gzip, or damaged
        bomb,      ///< more than `most_ratio` bytes out of each that came in
    };

    /// Hands on what the next bytes inflate to.
    State write(std::string_view bytes, const Taker& taker);

    /// Has all of it come, with a right checksum?
    [[nodiscard]] bool complete() const;

    /// JSON of records shrinks to a tenth, and one of empty Bundles to a hundredth; a bomb to a thousandth.
    static constexpr std::size_t most_ratio = 200;
    /// So much is inflated before the ratio counts.
    static constexpr std::size_t harmless_bytes = 1UL << 20U;

private:
    struct Stream;
    std::unique_ptr<Stream> stream_;
};

} // namespace psoas::fhir
