#include "logic/duplicate_imaging.hpp"

#include "logic/evidence.hpp"
#include "logic/presentation.hpp"
#include "logic/sign_date.hpp"
#include "logic/study_report.hpp"
#include "logic/trace.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <set>
#include <string_view>
#include <tuple>

namespace psoas::logic {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

// What makes an old study answer another question than the new one: deficits, signs, injury, surgery, and
// lesions. Flags of other kinds are in the red flags.
constexpr std::array signs_and_lesions{
    Finding::leg_weakness,
    Finding::bilateral_leg_weakness,
    Finding::foot_drop,
    Finding::hip_flexor_weakness,
    Finding::quadriceps_weakness,
    Finding::progressive_neuro_deficit,
    Finding::medial_lower_leg_sensory_loss,
    Finding::anterior_thigh_sensory_loss,
    Finding::lumbar_plexopathy,
    Finding::femoral_neuropathy,
    Finding::l3_root_finding,
    Finding::neurologic_impairment,
    Finding::leg_sensation_or_reflex_change,
    Finding::burning_or_lancinating_pain,
    Finding::allodynia,
    Finding::hyperesthesia,
    Finding::femoral_stretch,
    Finding::hip_flexion_painful,
    Finding::hip_fixed_flexion,
    Finding::hip_extension_painful,
    Finding::psoas_stretch_positive,
    Finding::limp,
    Finding::psoas_mass,
    Finding::psoas_malignancy,
    Finding::psoas_abscess,
    Finding::psoas_hematoma,
};
constexpr std::array events{
    Finding::significant_trauma,   Finding::minor_trauma,          Finding::fracture_known,
    Finding::prior_lumbar_surgery, Finding::cauda_equina_operated, Finding::spinal_procedure,
    Finding::drainage_done,        Finding::hip_surgery,
};

// The lists that would hold them.
constexpr std::array holds_news{Source::conditions, Source::observations, Source::diagnostic_reports,
                                Source::procedures};

bool may_repeat(const Situation& situation, const Order& order) {
    return order.kind == OrderKind::imaging && order.modality != Modality::unknown
           && order.modality != Modality::other && order.region != Region::unspecified
           && order.guidance != Guidance::guided && in_scope(situation, order);
}

bool is_same_study(const PriorStudy& study, const Order& order) {
    return study.modality == order.modality && study.region == order.region
           && sides_match(study.side, order.side);
}

// Both ends of a rough date must lie within the days, and today's study is no earlier one.
bool is_recent(const Situation& situation, const PriorStudy& study) {
    return study.date && situation.as_of - study.date->last >= days{1}
           && situation.as_of - study.date->first <= situation.policy.duplicate_days;
}

std::vector<PriorStudy> earlier_studies(const Situation& situation, const Order& order) {
    std::vector<PriorStudy> studies;
    std::ranges::copy_if(situation.chart.studies, std::back_inserter(studies), [&](const PriorStudy& study) {
        return is_same_study(study, order) && is_recent(situation, study);
    });
    // Newest first, and in an order that does not depend on the record's.
    std::ranges::sort(studies, {}, [](const PriorStudy& study) {
        return std::tuple(-study.date->last.time_since_epoch(), study.source,
                          std::string_view(study.reference), std::string_view(study.text), study.side,
                          study.contrast);
    });
    return studies;
}

// An operation of the hip is news for the studies that show this hip.
bool concerns(const Order& order, const Evidence& evidence) {
    if (evidence.finding != Finding::hip_surgery) return true;
    return order.region != Region::lumbar_spine && order.region != Region::spine
           && sides_match(order.side, evidence.side);
}

bool is_of_contrast(const Evidence& said) {
    return said.finding == Finding::contrast_imaging_recommended
           || said.finding == Finding::biopsy_or_infection_raised
           || said.finding == Finding::spinal_infection;
}

bool is_spine(Region region) {
    return region == Region::lumbar_spine || region == Region::spine;
}

bool is_about_the_hip(Region region) {
    return region == Region::hip || region == Region::pelvis || region == Region::groin;
}

// A place that is named and lies elsewhere is no place of the order.
bool is_of_place(const Evidence& said, const Order& order) {
    return said.region == Region::unspecified || said.region == order.region
           || (is_spine(said.region) && is_spine(order.region))
           || (is_about_the_hip(said.region) && is_about_the_hip(order.region));
}

bool asks_for(const Evidence& said, const Order& order) {
    const bool is_of_next_study =
        said.finding != Finding::further_imaging_recommended || is_of_place(said, order);
    return is_of_next_study && (!is_of_contrast(said) || order.contrast != Contrast::without);
}

// A plan that somebody wrote on or after the day of the study, for the place of the order or without one.
bool plans(const Evidence& said, const Order& order, sys_days study) {
    const bool is_plan = said.finding == Finding::further_imaging_recommended
                         && (said.source == Source::order_reason || said.source == Source::observations
                             || said.source == Source::conditions);
    const bool of_this_order =
        said.source != Source::order_reason || said.reference.empty() || said.reference == order.reference;
    const bool is_newer =
        said.source == Source::order_reason || (said.recorded && said.recorded->last >= study);
    return is_plan && of_this_order && is_of_place(said, order) && is_newer;
}

// What the report of the newest of the studies, a plan since, or the reason of the order says of this one:
// that it is due, or that the earlier images were too poor. Contrast that was asked for is no reason for a
// study without it; nor is a biopsy that was asked for, or an infection that was raised. What a report asks
// for of another place is no reason either.
EvidenceView asks_for_another(const Situation& situation, const Order& order,
                              const std::vector<PriorStudy>& studies) {
    std::set<std::string_view> speakers{order.reference};
    for (const PriorStudy& study : studies)
        if (study.date->last == studies.front().date->last) speakers.insert(study.reference);
    EvidenceView asks;
    for (const auto& [speaker, said] :
         said_of_studies(situation, {Finding::further_imaging_recommended,
                                     Finding::contrast_imaging_recommended, Finding::inadequate_study,
                                     Finding::biopsy_or_infection_raised, Finding::spinal_infection}))
        if (speakers.contains(speaker) && asks_for(*said, order)) asks.push_back(*said);
    for (const Evidence& said : ever(situation, Finding::further_imaging_recommended))
        if (plans(said, order, studies.front().date->last)) asks.push_back(said);
    return without_repeats(std::move(asks));
}

// A biopsy that the report of an earlier study asks for, or an infection that it raises.
EvidenceView raised_by_report(const Situation& situation, const std::vector<PriorStudy>& studies) {
    EvidenceView raised;
    for (const auto& [speaker, said] : said_of_studies(situation, {Finding::biopsy_or_infection_raised}))
        if (std::ranges::find(studies, speaker, &PriorStudy::reference) != studies.end())
            raised.push_back(*said);
    return raised;
}

/// Which evidence is newer than a study: an event is as new as it is, a sign as old as its first recording,
/// unless an onset is known. What has no date may be newer.
class Newer {
public:
    Newer(const Situation& situation, sys_days study) : situation_(situation), study_(study) {}

