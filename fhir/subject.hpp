#pragma once

#include "fhir/resource.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace psoas::fhir {

/// The id of a patient in "123", "Patient/123", "https://host/fhir/Patient/123/_history/2" or "urn:uuid:123";
/// nothing for another type of resource ("Group/1"), a reference into the resource ("#p1") and text that is
/// no reference. A part of the reference.
[[nodiscard]] std::optional<std::string_view> patient_id_in(std::string_view reference);

/// Whom a resource is about.
struct Subject {
    enum class Kind : std::uint8_t {
        unnamed, ///< nobody is named: the patient who was asked for
        patient,
        other, ///< a group, device or place, or somebody who is only described in the resource
    };
    Kind kind = Kind::unnamed;
    std::string_view patient_id{}; ///< of the resource's text

    friend bool operator==(const Subject&, const Subject&) = default;
};

/// From `subject`, in DSTU2 also `patient`; a Patient is about itself.
[[nodiscard]] Subject read_subject(Value resource);

/// The same for the resources of a record, of which nearly all name the same patient: a reference that was
/// named last is not looked through again.
class SubjectReader {
public:
    SubjectReader() = default;
    SubjectReader(const SubjectReader&) = delete; // a Subject is a view of it
    SubjectReader& operator=(const SubjectReader&) = delete;

    /// `type` is the resource's. Valid while the resource lives and until the next is read.
    [[nodiscard]] Subject read(Value resource, std::string_view type);

private:
    std::string reference_; ///< the last, of which `subject_` was read
    Subject subject_;
};

/// Whether an Observation says of itself that it is about somebody or something else, such as a fetus or a
/// device
/// (`focus`, https://hl7.org/fhir/R4/observation-definitions.html#Observation.focus).
[[nodiscard]] bool has_other_focus(Value observation);

} // namespace psoas::fhir
