#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <random>
#include <string_view>

namespace psoas::fhir {

/// A hash of some texts and numbers for tables of codes and of one record: of a few instructions for eight
/// bytes. Each process has hashes of its own, or who sends a record could choose texts that have the same.
class QuickHash {
public:
    QuickHash& add(std::string_view text) {
        add(std::uint64_t{text.size()});
        if (text.size() < 8) {
            std::uint64_t number = 0;
            for (const char c : text)
                number = number << 8U | static_cast<unsigned char>(c);
            add(number);
            return *this;
        }
        for (std::size_t begin = 0; begin + 8 < text.size(); begin += 8)
            add(eight_bytes(text.data() + begin));
        // Some bytes twice, rather than a loop for the rest.
        add(eight_bytes(text.data() + text.size() - 8));
        return *this;
    }
    QuickHash& add(std::uint64_t number) {
        // Both halves of the product, or the high bits of one number would be lost in the next.
        __extension__ using Product = unsigned __int128;
        constexpr std::uint64_t odd = 0x9E3779B97F4A7C15U; // 2 to the 64th by the golden ratio
        const Product product = Product{hash_ ^ number} * odd;
        hash_ =
            std::rotl(static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64U), 31);
        return *this;
    }
    [[nodiscard]] std::size_t value() const { return hash_ ^ hash_ >> 32U; }

private:
    static std::uint64_t eight_bytes(const char* text) {
        std::uint64_t number = 0;
        std::memcpy(&number, text, sizeof number);
        return number;
    }
    static std::uint64_t start() {
        static const std::uint64_t random =
            std::uint64_t{std::random_device{}()} << 32U | std::random_device{}();
        return random;
    }

    std::uint64_t hash_ = start();
};

} // namespace psoas::fhir
