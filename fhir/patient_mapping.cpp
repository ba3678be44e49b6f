#include "fhir/patient_mapping.hpp"

#include "fhir/codeable_concept.hpp"

namespace psoas::fhir {
namespace {

// https://hl7.org/fhir/valueset-administrative-gender.html
logic::Sex read_sex(Value gender) {
    const std::string code = read_code(gender);
    if (code == "female") return logic::Sex::female;
    if (code == "male") return logic::Sex::male;
    return code == "other" ? logic::Sex::other : logic::Sex::unknown;
}

} // namespace

void map_patient(Value patient, SubjectRecord& record) {
    record.has_patient = true;
    record.birth_date = read_date(patient[Element::birthDate].text());
    record.sex = read_sex(patient[Element::gender]);
    record.deceased = read_date(patient[Element::deceasedDateTime].text());
    record.deceased_undated = patient[Element::deceasedBoolean].boolean().value_or(false)
                              || (!patient[Element::deceasedDateTime].text().empty()
                                  && !record.deceased); // dead, on a day that cannot be read
}

} // namespace psoas::fhir
