#include "fhir/name_memo.hpp"

#include "fhir/quick_hash.hpp"

#include <string_view>
#include <utility>

namespace psoas::fhir {
namespace {

constexpr std::size_t most_kept = 1000;
constexpr std::size_t longest_kept = 1000; // bytes

template <class Name, class Look> void for_each_text(Name& name, const Look& look) {
    for (auto& coding : name.codings)
        for (auto* const text : {&coding.system, &coding.code, &coding.display})
            look(*text);
    look(name.text);
}

std::size_t text_bytes(const CodeableConcept& name) {
    std::size_t bytes = 0;
    for_each_text(name, [&](std::string_view text) { bytes += text.size(); });
    return bytes;
}

} // namespace

std::size_t NameMemo::Hash::operator()(const CodeableConcept& name) const {
    QuickHash hash;
    for_each_text(name, [&](std::string_view text) { hash.add(text); });
    return hash.value();
}

NameMeaning& NameMemo::keep(const CodeableConcept& name, const NameMeaning& meaning) {
    const std::size_t bytes = text_bytes(name);
    if (bytes > longest_kept || meanings_.size() == most_kept) return not_kept_ = meaning;
    CodeableConcept kept = name;
    auto* at = static_cast<char*>(storage_.allocate(bytes + 1, 1));
    for_each_text(kept, [&](std::string_view& text) {
        text = std::string_view(at, text.copy(at, text.size()));
        at += text.size();
    });
    return meanings_.emplace(std::move(kept), meaning).first->second;
}

} // namespace psoas::fhir
