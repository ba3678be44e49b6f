#pragma once

#include "fhir/code_index.hpp"
#include "fhir/code_system.hpp"
#include "fhir/code_table.hpp"
#include "fhir/concept.hpp"
#include "fhir/result.hpp"
#include "logic/finding.hpp"

#include <filesystem>
#include <memory>
#include <span>
#include <string_view>

namespace psoas::fhir {

/// Which concepts a code stands for: the value sets of fhir/value_sets/, compiled in, and those of a site.
/// Built once at start, then shared and never changed; copies share one table.
class Terminology {
public:
    /// The compiled-in value sets alone.
    Terminology();

    /// With a site's ValueSet files (*.json in `directory` and below it): a ValueSet whose `name` is a
    /// concept's or a finding's adds its codes to it, or replaces the compiled-in ones when its extension
    /// `urn:psoas-cds:replaces` is true. Fails at the first file that is no such ValueSet, and names it and
    /// the element.
    [[nodiscard]] static Result<Terminology> with_value_sets(const std::filesystem::path& directory);

    /// The concepts of a code, none if it is unknown. ICD-10-CM is matched by category, with or without the
    /// dot, all others exactly. A system may be written as `urn:oid:…` or as an older URI of the same system.
    [[nodiscard]] std::span<const Concept> concepts(std::string_view system, std::string_view code) const {
        return index_->meaning(system, code).concepts;
    }

    /// Concepts and findings in one search.
    [[nodiscard]] Meaning meaning(std::string_view system, std::string_view code) const {
        return index_->meaning(system, code);
    }

    /// The findings that a site's ValueSets map a code of its own to; matched alike. A code of
    /// `urn:psoas-cds:finding` is the finding itself (`logic::finding_from_code`) and is not looked up here.
    [[nodiscard]] std::span<const logic::Finding> findings(std::string_view system,
                                                           std::string_view code) const {
        return index_->meaning(system, code).findings;
    }

private:
    explicit Terminology(std::shared_ptr<const OwnedCodeTable> site);

    std::shared_ptr<const OwnedCodeTable>
        site_; ///< owns what `index_` is a view of; empty for the compiled-in table
    std::shared_ptr<const CodeIndex> index_;
};

} // namespace psoas::fhir
