#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace psoas::hooks {

/// Text of the record as GitHub Flavored Markdown that shows exactly that text, on one line (P-22, P-109).
///
/// Nothing in it is markup, HTML, a link or an address that a renderer would make a link of: punctuation is
/// escaped, and an invisible word joiner (U+2060) keeps `www.`, `://` and `@` from being recognised, since
/// renderers look for addresses after they have undone the escapes. At most `characters` of the text are
/// shown.
[[nodiscard]] std::string markdown_text(std::string_view bytes, std::size_t characters = 200);

} // namespace psoas::hooks
