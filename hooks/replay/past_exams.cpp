#include "hooks/replay/past_exams.hpp"

#include "fhir/codeable_concept.hpp"
#include "fhir/order_mapping.hpp"
#include "fhir/study_mapping.hpp"
#include "logic/evidence.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <string_view>
#include <tuple>
#include <utility>

namespace psoas::hooks {
namespace {

using fhir::Element;
using fhir::Resource;
using fhir::Value;
using logic::Modality;
using logic::Region;

/// What kind of trace of an exam a resource is, from the order on.
enum class Trace : std::uint8_t { order, study, procedure, report };

struct TraceOfType {
    std::string_view type;
    Trace trace;
};
constexpr std::array traces{
    TraceOfType{"ServiceRequest", Trace::order},  TraceOfType{"ProcedureRequest", Trace::order},
    TraceOfType{"DiagnosticOrder", Trace::order}, TraceOfType{"ImagingStudy", Trace::study},
    TraceOfType{"Procedure", Trace::procedure},   TraceOfType{"DiagnosticReport", Trace::report},
};

/// A resource that tells of an exam.
struct Told {
    std::size_t resource = 0;
    Trace trace{};
    Modality modality{};
    Region region{};
    logic::Side side{};
    fhir::TimeOfRecord time;
};

std::optional<Trace> trace_of(std::string_view type) {
    const auto found = std::ranges::find(traces, type, &TraceOfType::type);
    return found == traces.end() ? std::nullopt : std::optional(found->trace);
}

// What the rules of imaging are about: GATE-2, but for what only its reason brings into scope.
bool is_in_scope(Modality modality, Region region) {
    constexpr std::array regions{Region::lumbar_spine, Region::spine, Region::pelvis, Region::hip,
                                 Region::psoas};
    return (modality == Modality::mri || modality == Modality::ct)
           && std::ranges::find(regions, region) != regions.end();
}

// https://hl7.org/fhir/R4/valueset-request-intent.html: a proposal or option is no order. One that was
// withdrawn was an order on its day.
bool was_ordered(const Resource& request) {
    const std::string intent = fhir::read_code(request[Element::intent]);
    const std::string status = fhir::read_code(request[Element::status]);
    return intent != "proposal" && intent != "plan" && intent != "option" && status != "draft"
           && status != "entered-in-error" && !request[Element::doNotPerform].boolean().value_or(false);
}

struct Imaged {
    Modality modality{};
    Region region{};
    logic::Side side{};
};

std::optional<Imaged> imaged_by_order(const Resource& order, const fhir::Terminology& terminology) {
    if (!was_ordered(order)) return std::nullopt;
    Resource as_placed = order;
    if (const Value status = as_placed[Element::status]) as_placed.hide(status);
    const logic::Order read = fhir::map_order(as_placed, terminology, 0, true);
    if (read.kind != logic::OrderKind::imaging || !is_in_scope(read.modality, read.region))
        return std::nullopt;
    return Imaged{read.modality, read.region, read.side};
}

std::optional<Imaged> imaged(const Resource& resource, Trace trace, const fhir::Terminology& terminology) {
    if (trace == Trace::order) return imaged_by_order(resource, terminology);
    for (const logic::PriorStudy& study : fhir::prior_studies(resource, terminology))
        if (is_in_scope(study.modality, study.region))
            return Imaged{study.modality, study.region, study.side};
    return std::nullopt;
}

// What was ordered on a day comes before what was done on it, unless both say when; so it is with a month.
auto in_order(const Told& told) {
    constexpr std::chrono::hours a_day{24};
    const bool is_order = told.trace == Trace::order;
    const std::chrono::sys_days day = is_order ? told.time.day.first : told.time.day.last;
    return std::tuple(day, told.time.moment.value_or(day + (is_order ? std::chrono::hours(0) : a_day)));
}

/// Whether one region is the other, or of no stated level and may hold it. Only the spine has levels: other
/// ones than the lumbar are out of scope where they are named, so that what is left has none.
enum class Likeness : std::uint8_t { none, holds, same };

Likeness likeness(Region one, Region other) {
    if (one == other) return Likeness::same;
    const bool spine = (one == Region::spine && other == Region::lumbar_spine)
                       || (one == Region::lumbar_spine && other == Region::spine);
    return spine ? Likeness::holds : Likeness::none;
}

Likeness likeness(const Told& one, const Told& other) {
    return one.modality == other.modality && logic::sides_match(one.side, other.side)
               ? likeness(one.region, other.region)
               : Likeness::none;
}

// "ServiceRequest/1" of any reference to it.
std::string_view without_server(std::string_view reference) {
    reference = reference.substr(0, reference.find("/_history/"));
    const std::size_t id = reference.rfind('/');
    if (id == std::string_view::npos || id == 0) return reference;
    const std::size_t type = reference.rfind('/', id - 1);
    return type == std::string_view::npos ? reference : reference.substr(type + 1);
}

/// The exams that are found, with what joins others to them.
class Exams {
public:
    explicit Exams(std::span<const HeldResource> resources) : resources_(resources) {}

