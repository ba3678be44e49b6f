#pragma once

#include "fhir/code_table.hpp"

namespace psoas::fhir {

/// The ValueSets of fhir/value_sets/ as one table, written at build time by compile_value_sets.cpp.
[[nodiscard]] CodeTable compiled_value_sets();

} // namespace psoas::fhir
