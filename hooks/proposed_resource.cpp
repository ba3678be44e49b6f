#include "hooks/proposed_resource.hpp"

#include "hooks/json_text.hpp"
#include "hooks/written_number.hpp"
#include "logic/finding.hpp"

#include <boost/json/string.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <ranges>
#include <span>
#include <utility>

namespace psoas::hooks {
namespace {

namespace json = boost::json;

std::string_view code(Priority priority) {
    switch (priority) {
    case Priority::routine:
        return "routine";
    case Priority::urgent:
        return "urgent";
    case Priority::stat:
        return "stat";
    }
    return "routine";
}

void write_reference(JsonText& to, std::string_view name, std::string_view type, std::string_view id) {
    to.object(name, [&] { to.member("reference", std::string(type).append("/").append(id)); });
}

// `context.encounterId`, with or without its type.
void write_encounter(JsonText& to, const HookRequest& request) {
    const json::value* const value = request.context.if_contains("encounterId");
    if (value == nullptr || !value->is_string()) return;
    std::string_view id = value->get_string();
    if (id.starts_with("Encounter/")) id.remove_prefix(10);
    if (is_fhir_id(id)) write_reference(to, "encounter", "Encounter", id);
}

void write_concept(JsonText& to, std::string_view text, const std::optional<fhir::OrderCode>& code) {
    to.member("text", text);
    if (!code) return;
    to.array("coding", [&] {
        to.object([&] {
            to.member("system", code->system);
            to.member("code", code->code);
            to.member("display", code->display);
        });
    });
}

// The text of a member, empty if there is none: a number is none, however it is written.
std::string_view text_of(const json::value& sent, std::string_view member) {
    const json::object* const object = sent.if_object();
    const json::value* const value = object == nullptr ? nullptr : object->if_contains(member);
    const json::string* const text = value == nullptr ? nullptr : value->if_string();
    return text == nullptr || digits_of(*text) ? std::string_view() : std::string_view(*text);
}

// The codings of a concept, whatever they are.
std::span<const json::value> codings_of(const json::value& sent) {
    const json::object* const object = sent.if_object();
    const json::value* const items = object == nullptr ? nullptr : object->if_contains("coding");
    const json::array* const codings = items == nullptr ? nullptr : items->if_array();
    return codings == nullptr ? std::span<const json::value>() : std::span(codings->data(), codings->size());
}

bool has_code(const json::value& coding) {
    return !text_of(coding, "code").empty();
}

// Has it a code or words? What is neither is no CodeableConcept.
bool is_concept(const json::value& sent) {
    return !text_of(sent, "text").empty() || std::ranges::any_of(codings_of(sent), has_code);
}

// A CodeableConcept without what FHIR forbids (empty or null members) and without extensions.
void write_concept_as_sent(JsonText& to, const json::value& sent) {
    to.member("text", text_of(sent, "text"));
    to.array("coding", [&] {
        for (const json::value& coding : codings_of(sent) | std::views::filter(has_code))
            to.object([&] {
                for (const std::string_view name : {"system", "version", "code", "display"})
                    to.member(name, text_of(coding, name));
            });
    });
}

// The values of `reasonCode`, in an array or not.
std::span<const json::value> reason_values(const json::object& draft) {
    const json::value* const sent = draft.if_contains("reasonCode");
    if (sent == nullptr) return {};
    if (const json::array* const values = sent->if_array()) return {values->data(), values->size()};
    return {sent, 1};
}

// The reasons of the judged order as the EHR coded and worded them; what is no CodeableConcept is to be left
// out.
std::span<const json::value> reasons_of_order(const ProposalContext& context) {
    const std::optional<std::size_t> order = context.advice.order;
    if (!order || *order >= context.request.orders.size()) return {};
    const json::object* const draft = context.request.draft(context.request.orders[*order]);
    return draft == nullptr ? std::span<const json::value>() : reason_values(*draft);
}

void write_reasons(JsonText& to, const ProposalContext& context) {
    to.array("reasonCode", [&] {
        bool any_sent = false;
        for (const json::value& reason : reasons_of_order(context))
            any_sent |= to.object([&] { write_concept_as_sent(to, reason); });
        if (any_sent) return;
        for (const std::string_view finding : documented_findings(context.advice))
            to.object([&] { to.member("text", finding); });
    });
}

void write_first_reason(JsonText& to, const ProposalContext& context) {
    to.object("reasonCode", [&] {
        const std::span<const json::value> sent = reasons_of_order(context);
        if (const auto reason = std::ranges::find_if(sent, is_concept); reason != sent.end())
            write_concept_as_sent(to, *reason);
        else
            to.member("text", documented_findings(context.advice).front());
    });
}

void write_day(JsonText& to, std::string_view name, std::chrono::sys_days day) {
    to.member(name, iso_date(day));
}

// The same without members and items that are null or empty, which FHIR forbids; null if nothing remains.
json::value without_nothing(const json::value& sent) {
    if (const json::object* const members = sent.if_object()) {
        json::object kept;
        for (const json::key_value_pair& member : *members)
            if (json::value value = without_nothing(member.value()); !value.is_null())
                kept[member.key()] = std::move(value);
        return kept.empty() ? json::value() : json::value(std::move(kept));
    }
    if (const json::array* const items = sent.if_array()) {
        json::array kept;
        for (const json::value& item : *items)
            if (json::value value = without_nothing(item); !value.is_null()) kept.push_back(std::move(value));
        return kept.empty() ? json::value() : json::value(std::move(kept));
    }
    return sent.is_string() && sent.get_string().empty() ? json::value() : sent;
}

bool is_documented(const logic::Evidence& evidence) {
    return evidence.presence == logic::Presence::present && evidence.certainty == logic::Certainty::confirmed;
}

// Of a resource that is proposed.
constexpr std::size_t usual_bytes = 1024;

void write_digits(std::span<char> places, unsigned number) {
    for (char& place : places | std::views::reverse) {
        place = static_cast<char>('0' + number % 10);
        number /= 10;
    }
}

} // namespace

std::string iso_date(std::chrono::sys_days day) {
    const std::chrono::year_month_day date{day};
    std::string text = "0000-00-00";
    write_digits(std::span(text).first(4), static_cast<unsigned>(static_cast<int>(date.year())));
    write_digits(std::span(text).subspan(5, 2), static_cast<unsigned>(date.month()));
    write_digits(std::span(text).subspan(8, 2), static_cast<unsigned>(date.day()));
    return text;
}

bool is_fhir_id(std::string_view text) {
    constexpr std::size_t longest_id = 64; // https://hl7.org/fhir/R4/datatypes.html#id
    constexpr std::string_view allowed = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._";
    return !text.empty() && text.size() <= longest_id && text.find_first_not_of(allowed) == text.npos;
}

std::string sided_region(logic::Region region, logic::Side side) {
    using logic::Region;
    constexpr std::array names{
        "painful region", "lumbar spine", "spine", "pelvis",    "hip",     "psoas",
        "groin",          "thigh",        "knee",  "lower leg", "abdomen", "abdomen and pelvis",
        "region"};
    static_assert(names.size() == static_cast<std::size_t>(Region::other) + 1);
    const std::string name = names[static_cast<std::size_t>(region)];
    const bool has_sides = region == Region::hip || region == Region::psoas || region == Region::groin
                           || region == Region::thigh || region == Region::knee
                           || region == Region::lower_leg;
    if (!has_sides) return name;
    switch (side) {
    case logic::Side::left:
        return "left " + name;
    case logic::Side::right:
        return "right " + name;
    case logic::Side::bilateral:
        return name + " on both sides";
    case logic::Side::unknown:
        return name;
    }
    return name;
}

json::object codeable_concept(std::string_view text, const std::optional<fhir::OrderCode>& code) {
    json::object codeable{{"text", text}};
    if (code)
        codeable["coding"] =
            json::array{{{"system", code->system}, {"code", code->code}, {"display", code->display}}};
    return codeable;
}

json::array reasons_as_sent(const json::object& draft) {
    json::array reasons;
    for (const json::value& item : reason_values(draft))
        if (is_concept(item)) reasons.push_back(without_nothing(item));
    return reasons;
}

std::vector<std::string_view> documented_findings(const logic::Advice& advice) {
    constexpr std::size_t most = 3;
    std::vector<std::string_view> findings;
    for (const logic::Evidence& evidence : advice.evidence) {
        const std::string_view finding = logic::display(evidence.finding);
        if (is_documented(evidence) && std::ranges::find(findings, finding) == findings.end()
            && findings.size() < most)
            findings.push_back(finding);
    }
    if (findings.empty()) findings.emplace_back("back, hip or psoas-related symptoms");
    return findings;
}

std::string service_request(const ProposedOrder& order, const ProposalContext& context) {
    JsonText resource;
    resource.reserve(usual_bytes);
    resource.object([&] {
        resource.member("resourceType", "ServiceRequest");
        resource.member("status", "draft");
        resource.member("intent", context.request.hook == Hook::patient_view ? "proposal" : "order");
        resource.member("priority", code(order.priority));
        resource.array("category", [&] {
            resource.object([&] {
                write_concept(resource, order.category ? order.category->display : order.category_text,
                              order.category);
            });
        });
        resource.object("code", [&] { write_concept(resource, order.text, order.code); });
        write_reference(resource, "subject", "Patient", context.request.patient_id());
        write_encounter(resource, context.request);
        write_day(resource, "authoredOn", context.as_of);
        write_reasons(resource, context);
        resource.array("bodySite", [&] {
            for (const logic::Region region : order.body_sites)
                resource.object([&] {
                    write_concept(resource, sided_region(region, order.side), fhir::body_site_code(region));
                });
        });
    });
    return std::move(resource).text();
}

std::string task(const ProposedTask& asked, const ProposalContext& context) {
    JsonText resource;
    resource.reserve(usual_bytes);
    resource.object([&] {
        resource.member("resourceType", "Task");
        resource.member("status", "requested");
        resource.member("intent", "proposal");
        resource.member("priority", code(asked.priority));
        resource.member("description", asked.description);
        write_reference(resource, "for", "Patient", context.request.patient_id());
        write_encounter(resource, context.request);
        write_day(resource, "authoredOn", context.as_of);
        write_first_reason(resource, context);
        if (asked.due)
            resource.object("restriction", [&] {
                resource.object("period", [&] {
                    write_day(resource, "start", *asked.due);
                    write_day(resource, "end", *asked.due);
                });
            });
        if (!asked.questionnaire.empty())
            resource.array("input", [&] {
                resource.object([&] {
                    resource.object("type", [&] { resource.member("text", "Questionnaire"); });
                    resource.member("valueCanonical", asked.questionnaire);
                });
            });
    });
    return std::move(resource).text();
}

} // namespace psoas::hooks
