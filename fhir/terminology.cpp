#include "fhir/terminology.hpp"

#include "fhir/compiled_value_sets.hpp"
#include "fhir/value_set.hpp"

namespace psoas::fhir {

Terminology::Terminology() : table_(compiled_value_sets()) {}

Result<Terminology> Terminology::with_value_sets(const std::filesystem::path& directory) {
    const Result<std::vector<ValueSet>> value_sets = read_value_sets(directory);
    if (!value_sets) return value_sets.error();
    Terminology terminology;
    terminology.site_ = std::make_shared<const OwnedCodeTable>(terminology.table_, *value_sets);
    terminology.table_ = terminology.site_->view();
    return terminology;
}

} // namespace psoas::fhir
