#include "hooks/replay/patient_replay.hpp"

#include "fhir/document_reader.hpp"
#include "hooks/card.hpp"
#include "hooks/proposed_resource.hpp"
#include "hooks/situation.hpp"
#include "logic/finding.hpp"
#include "logic/presentation.hpp"
#include "logic/unanswered_advice.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/string.hpp>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

namespace psoas::hooks {
namespace {

namespace json = boost::json;
using fhir::Element;
using logic::Advice;
using logic::Row;

json::string shown(std::string_view text) {
    return json::string(text);
}

std::string_view word_of(logic::Modality modality) {
    return modality == logic::Modality::mri ? "mri" : "ct";
}

std::string_view word_of(logic::Region region) {
    switch (region) {
    case logic::Region::lumbar_spine:
        return "lumbar-spine";
    case logic::Region::spine:
        return "spine";
    case logic::Region::pelvis:
        return "pelvis";
    case logic::Region::hip:
        return "hip";
    default:
        return "psoas";
    }
}

// Beside the findings, what cards rest on.
std::string_view word_of(logic::Quantity quantity) {
    switch (quantity) {
    case logic::Quantity::body_temperature:
        return "body temperature";
    case logic::Quantity::body_weight:
        return "body weight";
    case logic::Quantity::pain_score:
        return "pain score";
    case logic::Quantity::inr:
        return "INR";
    case logic::Quantity::t_score:
        return "T-score";
    }
    return {};
}

std::string reference_of(const fhir::Resource& resource) {
    return std::string(resource.type()) + '/' + std::string(resource[Element::id].text());
}

/// The resources of a patient, of each the last that the export has.
std::vector<HeldResource> held_resources(const PatientRecord& record, Counts& counts) {
    std::vector<HeldResource> held;
    std::map<std::string, std::size_t> place;
    const std::string* text = nullptr;
    fhir::DocumentReader reader([&](const fhir::Resource& resource, fhir::ResourceReader::Place) {
        HeldResource read{.resource = resource, .known = fhir::known_since(resource)};
        if (tells_of_exams(resource.type())) read.text = *text;
        if (!resource[Element::id].text().empty()) {
            const auto [known, is_new] = place.emplace(reference_of(resource), held.size());
            if (!is_new) {
                counts.add({"", "resources", std::string(resource.type()), "given twice", ""});
                held[known->second] = std::move(read);
                return;
            }
        }
        held.push_back(std::move(read));
    });
    for (const std::string& each : record.resources) {
        text = &each;
        reader.write(each);
        static_cast<void>(reader.finish()); // it was well-formed when it was put down
    }
    return held;
}

/// Counts what no day is known of, and says in which lists it would be.
Lists undated_lists(std::span<const HeldResource> held, Counts& counts) {
    Lists lists;
    for (const HeldResource& each : held) {
        const std::string_view type = each.resource.type();
        if (each.known || type == "Patient") continue;
        counts.add({"", "resources", std::string(type), "without a date", ""});
        if (const auto list = fhir::ChartBuilder::list_of(type)) lists.set(static_cast<std::size_t>(*list));
    }
    return lists;
}

/// What is known of the pain for which an exam was ordered (DATA-5).
std::string_view onset_of(const logic::Situation& situation, const logic::Order& order) {
    const logic::Presentation seen = logic::presentation(situation);
    const logic::Episode episode = logic::newest_episode(situation, seen, order.region);
    if (episode.duration) return "known";
    const bool any_pain = std::ranges::any_of(episode.complaints, [](const logic::Evidence& complaint) {
        return logic::is_pain(complaint.finding);
    });
    return any_pain ? "unknown" : "no pain recorded";
}

/// The stage of malignant psoas syndrome that a card is about, from 1 on; 0 if it is about none.
unsigned stage_of(const Advice& advice) {
    constexpr std::array stages{Row::mps_s1, Row::mps_s2, Row::mps_s3};
    for (unsigned stage = stages.size(); stage > 0; --stage)
        if (std::ranges::find(advice.rows, stages[stage - 1]) != advice.rows.end()) return stage;
    return 0;
}
constexpr std::array<std::string_view, 4> stage_names{"", "consider", "suspected", "criteria met"};

template <class Stated> json::array references_of(const std::vector<Stated>& stated) {
    json::array references;
    for (const Stated& each : stated)
        references.push_back(shown(each.reference));
    return references;
}

json::object card_of(const Advice& advice) {
    json::array rows;
    for (const Row row : advice.rows)
        rows.push_back(shown(logic::id(row)));
    json::array evidence;
    for (const logic::Evidence& each : advice.evidence)
        evidence.push_back(json::object{{"finding", shown(logic::code(each.finding))},
                                        {"reference", shown(each.reference)}});
    json::object card{{"topic", shown(logic::code(advice.topic))},
                      {"indicator", shown(logic::code(advice.indicator))},
                      {"rows", std::move(rows)},
                      {"evidence", std::move(evidence)}};
    if (!advice.measured.empty()) card["measured"] = references_of(advice.measured);
    if (!advice.studies.empty()) card["studies"] = references_of(advice.studies);
    if (advice.pain_duration) card["painDays"] = advice.pain_duration->count();
    return card;
}

using References = std::set<std::string, std::less<>>;

/// What was recorded on the day of an order of which nobody can tell whether it was before the order, since
/// one of them has no time. It counts as known.
References of_same_day(std::span<const HeldResource> held, const PastExam& exam) {
    References references;
    for (std::size_t i = 0; i < held.size(); ++i) {
        const auto& known = held[i].known;
        if (!known || known->day.last != exam.day() || (known->moment && exam.time.moment)) continue;
        if (std::ranges::find(exam.resources, i) == exam.resources.end())
            references.insert(reference_of(held[i].resource));
    }
    return references;
}

bool rests_on(const Advice& advice, const References& references) {
    const auto is_there = [&](const auto& stated) { return references.contains(stated.reference); };
    return std::ranges::any_of(advice.evidence, is_there) || std::ranges::any_of(advice.measured, is_there)
           || std::ranges::any_of(advice.studies, is_there);
}

/// One exam under one policy.
struct Judgement {
    std::set<std::string> topics{};
    json::object written{};
    unsigned stage = 0;
    bool any_card = false;
};

class Judging {
public:
    Judging(const HookRequest& request, const PastExam& exam, References same_day, Counts& counts)
        : request_(request), exam_(exam), same_day_(std::move(same_day)), counts_(counts),
          month_(iso_date(exam.day()).substr(0, 7)) {}

