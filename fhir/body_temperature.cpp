#include "fhir/body_temperature.hpp"

#include "fhir/scanner.hpp"
#include "fhir/words.hpp"
#include "logic/measured_findings.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <span>

namespace psoas::fhir {
namespace {

constexpr std::array long_names{
    std::string_view("temp"),  std::string_view("temps"),        std::string_view("temperature"),
    std::string_view("tmax"),  std::string_view("temperatures"), std::string_view("tempmax"),
    std::string_view("tempt"), std::string_view("bt"),
};

// What stands between the name and its number.
constexpr std::array words_of_name{
    std::string_view("is"),        std::string_view("was"),       std::string_view("of"),
    std::string_view("at"),        std::string_view("to"),        std::string_view("up"),
    std::string_view("as"),        std::string_view("high"),      std::string_view("max"),
    std::string_view("maximum"),   std::string_view("today"),     std::string_view("now"),
    std::string_view("currently"), std::string_view("measured"),  std::string_view("recorded"),
    std::string_view("oral"),      std::string_view("tympanic"),  std::string_view("axillary"),
    std::string_view("core"),      std::string_view("rectal"),    std::string_view("spiked"),
    std::string_view("spiking"),   std::string_view("peaked"),    std::string_view("reached"),
    std::string_view("around"),    std::string_view("about"),     std::string_view("approx"),
    std::string_view("on"),        std::string_view("arrival"),   std::string_view("admission"),
    std::string_view("triage"),    std::string_view("yesterday"), std::string_view("overnight"),
};

constexpr std::array vital_signs{
    std::string_view("hr"),   std::string_view("p"),      std::string_view("bp"),   std::string_view("rr"),
    std::string_view("spo2"), std::string_view("sats"),   std::string_view("sao2"), std::string_view("pulse"),
    std::string_view("obs"),  std::string_view("vitals"), std::string_view("vs"),   std::string_view("news"),
};

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_one_of(std::string_view word, std::span<const std::string_view> words) {
    return std::ranges::find(words, word) != words.end();
}

// "p110" and "hr" both are company; a blood pressure is "120/80".
bool names_vital_signs(std::string_view lower) {
    return std::ranges::any_of(split_words(lower), [](std::string_view word) {
        const auto digits = std::ranges::find_if(word, is_digit);
        const std::string_view letters = word.substr(0, static_cast<std::size_t>(digits - word.begin()));
        return is_one_of(word, vital_signs) || is_one_of(letters, vital_signs);
    });
}

enum class Unit : std::uint8_t { none, celsius, fahrenheit, another };

// "C", "F", "°C", "deg C", "degrees Celsius". What follows after a blank and is no unit is another word.
Unit take_unit(Scanner& scanner) {
    constexpr std::string_view degree = "\u00B0";
    constexpr std::string_view ordinal = "\u00BA"; // often typed for the degree
    const bool glued = !scanner.rest().empty() && in_word(scanner.rest().front());
    scanner.pass_blanks();
    std::string_view unit = scanner.take_letters();
    bool is_degrees = false;
    for (const std::string_view sign :
         {degree, ordinal, std::string_view("degrees"), std::string_view("deg")})
        if (unit.starts_with(sign)) {
            is_degrees = true;
            unit.remove_prefix(sign.size());
            break;
        }
    if (is_degrees && unit.empty()) {
        scanner.pass_blanks();
        unit = scanner.take_letters();
    }
    if (unit == "c" || unit == "celsius" || unit == "cel" || unit == "centigrade") return Unit::celsius;
    if (unit == "f" || unit == "fahrenheit") return Unit::fahrenheit;
    constexpr std::array other_units{
        std::string_view("mg"),    std::string_view("mcg"),   std::string_view("ml"),
        std::string_view("g"),     std::string_view("mm"),    std::string_view("cm"),
        std::string_view("bpm"),   std::string_view("y"),     std::string_view("yo"),
        std::string_view("year"),  std::string_view("kg"),    std::string_view("weeks"),
        std::string_view("years"), std::string_view("hours"), std::string_view("days"),
        std::string_view("min"),   std::string_view("week"),  std::string_view("units"),
        std::string_view("mins"),  std::string_view("th"),
    };
    if (glued && !is_degrees && !unit.empty()) return Unit::another;
    return is_one_of(unit, other_units) ? Unit::another : Unit::none;
}

std::string shown(std::string_view digits, Unit unit) {
    std::string text(digits);
    std::ranges::replace(text, ',', '.');
    return text + (unit == Unit::celsius ? " \u00B0C" : " \u00B0F");
}

// Which of the two scales a number without a unit is on.
Unit scale_of(double number) {
    if (number >= 34 && number <= 43) return Unit::celsius;
    if (number >= 94 && number <= 110) return Unit::fahrenheit;
    return Unit::another;
}

bool is_fever(double number, Unit unit) {
    if (unit == Unit::celsius) return number >= logic::fever_told_c && number <= 45;
    return unit == Unit::fahrenheit && number >= logic::fever_told_f && number <= 115;
}

// The first number with decimals that can be the temperature of a fever.
std::string first_decimal_temperature(std::string_view sentence) {
    for (std::size_t at = 0; at < sentence.size(); ++at) {
        if (!is_digit(sentence[at]) || (at > 0 && (is_digit(sentence[at - 1]) || sentence[at - 1] == '.')))
            continue;
        double number = 0;
        const char* begin = sentence.data() + at;
        const auto [end, error] = std::from_chars(begin, sentence.data() + sentence.size(), number);
        const std::string_view digits(begin, static_cast<std::size_t>(end - begin));
        if (error != std::errc{} || digits.find('.') == digits.npos) continue;
        const bool celsius = number >= 36 && number <= 43;
        const bool fahrenheit = number >= 97 && number <= 110;
        if (celsius || fahrenheit) return shown(digits, celsius ? Unit::celsius : Unit::fahrenheit);
    }
    return {};
}

} // namespace

std::optional<std::string> fever_told_at(std::string_view from_name, std::string_view sentence) {
    constexpr std::size_t longest = 80; // of a name and its number
    const std::string lower = lowercase(from_name.substr(0, longest));
    Scanner scanner(lower);
    const std::string_view name = scanner.take_letters();
    const bool is_named = is_one_of(name, long_names);
    if (!is_named && name != "t") return std::nullopt;
    const bool is_glued = !scanner.rest().empty() && is_digit(scanner.rest().front());
    scanner.take('.'); // "Temp. 39"
    for (;;) {
        scanner.pass_joints();
        const std::string_view word = scanner.take_letters();
        if (word.empty()) break;
        if (!is_one_of(word, words_of_name)) return std::nullopt;
    }
    const std::string_view from_number = scanner.rest();
    const auto number = scanner.take_number();
    if (!number || scanner.sees_number_after('/')) return std::nullopt;
    const std::string_view digits = from_number.substr(0, from_number.size() - scanner.rest().size());
    const bool is_whole = digits.find_first_of(".,") == digits.npos;

    const Unit unit = take_unit(scanner);
    if (unit == Unit::another) return std::nullopt;
    const bool has_unit = unit != Unit::none;
    if (!is_named && is_whole && !(names_vital_signs(lowercase(sentence)) || (has_unit && !is_glued)))
        return std::nullopt;
    const Unit scale = has_unit ? unit : scale_of(*number);
    if (!is_fever(*number, scale)) return std::nullopt;
    return shown(digits, scale);
}

std::string temperature_told_in(std::string_view sentence) {
    for (std::size_t at = 0; at < sentence.size(); ++at) {
        const bool begins =
            (sentence[at] == 't' || sentence[at] == 'T' || sentence[at] == 'b' || sentence[at] == 'B')
            && (at == 0 || !in_word(sentence[at - 1]));
        if (!begins) continue;
        if (auto told = fever_told_at(sentence.substr(at), sentence)) return *std::move(told);
    }
    return first_decimal_temperature(sentence);
}

} // namespace psoas::fhir
