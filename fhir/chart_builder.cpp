#include "fhir/chart_builder.hpp"

#include "fhir/condition_mapping.hpp"
#include "fhir/medication_mapping.hpp"
#include "fhir/observation_mapping.hpp"
#include "fhir/order_mapping.hpp"
#include "fhir/order_reason.hpp"
#include "fhir/patient_mapping.hpp"
#include "fhir/procedure_mapping.hpp"
#include "fhir/questionnaire_mapping.hpp"
#include "fhir/report_mapping.hpp"
#include "fhir/service_request_mapping.hpp"
#include "fhir/study_mapping.hpp"
#include "fhir/subject_record.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <utility>

namespace psoas::fhir {
namespace {

using logic::Availability;
using logic::Chart;
using logic::Source;

using Map = void (*)(const Resource&, const Vocabulary&, SubjectRecord&);

void map_patient_alone(const Resource& patient, const Vocabulary&, SubjectRecord& record) {
    map_patient(patient.root(), record);
}

void map_imaging_study(const Resource& study, const Vocabulary& vocabulary, SubjectRecord& record) {
    record.studies = prior_studies(study, vocabulary.terminology);
}

// A mapping that needs no more than the elements.
template <void (*map)(Value, const Vocabulary&, SubjectRecord&)>
void of_root(const Resource& resource, const Vocabulary& vocabulary, SubjectRecord& record) {
    map(resource.root(), vocabulary, record);
}

struct Mapping {
    std::string_view type;
    Source source;
    Map map;
};

// The resource types of DSTU2 to R5 that say something of a patient, each with the list that it belongs to.
constexpr std::array mappings{
    Mapping{"Patient", Source::patient, map_patient_alone},
    Mapping{"Condition", Source::conditions, of_root<map_condition>},
    Mapping{"Observation", Source::observations, of_root<map_observation>},
    Mapping{"ImagingStudy", Source::imaging_studies, map_imaging_study},
    Mapping{"DiagnosticReport", Source::diagnostic_reports, map_report},
    Mapping{"MedicationRequest", Source::medications, map_medication},
    Mapping{"MedicationOrder", Source::medications, map_medication},
    Mapping{"MedicationStatement", Source::medications, map_medication},
    Mapping{"MedicationAdministration", Source::medications, map_medication},
    Mapping{"Procedure", Source::procedures, map_procedure},
    Mapping{"ServiceRequest", Source::service_requests, map_service_request},
    Mapping{"ProcedureRequest", Source::service_requests, map_service_request},
    Mapping{"DiagnosticOrder", Source::service_requests, map_service_request},
    Mapping{"ReferralRequest", Source::service_requests, map_service_request},
    Mapping{"QuestionnaireResponse", Source::questionnaire_responses, of_root<map_questionnaire_response>},
};

// What a resource added to a list.
std::size_t size_of(const SubjectRecord& record) {
    return record.evidence.size() + record.measurements.size() + record.studies.size()
           + record.ordered_studies.size() + record.reasons.size();
}

// Most resources of a record say nothing that a rule asks for.
bool says_nothing(const SubjectRecord& found) {
    return !found.has_patient && !found.cut && !found.contained_reason_lost && found.evidence.empty()
           && found.measurements.empty() && found.studies.empty() && found.ordered_studies.empty()
           && found.at_ages.empty() && found.reasons.empty() && found.read.empty()
           && found.unread_reasons.empty();
}

template <class T> void move_all(std::vector<T>& from, std::vector<T>& to) {
    if (from.empty()) return;
    to.insert(to.end(), std::move_iterator(from.begin()), std::move_iterator(from.end()));
    from.clear();
}

} // namespace

class ChartBuilder::State {
public:
    State(const Terminology& terminology, const TextReader& text_reader)
        : vocabulary_{terminology, text_reader, names_} {}
    State(const State&) = delete; // the vocabulary refers to the names
    State& operator=(const State&) = delete;

    Subject add(const Resource& resource) {
        const std::string_view type = resource.type();
        const Subject subject = subject_.read(resource.root(), type);
        const auto mapping = std::ranges::find(mappings, type, &Mapping::type);
        if (mapping == mappings.end()) return subject;
        // What was left out of the resource may have been what takes the rest back.
        if (resource.too_large() || resource.contradicts_itself()) set(mapping->source, Availability::cut);
        if (SubjectRecord* record = record_of(subject, mapping->source)) {
            mapping->map(resource, vocabulary_, found_);
            record->read.push_back(hash_of_reference(mapping->type, resource[Element::id].text()));
            keep_found(mapping->source, *record);
        }
        return subject;
    }

    logic::Order add_draft(const Resource& resource, std::size_t draft, bool selected) {
        logic::Order order = map_order(resource, vocabulary_.terminology, draft, selected);
        if (!selected) return order;
        set(Source::order_reason, Availability::read);
        if (SubjectRecord* record = record_of(read_subject(resource.root()), Source::order_reason)) {
            map_order_reasons(resource.root(), order.reference, vocabulary_, found_);
            // A note is a reason if it says something: it may be about anything else.
            order.reason_recorded |= !found_.evidence.empty();
            keep_found(Source::order_reason, *record);
        }
        return order;
    }

    void set(Source source, Availability state) {
        std::optional<Availability>& known = availability_[static_cast<std::size_t>(source)];
        known = known ? std::min(*known, state) : state;
    }

