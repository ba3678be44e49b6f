#include "fhir/element.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <type_traits>

namespace psoas::fhir {
namespace {

// In the order of `Element`, which is that of the bytes of the names.
constexpr std::array<std::string_view, element_count> names{
    "",
    "abatementAge",
    "abatementBoolean",
    "abatementDateTime",
    "abatementPeriod",
    "abatementString",
    "answer",
    "assertedDate",
    "authored",
    "authoredOn",
    "basedOn",
    "birthDate",
    "bodySite",
    "bodyStructure",
    "boundsDuration",
    "boundsPeriod",
    "clinicalStatus",
    "code",
    "codedDiagnosis",
    "coding",
    "comment",
    "comments",
    "comparator",
    "component",
    "concept",
    "conclusion",
    "conclusionCode",
    "contained",
    "contentType",
    "data",
    "dataAbsentReason",
    "date",
    "dateAsserted",
    "dateRecorded",
    "dateTime",
    "dateWritten",
    "deceasedBoolean",
    "deceasedDateTime",
    "description",
    "dispenseRequest",
    "display",
    "doNotPerform",
    "dosage",
    "dosageInstruction",
    "effectiveDateTime",
    "effectiveInstant",
    "effectivePeriod",
    "effectiveTimeDateTime",
    "effectiveTimePeriod",
    "end",
    "entry",
    "event",
    "expectedSupplyDuration",
    "focus",
    "form",
    "gender",
    "high",
    "id",
    "imagingStudy",
    "ingredient",
    "intent",
    "interpretation",
    "issue",
    "issued",
    "item",
    "itemCodeableConcept",
    "itemReference",
    "laterality",
    "link",
    "linkId",
    "location",
    "low",
    "medication",
    "medicationCodeableConcept",
    "medicationReference",
    "modality",
    "modalityList",
    "modifierExtension",
    "notDone",
    "notGiven",
    "notPerformed",
    "note",
    "occurenceDateTime",
    "occurencePeriod",
    "occurrenceDateTime",
    "occurrencePeriod",
    "onsetAge",
    "onsetDateTime",
    "onsetPeriod",
    "onsetRange",
    "onsetString",
    "orderDetail",
    "orderedOn",
    "parameter",
    "patient",
    "performedDateTime",
    "performedPeriod",
    "performedString",
    "presentedForm",
    "procedure",
    "procedureCode",
    "questionnaire",
    "reason",
    "reasonCode",
    "reasonCodeableConcept",
    "reasonConcept",
    "reasonReference",
    "recordedDate",
    "reference",
    "relation",
    "repeat",
    "resource",
    "resourceType",
    "result",
    "route",
    "series",
    "serviceRequested",
    "severity",
    "start",
    "started",
    "status",
    "subject",
    "system",
    "taken",
    "text",
    "time",
    "timing",
    "total",
    "type",
    "unit",
    "url",
    "validityPeriod",
    "value",
    "valueBoolean",
    "valueCode",
    "valueCodeableConcept",
    "valueCoding",
    "valueDate",
    "valueInteger",
    "valueQuantity",
    "valueString",
    "verificationStatus",
    "wasNotGiven",
    "wasNotTaken",
};
static_assert(std::ranges::is_sorted(names));
static_assert(std::ranges::max(names, {}, &std::string_view::size).size() <= longest_element_name);

// Some bytes as a number, little end first, as this is compiled and as it runs.
template <class Number> constexpr Number number_at(const char* bytes) {
    Number number{};
    if (std::is_constant_evaluated() || std::endian::native != std::endian::little)
        for (std::size_t i = sizeof(Number); i-- > 0;)
            number = static_cast<Number>(number << 8U) | static_cast<unsigned char>(bytes[i]);
    else
        std::memcpy(&number, bytes, sizeof number);
    return number;
}

// A name by its size and its ends, which overlap unless it is long: two names that have these alike differ
// between the ends at most.
struct Ends {
    std::uint64_t first = 0;
    std::uint64_t last = 0;
    std::size_t size = 0;

    friend constexpr bool operator==(const Ends&, const Ends&) = default;
};
constexpr std::size_t seen_by_ends = 16; ///< bytes, all of them

constexpr Ends ends_of(std::string_view name) {
    const char* const begin = name.data();
    const char* const end = begin + name.size();
    if (name.size() >= 8)
        return {number_at<std::uint64_t>(begin), number_at<std::uint64_t>(end - 8), name.size()};
    if (name.size() >= 4)
        return {number_at<std::uint32_t>(begin), number_at<std::uint32_t>(end - 4), name.size()};
    if (name.empty()) return {};
    const auto byte_at = [&](std::size_t place) {
        return std::uint64_t{number_at<std::uint8_t>(begin + place)};
    };
    return {byte_at(0) | byte_at(name.size() / 2) << 8U, byte_at(name.size() - 1), name.size()};
}

// Every key of every chart is looked up here, so each name has a place of its own in a table, found when this
// is compiled: a key is compared once at most, and most foreign ones meet an empty place.
constexpr unsigned place_bits = 12;

constexpr std::size_t place_of(const Ends& name, std::uint64_t multiplier) {
    const std::uint64_t mixed = name.first ^ std::rotl(name.last, 29);
    return static_cast<std::size_t>((mixed + name.size) * multiplier >> (64U - place_bits));
}

struct Places {
    std::uint64_t multiplier = 0;
    std::array<Element, std::size_t{1} << place_bits> elements{};
};

constexpr std::array ends_of_names = [] {
    std::array<Ends, names.size()> ends;
    std::ranges::transform(names, ends.begin(), ends_of);
    return ends;
}();

constexpr bool take_places(Places& places) {
    for (std::size_t i = 1; i < names.size(); ++i) {
        Element& place = places.elements[place_of(ends_of_names[i], places.multiplier)];
        if (place != Element::none) return false;
        place = static_cast<Element>(i);
    }
    return true;
}

constexpr Places places = [] {
    std::uint64_t multiplier = 0x9E3779B97F4A7C15U; // 2 to the power of 64 by the golden ratio
    for (;; multiplier += 0x2545F4914F6CDD1EU) {
        Places found{.multiplier = multiplier};
        if (take_places(found)) return found;
    }
}();

} // namespace

Element element_from_name(std::string_view name) {
    const Ends ends = ends_of(name);
    const Element element = places.elements[place_of(ends, places.multiplier)];
    const auto place = static_cast<std::size_t>(element);
    if (ends_of_names[place] != ends) return Element::none;
    return name.size() <= seen_by_ends || names[place] == name ? element : Element::none;
}

std::string_view name(Element element) {
    return names[static_cast<std::size_t>(element)];
}

} // namespace psoas::fhir
