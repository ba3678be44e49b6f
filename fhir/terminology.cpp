#include "fhir/terminology.hpp"

#include "fhir/compiled_value_sets.hpp"
#include "fhir/value_set.hpp"

#include <utility>

namespace psoas::fhir {

Terminology::Terminology() : index_(std::make_shared<const CodeIndex>(compiled_value_sets())) {}

Terminology::Terminology(std::shared_ptr<const OwnedCodeTable> site)
    : site_(std::move(site)), index_(std::make_shared<const CodeIndex>(site_->view())) {}

Result<Terminology> Terminology::with_value_sets(const std::filesystem::path& directory) {
    const Result<std::vector<ValueSet>> value_sets = read_value_sets(directory);
    if (!value_sets) return value_sets.error();
    return Terminology(std::make_shared<const OwnedCodeTable>(compiled_value_sets(), *value_sets));
}

} // namespace psoas::fhir
