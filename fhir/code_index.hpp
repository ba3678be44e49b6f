#pragma once

#include "fhir/code_table.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace psoas::fhir {

/// Finds the codes of a table by their hashes. Most codes of a record are in no value set, which one look
/// tells, or one for each character of an ICD code.
class CodeIndex {
public:
    /// The arrays that `table` is a view of must outlive the index.
    explicit CodeIndex(const CodeTable& table);

    /// `system` may be any URI that `canonical_system` knows. ICD-10-CM codes may be written with or without
    /// the dot.
    [[nodiscard]] Meaning meaning(std::string_view system, std::string_view code) const;

private:
    [[nodiscard]] const CodeTable::System* find_system(std::string_view uri) const;
    /// The slot of a code, or the one where it would be.
    [[nodiscard]] std::size_t slot_of(const CodeTable::System& system, std::string_view code) const;
    [[nodiscard]] const CodeTable::Code* find(const CodeTable::System& system, std::string_view code) const;
    [[nodiscard]] const CodeTable::Code* find_category(const CodeTable::System& system,
                                                       std::string_view code) const;

    CodeTable table_;
    std::vector<std::uint32_t> slots_; ///< places in the codes, one more than they are; 0 is empty
};

} // namespace psoas::fhir
