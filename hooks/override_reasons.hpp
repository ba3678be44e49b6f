#pragma once

#include "hooks/card.hpp"
#include "logic/advice.hpp"

#include <span>
#include <string_view>
#include <vector>

namespace psoas::hooks {

inline constexpr std::string_view override_reason_system = "urn:psoas-cds:override-reason";
inline constexpr std::string_view non_adherence_system =
    "http://terminology.hl7.org/CodeSystem/non-adherence-reason-codes";

/// A reason in the service's own system: the code of logic/README.md, "O-RF", in a clinician's words.
[[nodiscard]] Coding own_coding(logic::OverrideReason reason);

/// HL7's non-adherence reason that a reason is one kind of (P-24).
[[nodiscard]] Coding non_adherence_coding(logic::OverrideReason reason);

/// The override reasons of a card (P-24).
///
/// Several of the service's reasons are one reason of HL7's, and a card may not offer one code twice. So the
/// specific reasons come first, each with its own code, and then HL7's codes that they stand for, each once:
/// a client that counts reasons across services finds codes that it knows, and feedback with an own code
/// loses nothing.
[[nodiscard]] std::vector<Coding> override_reasons(std::span<const logic::OverrideReason> reasons);

/// Those of all cards together.
[[nodiscard]] std::vector<Coding> all_override_reasons();

} // namespace psoas::hooks
