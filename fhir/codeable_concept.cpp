#include "fhir/codeable_concept.hpp"

#include "fhir/code_system.hpp"
#include "fhir/words.hpp"

#include <algorithm>
#include <array>

namespace psoas::fhir {
namespace {

// No real concept has so many translations; a hostile one would cost a search each.
constexpr std::size_t most_codings = 32;

void add(CodeableConcept& to, const Coding& coding) {
    if (coding.code.empty() && coding.display.empty()) return;
    if (to.codings.size() < most_codings) to.codings.push_back(coding);
}

Coding read_coding(Value coding) {
    return {coding[Element::system].text(), coding[Element::code].text(), coding[Element::display].text()};
}

void add_text(CodeableConcept& to, std::string_view text) {
    if (to.text.empty()) to.text = text;
}

void add(CodeableConcept& to, Value value, int depth);

void add_object(CodeableConcept& to, Value value, int depth) {
    const Value codings = value[Element::coding];
    for (const Value coding : codings.items())
        add(to, read_coding(coding));
    add_text(to, value[Element::text].text());
    const Value wrapped = value[Element::concept_];
    if (wrapped && depth < 2) add(to, wrapped, depth + 1);
    if (codings || wrapped) return;

    // A Coding by itself, a Reference, or the Reference of a CodeableReference.
    if (value[Element::code].kind() == Value::Kind::string)
        add(to, read_coding(value));
    else
        add_text(to, value[Element::display].text());
    add_text(to, value[Element::reference][Element::display].text());
}

void add(CodeableConcept& to, Value value, int depth) {
    switch (value.kind()) {
    case Value::Kind::object:
        return add_object(to, value, depth);
    case Value::Kind::string:
        return add(to, Coding{.code = value.text()});
    case Value::Kind::array:
        // An array inside an array is no shape of FHIR's.
        if (depth < 2)
            for (const Value item : value.items())
                add(to, item, depth + 1);
        return;
    default:
        return;
    }
}

struct SystemName {
    std::string_view uri;
    std::string_view name;
};

// As people call them.
constexpr std::array system_names{
    SystemName{icd_10_cm, "ICD-10-CM"},
    SystemName{snomed_ct, "SNOMED CT"},
    SystemName{loinc, "LOINC"},
    SystemName{rxnorm, "RxNorm"},
    SystemName{cpt, "CPT"},
    SystemName{radlex, "RadLex"},
    SystemName{dicom, "DICOM"},
};

} // namespace

std::string_view CodeableConcept::words() const {
    if (!text.empty()) return text;
    const auto shown =
        std::ranges::find_if(codings, [](const Coding& coding) { return !coding.display.empty(); });
    return shown == codings.end() ? std::string_view{} : shown->display;
}

bool CodeableConcept::is(Concept wanted, const Terminology& terminology) const {
    return std::ranges::any_of(codings, [&](const Coding& coding) {
        const auto concepts = terminology.concepts(coding.system, coding.code);
        return std::ranges::find(concepts, wanted) != concepts.end();
    });
}

CodeableConcept read_codeable_concept(Value value) {
    CodeableConcept read;
    add(read, value, 0);
    return read;
}

std::vector<CodeableConcept> read_codeable_concepts(Value value) {
    std::vector<CodeableConcept> concepts;
    for (const Value item : value.items())
        if (CodeableConcept read = read_codeable_concept(item); !read.empty())
            concepts.push_back(std::move(read));
    return concepts;
}

std::string read_code(Value value) {
    constexpr std::size_t longest_code = 64;
    if (value.kind() == Value::Kind::string) return lowercase(value.text().substr(0, longest_code));
    const CodeableConcept read = read_codeable_concept(value);
    const auto coded =
        std::ranges::find_if(read.codings, [](const Coding& coding) { return !coding.code.empty(); });
    const std::string_view code = coded == read.codings.end() ? read.words() : coded->code;
    return lowercase(code.substr(0, longest_code));
}

std::string short_code(const Coding& coding) {
    constexpr std::size_t longest_code = 64;
    const auto system = std::ranges::find(system_names, canonical_system(coding.system), &SystemName::uri);
    const std::string code = excerpt(coding.code, longest_code);
    if (system == system_names.end()) return code;
    return std::string(system->name) + " " + code;
}

} // namespace psoas::fhir