    bool contains(const Evidence& evidence) {
        const bool is_event = std::ranges::find(events, evidence.finding) != events.end();
        const std::optional<DateRange> date = is_event ? event_date(evidence) : began(evidence);
        return !date || date->last > study_;
    }

    /// A pain is new only where it is known to have begun since: most pains are recorded without a date.
    bool began_after(const Evidence& pain) {
        const std::optional<DateRange> date = began(pain);
        return date && date->last > study_;
    }

    [[nodiscard]] bool contains(const Measurement& measured) const {
        return !measured.date || measured.date->last > study_;
    }

private:
    static std::optional<DateRange> event_date(const Evidence& evidence) {
        return evidence.onset ? evidence.onset : evidence.recorded;
    }

    // The first recording of a finding is looked for once, however often it is recorded.
    std::optional<DateRange> began(const Evidence& evidence) {
        const auto [known, is_new] = first_recorded_.try_emplace(evidence.finding);
        if (is_new) known->second = known_since(situation_, ever(situation_, evidence.finding));
        return sign_date(situation_, evidence, known->second, std::nullopt).date;
    }

    const Situation& situation_;
    sys_days study_;
    std::map<Finding, std::optional<DateRange>> first_recorded_{};
};

struct News {
    EvidenceView evidence{};
    bool measured = false;
};

News news_since(const Situation& situation, const Order& order, const RedFlags& flags, sys_days study) {
    Newer newer(situation, study);
    News news;
    const auto read = [&](const EvidenceView& recorded) {
        std::ranges::copy_if(recorded, std::back_inserter(news.evidence), [&](const Evidence& evidence) {
            return concerns(order, evidence) && newer.contains(evidence);
        });
    };
    for (const RedFlag& flag : flags.flags) {
        read(flag.evidence);
        news.measured |= std::ranges::any_of(
            flag.measured, [&](const Measurement& measured) { return newer.contains(measured); });
    }
    for (const Finding finding : signs_and_lesions)
        read(ever(situation, finding));
    for (const Finding finding : events)
        read(ever(situation, finding));
    for (const Evidence& complaint : presentation(situation).complaints)
        if (is_pain(complaint.finding) && newer.began_after(complaint)) news.evidence.push_back(complaint);
    return news;
}

// Why there is nothing that the order could repeat.
Why nothing_to_repeat(const Situation& situation, const Order& order) {
    if (gap(situation, Sought::radiographs).availability != Availability::read) return Why::could_not_be_read;
    const bool any_older = std::ranges::any_of(
        situation.chart.studies, [&](const PriorStudy& study) { return is_same_study(study, order); });
    return any_older ? Why::outside_window : Why::not_recorded;
}

} // namespace

