#pragma once

#include "fhir/result.hpp"
#include "fhir/terminology.hpp"

#include <boost/json/object.hpp>

#include <string>
#include <string_view>

namespace psoas::hooks {

/// A study that is asked about as if a clinician had just chosen it.
struct StudyCode {
    std::string system;
    std::string code;
};

/// Reads "system|code", or a code alone, which is looked up among the systems in which the service knows
/// studies. Fails with `value` for a code that no value set knows.
[[nodiscard]] fhir::Result<StudyCode> study_code(std::string_view order,
                                                 const fhir::Terminology& terminology);

/// The draft of the study. `reason` is "system|code", or words; empty for none.
[[nodiscard]] boost::json::object drafted(const StudyCode& study, std::string_view patient_id,
                                          std::string_view reason = {});

/// Adds the draft to those of the context and makes it the only selection.
void select(boost::json::object& context, boost::json::object draft);

} // namespace psoas::hooks
