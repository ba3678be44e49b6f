#pragma once

#include "logic/chart.hpp"
#include "logic/order.hpp"

#include <string_view>

namespace psoas::fhir {

/// What the title of an order, a procedure or a report says of it: "MR hip left without contrast",
/// "US guided iliopsoas bursa inj".
struct ProcedureTitle {
    logic::OrderKind kind =
        logic::OrderKind::unrecognised;                  ///< imaging, injection, physical therapy or referral
    logic::Modality modality = logic::Modality::unknown; ///< of an imaging study
    logic::Region region = logic::Region::unspecified;
    logic::Side side = logic::Side::unknown;
    logic::Contrast contrast = logic::Contrast::not_stated;
    logic::Guidance guidance =
        logic::Guidance::not_stated; ///< of an injection, or asked for in so many words
    logic::InjectionTarget target = logic::InjectionTarget::not_stated;
    bool names_l3 = false; ///< the level of an injection
    friend bool operator==(const ProcedureTitle&, const ProcedureTitle&) = default;
};

/// Reads a title's first 200 bytes. The study or procedure is what stands before its reason ("for", "r/o",
/// "eval"); the reason only fills in a region and side that were left open. Where several regions are named,
/// one in the service's scope counts.
[[nodiscard]] ProcedureTitle read_procedure_title(std::string_view title);

/// The guidance that words about an injection ask for: "under fluoro" and "ultrasound" are guidance there.
[[nodiscard]] logic::Guidance injection_guidance_in(std::string_view title);

/// Whether a title speaks about a study without asking for it: "cancel MRI", "MRI safety screening form".
[[nodiscard]] bool asks_for_nothing(std::string_view title);

} // namespace psoas::fhir
