#include "hooks/proposed_resource.hpp"

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

json::object reference(std::string_view type, std::string_view id) {
    return {{"reference", std::string(type) + "/" + std::string(id)}};
}

// `context.encounterId`, with or without its type.
void add_encounter(json::object& resource, const HookRequest& request) {
    const json::value* const value = request.context.if_contains("encounterId");
    if (value == nullptr || !value->is_string()) return;
    std::string_view id = value->get_string();
    if (id.starts_with("Encounter/")) id.remove_prefix(10);
    if (is_fhir_id(id)) resource["encounter"] = reference("Encounter", id);
}

// The members of `sent` that are texts, of those named.
json::object texts_of(const json::object& sent, std::initializer_list<std::string_view> names) {
    json::object texts;
    for (const std::string_view name : names)
        if (const json::value* value = sent.if_contains(name);
            value != nullptr && value->is_string() && !value->get_string().empty())
            texts[name] = *value;
    return texts;
}

// A CodeableConcept without what FHIR forbids (empty or null members) and without extensions; nothing if
// neither a code nor words remain.
std::optional<json::object> concept_as_sent(const json::value& sent) {
    if (!sent.is_object()) return std::nullopt;
    json::object kept = texts_of(sent.get_object(), {"text"});
    json::array codings;
    if (const json::value* items = sent.get_object().if_contains("coding");
        items != nullptr && items->is_array())
        for (const json::value& item : items->get_array())
            if (item.is_object())
                if (json::object coding =
                        texts_of(item.get_object(), {"system", "version", "code", "display"});
                    coding.contains("code"))
                    codings.push_back(std::move(coding));
    if (!codings.empty()) kept["coding"] = std::move(codings);
    return kept.empty() ? std::nullopt : std::optional(std::move(kept));
}

// The values of `reasonCode`, in an array or not.
std::span<const json::value> reason_values(const json::object& draft) {
    const json::value* const sent = draft.if_contains("reasonCode");
    if (sent == nullptr) return {};
    if (const json::array* const values = sent->if_array()) return {values->data(), values->size()};
    return {sent, 1};
}

// The reasons of the draft as the EHR coded and worded them; what is no CodeableConcept is left out.
json::array reasons_of(const json::object* draft) {
    json::array reasons;
    if (draft == nullptr) return reasons;
    for (const json::value& item : reason_values(*draft))
        if (std::optional<json::object> reason = concept_as_sent(item)) reasons.push_back(*std::move(reason));
    return reasons;
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
constexpr std::size_t most_members = 12;

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
        if (concept_as_sent(item)) reasons.push_back(without_nothing(item));
    return reasons;
}

json::array reasons(const ProposalContext& context) {
    const std::optional<std::size_t> order = context.advice.order;
    if (order && *order < context.request.orders.size())
        if (json::array sent = reasons_of(context.request.draft(context.request.orders[*order]));
            !sent.empty())
            return sent;

    constexpr std::size_t most = 3;
    std::vector<std::string_view> findings;
    for (const logic::Evidence& evidence : context.advice.evidence) {
        const std::string_view finding = logic::display(evidence.finding);
        if (is_documented(evidence) && std::ranges::find(findings, finding) == findings.end()
            && findings.size() < most)
            findings.push_back(finding);
    }
    if (findings.empty()) findings.emplace_back("back, hip or psoas-related symptoms");
    json::array reasons;
    for (const std::string_view finding : findings)
        reasons.push_back(codeable_concept(finding, std::nullopt));
    return reasons;
}

json::object service_request(const ProposedOrder& order, const ProposalContext& context) {
    json::object resource{{"resourceType", "ServiceRequest"},
                          {"status", "draft"},
                          {"intent", context.request.hook == Hook::patient_view ? "proposal" : "order"},
                          {"priority", code(order.priority)}};
    resource.reserve(most_members);
    resource["category"] = json::array{
        codeable_concept(order.category ? order.category->display : order.category_text, order.category)};
    resource["code"] = codeable_concept(order.text, order.code);
    resource["subject"] = reference("Patient", context.request.patient_id());
    add_encounter(resource, context.request);
    resource["authoredOn"] = iso_date(context.as_of);
    resource["reasonCode"] = reasons(context);
    json::array sites;
    for (const logic::Region region : order.body_sites)
        sites.push_back(codeable_concept(sided_region(region, order.side), fhir::body_site_code(region)));
    if (!sites.empty()) resource["bodySite"] = std::move(sites);
    return resource;
}

json::object task(std::string_view description, Priority priority, std::optional<std::chrono::sys_days> due,
                  const ProposalContext& context) {
    json::object resource{{"resourceType", "Task"},
                          {"status", "requested"},
                          {"intent", "proposal"},
                          {"priority", code(priority)},
                          {"description", description}};
    resource.reserve(most_members);
    resource["for"] = reference("Patient", context.request.patient_id());
    add_encounter(resource, context.request);
    resource["authoredOn"] = iso_date(context.as_of);
    resource["reasonCode"] = reasons(context).at(0);
    if (due) resource["restriction"] = {{"period", {{"start", iso_date(*due)}, {"end", iso_date(*due)}}}};
    return resource;
}

} // namespace psoas::hooks
