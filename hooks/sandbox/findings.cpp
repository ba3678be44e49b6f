#include "hooks/sandbox/findings.hpp"

#include "hooks/evidence_words.hpp"
#include "hooks/plain_text.hpp"
#include "hooks/proposed_resource.hpp"
#include "hooks/service.hpp"

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace psoas::hooks {
namespace {

namespace json = boost::json;
using logic::Availability;
using logic::DateRange;
using logic::Finding;
using logic::Presence;

constexpr std::size_t longest_text = 300;

struct Kind {
    Finding first;
    std::string_view name;
};

// The sections of `Finding`, each by the finding that it begins with.
constexpr std::array kinds{
    Kind{Finding::low_back_pain, "pain"},
    Kind{Finding::urinary_retention, "red-flag"},
    Kind{Finding::medial_lower_leg_sensory_loss, "examination"},
    Kind{Finding::psoas_mass, "imaging"},
    Kind{Finding::anticoagulant, "treatment"},
    Kind{Finding::prior_lumbar_surgery, "other"},
};

/// A finding, and the day by which it is sorted.
struct Told {
    std::optional<std::chrono::sys_days> day;
    json::object finding;
};

std::string_view code(Availability state) {
    switch (state) {
    case Availability::read:
        return "read";
    case Availability::cut:
        return "cut";
    case Availability::unreadable:
        return "unreadable";
    case Availability::not_supplied:
        break;
    }
    return "not-supplied";
}

std::string_view code(Presence presence) {
    switch (presence) {
    case Presence::present:
        return "present";
    case Presence::absent:
        return "absent";
    case Presence::unknown:
        break;
    }
    return "unknown";
}

void add(json::object& object, std::string_view member, std::string_view text) {
    const std::string line = shortened(one_line(text), longest_text);
    if (!line.empty()) object.emplace(member, line);
}

void add(json::object& object, std::string_view member, const std::optional<DateRange>& date) {
    if (date) object.emplace(member, date_words(*date));
}

void add_place(json::object& object, logic::Source source, std::string_view reference) {
    const std::string_view key = prefetch_key(source);
    object.emplace("source", key.empty() ? "order" : key);
    add(object, "reference", reference);
}

Told told(const logic::Evidence& evidence) {
    json::object object{{"kind", kind_of(evidence.finding)},
                        {"what", finding_words(evidence)},
                        {"presence", code(evidence.presence)}};
    if (evidence.certainty == logic::Certainty::unconfirmed) object["certainty"] = "unconfirmed";
    if (evidence.course == logic::Course::past) object["course"] = "past";
    add(object, "side", words(evidence.side));
    add(object, "text", evidence.text);
    add(object, "value", evidence.value);
    add(object, "onset", evidence.onset);
    add(object, "ended", evidence.ended);
    add(object, "recorded", evidence.recorded);
    add_place(object, evidence.source, evidence.reference);
    const std::optional<DateRange>& date = evidence.onset ? evidence.onset : evidence.recorded;
    const std::optional<DateRange>& shown = date ? date : evidence.ended;
    return {shown ? std::optional(shown->first) : std::nullopt, std::move(object)};
}

Told told(const logic::Measurement& measurement) {
    json::object object{
        {"kind", "measurement"}, {"what", quantity_words(measurement.quantity)}, {"presence", "present"}};
    add(object, "text", measurement.text);
    add(object, "value", measurement.shown);
    add(object, "recorded", measurement.date);
    add_place(object, logic::Source::observations, measurement.reference);
    return {measurement.date ? std::optional(measurement.date->first) : std::nullopt, std::move(object)};
}

Told told(const logic::PriorStudy& study) {
    json::object object{{"kind", "imaging"}, {"what", study_words(study)}, {"presence", "present"}};
    add(object, "text", study.text);
    add(object, "recorded", study.date);
    add_place(object, study.source, study.reference);
    return {study.date ? std::optional(study.date->first) : std::nullopt, std::move(object)};
}

Told told(const logic::OrderedStudy& study) {
    const std::string what =
        study_words({.modality = study.modality, .region = study.region, .side = study.side});
    json::object object{{"kind", "imaging"}, {"what", what + ", ordered"}, {"presence", "present"}};
    add(object, "recorded", study.ordered);
    add_place(object, logic::Source::service_requests, study.reference);
    return {study.ordered ? std::optional(study.ordered->first) : std::nullopt, std::move(object)};
}

std::vector<Told> all_told(const logic::Chart& chart) {
    std::vector<Told> all;
    for (const logic::Evidence& each : chart.evidence)
        all.push_back(told(each));
    for (const logic::Measurement& each : chart.measurements)
        all.push_back(told(each));
    for (const logic::PriorStudy& each : chart.studies)
        all.push_back(told(each));
    for (const logic::OrderedStudy& each : chart.ordered_studies)
        all.push_back(told(each));
    // No day is less than any day.
    std::ranges::stable_sort(all, std::ranges::greater{}, &Told::day);
    return all;
}

} // namespace

std::string_view kind_of(Finding finding) {
    const auto next = std::ranges::upper_bound(kinds, finding, {}, &Kind::first);
    return std::prev(next)->name;
}

json::object findings_json(const logic::Chart& chart) {
    json::array lists;
    for (const PrefetchTemplate& entry : prefetch_templates())
        lists.push_back(json::object{{"key", entry.key}, {"state", code(chart.of(entry.source))}});
    std::vector<Told> all = all_told(chart);
    json::array findings;
    for (Told& each : std::span(all).first(std::min(all.size(), most_findings)))
        findings.push_back(std::move(each.finding));
    json::object object{{"lists", std::move(lists)}};
    if (!findings.empty()) object["findings"] = std::move(findings);
    if (all.size() > most_findings) object["leftOut"] = all.size() - most_findings;
    return object;
}

} // namespace psoas::hooks
