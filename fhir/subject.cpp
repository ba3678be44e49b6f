#include "fhir/subject.hpp"

#include "fhir/words.hpp"

#include <algorithm>
#include <array>

namespace psoas::fhir {
namespace {

constexpr std::size_t longest_id = 64; // https://hl7.org/fhir/R4/datatypes.html#id

std::string_view without(std::string_view prefix, std::string_view text) {
    return text.starts_with(prefix) ? text.substr(prefix.size()) : text;
}

// A table, since nearly every resource of a record has a reference to look at.
constexpr auto may_stand_in_id = [] {
    std::array<bool, 256> may{};
    for (const char c : std::string_view("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-."))
        may[static_cast<unsigned char>(c)] = true;
    return may;
}();
bool in_id(char c) {
    return may_stand_in_id[static_cast<unsigned char>(c)];
}

std::string_view reference_to_subject(Value resource) {
    for (const Element element : {Element::subject, Element::patient})
        if (const std::string_view reference = resource[element][Element::reference].text();
            !reference.empty())
            return reference;
    return {};
}

Subject subject_of(std::string_view reference) {
    if (reference.empty()) return {};
    const auto id = patient_id_in(reference);
    if (!id) return {.kind = Subject::Kind::other};
    return {.kind = Subject::Kind::patient, .patient_id = *id};
}

Subject subject_of_patient(Value patient) {
    const auto id = patient_id_in(patient[Element::id].text());
    if (!id) return {};
    return {.kind = Subject::Kind::patient, .patient_id = *id};
}

} // namespace

std::optional<std::string_view> patient_id_in(std::string_view reference) {
    // As nearly every resource of a record has it.
    if (const std::string_view id = without("Patient/", reference); id.size() < reference.size()
                                                                    && !id.empty() && id.size() <= longest_id
                                                                    && std::ranges::all_of(id, in_id))
        return id;
    reference = reference.substr(0, reference.find_first_of("?|"));
    std::string_view id = without("urn:uuid:", reference);
    constexpr std::string_view type = "Patient/";
    if (const auto at = reference.rfind(type);
        at == 0 || (at != reference.npos && reference[at - 1] == '/')) {
        id = reference.substr(at + type.size());
        id = id.substr(0, id.find('/')); // "/_history/2"
    }
    if (id.empty() || id.size() > longest_id || id.find_first_of("/#: ") != id.npos) return std::nullopt;
    return id;
}

Subject read_subject(Value resource) {
    if (resource[Element::resourceType].text() == "Patient") return subject_of_patient(resource);
    return subject_of(reference_to_subject(resource));
}

Subject SubjectReader::read(Value resource, std::string_view type) {
    if (type == "Patient") return subject_of_patient(resource);
    constexpr std::size_t longest_kept = 1000; // bytes
    const std::string_view reference = reference_to_subject(resource);
    if (reference.size() > longest_kept) return subject_of(reference);
    if (reference != reference_) {
        reference_ = reference;
        subject_ = subject_of(reference_);
    }
    return subject_;
}

bool has_other_focus(Value observation) {
    const Value focuses = observation[Element::focus];
    if (!focuses) return false;
    const Subject subject = read_subject(observation);
    return std::ranges::any_of(focuses.items(), [&](Value focus) {
        const auto id = patient_id_in(focus[Element::reference].text());
        return !id || subject.kind != Subject::Kind::patient || *id != subject.patient_id;
    });
}

} // namespace psoas::fhir
