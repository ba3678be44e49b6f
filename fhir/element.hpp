#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string_view>

namespace psoas::fhir {

/// The names of the FHIR elements that the mappings ask for, over DSTU2 to R5. A member with any
/// other name is skipped unread, with everything below it. Written as FHIR writes them.
enum class Element : std::uint8_t {
    none, ///< not in this table
    abatementAge,
    abatementBoolean,
    abatementDateTime,
    abatementPeriod,
    abatementString,
    answer,
    assertedDate,
    authored,
    authoredOn,
    basedOn,
    birthDate,
    bodySite,
    bodyStructure,
    boundsDuration,
    boundsPeriod,
    clinicalStatus,
    code,
    codedDiagnosis,
    coding,
    comment,
    comments,
    comparator,
    component,
    concept_, ///< "concept", a word of C++
    conclusion,
    conclusionCode,
    contained,
    contentType,
    data,
    dataAbsentReason,
    date,
    dateAsserted,
    dateRecorded,
    dateTime,
    dateWritten,
    deceasedBoolean,
    deceasedDateTime,
    description,
    dispenseRequest,
    display,
    doNotPerform,
    dosage,
    dosageInstruction,
    effectiveDateTime,
    effectiveInstant,
    effectivePeriod,
    effectiveTimeDateTime,
    effectiveTimePeriod,
    end,
    entry,
    event,
    expectedSupplyDuration,
    focus,
    form,
    gender,
    high,
    id,
    imagingStudy,
    ingredient,
    intent,
    interpretation,
    issue,
    issued,
    item,
    itemCodeableConcept,
    itemReference,
    laterality,
    link,
    linkId,
    location,
    low,
    medication,
    medicationCodeableConcept,
    medicationReference,
    modality,
    modalityList,
    modifierExtension,
    notDone,
    notGiven,
    notPerformed,
    note,
    occurenceDateTime, ///< R5 spells MedicationAdministration so
    occurencePeriod,
    occurrenceDateTime,
    occurrencePeriod,
    onsetAge,
    onsetDateTime,
    onsetPeriod,
    onsetRange,
    onsetString,
    orderDetail,
    orderedOn,
    parameter,
    patient,
    performedDateTime,
    performedPeriod,
    performedString,
    presentedForm,
    procedure,
    procedureCode,
    questionnaire,
    reason,
    reasonCode,
    reasonCodeableConcept,
    reasonConcept,
    reasonReference,
    recordedDate,
    reference,
    relation,
    repeat,
    resource,
    resourceType,
    result,
    route,
    series,
    serviceRequested,
    severity,
    start,
    started,
    status,
    subject,
    system,
    taken,
    text,
    time,
    timing,
    total,
    type,
    unit,
    url,
    validityPeriod,
    value,
    valueBoolean,
    valueCode,
    valueCodeableConcept,
    valueCoding,
    valueDate,
    valueInteger,
    valueQuantity,
    valueString,
    verificationStatus,
    wasNotGiven,
    wasNotTaken,
};

inline constexpr std::size_t element_count = static_cast<std::size_t>(Element::wasNotTaken) + 1;

/// No name is longer, so a key that comes in parts needs no more room than this.
inline constexpr std::size_t longest_element_name = 32;

/// A set of elements that can be a constant of the program.
class ElementSet {
public:
    constexpr ElementSet() = default;
    constexpr ElementSet(std::initializer_list<Element> elements) {
        for (const Element element : elements)
            add(element);
    }
    constexpr void add(Element element) { words_[word_of(element)] |= bit_of(element); }
    [[nodiscard]] constexpr bool holds(Element element) const {
        return (words_[word_of(element)] & bit_of(element)) != 0;
    }
    /// Is any element in both?
    [[nodiscard]] constexpr bool meets(const ElementSet& other) const {
        bool any = false;
        for (std::size_t i = 0; i < words_.size(); ++i)
            any |= (words_[i] & other.words_[i]) != 0;
        return any;
    }

private:
    static constexpr std::size_t word_bits = 64;

    static constexpr std::size_t word_of(Element element) {
        return static_cast<std::size_t>(element) / word_bits;
    }
    static constexpr std::uint64_t bit_of(Element element) {
        return std::uint64_t{1} << static_cast<std::size_t>(element) % word_bits;
    }

    std::array<std::uint64_t, (element_count + word_bits - 1) / word_bits> words_{};
};

/// The element of that name, `Element::none` if no mapping asks for it.
[[nodiscard]] Element element_from_name(std::string_view name);
[[nodiscard]] std::string_view name(Element element);

} // namespace psoas::fhir