std::optional<Advice> duplicate_imaging(const Situation& situation, const Order& order,
                                        const RedFlags& flags) {
    if (!may_repeat(situation, order)) return silent(situation, Row::dup_1, Why::no_such_order);
    std::vector<PriorStudy> studies = earlier_studies(situation, order);
    if (studies.empty()) return silent(situation, Row::dup_1, nothing_to_repeat(situation, order));
    if (const auto asks = asks_for_another(situation, order, studies); !asks.empty())
        return silent(situation, Row::dup_1, Why::excluded, asks);
    const DateRange newest = *studies.front().date;
    const News news = news_since(situation, order, flags, newest.last);
    if (news.measured || !news.evidence.empty())
        return silent(situation, Row::dup_1, Why::excluded, news.evidence);

    const bool report_read = std::ranges::any_of(studies, &PriorStudy::report_read);
    const bool checked = report_read && std::ranges::all_of(holds_news, [&](Source list) {
                             return situation.chart.of(list) == Availability::read;
                         });
    Advice advice{.topic = Topic::duplicate_imaging,
                  .indicator = checked ? Indicator::warning : Indicator::info,
                  .rows = {Row::dup_1},
                  .studies = std::move(studies),
                  .gaps = red_flag_gaps(situation),
                  .override_reasons = {OverrideReason::new_finding, OverrideReason::not_diagnostic,
                                       OverrideReason::specialist_plan},
                  .order = static_cast<std::size_t>(&order - situation.orders.data()),
                  .since_study = situation.as_of - newest.last};
    if (!report_read) advice.notes.push_back(Note::earlier_report_unread);
    advice.evidence = raised_by_report(situation, advice.studies);
    if (!advice.evidence.empty()) {
        advice.indicator = Indicator::info;
        advice.notes.push_back(Note::biopsy_or_infection_raised);
    }
    // Section 10: deleting the order is never recommended while any flag is unknown.
    advice.actions = {{.kind = ActionKind::delete_order,
                       .recommended = checked && advice.gaps.empty() && advice.evidence.empty()}};
    return advice;
}

} // namespace psoas::logic
