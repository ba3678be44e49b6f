#include "fhir/measurement.hpp"

#include "fhir/words.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace psoas::fhir {
namespace {

using logic::Quantity;

struct Unit {
    std::string_view name; ///< in small letters
    double factor;
    double offset = 0;
};

// UCUM codes (https://ucum.org/ucum) and what people print.
constexpr std::array temperature_units{
    Unit{"cel", 1},
    Unit{"degc", 1},
    Unit{"°c", 1},
    Unit{"c", 1},
    Unit{"celsius", 1},
    Unit{"degrees celsius", 1},
    Unit{"[degf]", 5.0 / 9, -160.0 / 9},
    Unit{"degf", 5.0 / 9, -160.0 / 9},
    Unit{"°f", 5.0 / 9, -160.0 / 9},
    Unit{"f", 5.0 / 9, -160.0 / 9},
    Unit{"fahrenheit", 5.0 / 9, -160.0 / 9},
    Unit{"degrees fahrenheit", 5.0 / 9, -160.0 / 9},
};

// The international avoirdupois pound is 0.45359237 kg exactly.
constexpr double pound_kg = 0.45359237;
constexpr std::array weight_units{
    Unit{"kg", 1},
    Unit{"kgs", 1},
    Unit{"kilogram", 1},
    Unit{"kilograms", 1},
    Unit{"g", 0.001},
    Unit{"gram", 0.001},
    Unit{"grams", 0.001},
    Unit{"[lb_av]", pound_kg},
    Unit{"[lb_us]", pound_kg},
    Unit{"lb_av", pound_kg},
    Unit{"lb", pound_kg},
    Unit{"lbs", pound_kg},
    Unit{"pound", pound_kg},
    Unit{"pounds", pound_kg},
    Unit{"[oz_av]", pound_kg / 16},
    Unit{"oz", pound_kg / 16},
    Unit{"ounce", pound_kg / 16},
    Unit{"ounces", pound_kg / 16},
};

template <class Units> std::optional<double> converted(const Units& units, const Reading& reading) {
    const auto unit = std::ranges::find(units, std::string_view(reading.unit), &Unit::name);
    if (unit == units.end()) return std::nullopt;
    return reading.value * unit->factor + unit->offset;
}

// DATA-6: without a unit, only if one reading is physiologically possible.
std::optional<double> temperature(const Reading& reading) {
    if (!reading.unit.empty()) return converted(temperature_units, reading);
    if (reading.value >= 30 && reading.value <= 45) return reading.value;
    if (reading.value >= 86 && reading.value <= 113) return (reading.value - 32) * 5 / 9;
    return std::nullopt;
}

struct Limits {
    Quantity quantity;
    double least;
    double most;
};

// What is outside is a slip of the pen, whatever its unit: no living person has it, or the scale ends there.
constexpr std::array possible{
    Limits{Quantity::body_temperature, 25, 45}, Limits{Quantity::body_weight, 0.2, 650},
    Limits{Quantity::pain_score, 0, 10},        Limits{Quantity::inr, 0.5, 50},
    Limits{Quantity::t_score, -10, 10},
};

struct ConceptQuantity {
    Concept meaning;
    Quantity quantity;
};

constexpr std::array concept_quantities{
    ConceptQuantity{Concept::body_temperature, Quantity::body_temperature},
    ConceptQuantity{Concept::body_weight, Quantity::body_weight},
    ConceptQuantity{Concept::pain_severity_score, Quantity::pain_score},
    ConceptQuantity{Concept::lab_inr, Quantity::inr},
    ConceptQuantity{Concept::osteoporosis_dxa_tscore, Quantity::t_score},
};

struct NamedQuantity {
    std::string_view name; ///< the whole name, in small letters
    Quantity quantity;
};

// For observations without a code.
constexpr std::array named_quantities{
    NamedQuantity{"body temperature", Quantity::body_temperature},
    NamedQuantity{"temperature", Quantity::body_temperature},
    NamedQuantity{"temp", Quantity::body_temperature},
    NamedQuantity{"oral temperature", Quantity::body_temperature},
    NamedQuantity{"tympanic temperature", Quantity::body_temperature},
    NamedQuantity{"body weight", Quantity::body_weight},
    NamedQuantity{"weight", Quantity::body_weight},
    NamedQuantity{"pain score", Quantity::pain_score},
    NamedQuantity{"pain severity", Quantity::pain_score},
    NamedQuantity{"pain nrs", Quantity::pain_score},
    NamedQuantity{"inr", Quantity::inr},
};

std::optional<Reading> reading_in(std::string_view text) {
    constexpr std::size_t longest = 40;
    const std::string words = lowercase(text.substr(0, longest));
    const std::size_t begin = words.find_first_not_of(' ');
    if (begin == words.npos || text.size() > longest) return std::nullopt;
    Reading reading{.shown = std::string(text)};
    const auto [end, error] =
        std::from_chars(words.data() + begin, words.data() + words.size(), reading.value);
    if (error != std::errc{}) return std::nullopt;
    std::string_view unit(end, words.data() + words.size());
    const std::size_t first = unit.find_first_not_of(' ');
    unit = first == unit.npos ? std::string_view{} : unit.substr(first);
    reading.unit = unit.substr(0, unit.find_last_not_of(" .") + 1);
    return reading;
}

// A number as it was written, but for digits that no instrument measures ("-3.3138274392911726").
std::string shown_number(std::string_view written, double number) {
    constexpr std::size_t measured_digits = 8;
    if (written.size() <= measured_digits) return std::string(written);
    std::array<char, 32> digits{};
    const auto [end, error] =
        std::to_chars(digits.data(), digits.data() + digits.size(), number, std::chars_format::general, 4);
    return {digits.data(), end};
}

} // namespace

