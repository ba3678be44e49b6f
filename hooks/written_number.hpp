#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace psoas::hooks {

/// A number of a draft that JSON writers would write in another way than the client did: "1.10", "-0.0", one
/// of more digits than a double has, "1e400". In FHIR the digits of a decimal mean its precision
/// (https://hl7.org/fhir/R4/datatypes.html#decimal), so an update gives back those that came.
///
/// In a tree it is a string that begins with U+0000, which no FHIR text holds. A text of a client that begins
/// so has a sign before it, by which it is told apart.

/// The number as it stands in a tree.
[[nodiscard]] std::string number_in_tree(std::string_view digits);
/// The digits of such a number; nothing for every other text.
[[nodiscard]] std::optional<std::string_view> digits_of(std::string_view text_in_tree);

/// What is put before a client's text that begins with this part; empty for all but the odd one.
[[nodiscard]] std::string_view sign_before(std::string_view first_part_of_text);

/// A JSON text that was written of a tree, with its numbers and texts as the client wrote them.
[[nodiscard]] std::string as_client_wrote(std::string json);

} // namespace psoas::hooks
