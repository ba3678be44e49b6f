#include "fhir/code_index.hpp"

#include "fhir/code_system.hpp"
#include "fhir/quick_hash.hpp"

#include <algorithm>
#include <array>
#include <bit>

namespace psoas::fhir {

CodeIndex::CodeIndex(const CodeTable& table)
    : table_(table), slots_(std::bit_ceil(table.codes.size() * 4 + 1)) {
    for (const CodeTable::System& system : table.systems)
        for (std::uint32_t i = 0; i < system.codes.size; ++i) {
            const std::uint32_t place = system.codes.first + i;
            slots_[slot_of(system, table.codes[place].code)] = place + 1;
        }
}

Meaning CodeIndex::meaning(std::string_view system, std::string_view code) const {
    const CodeTable::System* known = find_system(system);
    if (known == nullptr) known = find_system(canonical_system(system));
    if (known == nullptr) return {};
    const CodeTable::Code* const entry =
        known->nested_by_prefix ? find_category(*known, code) : find(*known, code);
    if (entry == nullptr) return {};
    return {table_.concepts.subspan(entry->concepts.first, entry->concepts.size),
            table_.findings.subspan(entry->findings.first, entry->findings.size)};
}

const CodeTable::System* CodeIndex::find_system(std::string_view uri) const {
    const auto found = std::ranges::find(table_.systems, uri, &CodeTable::System::uri);
    return found == table_.systems.end() ? nullptr : &*found;
}

std::size_t CodeIndex::slot_of(const CodeTable::System& system, std::string_view code) const {
    const auto is_here = [&](std::uint32_t slot) {
        const std::uint32_t place = slot - 1;
        return place >= system.codes.first && place - system.codes.first < system.codes.size
               && table_.codes[place].code == code;
    };
    const std::size_t last = slots_.size() - 1;
    std::size_t at = QuickHash().add(system.codes.first).add(code).value() & last;
    while (slots_[at] != 0 && !is_here(slots_[at]))
        at = (at + 1) & last;
    return at;
}

const CodeTable::Code* CodeIndex::find(const CodeTable::System& system, std::string_view code) const {
    const std::uint32_t slot = slots_[slot_of(system, code)];
    return slot == 0 ? nullptr : &table_.codes[slot - 1];
}

// The longest category that a code of a nested system lies in.
const CodeTable::Code* CodeIndex::find_category(const CodeTable::System& system,
                                                std::string_view code) const {
    // No edition of ICD-10 has codes of more than eight characters; what is longer is none.
    std::array<char, 16> compared{};
    std::size_t length = 0;
    for (const char c : code) {
        if (c == '.') continue;
        if (length == compared.size()) return nullptr;
        compared[length++] = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    }
    const CodeTable::Code* entry = nullptr;
    for (; entry == nullptr && length > 0; --length)
        entry = find(system, {compared.data(), length});
    return entry;
}

} // namespace psoas::fhir
