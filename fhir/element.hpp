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
    asNeededBoolean,
    assertedDate,
    authored,
    authoredOn,
    availability,
    basedOn,
    birthDate,
    bodySite,
    bodyStructure,
    boundsDuration,
    boundsPeriod,
    boundsRange,
    category,
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
    detail,
    diagnosis,
    dispenseRequest,
    display,
    doNotPerform,
    dosage,
    dosageInstruction,
    doseAndRate,
    effective,
    effectiveDateTime,
    effectiveInstant,
    effectivePeriod,
    effectiveTimeDateTime,
    effectiveTimePeriod,
    end,
    entry,
    event,
    evidence,
    expectedSupplyDuration,
    extension,
    focus,
    form,
    fullUrl,
    gender,
    given,
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
    method,
    modality,
    modalityList,
    mode,
    modifierExtension,
    notDone,
    notGiven,
    notPerformed,
    notTaken,
    note,
    occurenceDateTime, ///< R5 spells MedicationAdministration so
    occurencePeriod,
    occurrenceDateTime,
    occurrencePeriod,
    occurrenceTiming,
    onsetAge,
    onsetDateTime,
    onsetPeriod,
    onsetRange,
    onsetString,
    orderDetail,
    orderedOn,
    outcome,
    parameter,
    patient,
    performedDateTime,
    performedPeriod,
    performedString,
    presentedForm,
    priority,
    procedure,
    procedureCode,
    procedureReference,
    questionnaire,
    reason,
    reasonCode,
    reasonCodeableConcept,
    reasonConcept,
    reasonReference,
    recordedDate,
    reference,
    referenceRange,
    relation,
    repeat,
    requester,
    resource,
    resourceType,
    result,
    route,
    search,
    series,
    serviceRequested,
    severity,
    start,
    started,
    statement,
    status,
    statusReason,
    subject,
    summary,
    supportingInfo,
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
    valueDateTime,
    valueInteger,
    valueQuantity,
    valueRange,
    valueRatio,
    valueString,
    verificationStatus,
    wasNotGiven,
    wasNotTaken,
    whenGiven,
};

inline constexpr std::size_t element_count = static_cast<std::size_t>(Element::whenGiven) + 1;

/// No name is longer, so a key that comes in parts needs no more room than this.
inline constexpr std::size_t longest_element_name = 32;

/// A set of elements that can be a constant of the program.
class ElementSet {
public:
    constexpr ElementSet(std::initializer_list<Element> elements) {
        for (const Element element : elements)
            holds_[static_cast<std::size_t>(element)] = true;
    }
    [[nodiscard]] constexpr bool holds(Element element) const {
        return holds_[static_cast<std::size_t>(element)];
    }

private:
    std::array<bool, element_count> holds_{};
};

/// The element of that name, `Element::none` if no mapping asks for it.
[[nodiscard]] Element element_from_name(std::string_view name);
[[nodiscard]] std::string_view name(Element element);

} // namespace psoas::fhir
