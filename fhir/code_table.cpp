#include "fhir/code_table.hpp"

#include "fhir/code_index.hpp"
#include "fhir/code_system.hpp"

#include <set>
#include <variant>

namespace psoas::fhir {
namespace {

template <class T> std::span<const T> part(std::span<const T> all, CodeTable::Slice slice) {
    return all.subspan(slice.first, slice.size);
}

template <class T> CodeTable::Slice append(std::vector<T>& all, const std::set<T>& some) {
    const CodeTable::Slice slice{static_cast<std::uint32_t>(all.size()),
                                 static_cast<std::uint32_t>(some.size())};
    all.insert(all.end(), some.begin(), some.end());
    return slice;
}

} // namespace

OwnedCodeTable::OwnedCodeTable(const CodeTable& base, std::span<const ValueSet> value_sets) {
    const CodeIndex index_of_base(base);
    std::set<Concept> replaced_concepts;
    std::set<logic::Finding> replaced_findings;
    for (const CodeTable::System& system : base.systems)
        for (const CodeTable::Code& code : part(base.codes, system.codes))
            stated_[std::string{system.uri}][std::string{code.code}];
    for (std::size_t i = 0; i < value_sets.size(); ++i) {
        const ValueSet& value_set = value_sets[i];
        if (const auto* a_concept = std::get_if<Concept>(&value_set.meaning);
            value_set.replaces && a_concept != nullptr)
            replaced_concepts.insert(*a_concept);
        if (const auto* finding = std::get_if<logic::Finding>(&value_set.meaning);
            value_set.replaces && finding != nullptr)
            replaced_findings.insert(*finding);
        for (const auto& [system, code] : value_set.included)
            stated_[system][code].included_by.push_back(i);
        for (const auto& [system, code] : value_set.excluded)
            stated_[system][code].excluded_by.push_back(i);
    }

    for (const auto& [uri, statements_by_code] : stated_) {
        const bool nested = is_nested_by_prefix(uri);
        systems_.push_back({uri,
                            nested,
                            {static_cast<std::uint32_t>(codes_.size()),
                             static_cast<std::uint32_t>(statements_by_code.size())}});
        for (const auto& [code, own] : statements_by_code) {
            // The statements about the code itself and, in a nested system, about every category that it lies
            // in.
            std::set<std::size_t> included{own.included_by.begin(), own.included_by.end()};
            std::set<std::size_t> excluded{own.excluded_by.begin(), own.excluded_by.end()};
            for (std::size_t length = 1; nested && length < code.size(); ++length) {
                const auto wider = statements_by_code.find(std::string_view{code}.substr(0, length));
                if (wider == statements_by_code.end()) continue;
                included.insert(wider->second.included_by.begin(), wider->second.included_by.end());
                excluded.insert(wider->second.excluded_by.begin(), wider->second.excluded_by.end());
            }

            const Meaning before = index_of_base.meaning(uri, code);
            std::set<Concept> concepts{before.concepts.begin(), before.concepts.end()};
            std::set<logic::Finding> findings{before.findings.begin(), before.findings.end()};
            for (const Concept a_concept : replaced_concepts)
                concepts.erase(a_concept);
            for (const logic::Finding finding : replaced_findings)
                findings.erase(finding);
            for (const std::size_t i : included) {
                if (excluded.contains(i)) continue;
                if (const auto* a_concept = std::get_if<Concept>(&value_sets[i].meaning))
                    concepts.insert(*a_concept);
                else
                    findings.insert(std::get<logic::Finding>(value_sets[i].meaning));
            }
            codes_.push_back({code, append(concepts_, concepts), append(findings_, findings)});
        }
    }
}

} // namespace psoas::fhir
