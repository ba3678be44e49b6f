#include "fhir/measurement.hpp"

#include "fhir/code_system.hpp"
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
};

// UCUM's "Cel" and "[degF]" (https://ucum.org/ucum) and what people print: "deg F", "° C", "Fahrenheit (F)".
enum class Scale : std::uint8_t { unknown, celsius, fahrenheit, other };
Scale scale_of(std::string_view unit) {
    std::string letters;
    for (const char c : unit)
        if (c >= 'a' && c <= 'z') letters += c;
    std::string_view name = letters;
    for (const std::string_view degrees : {"degrees", "degree", "deg"})
        if (name.starts_with(degrees)) {
            name.remove_prefix(degrees.size());
            break;
        }
    if (name == "f" || name.starts_with("fahrenheit")) return Scale::fahrenheit;
    if (name == "c" || name == "cel" || name.starts_with("celsius") || name.starts_with("centigrade"))
        return Scale::celsius;
    if (name == "k" || name.starts_with("kelvin")) return Scale::other;
    return Scale::unknown;
}

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

std::optional<double> weight(const Reading& reading) {
    for (const std::string_view name :
         {std::string_view(reading.unit), std::string_view(reading.printed_unit)})
        if (const auto unit = std::ranges::find(weight_units, name, &Unit::name); unit != weight_units.end())
            return reading.value * unit->factor;
    return std::nullopt;
}

// DATA-6: without a unit that is understood, only if one reading is physiologically possible.
std::optional<double> temperature(const Reading& reading) {
    Scale scale = scale_of(reading.unit);
    if (scale == Scale::unknown) scale = scale_of(reading.printed_unit);
    if (scale == Scale::unknown && reading.value >= 30 && reading.value <= 45) scale = Scale::celsius;
    if (scale == Scale::unknown && reading.value >= 86 && reading.value <= 113) scale = Scale::fahrenheit;
    if (scale == Scale::unknown || scale == Scale::other) return std::nullopt;
    return scale == Scale::celsius ? reading.value : (reading.value - 32) * 5 / 9;
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

// For observations without a code of a standard system.
constexpr std::array named_quantities{
    NamedQuantity{"body temperature", Quantity::body_temperature},
    NamedQuantity{"temperature", Quantity::body_temperature},
    NamedQuantity{"temp", Quantity::body_temperature},
    NamedQuantity{"oral temperature", Quantity::body_temperature},
    NamedQuantity{"tympanic temperature", Quantity::body_temperature},
    NamedQuantity{"axillary temperature", Quantity::body_temperature},
    NamedQuantity{"rectal temperature", Quantity::body_temperature},
    NamedQuantity{"core temperature", Quantity::body_temperature},
    NamedQuantity{"temperature (c)", Quantity::body_temperature},
    NamedQuantity{"temperature (f)", Quantity::body_temperature},
    NamedQuantity{"temp (c)", Quantity::body_temperature},
    NamedQuantity{"temp (f)", Quantity::body_temperature},
    NamedQuantity{"vital signs temperature", Quantity::body_temperature},
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
    // ">10": at least that much, as with the comparator of a quantity.
    const std::size_t begin = words.find_first_not_of(" >=");
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
        const Value value = quantity[Element::value];
        const auto number = value.number();
        if (!number || quantity[Element::comparator].text().starts_with("<")) return std::nullopt;
        const std::string_view code = quantity[Element::code].text();
        const std::string_view unit = quantity[Element::unit].text();
        constexpr std::size_t longest = 40;
        std::string shown = shown_number(value.text(), *number);
        if (const std::string_view printed = unit.empty() ? code : unit; !printed.empty())
            shown.append(" ").append(excerpt(printed, longest));
        return Reading{.value = *number,
                       .unit = lowercase((code.empty() ? unit : code).substr(0, longest)),
                       .printed_unit = lowercase(unit.substr(0, longest)),
                       .shown = std::move(shown)};
    }
    if (const auto number = observation[Element::valueInteger].number())
        return Reading{.value = *number, .shown = excerpt(observation[Element::valueInteger].text())};
    return reading_in(observation[Element::valueString].text());
}

std::optional<Quantity> measured_quantity(const CodeableConcept& code, const Terminology& terminology) {
    for (const Coding& coding : code.codings)
        for (const Concept meaning : terminology.concepts(coding.system, coding.code))
            if (const auto quantity =
                    std::ranges::find(concept_quantities, meaning, &ConceptQuantity::meaning);
                quantity != concept_quantities.end())
                return quantity->quantity;
    // A code of a standard system says what it is; one of the site's own is told by its name.
    const auto is_standard = [](const Coding& coding) {
        const std::string_view system = canonical_system(coding.system);
        return !coding.code.empty() && (system == loinc || system == snomed_ct);
    };
    if (std::ranges::any_of(code.codings, is_standard)) return std::nullopt;
    std::vector<std::string_view> names{code.words()};
    for (const Coding& coding : code.codings)
        names.push_back(coding.display);
    for (const std::string_view name : names) {
        const std::string lower = lowercase(name.substr(0, 64));
        const auto named = std::ranges::find(named_quantities, std::string_view(lower), &NamedQuantity::name);
        if (named != named_quantities.end()) return named->quantity;
    }
    return std::nullopt;
}

std::optional<double> in_unit_of(Quantity quantity, const Reading& reading) {
    std::optional<double> value = reading.value;
    if (quantity == Quantity::body_temperature) value = temperature(reading);
    if (quantity == Quantity::body_weight) value = weight(reading);
    const auto limits = std::ranges::find(possible, quantity, &Limits::quantity);
    if (!value || !(*value >= limits->least && *value <= limits->most)) return std::nullopt;
    return value;
}

} // namespace psoas::fhir
