#pragma once

#include <span>
#include <string_view>

namespace psoas::fhir {

/// A file of fhir/lexicon/.
struct LexiconFile {
    std::string_view name; ///< without its ending, "psoas_abscess"
    std::string_view text;
};

/// The files of fhir/lexicon/, written into the program at build time by embed_lexicons.cmake.
[[nodiscard]] std::span<const LexiconFile> lexicon_files();

} // namespace psoas::fhir
