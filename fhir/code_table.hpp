#pragma once

#include "fhir/concept.hpp"
#include "fhir/value_set.hpp"
#include "logic/finding.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace psoas::fhir {

/// What a code stands for. The spans are parts of the table that was asked.
struct Meaning {
    std::span<const Concept> concepts;
    std::span<const logic::Finding> findings;
};

/// A table from codes to their meaning, flat and sorted, so that it can be a constant of the program. A view:
/// the arrays live elsewhere. code_index.hpp finds codes in it.
///
/// In a system that is nested by prefix an entry stands for its whole category, and carries the meaning of
/// the wider categories too; so the longest entry that a code begins with has the whole answer.
struct CodeTable {
    struct Slice {
        std::uint32_t first = 0;
        std::uint32_t size = 0;
    };
    struct Code {
        std::string_view code;
        Slice concepts;
        Slice findings;
    };
    struct System {
        std::string_view uri;
        bool nested_by_prefix = false;
        Slice codes;
    };
    std::span<const System> systems; ///< sorted by URI
    std::span<const Code> codes;     ///< sorted within each system
    std::span<const Concept> concepts;
    std::span<const logic::Finding> findings;
};

/// A table with the arrays that it is a view of. Movable; not copyable, since the view would go on pointing
/// at the original.
class OwnedCodeTable {
public:
    /// `base` with ValueSets added to it. A ValueSet that replaces takes the place of what `base` says of its
    /// concept or finding; several ValueSets of one name are united, and each one's `exclude` takes away from
    /// its own codes only.
    OwnedCodeTable(const CodeTable& base, std::span<const ValueSet> value_sets);

    OwnedCodeTable(const OwnedCodeTable&) = delete;
    OwnedCodeTable& operator=(const OwnedCodeTable&) = delete;
    OwnedCodeTable(OwnedCodeTable&&) = default;
    OwnedCodeTable& operator=(OwnedCodeTable&&) = default;
    ~OwnedCodeTable() = default;

    [[nodiscard]] CodeTable view() const { return {systems_, codes_, concepts_, findings_}; }

private:
    /// Which ValueSets say something of a code, by their place in the list.
    struct Statements {
        std::vector<std::size_t> included_by;
        std::vector<std::size_t> excluded_by;
    };
    using StatementsByCode = std::map<std::string, Statements, std::less<>>;

    std::map<std::string, StatementsByCode, std::less<>>
        stated_; ///< its keys are the strings of the views below
    std::vector<CodeTable::System> systems_;
    std::vector<CodeTable::Code> codes_;
    std::vector<Concept> concepts_;
    std::vector<logic::Finding> findings_;
};

} // namespace psoas::fhir
