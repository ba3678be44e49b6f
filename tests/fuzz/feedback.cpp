// The body of a feedback call.
#include "hooks/feedback/feedback.hpp"
#include "tests/fuzz/fuzz.hpp"

#include <algorithm>

using namespace psoas;
using namespace psoas::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const fhir::Result<std::vector<hooks::Feedback>> read = hooks::read_feedback(text_of(data, size));
    if (!read) {
        require(!read.error().diagnostics.empty(), "what is wrong is said");
        return 0;
    }
    for (const hooks::Feedback& feedback : *read) {
        require(!feedback.card.empty(), "feedback names its card");
        const auto& accepted = feedback.accepted_suggestions;
        require(std::ranges::is_sorted(accepted), "accepted suggestions are sorted");
        require(std::ranges::adjacent_find(accepted) == accepted.end(), "a suggestion is accepted once");
    }
    return 0;
}
