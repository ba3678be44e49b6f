#pragma once

#include "fhir/sentence_phrases.hpp"

#include <optional>
#include <span>

namespace psoas::fhir {

/// Which section of a note the reading has come to, told by its headings ("Past medical history", "Plan:").
class SectionScope {
public:
    /// A section lasts to the next heading; one that begins on the line of its heading, to the end of the
    /// line; and to words that speak of the present.
    void enter(std::span<const Token> sentence, const SentencePhrases& phrases);

    /// What the section says of its findings. None: no heading, or one that says nothing.
    [[nodiscard]] std::optional<ContextKind> kind() const { return section_; }

private:
    std::optional<ContextKind> section_;
    bool on_line_ = false; ///< of its heading
    bool has_text_ = false;
};

} // namespace psoas::fhir