    Chart finish(std::string_view patient_id) {
        SubjectRecord record = std::move(unnamed_);
        if (const auto subject = subject_asked_for(patient_id)) merge(subject->second, record);
        settle_ages(record);
        std::vector<std::string> unread_reasons = drafts_with_unread_reasons(record);
        if (!settle_reasons(record, most_of_a_list)) set(Source::order_reason, Availability::cut);
        if (any_reason_unread(record)) set(Source::order_reason, Availability::unreadable);

        Chart chart{.birth_date = record.birth_date, .deceased = record.deceased, .sex = record.sex};
        if (record.deceased_undated && !record.deceased) chart.deceased = some_day();
        chart.evidence = std::move(record.evidence);
        chart.measurements = std::move(record.measurements);
        chart.studies = std::move(record.studies);
        chart.ordered_studies = std::move(record.ordered_studies);
        chart.unread_reasons = std::move(unread_reasons);
        for (std::size_t i = 0; i < availability_.size(); ++i)
            chart.availability[i] = availability_[i].value_or(Availability::not_supplied);
        return chart;
    }

private:
    using Subjects = std::vector<std::pair<std::string, SubjectRecord>>;

    // Nothing for what is about nobody who could be asked for.
    SubjectRecord* record_of(const Subject& subject, Source source) {
        if (subject.kind == Subject::Kind::unnamed) return &unnamed_;
        if (subject.kind == Subject::Kind::other) return nullptr;
        const auto known = std::ranges::find(subjects_, subject.patient_id, &Subjects::value_type::first);
        if (known != subjects_.end()) return &known->second;
        if (subjects_.size() == most_subjects) {
            set(source, Availability::cut);
            return nullptr;
        }
        subjects_.emplace_back(std::string(subject.patient_id), SubjectRecord{});
        return &subjects_.back().second;
    }

    // Takes what a resource says into the record of its subject, if its list has room for all of it.
    void keep_found(Source source, SubjectRecord& record) {
        if (says_nothing(found_)) return;
        if (found_.cut) set(source, Availability::cut);
        std::size_t& count = counts_[static_cast<std::size_t>(source)];
        const std::size_t size = size_of(found_);
        if (size > most_of_a_list - count) {
            set(source, Availability::cut);
            found_ = {};
            return;
        }
        count += size;
        merge(found_, record);
    }

    // Leaves nothing behind but storage.
    static void merge(SubjectRecord& from, SubjectRecord& to) {
        for (SubjectRecord::AtAge& at : from.at_ages)
            at.evidence += to.evidence.size();
        move_all(from.at_ages, to.at_ages);
        move_all(from.evidence, to.evidence);
        move_all(from.measurements, to.measurements);
        move_all(from.studies, to.studies);
        move_all(from.ordered_studies, to.ordered_studies);
        move_all(from.reasons, to.reasons);
        move_all(from.read, to.read);
        move_all(from.unread_reasons, to.unread_reasons);
        to.contained_reason_lost |= std::exchange(from.contained_reason_lost, false);
        from.cut = false;
        if (from.has_patient) merge_patient(std::exchange(from, {}), to);
    }

    static void merge_patient(const SubjectRecord& from, SubjectRecord& to) {
        to.has_patient = true;
        // A Patient that was read twice may have been read once in part.
        if (from.birth_date) to.birth_date = from.birth_date;
        if (from.deceased) to.deceased = from.deceased;
        to.deceased_undated |= from.deceased_undated;
        if (from.sex != logic::Sex::unknown) to.sex = from.sex;
    }

    Subjects::value_type* subject_asked_for(std::string_view patient_id) {
        if (!patient_id.empty()) {
            const auto id = patient_id_in(patient_id);
            const auto known = std::ranges::find(subjects_, id.value_or(""), &Subjects::value_type::first);
            return known == subjects_.end() ? nullptr : &*known;
        }
        // Nobody was asked for: the one Patient, else the only subject. Several are no one's chart.
        const auto is_patient = [](const auto& subject) { return subject.second.has_patient; };
        const auto patients = std::ranges::count_if(subjects_, is_patient);
        if (patients == 1) return &*std::ranges::find_if(subjects_, is_patient);
        return patients == 0 && subjects_.size() == 1 ? &subjects_.front() : nullptr;
    }

    // Dead since a day that is not recorded: any day is possible.
    static logic::DateRange some_day() {
        using namespace std::chrono;
        return {sys_days(1900y / January / 1), sys_days(9999y / December / 31)};
    }

    NameMemo names_;
    Vocabulary vocabulary_;
    SubjectReader subject_;
    SubjectRecord found_; ///< in the resource that is being read; empty between two, but for its storage
    SubjectRecord unnamed_;
    Subjects subjects_;
    std::array<std::size_t, logic::source_count> counts_{};
    std::array<std::optional<Availability>, logic::source_count> availability_{};
};

std::optional<logic::Source> ChartBuilder::list_of(std::string_view resource_type) {
    const auto mapping = std::ranges::find(mappings, resource_type, &Mapping::type);
    return mapping == mappings.end() ? std::nullopt : std::optional(mapping->source);
}

ChartBuilder::ChartBuilder(const Terminology& terminology, const TextReader& text_reader)
    : state_(std::make_unique<State>(terminology, text_reader)) {}
ChartBuilder::~ChartBuilder() = default;
ChartBuilder::ChartBuilder(ChartBuilder&&) noexcept = default;
ChartBuilder& ChartBuilder::operator=(ChartBuilder&&) noexcept = default;

Subject ChartBuilder::add(const Resource& resource) {
    return state_->add(resource);
}

logic::Order ChartBuilder::add_draft(const Resource& resource, std::size_t draft, bool selected) {
    return state_->add_draft(resource, draft, selected);
}

void ChartBuilder::set(logic::Source source, logic::Availability state) {
    state_->set(source, state);
}

logic::Chart ChartBuilder::finish(std::string_view patient_id) && {
    return state_->finish(patient_id);
}

} // namespace psoas::fhir
