#pragma once

#include "fhir/result.hpp"
#include "hooks/hook_request.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace psoas::hooks {

/// What a file is asked about.
struct Question {
    std::optional<Hook>
        hook{}; ///< in place of the file's own; a Bundle's is patient-view, with an order order-select
    std::string order{}; ///< "system|code" or a code: a study to draft and select; empty for none
};

/// A file as a hook request.
struct Evaluation {
    enum class Kind : std::uint8_t { hook_request, bundle };
    Kind kind{};
    HookRequest request;
};

/// Reads a hook request, or a Bundle that holds one patient's record, whole.
///
/// A Bundle is taken for all that there is about its patient: every list counts as read, so that what it does
/// not hold is "none found" and never "could not be checked". An order is added to the drafts as the one that
/// is selected, as if a clinician had just chosen it; a bare code is looked up among the systems in which the
/// service knows studies.
///
/// Fails with `structure` for malformed JSON, `invalid` for JSON that is neither, `value` for a hook that the
/// service has not, for an order code that no value set knows, and for a Bundle of several patients or none.
[[nodiscard]] fhir::Result<Evaluation> read_evaluation(std::string_view json, const Question& question,
                                                       const ReadingAids& aids);

} // namespace psoas::hooks
