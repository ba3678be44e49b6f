#include "fhir/section_scope.hpp"

#include <algorithm>
#include <cstdint>

namespace psoas::fhir {
namespace {

using enum ContextKind;

constexpr std::uint8_t new_line = 1;
constexpr std::uint8_t empty_line = 2;

} // namespace

void SectionScope::enter(std::span<const Token> sentence, const SentencePhrases& phrases) {
    const Token& first = sentence.front();
    if (first.newlines_before >= new_line && on_line_) section_.reset();
    if (first.newlines_before >= empty_line && has_text_) section_.reset();
    has_text_ = true;
    if (std::ranges::any_of(phrases.triggers,
                            [](const Trigger& trigger) { return trigger.phrase.kind == present_time; })
        && section_ != conditional)
        section_.reset();
    if (!phrases.heading) return;
    section_ = phrases.heading->phrase.kind;
    has_text_ = on_line_ = phrases.heading->last < sentence.size();
    // "Family history: none." is no section for what follows.
    if (on_line_ && phrases.findings.empty()) section_.reset();
}

} // namespace psoas::fhir
