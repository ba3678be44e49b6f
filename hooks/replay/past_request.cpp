#include "hooks/replay/past_request.hpp"

#include "fhir/date.hpp"
#include "fhir/document_reader.hpp"
#include "hooks/draft_orders.hpp"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/string.hpp>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace psoas::hooks {
namespace {

namespace json = boost::json;
using fhir::Element;
using logic::Availability;
using logic::Region;

std::string_view words_of(Region region) {
    switch (region) {
    case Region::lumbar_spine:
        return "lumbar spine";
    case Region::spine:
        return "spine";
    case Region::pelvis:
        return "pelvis";
    case Region::hip:
        return "hip";
    default:
        return "psoas";
    }
}

json::object object_in(const std::string& text) {
    boost::system::error_code error;
    json::value value =
        json::parse(text, error, {}, json::parse_options{.max_depth = fhir::default_json_depth});
    return error || !value.is_object() ? json::object{} : std::move(value.get_object());
}

std::string text_of(const json::object& object, std::string_view member) {
    const json::value* const value = object.if_contains(member);
    return value != nullptr && value->is_string() ? std::string(value->get_string()) : std::string();
}

// Notes that were added later: as in fhir::rewind, which the drafts do not pass.
void erase_later_notes(json::object& order, const fhir::TimeOfRecord& to) {
    json::value* const notes = order.if_contains("note");
    json::array* const all = notes == nullptr ? nullptr : notes->if_array();
    if (all == nullptr) return;
    const auto is_later = [&](const json::value& note) {
        const json::value* const time = note.is_object() ? note.get_object().if_contains("time") : nullptr;
        if (time == nullptr || !time->is_string()) return false;
        const auto read = fhir::read_time_of_record(std::string_view(time->get_string()));
        return read && !fhir::had_come(*read, to);
    };
    all->erase(std::remove_if(all->begin(), all->end(), is_later), all->end());
}

json::object as_placed(json::object order, const fhir::TimeOfRecord& time) {
    order["status"] = "draft";
    erase_later_notes(order, time);
    return order;
}

// Its code where it has one, else words that name modality and region: those of a series are codes of DICOM.
json::value code_of(const json::object& done, const PastExam& exam) {
    for (const std::string_view member : {"code", "procedureCode", "procedure"})
        if (const json::value* const code = done.if_contains(member)) {
            if (const json::array* const codes = code->if_array(); codes != nullptr && !codes->empty())
                return codes->front();
            if (code->is_object()) return *code;
        }
    const std::string modality = exam.modality == logic::Modality::mri ? "MRI " : "CT ";
    return json::object{{"text", modality + std::string(words_of(exam.region))}};
}

json::object order_of(const json::object& done, const PastExam& exam) {
    json::object order{{"resourceType", "ServiceRequest"}, {"status", "draft"}, {"intent", "order"}};
    order["code"] = code_of(done, exam);
    for (const std::string_view member : {"bodySite", "reasonCode", "reasonReference"})
        if (const json::value* const value = done.if_contains(member)) order[member] = *value;
    return order;
}

// The context of a call in which this draft was just selected.
json::object context_of(const std::string& patient, json::object draft) {
    const std::string reference = text_of(draft, "resourceType") + '/' + text_of(draft, "id");
    json::array entries;
    entries.push_back(json::object{{"resource", std::move(draft)}});
    return {
        {"userId", "Practitioner/replay"},
        {"patientId", patient},
        {"selections", json::array{json::string(reference)}},
        {"draftOrders",
         json::object{{"resourceType", "Bundle"}, {"type", "collection"}, {"entry", std::move(entries)}}}};
}

bool is_seen(const HeldResource& held, const PastExam& exam) {
    return held.known && fhir::had_come(*held.known, exam.time);
}

std::optional<logic::DateRange> birth_date(std::span<const HeldResource> resources) {
    for (const HeldResource& held : resources)
        if (held.resource.type() == "Patient")
            if (const auto day = fhir::read_date(held.resource[Element::birthDate].text())) return day;
    return std::nullopt;
}

void set_lists(fhir::ChartBuilder& chart, const PastRecord& record) {
    for (std::size_t i = 0; i < logic::source_count; ++i) {
        const auto list = static_cast<logic::Source>(i);
        if (list == logic::Source::order_reason || !record.supplied.test(i)) continue;
        chart.set(list, record.read_in_part.test(i) ? Availability::cut : Availability::read);
    }
}

} // namespace

json::object past_draft(const HeldResource& told_by, const PastExam& exam, const std::string& patient) {
    json::object told = object_in(told_by.text);
    const std::string_view type = told_by.resource.type();
    const bool is_order = type != "ImagingStudy" && type != "Procedure" && type != "DiagnosticReport";
    std::string id = text_of(told, "id");
    json::object draft = is_order ? as_placed(std::move(told), exam.time) : order_of(told, exam);
    draft["id"] = id.empty() ? "replayed" : std::move(id);
    draft["subject"] = json::object{{"reference", "Patient/" + patient}};
    return draft;
}

HookRequest past_request(const PastRecord& record, const PastExam& exam, const ReadingAids& aids) {
    HookRequest request;
    request.hook = Hook::order_select;
    request.hook_instance = "replay";
    request.context =
        context_of(record.patient, past_draft(record.resources[exam.told_by], exam, record.patient));

    fhir::ChartBuilder chart(aids.terminology, aids.text_reader);
    const auto birth = birth_date(record.resources);
    for (std::size_t i = 0; i < record.resources.size(); ++i) {
        const HeldResource& held = record.resources[i];
        const bool is_patient = held.resource.type() == "Patient";
        const bool came_of_it = std::ranges::find(exam.resources, i) != exam.resources.end();
        if (!is_patient && (came_of_it || !is_seen(held, exam))) continue;
        fhir::Resource as_it_stood = held.resource;
        fhir::rewind(as_it_stood, exam.time, birth);
        chart.add(as_it_stood);
    }
    set_lists(chart, record);
    request.orders = read_draft_orders(request.hook, request.context, chart);
    request.chart = std::move(chart).finish(record.patient);
    return request;
}

} // namespace psoas::hooks