std::optional<Reading> read_reading(Value observation) {
    if (const Value quantity = observation[Element::valueQuantity]) {
        const auto number = quantity[Element::value].number();
        if (!number || quantity[Element::comparator].text().starts_with("<")) return std::nullopt;
        const std::string_view code = quantity[Element::code].text();
        const std::string_view unit = quantity[Element::unit].text();
        constexpr std::size_t longest = 40;
        std::string shown = shown_number(quantity[Element::value].text(), *number);
        if (const std::string_view printed = unit.empty() ? code : unit; !printed.empty())
            shown.append(" ").append(excerpt(printed, longest));
        return Reading{.value = *number,
                       .unit = lowercase((code.empty() ? unit : code).substr(0, longest)),
                       .shown = std::move(shown)};
    }
    if (const auto number = observation[Element::valueInteger].number())
        return Reading{.value = *number, .shown = excerpt(observation[Element::valueInteger].text())};
    return reading_in(observation[Element::valueString].text());
}

std::optional<Quantity> measured_quantity(const CodeableConcept& code, const Terminology& terminology) {
    for (const ConceptQuantity& each : concept_quantities)
        if (code.is(each.meaning, terminology)) return each.quantity;
    if (std::ranges::any_of(code.codings, [](const Coding& coding) { return !coding.code.empty(); }))
        return std::nullopt;
    const std::string name = lowercase(code.words().substr(0, 64));
    const auto named = std::ranges::find(named_quantities, std::string_view(name), &NamedQuantity::name);
    if (named == named_quantities.end()) return std::nullopt;
    return named->quantity;
}

std::optional<double> in_unit_of(Quantity quantity, const Reading& reading) {
    std::optional<double> value = reading.value;
    if (quantity == Quantity::body_temperature) value = temperature(reading);
    if (quantity == Quantity::body_weight) value = converted(weight_units, reading);
    const auto limits = std::ranges::find(possible, quantity, &Limits::quantity);
    if (!value || !(*value >= limits->least && *value <= limits->most)) return std::nullopt;
    return value;
}

} // namespace psoas::fhir
