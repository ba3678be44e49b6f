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
    "asNeededBoolean",
    "assertedDate",
    "authored",
    "authoredOn",
    "availability",
    "basedOn",
    "birthDate",
    "bodySite",
    "bodyStructure",
    "boundsDuration",
    "boundsPeriod",
    "boundsRange",
    "category",
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
    "detail",
    "diagnosis",
    "dispenseRequest",
    "display",
    "doNotPerform",
    "dosage",
    "dosageInstruction",
    "doseAndRate",
    "effective",
    "effectiveDateTime",
    "effectiveInstant",
    "effectivePeriod",
    "effectiveTimeDateTime",
    "effectiveTimePeriod",
    "end",
    "entry",
    "event",
    "evidence",
    "expectedSupplyDuration",
    "extension",
    "focus",
    "form",
    "fullUrl",
    "gender",
    "given",
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
    "method",
    "modality",
    "modalityList",
    "mode",
    "modifierExtension",
    "notDone",
    "notGiven",
    "notPerformed",
    "notTaken",
    "note",
    "occurenceDateTime",
    "occurencePeriod",
    "occurrenceDateTime",
    "occurrencePeriod",
    "occurrenceTiming",
    "onsetAge",
    "onsetDateTime",
    "onsetPeriod",
    "onsetRange",
    "onsetString",
    "orderDetail",
    "orderedOn",
    "outcome",
    "parameter",
    "patient",
    "performedDateTime",
    "performedPeriod",
    "performedString",
    "presentedForm",
    "priority",
    "procedure",
    "procedureCode",
    "procedureReference",
    "questionnaire",
    "reason",
    "reasonCode",
    "reasonCodeableConcept",
    "reasonConcept",
    "reasonReference",
    "recordedDate",
    "reference",
    "referenceRange",
    "relation",
    "repeat",
    "requester",
    "resource",
    "resourceType",
    "result",
    "route",
    "search",
    "series",
    "serviceRequested",
    "severity",
    "start",
    "started",
    "statement",
    "status",
    "statusReason",
    "subject",
    "summary",
    "supportingInfo",
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
    "valueDateTime",
    "valueInteger",
    "valueQuantity",
    "valueRange",
    "valueRatio",
    "valueString",
    "verificationStatus",
    "wasNotGiven",
    "wasNotTaken",
    "whenGiven",
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

// Every key of every chart is looked up here, so each name has a place of its own in a table, found when this
// is compiled: a key is compared once at most, and most foreign ones meet an empty place.
constexpr unsigned place_bits = 12;

constexpr std::size_t place_of(std::string_view name, std::uint64_t multiplier) {
    const char* const begin = name.data();
    const char* const end = begin + name.size();
    std::uint64_t mixed = 0;
    if (name.size() >= 8)
        mixed = number_at<std::uint64_t>(begin) ^ std::rotl(number_at<std::uint64_t>(end - 8), 29);
    else if (name.size() >= 4)
        mixed = number_at<std::uint32_t>(begin) | std::uint64_t{number_at<std::uint32_t>(end - 4)} << 32U;
    else
        mixed = number_at<std::uint8_t>(begin) | std::uint64_t{number_at<std::uint8_t>(end - 1)} << 32U;
    return static_cast<std::size_t>((mixed + name.size()) * multiplier >> (64U - place_bits));
}

struct Places {
    std::uint64_t multiplier = 0;
    std::array<Element, std::size_t{1} << place_bits> elements{};
};

constexpr bool take_places(Places& places) {
    for (std::size_t i = 1; i < names.size(); ++i) {
        Element& place = places.elements[place_of(names[i], places.multiplier)];
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

// Names are short: a call of memcmp would take longer than their comparison.
bool is_same(std::string_view one, std::string_view other) {
    const std::size_t size = one.size();
    if (size != other.size()) return false;
    const auto is_same_at = [&]<class Number>(std::size_t at, Number) {
        return number_at<Number>(one.data() + at) == number_at<Number>(other.data() + at);
    };
    // The last bytes may have been compared already.
    for (std::size_t at = 0; at + 8 < size; at += 8)
        if (!is_same_at(at, std::uint64_t{})) return false;
    if (size >= 8) return is_same_at(size - 8, std::uint64_t{});
    if (size >= 4) return is_same_at(0, std::uint32_t{}) && is_same_at(size - 4, std::uint32_t{});
    for (std::size_t at = 0; at < size; ++at)
        if (one[at] != other[at]) return false;
    return true;
}

} // namespace

Element element_from_name(std::string_view name) {
    if (name.empty() || name.size() > longest_element_name) return Element::none;
    const Element element = places.elements[place_of(name, places.multiplier)];
    return is_same(names[static_cast<std::size_t>(element)], name) ? element : Element::none;
}

std::string_view name(Element element) {
    return names[static_cast<std::size_t>(element)];
}

} // namespace psoas::fhir
