#include "fhir/element.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

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

// Every key of every chart is looked up here, so the names lie in a table of open addressing, filled when
// this is compiled: most foreign names meet an empty place and are done without a comparison.
constexpr std::size_t place_count = 1024;

constexpr std::size_t place_of(std::string_view name) {
    const auto letter = [&](std::size_t at) {
        return static_cast<std::size_t>(static_cast<unsigned char>(name[at]));
    };
    const std::size_t size = name.size();
    const std::size_t mixed = size * 57 + letter(0) * 131 + letter(size / 3) * 617 + letter(size / 2) * 2011
                              + letter(size - 1) * 389;
    return mixed % place_count;
}

constexpr auto places = [] {
    std::array<Element, place_count> table{};
    for (std::size_t i = 1; i < names.size(); ++i) {
        std::size_t place = place_of(names[i]);
        while (table[place] != Element::none)
            place = (place + 1) % place_count;
        table[place] = static_cast<Element>(i);
    }
    return table;
}();

template <class Word> bool begins_alike(const char* one, const char* other) {
    Word of_one{};
    Word of_other{};
    std::memcpy(&of_one, one, sizeof(Word));
    std::memcpy(&of_other, other, sizeof(Word));
    return of_one == of_other;
}

// Names are short: a call of memcmp would take longer than their comparison.
bool is_same(std::string_view one, std::string_view other) {
    const std::size_t size = one.size();
    if (size != other.size()) return false;
    std::size_t at = 0;
    for (; at + sizeof(std::uint64_t) <= size; at += sizeof(std::uint64_t))
        if (!begins_alike<std::uint64_t>(one.data() + at, other.data() + at)) return false;
    if (size >= sizeof(std::uint64_t)) { // the last eight, of which some were compared already
        at = size - sizeof(std::uint64_t);
        return begins_alike<std::uint64_t>(one.data() + at, other.data() + at);
    }
    if (size >= sizeof(std::uint32_t)) {
        at = size - sizeof(std::uint32_t);
        return begins_alike<std::uint32_t>(one.data(), other.data())
               && begins_alike<std::uint32_t>(one.data() + at, other.data() + at);
    }
    for (; at < size; ++at)
        if (one[at] != other[at]) return false;
    return true;
}

} // namespace

Element element_from_name(std::string_view name) {
    if (name.empty() || name.size() > longest_element_name) return Element::none;
    std::size_t place = place_of(name);
    while (places[place] != Element::none && !is_same(names[static_cast<std::size_t>(places[place])], name))
        place = (place + 1) % place_count;
    return places[place];
}

std::string_view name(Element element) {
    return names[static_cast<std::size_t>(element)];
}

} // namespace psoas::fhir
