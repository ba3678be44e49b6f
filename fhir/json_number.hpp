#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace psoas::fhir {

/// Follows the grammar of a JSON number (RFC 8259, section 6) character by character.
class JsonNumber {
public:
    [[nodiscard]] static constexpr bool is_digit(char character) {
        return character >= '0' && character <= '9';
    }

    /// Is the number still one with this character behind it? It is taken only then.
    [[nodiscard]] constexpr bool take(char character) {
        const State next = steps[static_cast<std::size_t>(state_)][kind_of(character)];
        if (next == State::none) return false;
        state_ = next;
        return true;
    }
    /// Does any number of digits behind it make no difference to what may follow?
    [[nodiscard]] constexpr bool is_among_digits() const {
        return state_ == State::integer || state_ == State::fraction || state_ == State::power;
    }
    /// May it end here?
    [[nodiscard]] constexpr bool is_whole() const { return state_ == State::zero || is_among_digits(); }

private:
    /// What stands before the next character.
    enum class State : std::uint8_t {
        none,
        nothing,
        minus,
        zero,
        integer,
        point,
        fraction,
        exponent,
        sign_of_power,
        power,
    };
    using Kinds = std::array<State, 7>; ///< by kind_of the next character

    static constexpr std::size_t kind_of(char character) {
        switch (character) {
        case '0':
            return 1;
        case '.':
            return 3;
        case 'e':
        case 'E':
            return 4;
        case '+':
            return 5;
        case '-':
            return 6;
        default:
            return is_digit(character) ? 2 : 0;
        }
    }

    static constexpr std::array<Kinds, 10> steps = [] {
        using enum State;
        // What follows is: none of it, 0, 1 to 9, a point, e, plus, minus.
        return std::array<Kinds, 10>{{
            {},
            {none, zero, integer, none, none, none, minus},
            {none, zero, integer, none, none, none, none},
            {none, none, none, point, exponent, none, none},
            {none, integer, integer, point, exponent, none, none},
            {none, fraction, fraction, none, none, none, none},
            {none, fraction, fraction, none, exponent, none, none},
            {none, power, power, none, none, sign_of_power, sign_of_power},
            {none, power, power, none, none, none, none},
            {none, power, power, none, none, none, none},
        }};
    }();

    State state_ = State::nothing;
};

} // namespace psoas::fhir