    Judgement under(const NamedPolicy& named, bool summaries) {
        const logic::Situation situation = situation_of(request_, request_.orders, named.policy, exam_.day());
        Judgement judgement;
        json::array cards;
        std::optional<logic::Indicator> highest;
        bool on_same_day = false;
        for (const Advice& advice : logic::unanswered_advice(situation, {})) {
            count(named.name, advice);
            judgement.topics.emplace(logic::code(advice.topic));
            judgement.stage = std::max(judgement.stage, stage_of(advice));
            highest = std::max(highest, std::optional(advice.indicator));
            on_same_day |= rests_on(advice, same_day_);
            json::object card = card_of(advice);
            if (summaries)
                card["summary"] = shown(card_for(advice, request_, named.policy, exam_.day()).summary);
            cards.push_back(std::move(card));
        }
        judgement.any_card = highest.has_value();
        const std::string_view onset =
            request_.orders.empty() ? "no pain recorded" : onset_of(situation, request_.orders.front());
        add(named.name, "onset", onset, "");
        if (highest) add(named.name, "orders with cards", logic::code(*highest), "");
        if (on_same_day) add(named.name, "orders with evidence of the same day", "", "");
        judgement.written = {
            {"policy", shown(named.name)}, {"onset", shown(onset)}, {"cards", std::move(cards)}};
        return judgement;
    }

private:
    void count(const std::string& policy, const Advice& advice) {
        add(policy, "cards", logic::code(advice.topic), logic::code(advice.indicator));
        add(policy, "rows", logic::id(advice.rows.front()), logic::code(advice.topic));
        std::set<std::string_view> findings;
        for (const logic::Evidence& each : advice.evidence)
            findings.insert(logic::code(each.finding));
        for (const logic::Measurement& each : advice.measured)
            findings.insert(word_of(each.quantity));
        if (!advice.studies.empty()) findings.insert("earlier study");
        for (const std::string_view finding : findings)
            counts_.add(
                {policy, "evidence", std::string(finding), std::string(logic::code(advice.topic)), ""});
    }
    void add(const std::string& policy, std::string_view measure, std::string_view name,
             std::string_view detail) {
        counts_.add({policy, std::string(measure), std::string(name), std::string(detail), month_});
    }

