#include "fhir/date.hpp"

#include "fhir/words.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace psoas::fhir {
namespace {

using logic::DateRange;
using std::chrono::days;
using std::chrono::minutes;
using std::chrono::months;
using std::chrono::sys_days;
using std::chrono::year_month_day;

// Reads the parts of a date from the front of what is left of it.
class Scanner {
public:
    explicit Scanner(std::string_view text) : rest_(text) {}

    [[nodiscard]] bool at_end() const { return rest_.empty(); }

    bool take(char wanted) {
        if (rest_.empty() || rest_.front() != wanted) return false;
        rest_.remove_prefix(1);
        return true;
    }

    /// Exactly so many digits.
    std::optional<int> take_number(std::size_t digits) {
        if (rest_.size() < digits || !std::ranges::all_of(rest_.substr(0, digits), is_digit))
            return std::nullopt;
        int number = 0;
        for (const char digit : rest_.substr(0, digits))
            number = number * 10 + (digit - '0');
        rest_.remove_prefix(digits);
        return number;
    }

    void take_digits() {
        while (!rest_.empty() && is_digit(rest_.front()))
            rest_.remove_prefix(1);
    }

private:
    static bool is_digit(char c) { return c >= '0' && c <= '9'; }
    std::string_view rest_;
};

std::optional<minutes> take_hours_and_minutes(Scanner& scanner) {
    const auto hour = scanner.take_number(2);
    if (!hour || *hour > 23 || !scanner.take(':')) return std::nullopt;
    const auto minute = scanner.take_number(2);
    if (!minute || *minute > 59) return std::nullopt;
    return std::chrono::hours(*hour) + minutes(*minute);
}

// The day in UTC of a time of day that follows a date.
std::optional<sys_days> take_time(Scanner& scanner, sys_days day) {
    const auto time = take_hours_and_minutes(scanner);
    if (!time) return std::nullopt;
    if (scanner.take(':')) {
        const auto second = scanner.take_number(2);
        if (!second || *second > 60) return std::nullopt; // 60: a leap second
        if (scanner.take('.')) scanner.take_digits();
    }
    if (scanner.at_end() || (scanner.take('Z') && scanner.at_end())) return day;
    const bool east = scanner.take('+');
    if (!east && !scanner.take('-')) return std::nullopt;
    const auto offset = take_hours_and_minutes(scanner);
    if (!offset || *offset > std::chrono::hours(14) || !scanner.at_end()) return std::nullopt;
    return std::chrono::floor<days>(day + *time - (east ? *offset : -*offset));
}

// A day that does not exist, such as 31 + 1 month, becomes the last of its month.
sys_days shifted(sys_days day, months by) {
    const year_month_day moved = year_month_day(day) + by;
    if (moved.ok()) return moved;
    return moved.year() / moved.month() / std::chrono::last;
}

sys_days shifted(sys_days day, TimeSpan by) {
    switch (by.unit) {
    case TimeUnit::day:
        return day + days(by.amount);
    case TimeUnit::week:
        return day + days(7) * by.amount;
    case TimeUnit::month:
        return shifted(day, months(by.amount));
    case TimeUnit::year:
        return shifted(day, months(12) * by.amount);
    }
    return day;
}

struct UnitName {
    std::string_view name;
    TimeUnit unit;
};

// UCUM codes (https://ucum.org/ucum) and the words for them.
constexpr std::array unit_names{
    UnitName{"d", TimeUnit::day},     UnitName{"day", TimeUnit::day},     UnitName{"days", TimeUnit::day},
    UnitName{"wk", TimeUnit::week},   UnitName{"week", TimeUnit::week},   UnitName{"weeks", TimeUnit::week},
    UnitName{"mo", TimeUnit::month},  UnitName{"month", TimeUnit::month}, UnitName{"months", TimeUnit::month},
    UnitName{"a", TimeUnit::year},    UnitName{"year", TimeUnit::year},   UnitName{"years", TimeUnit::year},
    UnitName{"yr", TimeUnit::year},   UnitName{"yrs", TimeUnit::year},    UnitName{"wks", TimeUnit::week},
    UnitName{"mos", TimeUnit::month},
};

std::optional<TimeUnit> unit_named(std::string_view name) {
    const std::string lower = lowercase(name);
    const auto found = std::ranges::find(unit_names, std::string_view(lower), &UnitName::name);
    if (found == unit_names.end()) return std::nullopt;
    return found->unit;
}

// A person's life and more, so that no sum below overflows or leaves the calendar.
constexpr days longest_span{200 * 366};

days length_of(TimeUnit unit) {
    constexpr std::array lengths{days(1), days(7), days(30), days(365)};
    return lengths[static_cast<std::size_t>(unit)];
}

std::optional<int> amount_named(std::string_view word) {
    if (word == "a" || word == "one") return 1;
    if (word.empty() || word.size() > 3) return std::nullopt;
    int amount = 0;
    for (const char digit : word) {
        if (digit < '0' || digit > '9') return std::nullopt;
        amount = amount * 10 + (digit - '0');
    }
    return amount;
}

// The denominators of "5/7", "3/52" and "2/12": days, weeks and months, as British notes write them.
constexpr std::array fraction_units{
    UnitName{"7", TimeUnit::day},
    UnitName{"52", TimeUnit::week},
    UnitName{"12", TimeUnit::month},
};

// How long ago: "3 weeks ago", "for about 10 days", "x 3 days", "yesterday", "3/52". Nothing for other words.
std::optional<TimeSpan> time_back_in(std::string_view lower) {
    constexpr std::array before{
        std::string_view("about"), std::string_view("approx"), std::string_view("approximately"),
        std::string_view("for"),   std::string_view("last"),   std::string_view("past"),
        std::string_view("since"), std::string_view("the"),    std::string_view("x"),
    };
    std::vector<std::string_view> words = split_words(lower);
    const auto first = std::ranges::find_if(
        words, [&](std::string_view word) { return std::ranges::find(before, word) == before.end(); });
    words.erase(words.begin(), first);
    if (words.size() == 3 && words.back() == "ago") words.pop_back();
    if (words.size() == 1 && words[0] == "yesterday") return TimeSpan{.amount = 1, .unit = TimeUnit::day};
    if (words.size() == 1 && words[0] == "today") return TimeSpan{.amount = 0, .unit = TimeUnit::day};
    if (words.size() != 2) return std::nullopt;

    const auto amount = amount_named(words[0]);
    std::optional<TimeUnit> unit = unit_named(words[1]);
    const auto fraction = std::ranges::find(fraction_units, words[1], &UnitName::name);
    if (fraction != fraction_units.end() && lower.find('/') != lower.npos) unit = fraction->unit;
    if (!amount || !unit || length_of(*unit) * *amount > longest_span) return std::nullopt;
    return TimeSpan{.amount = *amount, .unit = *unit};
}

} // namespace

