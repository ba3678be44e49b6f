#include "hooks/override_reasons.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace psoas::hooks {
namespace {

// HL7/cds-hooks, input/vocabulary/CodeSystem-non-adherence-reason-codes.json.
enum class NonAdherence : std::uint8_t { not_applicable, concerns_outcomes, preferences, not_feasible };

struct Code {
    std::string_view code;
    std::string_view display;
};

// In the order of `NonAdherence`.
constexpr std::array non_adherence{
    Code{"cds-not-applicable", "PC CDS does not apply to patient"},
    Code{"recipient-concerns-outcomes", "Recipient has concerns regarding potential health outcomes"},
    Code{"does-not-align-preferences", "Recommendation does not align with patient preferences or values"},
    Code{"not-convenient-feasible", "Recommendation is not convenient or feasible"},
};

struct Reason {
    std::string_view display;
    NonAdherence group;
};

// In the order of `logic::OverrideReason`. Where the record lacks what is known the card is `not_applicable`;
// a clinician's judgement is one of the `concerns_outcomes`.
constexpr std::array reasons_of_ours{
    Reason{"A red flag is present that the record does not show", NonAdherence::not_applicable},
    Reason{"There is a new finding since the earlier study", NonAdherence::not_applicable},
    Reason{"Conservative care was done elsewhere", NonAdherence::not_applicable},
    Reason{"The study was done elsewhere", NonAdherence::not_applicable},
    Reason{"This has been acted on already", NonAdherence::not_applicable},
    Reason{"The finding is known and stable", NonAdherence::not_applicable},
    Reason{"A specialist or surgical plan needs it", NonAdherence::concerns_outcomes},
    Reason{"The setting is acute", NonAdherence::concerns_outcomes},
    Reason{"There is an indication that CT is reserved for", NonAdherence::concerns_outcomes},
    Reason{"The collection is too small to drain", NonAdherence::concerns_outcomes},
    Reason{"The fever has another source", NonAdherence::concerns_outcomes},
    Reason{"The weight loss is intended", NonAdherence::concerns_outcomes},
    Reason{"The earlier study was not diagnostic", NonAdherence::concerns_outcomes},
    Reason{"The patient prefers otherwise", NonAdherence::preferences},
    Reason{"MRI is contraindicated or not available", NonAdherence::not_feasible},
};
static_assert(reasons_of_ours.size()
              == static_cast<std::size_t>(logic::OverrideReason::mri_contraindicated) + 1);

void add_once(std::vector<Coding>& codings, const Coding& coding) {
    const bool there = std::ranges::any_of(codings, [&](const Coding& each) {
        return each.system == coding.system && each.code == coding.code;
    });
    if (!there) codings.push_back(coding);
}

} // namespace

Coding own_coding(logic::OverrideReason reason) {
    return {override_reason_system, logic::id(reason),
            reasons_of_ours[static_cast<std::size_t>(reason)].display};
}

Coding non_adherence_coding(logic::OverrideReason reason) {
    const Code& code =
        non_adherence[static_cast<std::size_t>(reasons_of_ours[static_cast<std::size_t>(reason)].group)];
    return {non_adherence_system, code.code, code.display};
}

std::vector<Coding> override_reasons(std::span<const logic::OverrideReason> reasons) {
    std::vector<Coding> codings;
    codings.reserve(reasons.size() + non_adherence.size());
    for (const logic::OverrideReason reason : reasons)
        add_once(codings, own_coding(reason));
    for (const logic::OverrideReason reason : reasons)
        add_once(codings, non_adherence_coding(reason));
    return codings;
}

std::vector<Coding> all_override_reasons() {
    std::array<logic::OverrideReason, reasons_of_ours.size()> all{};
    for (std::size_t i = 0; i < all.size(); ++i)
        all[i] = static_cast<logic::OverrideReason>(i);
    return override_reasons(all);
}

} // namespace psoas::hooks
