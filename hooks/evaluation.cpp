#include "hooks/evaluation.hpp"

#include "fhir/chart_builder.hpp"
#include "fhir/document_reader.hpp"
#include "fhir/terminology.hpp"
#include "hooks/draft_orders.hpp"

#include <boost/json/array.hpp>
#include <boost/json/monotonic_resource.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include <array>
#include <set>
#include <utility>
#include <vector>

namespace psoas::hooks {
namespace {

namespace json = boost::json;
using fhir::Issue;
using fhir::IssueType;

constexpr std::string_view drafted_id = "evaluated-order";

std::string_view text(const json::object& object, std::string_view member) {
    const json::value* const value = object.if_contains(member);
    return value == nullptr || !value->is_string() ? std::string_view{}
                                                   : std::string_view{value->get_string()};
}

// What must be known of a file before it can be read: is it a request, of which hook, and of whom.
struct Outline {
    std::optional<Hook> hook;
    bool hook_request = false;
    bool bundle = false;
    std::set<std::string, std::less<>> patients;
};

std::optional<Hook> hook_named(std::string_view hook_name) {
    for (const Hook hook : {Hook::patient_view, Hook::order_select, Hook::order_sign})
        if (name(hook) == hook_name) return hook;
    return std::nullopt;
}

fhir::Result<Outline> outline(std::string_view text_of_file, std::size_t depth) {
    json::monotonic_resource memory;
    json::error_code error;
    json::parse_options options;
    options.max_depth = depth;
    const json::value document = json::parse(text_of_file, error, &memory, options);
    if (error) return Issue{IssueType::structure, "", "The file is no valid JSON: " + error.message()};
    if (!document.is_object()) return Issue{IssueType::invalid, "", "The file holds no JSON object"};

    const json::object& object = document.get_object();
    Outline found;
    found.hook_request = object.contains("hook");
    found.hook = hook_named(text(object, "hook"));
    found.bundle = text(object, "resourceType") == "Bundle";
    const json::value* const entries = object.if_contains("entry");
    if (!found.bundle || entries == nullptr || !entries->is_array()) return found;
    for (const json::value& entry : entries->get_array()) {
        const json::value* const resource =
            entry.is_object() ? entry.get_object().if_contains("resource") : nullptr;
        if (resource == nullptr || !resource->is_object()) continue;
        if (text(resource->get_object(), "resourceType") == "Patient")
            found.patients.emplace(text(resource->get_object(), "id"));
    }
    return found;
}

struct StudyCode {
    std::string system;
    std::string code;
};

// Systems in which orders for studies are coded.
fhir::Result<StudyCode> study_code(std::string_view order, const fhir::Terminology& terminology) {
    if (const std::size_t bar = order.find('|'); bar != std::string_view::npos) {
        if (bar == 0 || bar + 1 == order.size())
            return Issue{IssueType::value, "order", "An order is written as system|code, or as a code alone"};
        return StudyCode{std::string(order.substr(0, bar)), std::string(order.substr(bar + 1))};
    }
    for (const std::string_view system : {fhir::cpt, fhir::loinc, fhir::snomed_ct, fhir::radlex})
        if (!terminology.concepts(system, order).empty())
            return StudyCode{std::string(system), std::string(order)};
    return Issue{IssueType::value, "order", "The order's code is in no value set; write it as system|code"};
}

json::object drafted(const StudyCode& study, std::string_view patient_id) {
    return {{"resourceType", "ServiceRequest"},
            {"id", drafted_id},
            {"status", "draft"},
            {"intent", "order"},
            {"code", {{"coding", {{{"system", study.system}, {"code", study.code}}}}}},
            {"subject", {{"reference", "Patient/" + std::string(patient_id)}}}};
}

// The context with the order as its last draft and its only selection.
void select(json::object& context, json::object draft) {
    json::value& bundle = context["draftOrders"];
    if (!bundle.is_object()) bundle = {{"resourceType", "Bundle"}, {"type", "collection"}};
    json::value& entries = bundle.get_object()["entry"];
    if (!entries.is_array()) entries = json::array{};
    entries.get_array().push_back(json::object{{"resource", std::move(draft)}});
    context["selections"] = json::array{"ServiceRequest/" + std::string(drafted_id)};
}

// A draft has no reasons in common with a chart that is already finished, so that it can be read by itself.
std::vector<logic::Order> read_orders(Hook hook, const json::object& context, const ReadingAids& aids) {
    fhir::ChartBuilder chart(aids.terminology, aids.text_reader);
    return read_draft_orders(hook, context, chart);
}

fhir::Result<Evaluation> read_hook_request(std::string_view text_of_file, const Outline& outline,
                                           const Question& question, const std::optional<StudyCode>& study,
                                           const ReadingAids& aids) {
    if (!outline.hook)
        return Issue{IssueType::value, "hook", "The file is a request of a hook that is not served"};
    HookReader reader(*outline.hook, aids);
    reader.write(text_of_file);
    fhir::Result<HookRequest> request = reader.finish();
    if (!request) return request.error();

    Evaluation evaluation{Evaluation::Kind::hook_request, *std::move(request)};
    HookRequest& read = evaluation.request;
    if (question.hook)
        read.hook = *question.hook;
    else if (study && read.hook == Hook::patient_view)
        read.hook = Hook::order_select;
    if (study) select(read.context, drafted(*study, read.patient_id()));
    if (study || question.hook) read.orders = read_orders(read.hook, read.context, aids);
    return evaluation;
}

fhir::Result<Evaluation> read_bundle(std::string_view text_of_file, const Outline& outline,
                                     const Question& question, const std::optional<StudyCode>& study,
                                     const ReadingAids& aids) {
    if (outline.patients.size() != 1)
        return Issue{IssueType::value, "Bundle.entry",
                     outline.patients.empty() ? "The Bundle holds no Patient"
                                              : "The Bundle holds several patients"};
    const std::string& patient = *outline.patients.begin();
    Evaluation evaluation{Evaluation::Kind::bundle, {}};
    HookRequest& request = evaluation.request;
    request.hook = question.hook.value_or(study ? Hook::order_select : Hook::patient_view);
    request.hook_instance = "evaluate";
    request.context = {{"userId", "Practitioner/evaluate"}, {"patientId", patient}};
    if (study) select(request.context, drafted(*study, patient));

    fhir::ChartBuilder chart(aids.terminology, aids.text_reader);
    const fhir::Result<void> read =
        fhir::read_document(text_of_file, [&chart](const fhir::Resource& resource,
                                                   fhir::ResourceReader::Place) { chart.add(resource); });
    if (!read) return read.error();
    for (std::size_t source = 0; source < logic::source_count; ++source)
        chart.set(static_cast<logic::Source>(source), logic::Availability::read);
    request.orders = read_draft_orders(request.hook, request.context, chart);
    request.chart = std::move(chart).finish(patient);
    return evaluation;
}

} // namespace

fhir::Result<Evaluation> read_evaluation(std::string_view json, const Question& question,
                                         const ReadingAids& aids) {
    const fhir::Result<Outline> found = outline(json, aids.limits.depth);
    if (!found) return found.error();
    std::optional<StudyCode> study;
    if (!question.order.empty()) {
        fhir::Result<StudyCode> code = study_code(question.order, aids.terminology);
        if (!code) return code.error();
        study = *std::move(code);
    }
    if (found->hook_request) return read_hook_request(json, *found, question, study, aids);
    if (found->bundle) return read_bundle(json, *found, question, study, aids);
    return Issue{IssueType::invalid, "", "The file is neither a hook request nor a Bundle"};
}

} // namespace psoas::hooks