    void add(const Told& told) {
        std::optional<std::size_t> exam = referred_to(resources_[told.resource].resource);
        if (!exam && told.trace != Trace::order) exam = followed(told);
        if (!exam) {
            exam = found_.size();
            found_.push_back({.told_by = told.resource,
                              .time = told.time,
                              .modality = told.modality,
                              .region = told.region});
            members_.emplace_back();
        }
        members_[*exam].push_back(told);
        join(told.resource, *exam);
    }

    // What is no exam by itself and came of one: a report in words alone, a finding of a report.
    void add_results() {
        for (std::size_t i = 0; i < resources_.size(); ++i) {
            if (exam_of_.contains(i)) continue;
            const std::string_view type = resources_[i].resource.type();
            if (type != "Observation" && !trace_of(type)) continue;
            if (const auto exam = referred_to(resources_[i].resource)) join(i, *exam);
        }
        for (const auto& [i, exam] : std::map(exam_of_))
            for (const Value result : resources_[i].resource[Element::result].items()) {
                const auto found =
                    by_reference_.find(std::string(without_server(result[Element::reference].text())));
                if (found != by_reference_.end() && !exam_of_.contains(found->second))
                    join(found->second, exam);
            }
    }

    // Every resource can be named by its type and id, or by its id alone in a Bundle's "urn:uuid:".
    void name(std::size_t i) {
        const Resource& resource = resources_[i].resource;
        const std::string id(resource[Element::id].text());
        if (id.empty()) return;
        by_reference_[std::string(resource.type()) + '/' + id] = i;
        by_reference_["urn:uuid:" + id] = i;
    }

    [[nodiscard]] std::vector<PastExam> found() && { return std::move(found_); }

private:
    void join(std::size_t resource, std::size_t exam) {
        exam_of_[resource] = exam;
        found_[exam].resources.push_back(resource);
    }

    // The exam that a resource says it came of, if that was before.
    std::optional<std::size_t> referred_to(const Resource& resource) const {
        for (const Element element : {Element::basedOn, Element::imagingStudy})
            for (const Value each : resource[element].items()) {
                const auto target =
                    by_reference_.find(std::string(without_server(each[Element::reference].text())));
                if (target == by_reference_.end()) continue;
                const auto exam = exam_of_.find(target->second);
                if (exam == exam_of_.end()) continue;
                return exam->second;
            }
        return std::nullopt;
    }

    // The same region comes before one that may hold it, however long ago, and the last order before others.
    std::optional<std::size_t> followed(const Told& told) const {
        for (const Likeness wanted : {Likeness::same, Likeness::holds})
            for (std::size_t i = found_.size(); i-- > 0;)
                if (likeness(members_[i].front(), told) == wanted && can_have(i, told)) return i;
        return std::nullopt;
    }

    [[nodiscard]] bool can_have(std::size_t exam, const Told& told) const {
        const auto has_one = [&](const Told& member) { return member.trace == told.trace; };
        return found_[exam].day() + result_follows_within >= told.time.day.last
               && std::ranges::none_of(members_[exam], has_one);
    }

    std::span<const HeldResource> resources_;
    std::vector<PastExam> found_;
    std::vector<std::vector<Told>> members_; ///< of each exam
    std::map<std::size_t, std::size_t> exam_of_;
    std::map<std::string, std::size_t, std::less<>> by_reference_;
};

} // namespace

bool tells_of_exams(std::string_view resource_type) {
    return trace_of(resource_type).has_value();
}

PastExams past_exams(std::span<const HeldResource> resources, const fhir::Terminology& terminology) {
    PastExams past;
    std::vector<Told> told;
    for (std::size_t i = 0; i < resources.size(); ++i) {
        const Resource& resource = resources[i].resource;
        const auto trace = trace_of(resource.type());
        const auto study = trace ? imaged(resource, *trace, terminology) : std::nullopt;
        if (!study) continue;
        const auto time = fhir::time_of_exam(resource);
        if (!time) {
            ++past.undated;
            continue;
        }
        told.push_back({i, *trace, study->modality, study->region, study->side, *time});
    }
    if (told.empty()) return past;

    std::ranges::sort(told, {}, [&](const Told& each) {
        return std::tuple(in_order(each), each.trace, resources[each.resource].resource[Element::id].text(),
                          each.resource);
    });
    Exams exams(resources);
    for (std::size_t i = 0; i < resources.size(); ++i)
        exams.name(i);
    for (const Told& each : told)
        exams.add(each);
    exams.add_results();
    past.exams = std::move(exams).found();
    return past;
}

} // namespace psoas::hooks
