#include "fhir/codeable_concept.hpp"

namespace psoas::fhir {
namespace {

void add_coding(std::vector<Coding>& codings, Value value) {
    const Coding coding{value[Element::system].text(), value[Element::code].text(),
                        value[Element::display].text()};
    if (!coding.code.empty() || !coding.display.empty()) codings.push_back(coding);
}

} // namespace

std::vector<Coding> codings(Value value) {
    std::vector<Coding> found;
    for (const Value item : value.items()) {
        if (item.kind() == Value::Kind::string) {
            if (!item.text().empty()) found.push_back({.system = {}, .code = item.text(), .display = {}});
            continue;
        }
        // R5's CodeableReference holds its CodeableConcept in `concept`.
        const Value a_concept = item[Element::concept_] ? item[Element::concept_] : item;
        if (a_concept[Element::coding])
            for (const Value coding : a_concept[Element::coding].items())
                add_coding(found, coding);
        else
            add_coding(found, a_concept);
    }
    return found;
}

std::string_view words(Value value) {
    for (const Value item : value.items()) {
        const Value a_concept = item[Element::concept_] ? item[Element::concept_] : item;
        if (const std::string_view text = a_concept[Element::text].text(); !text.empty()) return text;
    }
    for (const Coding& coding : codings(value))
        if (!coding.display.empty()) return coding.display;
    for (const Value item : value.items())
        if (const std::string_view display = item[Element::reference][Element::display].text();
            !display.empty())
            return display;
    return {};
}

} // namespace psoas::fhir
