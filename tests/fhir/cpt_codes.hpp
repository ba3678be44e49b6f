#pragma once

#include <filesystem>

namespace psoas::fhir {

/// Whether this build has the CPT value sets. A site without a licence deletes their folder, builds, and runs
/// the tests: those of CPT codes are then left out.
inline bool cpt_codes_are_there() {
    return std::filesystem::exists(std::filesystem::path{PSOAS_SOURCE_DIR} / "fhir/value_sets/cpt");
}

} // namespace psoas::fhir
