#pragma once

#include "fhir/result.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace psoas::hooks {

enum class FeedbackOutcome : std::uint8_t { accepted, overridden };
inline constexpr std::size_t feedback_outcome_count = 2;
[[nodiscard]] std::string_view code(FeedbackOutcome outcome); ///< "accepted"

/// Why a card was overridden, as the client says it. Whose words they are is not known yet: a code is kept
/// only if the card offered it.
struct ChosenReason {
    std::string system{}; ///< may be empty
    std::string code{};   ///< empty: no reason was chosen

    friend bool operator==(const ChosenReason&, const ChosenReason&) = default;
};

/// One entry of `feedback` (CDS Hooks 2.0, "Feedback").
struct Feedback {
    std::string card{}; ///< uuid, in lower case
    FeedbackOutcome outcome{};
    std::vector<std::string> accepted_suggestions{}; ///< uuids in lower case, sorted, each once
    ChosenReason reason{};
    /// That there was a `userComment`. Its words may name the patient, and are thrown away unread.
    bool commented = false;
    std::chrono::sys_time<std::chrono::milliseconds> time{};

    friend bool operator==(const Feedback&, const Feedback&) = default;
};

/// Reads the body of a feedback call (P-40). Fails with the first thing that is wrong and the path of it:
/// `structure` for malformed JSON and for a member of the wrong type, `required`, `value`, and `invalid` for
/// JSON that is no object. Beyond the schema: an accepted card names the suggestions, and an override reason
/// is a reason or a comment.
[[nodiscard]] fhir::Result<std::vector<Feedback>> read_feedback(std::string_view body);

/// "feedback[3].card"
[[nodiscard]] std::string path_in_feedback(std::size_t index, std::string_view member);

} // namespace psoas::hooks
