#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace psoas::hooks {

/// Text that strangers wrote, made fit to leave the service. Lengths are in characters (Unicode code points),
/// as CDS Hooks counts them.

/// Is it UTF-8 as table 3-7 of the Unicode Standard has it?
[[nodiscard]] bool is_valid_utf8(std::string_view bytes);

/// The same text with U+FFFD for each sequence of bytes that is no UTF-8 (P-27).
[[nodiscard]] std::string valid_utf8(std::string_view bytes);

/// How many characters a valid text has.
[[nodiscard]] std::size_t character_count(std::string_view valid_text);

/// A valid text of at most `characters` characters; what is cut off leaves an ellipsis.
[[nodiscard]] std::string shortened(std::string valid_text, std::size_t characters);

/// One line of visible text: valid UTF-8, white space and control characters as single spaces, and none of
/// the invisible characters that reorder or hide what stands beside them (Unicode Technical Report 36,
/// section 3.6).
[[nodiscard]] std::string one_line(std::string_view bytes);

/// `one_line` for a place that takes no markup and has no escapes, such as a card's summary: punctuation that
/// markup or an address is made of is left out.
[[nodiscard]] std::string words_only(std::string_view bytes);

} // namespace psoas::hooks
