#include "fhir/instant.hpp"

#include <algorithm>

namespace psoas::fhir {

namespace {

/// Takes from the front of a text what an instant is made of.
class Parts {
public:
    explicit Parts(std::string_view text) : rest_(text) {}

    /// A number of exactly so many digits; -1 if there is none.
    int number(std::size_t digits) {
        if (rest_.size() < digits || !std::all_of(rest_.begin(), rest_.begin() + digits, is_digit)) return -1;
        int value = 0;
        for (const char c : rest_.substr(0, digits))
            value = value * 10 + (c - '0');
        rest_.remove_prefix(digits);
        return value;
    }

    /// The milliseconds of digits behind a decimal point; -1 if there are none.
    int fraction() {
        const auto end = std::ranges::find_if_not(rest_, is_digit);
        const std::string_view digits = rest_.substr(0, static_cast<std::size_t>(end - rest_.begin()));
        rest_.remove_prefix(digits.size());
        if (digits.empty()) return -1;
        int value = 0;
        for (std::size_t i = 0; i < 3; ++i)
            value = value * 10 + (i < digits.size() ? digits[i] - '0' : 0);
        return value;
    }

    bool sign(char wanted) {
        if (!rest_.starts_with(wanted)) return false;
        rest_.remove_prefix(1);
        return true;
    }

    [[nodiscard]] bool at_end() const { return rest_.empty(); }

private:
    static bool is_digit(char c) { return c >= '0' && c <= '9'; }

    std::string_view rest_;
};

bool in_range(int value, int most) {
    return value >= 0 && value <= most;
}

} // namespace

std::optional<std::chrono::sys_time<std::chrono::milliseconds>> read_instant(std::string_view text) {
    using namespace std::chrono;
    Parts parts(text);
    const int year_number = parts.number(4);
    bool right = parts.sign('-');
    const int month_number = parts.number(2);
    right = right && parts.sign('-');
    const int day_number = parts.number(2);
    right = right && parts.sign('T');
    const int hour = parts.number(2);
    right = right && parts.sign(':');
    const int minute = parts.number(2);
    right = right && parts.sign(':');
    const int second = parts.number(2); // 60 is a leap second
    const int millisecond = parts.sign('.') ? parts.fraction() : 0;
    right = right && year_number > 0 && in_range(month_number, 12) && in_range(day_number, 31)
            && in_range(hour, 23) && in_range(minute, 59) && in_range(second, 60) && millisecond >= 0;
    if (!right) return std::nullopt;
    const year_month_day date{year{year_number}, month{static_cast<unsigned>(month_number)},
                              day{static_cast<unsigned>(day_number)}};
    if (!date.ok()) return std::nullopt;
    const auto local =
        sys_days{date} + hours{hour} + minutes{minute} + seconds{second} + milliseconds{millisecond};

    if (parts.sign('Z')) return parts.at_end() ? std::optional(local) : std::nullopt;
    const bool ahead = parts.sign('+');
    if (!ahead && !parts.sign('-')) return std::nullopt;
    const int offset_hours = parts.number(2);
    const bool colon = parts.sign(':');
    const int offset_minutes = parts.number(2);
    if (!colon || !in_range(offset_hours, 14) || !in_range(offset_minutes, 59) || !parts.at_end())
        return std::nullopt;
    const minutes offset = hours{offset_hours} + minutes{offset_minutes};
    return ahead ? local - offset : local + offset;
}

} // namespace psoas::fhir
