#include "fhir/date_time.hpp"

#include <charconv>
#include <chrono>

namespace psoas::fhir {
namespace {

/// Digits and nothing else.
std::optional<int> number(std::string_view digits) {
    int value = 0;
    const char* const end = digits.data() + digits.size();
    const auto [stop, error] = std::from_chars(digits.data(), end, value);
    if (digits.empty() || error != std::errc{} || stop != end || digits.front() == '-') return std::nullopt;
    return value;
}

} // namespace

std::optional<logic::DateRange> read_date(std::string_view text) {
    using namespace std::chrono;
    const auto has_dash_at = [&](std::size_t place) { return text.size() > place && text[place] == '-'; };
    if (text.size() != 4 && !has_dash_at(4)) return std::nullopt;
    const std::optional<int> y = number(text.substr(0, 4));
    if (!y || *y == 0) return std::nullopt;
    const year a_year{*y};
    if (text.size() == 4)
        return logic::DateRange{sys_days{a_year / January / 1}, sys_days{a_year / December / 31}};

    if (text.size() != 7 && !has_dash_at(7)) return std::nullopt;
    const std::optional<int> m = number(text.substr(5, 2));
    if (!m) return std::nullopt;
    const year_month a_month = a_year / month{static_cast<unsigned>(*m)};
    if (!a_month.ok()) return std::nullopt;
    if (text.size() == 7) return logic::DateRange{sys_days{a_month / 1}, sys_days{a_month / last}};

    if (text.size() < 10 || (text.size() > 10 && text[10] != 'T')) return std::nullopt;
    const std::optional<int> d = number(text.substr(8, 2));
    if (!d) return std::nullopt;
    const year_month_day a_day = a_month / day{static_cast<unsigned>(*d)};
    if (!a_day.ok()) return std::nullopt;
    return logic::DateRange{sys_days{a_day}};
}

std::optional<logic::DateRange> first_date(std::initializer_list<Value> values) {
    for (const Value value : values) {
        if (const auto date = read_date(value.text())) return date;
        if (const auto start = read_date(value[Element::start].text())) return start;
    }
    return std::nullopt;
}

} // namespace psoas::fhir
