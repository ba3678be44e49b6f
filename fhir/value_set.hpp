#pragma once

#include "fhir/concept.hpp"
#include "fhir/result.hpp"
#include "logic/finding.hpp"

#include <filesystem>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace psoas::fhir {

/// One FHIR `ValueSet` as this service reads it: the codes that stand for a concept or a finding.
///
/// Read is `compose` with its `include` and `exclude`: enumerated codes of any system, and a category by the
/// filter `concept is-a` where codes are nested by their first characters (ICD-10-CM). An expansion is not
/// read.
struct ValueSet {
    struct Code {
        std::string system; ///< canonical URI
        std::string code;   ///< without dots and in capitals where codes are nested by prefix
        friend bool operator==(const Code&, const Code&) = default;
    };
    /// By its `name`: a concept, else a finding of `urn:psoas-cds:finding`.
    std::variant<Concept, logic::Finding> meaning{};
    /// Its extension `urn:psoas-cds:replaces`: these codes stand in place of the compiled-in ones, not beside
    /// them.
    bool replaces = false;
    std::vector<Code> included{};
    std::vector<Code> excluded{};
};

/// Reads one ValueSet. The issue names the element.
[[nodiscard]] Result<ValueSet> read_value_set(std::string_view json);

/// Reads all `*.json` files of a directory and of those below it, in the order of their names. The issue
/// names the file and the element.
[[nodiscard]] Result<std::vector<ValueSet>> read_value_sets(const std::filesystem::path& directory);

/// A code as it is compared in a system whose codes are nested by prefix: without dots and in capitals.
[[nodiscard]] std::string without_dots(std::string_view code);

} // namespace psoas::fhir