    const HookRequest& request_;
    const PastExam& exam_;
    References same_day_;
    Counts& counts_;
    std::string month_;
};

// Can it have been in the time that is replayed?
bool is_of_plan(const PastExam& exam, const ReplayPlan& plan) {
    return (!plan.from || exam.time.day.last >= *plan.from) && (!plan.to || exam.time.day.first <= *plan.to);
}

std::string study_of(const PastExam& exam) {
    return std::string(word_of(exam.modality)) + ' ' + std::string(word_of(exam.region));
}

/// The cards that only one of two policies has.
void count_difference(const std::string& policy, const Judgement& judgement, const Judgement& first,
                      Counts& counts) {
    for (const std::string& topic : judgement.topics)
        if (!first.topics.contains(topic)) counts.add({policy, "changed", topic, "gained", ""});
    for (const std::string& topic : first.topics)
        if (!judgement.topics.contains(topic)) counts.add({policy, "changed", topic, "lost", ""});
}

/// What is counted once for a patient, whatever was ordered.
struct PatientUnderPolicy {
    unsigned stage = 0;
    bool any_card = false;
};

} // namespace

PatientReplay replayed(const PatientRecord& record, Lists supplied, const ReplayPlan& plan,
                       const ReadingAids& aids) {
    PatientReplay replay;
    Counts& counts = replay.counts;
    counts.add({"", "patients", "all", "", ""});
    const std::vector<HeldResource> held = held_resources(record, counts);
    const bool has_patient =
        std::ranges::any_of(held, [](const HeldResource& each) { return each.resource.type() == "Patient"; });
    if (!has_patient) counts.add({"", "patients", "without a Patient", "", ""});
    if (record.cut) counts.add({"", "patients", "read in part", "", ""});

    const Lists undated = undated_lists(held, counts);
    const PastRecord past{.patient = record.patient,
                          .resources = held,
                          .supplied = supplied,
                          .read_in_part = record.cut ? ~Lists{} : undated};
    const PastExams exams = past_exams(held, aids.terminology);
    if (exams.undated > 0) counts.add({"", "orders without a date", "", "", ""}, exams.undated);

    std::vector<PatientUnderPolicy> under(plan.policies.size());
    for (const PastExam& exam : exams.exams) {
        if (!is_of_plan(exam, plan)) continue;
        const fhir::Resource& told_by = held[exam.told_by].resource;
        const std::string study = study_of(exam);
        if (!exam.has_day()) {
            counts.add({"", "orders without a day", study, std::string(told_by.type()), ""});
            continue;
        }
        ++replay.exams;
        const HookRequest request = past_request(past, exam, aids);
        const std::string day = iso_date(exam.day());
        counts.add({"", "orders", study, std::string(told_by.type()), day.substr(0, 7)});

        Judging judging(request, exam, of_same_day(held, exam), counts);
        json::array judgements;
        Judgement first;
        for (std::size_t i = 0; i < plan.policies.size(); ++i) {
            Judgement judgement = judging.under(plan.policies[i], plan.summaries);
            under[i].stage = std::max(under[i].stage, judgement.stage);
            under[i].any_card |= judgement.any_card;
            judgements.push_back(std::move(judgement.written));
            if (i == 0)
                first = std::move(judgement);
            else
                count_difference(plan.policies[i].name, judgement, first, counts);
        }
        replay.cards += json::serialize(json::object{{"patient", shown(record.patient)},
                                                     {"order", shown(reference_of(told_by))},
                                                     {"day", day},
                                                     {"study", study},
                                                     {"judged", std::move(judgements)}});
        replay.cards += '\n';
    }

    if (replay.exams > 0) counts.add({"", "patients", "with orders", "", ""});
    for (std::size_t i = 0; i < plan.policies.size(); ++i) {
        const std::string& name = plan.policies[i].name;
        if (under[i].any_card) counts.add({name, "patients", "with cards", "", ""});
        if (under[i].stage > 0)
            counts.add(
                {name, "patients", "malignant psoas syndrome", std::string(stage_names[under[i].stage]), ""});
    }
    return replay;
}

} // namespace psoas::hooks
