#pragma once

#include "fhir/order_codes.hpp"
#include "hooks/hook_request.hpp"
#include "logic/advice.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace psoas::hooks {

/// FHIR's request priority (https://hl7.org/fhir/R4/valueset-request-priority.html), as far as it is used.
enum class Priority : std::uint8_t { routine, urgent, stat };

/// What a new resource is about and when it is proposed.
struct ProposalContext {
    const HookRequest& request;
    const logic::Advice& advice;
    std::chrono::sys_days as_of;
};

/// One order to propose. `text` names it for people; a code is given only where a verified one exists.
struct ProposedOrder {
    std::string text;
    std::optional<fhir::OrderCode> code{};
    std::optional<fhir::OrderCode> category{};
    std::string_view category_text{};
    std::vector<logic::Region> body_sites{};
    logic::Side side = logic::Side::unknown;
    Priority priority = Priority::routine;
};

/// Something that people are asked to do.
struct ProposedTask {
    std::string_view description;
    Priority priority = Priority::routine;
    std::optional<std::chrono::sys_days> due{};
    std::string_view questionnaire{}; ///< canonical URL of the form to fill in, if there is one
};

/// A ServiceRequest of status draft as JSON: an order where orders are being entered, a proposal elsewhere.
///
/// The reasons of what is proposed are those of the judged order as the client sent them, else the findings
/// that the advice rests on.
[[nodiscard]] std::string service_request(const ProposedOrder& order, const ProposalContext& context);

/// A Task of status requested as JSON, which has the first of those reasons.
[[nodiscard]] std::string task(const ProposedTask& asked, const ProposalContext& context);

/// The findings that the advice rests on, as reasons of an order: at least one, and no more than a clinician
/// would write. A suspicion is never among them, or it would come back as evidence with the order.
[[nodiscard]] std::vector<std::string_view> documented_findings(const logic::Advice& advice);

/// The reasons of a draft with all that the client sent of them, for an update of it; none that is no
/// CodeableConcept with a code or a text.
[[nodiscard]] boost::json::array reasons_as_sent(const boost::json::object& draft);

/// A CodeableConcept with a text and, if there is one, a code, for a draft that is changed.
[[nodiscard]] boost::json::object codeable_concept(std::string_view text,
                                                   const std::optional<fhir::OrderCode>& code);

/// "2026-11-21".
[[nodiscard]] std::string iso_date(std::chrono::sys_days day);

/// Whether a text is an id as FHIR R4 allows it, and so is safe to put into a reference. The underscore of
/// some servers is let pass.
[[nodiscard]] bool is_fhir_id(std::string_view text);

/// "the left hip", "lumbar spine": the region in words with its side where that is known.
[[nodiscard]] std::string sided_region(logic::Region region, logic::Side side);

} // namespace psoas::hooks
