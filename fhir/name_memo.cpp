#include "fhir/name_memo.hpp"

namespace psoas::fhir {
namespace {

constexpr std::size_t most_kept = 1000;
constexpr std::size_t longest_kept = 1000; // bytes
constexpr std::size_t largest_kept = 100;  // values

} // namespace

std::size_t NameMemo::Hash::operator()(Value name) const {
    return name.hash_as_written();
}

NameMeaning& NameMemo::keep(Value name, const NameMeaning& meaning) {
    const bool fits = name.size() <= largest_kept && name.texts().size() <= longest_kept;
    if (!fits || meanings_.size() == most_kept) return not_kept_ = meaning;
    return meanings_.emplace(names_.add(name), meaning).first->second;
}

} // namespace psoas::fhir
