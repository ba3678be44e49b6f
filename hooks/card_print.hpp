#pragma once

#include "hooks/card.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace psoas::hooks {

/// Cards for a person at a terminal: indicator, summary, detail, suggestions and override reasons, in lines
/// of at most `columns` characters. No control character of any text reaches the terminal, only line breaks
/// of our own.
[[nodiscard]] std::string printed(std::span<const Card> cards, std::size_t columns = 96);

/// A card's Markdown as plain text: its escapes and emphasis undone, links as text with their address.
[[nodiscard]] std::string plain_from_markdown(std::string_view markdown);

} // namespace psoas::hooks
