#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace psoas::fhir {

/// A hash of some texts and numbers for tables of codes and of one record: of a few instructions for eight
/// bytes.
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
        add(eight_bytes(text.data() + text.size()
                        - 8)); // some of them twice, rather than a loop for the rest
        return *this;
    }
    QuickHash& add(std::uint64_t number) {
        constexpr std::uint64_t odd = 0x9E3779B97F4A7C15U; // 2 to the 64th by the golden ratio
        hash_ = std::rotl((hash_ ^ number) * odd, 31);
        return *this;
    }
    [[nodiscard]] std::size_t value() const { return hash_ ^ hash_ >> 32U; }

private:
    static std::uint64_t eight_bytes(const char* text) {
        std::uint64_t number = 0;
        std::memcpy(&number, text, sizeof number);
        return number;
    }
    std::uint64_t hash_ = 0;
};

} // namespace psoas::fhir
