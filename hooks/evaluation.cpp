#include "hooks/evaluation.hpp"

#include "fhir/chart_builder.hpp"
#include "fhir/document_reader.hpp"
#include "fhir/json_pass.hpp"
#include "fhir/terminology.hpp"
#include "hooks/changed_request.hpp"
#include "hooks/draft_orders.hpp"
#include "hooks/drafted_study.hpp"

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>

#include <array>
#include <functional>
#include <set>
#include <utility>
#include <vector>

namespace psoas::hooks {
namespace {

using fhir::Issue;
using fhir::IssueType;

// What must be known of a file before it can be read: is it a request, of which hook, and of whom. Told of
// each value by a pass.
class Outline {
public:
    bool is_object = false;
    bool has_hook = false;
    std::string hook;
    std::string resource_type;
    std::set<std::string, std::less<>> patients; ///< ids of the Patients among a Bundle's entries

    void begin_object() {
        if (path_.empty()) is_object = true;
        begin();
        if (is_entry()) entry_ = {};
    }
    void end_object() {
        if (is_entry() && entry_.type == "Patient") patients.insert(entry_.id);
        path_.pop_back();
    }
    void begin_array() { begin(); }
    void end_array() { path_.pop_back(); }
    void key_part(std::string_view part) { text_ += part; }
    void key(std::string_view last_part) {
        path_.back() = std::move(text_) + std::string(last_part);
        text_.clear();
        has_hook |= path_.size() == 1 && path_.back() == "hook";
    }
    void string_part(std::string_view part) { text_ += part; }
    void string(std::string_view last_part) {
        text_ += last_part;
        const bool of_file = path_.size() == 1;
        const bool of_entry = path_.size() == 4 && is_entry();
        if (of_file && path_.back() == "hook") hook = text_;
        if (of_file && path_.back() == "resourceType") resource_type = text_;
        if (of_entry && path_.back() == "resourceType") entry_.type = text_;
        if (of_entry && path_.back() == "id") entry_.id = text_;
        text_.clear();
    }
    void number_part(std::string_view) {}
    void number(std::string_view) {}
    void boolean(bool) {}
    void null() {}

private:
    struct Entry {
        std::string type;
        std::string id;
    };

    void begin() { path_.emplace_back(); }
    // Inside of entry[].resource, the names of whose own members come last.
    [[nodiscard]] bool is_entry() const {
        return path_.size() == 4 && path_[0] == "entry" && path_[1].empty() && path_[2] == "resource";
    }

    std::vector<std::string> path_; ///< of each open object the last member's name; of an array nothing
    std::string text_;
    Entry entry_;
};

fhir::Result<Outline> outline(std::string_view text_of_file, std::size_t depth) {
    Outline found;
    fhir::JsonPass<Outline> pass(found, depth);
    pass.write(text_of_file);
    const fhir::Result<void> read = pass.finish();
    if (!read) return read.error();
    if (!found.is_object) return Issue{IssueType::invalid, "", "The file holds no JSON object"};
    return found;
}

// The request as it is asked: with another hook or order, the text of the one that a client would send.
fhir::Result<Evaluation> read_hook_request(std::string_view text_of_file, const Outline& outline,
                                           const Question& question, const std::optional<StudyCode>& study,
                                           const ReadingAids& aids) {
    const std::optional<Hook> own = hook_named(outline.hook);
    if (!own) return Issue{IssueType::value, "hook", "The file is a request of a hook that is not served"};
    Hook hook = question.hook.value_or(*own);
    if (!question.hook && study && hook == Hook::patient_view) hook = Hook::order_select;

    HookReader reader(hook, aids);
    if (std::optional<ChangedRequest> changed =
            study || question.hook ? ChangedRequest::of(text_of_file, aids.limits.depth) : std::nullopt) {
        if (study) select(changed->context, drafted(*study, patient_id(changed->context)));
        reader.write(changed->asked_as(hook));
    } else {
        reader.write(text_of_file); // a request without a context is refused as it is
    }
    fhir::Result<HookRequest> request = reader.finish();
    if (!request) return request.error();
    return Evaluation{Evaluation::Kind::hook_request, *std::move(request)};
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
    fhir::DocumentReader reader(
        [&chart](const fhir::Resource& resource, fhir::ResourceReader::Place) { chart.add(resource); }, {},
        aids.limits.depth);
    reader.write(text_of_file);
    const fhir::Result<void> read = reader.finish();
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
    if (found->has_hook) return read_hook_request(json, *found, question, study, aids);
    if (found->resource_type == "Bundle") return read_bundle(json, *found, question, study, aids);
    return Issue{IssueType::invalid, "", "The file is neither a hook request nor a Bundle"};
}

} // namespace psoas::hooks
