#pragma once

#include "hooks/answer.hpp"
#include "hooks/card.hpp"
#include "logic/explain.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <cstddef>
#include <span>
#include <string>

namespace psoas::hooks {

/// The name under which an `extension` holds the account of the rows (CDS Hooks 2.0, "Extensions").
inline constexpr const char* explain_extension = "urn:psoas-cds:explain";

/// What became of each row, for a client: `row`, `outcome`, `why` as a code and `reason` as a sentence, the
/// `card` that says it, the row `by` which it was suppressed, `evidence`, and for a row that nothing was
/// recorded for the lists that were `notAvailable`. The four criteria of malignant psoas syndrome follow with
/// their `state`. `cards` are those of the explained advice, in its order. Nothing is null or empty (P-27);
/// at most `logic::most_traced_evidence` pieces of evidence stand at a row, with the number left out.
[[nodiscard]] boost::json::array explanation_json(const logic::Explanation& explanation,
                                                  std::span<const Card> cards);

/// The answer to a call with the account of its rows beside the other extensions: on the first card, or
/// beside the empty list of cards.
[[nodiscard]] std::string explained_response(const ExplainedAnswer& answer,
                                             boost::json::array system_actions = {},
                                             boost::json::object extension = {});

/// The same as a table for a person at a terminal, in lines of at most `columns` characters where words
/// allow. No control character of any text reaches the terminal.
[[nodiscard]] std::string printed(const logic::Explanation& explanation, std::size_t columns = 96);

} // namespace psoas::hooks
