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

/// A ServiceRequest of status draft: an order where orders are being entered, a proposal elsewhere.
[[nodiscard]] boost::json::object service_request(const ProposedOrder& order, const ProposalContext& context);

/// A Task of status requested that asks people to do something, on a day if there is one.
[[nodiscard]] boost::json::object task(std::string_view description, Priority priority,
                                       std::optional<std::chrono::sys_days> due,
                                       const ProposalContext& context);

/// `reasonCode` of what is proposed: the reasons of the judged order as the client sent them, else the
/// findings that the advice rests on. A suspicion is never written as a reason, or it would come back as
/// evidence with the order.
[[nodiscard]] boost::json::array reasons(const ProposalContext& context);

/// The reasons of a draft with all that the client sent of them, for an update of it; none that is no
/// CodeableConcept with a code or a text.
[[nodiscard]] boost::json::array reasons_as_sent(const boost::json::object& draft);

/// A CodeableConcept with a text and, if there is one, a code.
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