std::optional<DateRange> read_date(std::string_view text) {
    Scanner scanner(text);
    const auto year = scanner.take_number(4);
    if (!year || *year == 0) return std::nullopt;
    const std::chrono::year y(*year);
    if (scanner.at_end())
        return DateRange(sys_days(y / std::chrono::January / 1), sys_days(y / std::chrono::December / 31));

    const auto month = scanner.take('-') ? scanner.take_number(2) : std::nullopt;
    if (!month || *month < 1 || *month > 12) return std::nullopt;
    const auto m = y / std::chrono::month(static_cast<unsigned>(*month));
    if (scanner.at_end()) return DateRange(sys_days(m / 1), sys_days(m / std::chrono::last));

    const auto day = scanner.take('-') ? scanner.take_number(2) : std::nullopt;
    if (!day) return std::nullopt;
    const year_month_day date = m / std::chrono::day(static_cast<unsigned>(*day));
    if (!date.ok()) return std::nullopt;
    if (scanner.at_end()) return DateRange(sys_days(date));

    if (!scanner.take('T')) return std::nullopt;
    const auto in_utc = take_time(scanner, date);
    if (!in_utc) return std::nullopt;
    return DateRange(*in_utc);
}

Period read_period(Value period) {
    if (period.kind() == Value::Kind::string) return {.start = read_date(period.text())};
    return {.start = read_date(period[Element::start].text()), .end = read_date(period[Element::end].text())};
}

std::optional<DateRange> days_of(const Period& period) {
    if (!period.start) return period.end;
    if (!period.end || period.end->last < period.start->first) return period.start;
    return DateRange(period.start->first, period.end->last);
}

std::optional<TimeSpan> read_time_span(Value quantity) {
    const auto number = quantity[Element::value].number();
    if (!number || *number < 0) return std::nullopt;
    auto unit = unit_named(quantity[Element::code].text());
    if (!unit) unit = unit_named(quantity[Element::unit].text());
    if (!unit) return std::nullopt;
    if (*number > static_cast<double>(longest_span / length_of(*unit))) return std::nullopt;
    return TimeSpan{.amount = static_cast<int>(std::floor(*number)), .unit = *unit};
}

days shortest_days(TimeSpan span) {
    // The shortest month is February, the shortest year has 365 days.
    if (span.unit == TimeUnit::month) return days(28) * (span.amount % 12) + days(365) * (span.amount / 12);
    return length_of(span.unit) * span.amount;
}

std::optional<AgeRange> read_age(Value age_or_range) {
    if (const auto age = read_time_span(age_or_range)) return AgeRange{*age, *age};
    const auto low = read_time_span(age_or_range[Element::low]);
    const auto high = read_time_span(age_or_range[Element::high]);
    if (!low || !high) return std::nullopt;
    return AgeRange{*low, *high};
}

DateRange days_of_age(const DateRange& born, const AgeRange& age) {
    const TimeSpan next{.amount = age.oldest.amount + 1, .unit = age.oldest.unit};
    const sys_days first = shifted(born.first, age.youngest);
    return {first, std::max(first, shifted(born.last, next) - days(1))};
}

std::optional<DateRange> read_onset_text(std::string_view text, const std::optional<DateRange>& recorded) {
    if (const auto date = read_date(text)) return date;
    constexpr std::size_t longest = 40;
    if (text.size() > longest) return std::nullopt;
    const std::string lower = lowercase(text);
    if (lower.starts_with("since ")) {
        const std::string_view rest = std::string_view(lower).substr(6);
        if (const auto date = read_date(rest)) return date;
    }
    if (!recorded) return std::nullopt;

    const auto back = time_back_in(lower);
    if (!back) return std::nullopt;
    const days half = (length_of(back->unit) - days(1)) / 2;
    const TimeSpan by{.amount = -back->amount, .unit = back->unit};
    return DateRange(shifted(recorded->first, by) - half,
                     std::min(shifted(recorded->last, by) + half, recorded->last));
}

} // namespace psoas::fhir
