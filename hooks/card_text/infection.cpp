#include "hooks/card_text/card_text.hpp"
#include "hooks/card_text/summary.hpp"
#include "hooks/evidence_words.hpp"

#include <algorithm>
#include <optional>

namespace psoas::hooks {
namespace {

using logic::Finding;
using logic::Row;

// What the record calls the evidence of these findings.
std::vector<std::string> names(const logic::Advice& advice, std::initializer_list<Finding> findings) {
    std::vector<std::string> names;
    for (const logic::Evidence& evidence : advice.evidence) {
        if (std::ranges::find(findings, evidence.finding) == findings.end()) continue;
        std::string name = name_in_record(evidence);
        if (std::ranges::find(names, name) == names.end()) names.push_back(std::move(name));
    }
    if (names.empty()) names = findings_in(advice.evidence);
    return names;
}

constexpr std::initializer_list<Finding> of_the_body{
    Finding::recent_infection, Finding::bloodstream_infection, Finding::spinal_procedure};

// RF-INF-2. One that the record does not name is an infection; how recent it is the summary says itself.
std::vector<std::string> infections(const logic::Advice& advice) {
    std::vector<std::string> infections = names(advice, of_the_body);
    std::ranges::replace(infections, std::string(display(Finding::recent_infection)), "infection");
    return infections;
}

bool is_over(const logic::Advice& advice) {
    return std::ranges::all_of(advice.evidence, [](const logic::Evidence& evidence) {
        const bool infection = std::ranges::find(of_the_body, evidence.finding) != of_the_body.end();
        return !infection || evidence.course == logic::Course::past;
    });
}

// RF-INF-0: the day on which an infection of the spine was last named.
std::string last_named(const logic::Advice& advice) {
    std::optional<logic::DateRange> last;
    for (const logic::Evidence& each : advice.evidence) {
        if (each.finding != Finding::spinal_infection) continue;
        const std::optional<logic::DateRange>& day = each.recorded ? each.recorded : each.onset;
        if (day && (!last || day->last > last->last)) last = day;
    }
    return last ? " (last named " + date_words(*last) + ")" : "";
}

// PSO-ABS-2: a report since names no abscess of the psoas.
bool psoas_is_clear(const logic::Advice& advice) {
    return std::ranges::any_of(advice.evidence, [](const logic::Evidence& evidence) {
        return evidence.finding == Finding::psoas_abscess && evidence.presence == logic::Presence::absent;
    });
}

std::string summary(const CardSubject& subject) {
    const logic::Advice& advice = subject.advice;
    const std::string study(cross_sectional_study(advice));
    switch (advice.rows.front()) {
    case Row::rf_inf_0:
        if (has(advice, logic::Note::documented_long_ago))
            return "Spinal infection left active in the record" + last_named(advice) + ": is it over? "
                   + study + " and inflammatory markers";
        if (!is_confirmed(advice))
            return "Spinal infection is suspected in the record: " + study
                   + " and inflammatory markers, ask the infection team";
        return "Spinal infection is recorded with back or hip pain: " + study + " and infection team now";
    case Row::rf_inf_1:
    case Row::pso_abs_2:
        if (psoas_is_clear(advice))
            return "Fever with hip or groin pain, and imaging since shows no psoas abscess: inflammatory "
                   "markers, look for another focus";
        return "Fever with back or hip pain: consider spinal infection or psoas abscess; " + study
               + " and inflammatory markers";
    case Row::rf_inf_2:
        return summary_with(is_over(advice) ? "Recorded " : "Recent or active ", infections(advice),
                            " with back or hip pain: consider spinal infection");
    case Row::rf_inf_3:
        if (has(advice, logic::Note::drug_route_not_recorded))
            return "Drug use (route not recorded) with back or hip pain: ask about injection, consider "
                   "spinal infection";
        return "IV drug use with back or hip pain: consider spinal infection";
    default:
        return summary_with(
            "Immunocompromised (",
            names(advice, {Finding::immunocompromised, Finding::hiv, Finding::organ_transplant}),
            ") with back or hip pain: low threshold for " + study);
    }
}

std::string why(const CardSubject& subject) {
    const logic::Policy& policy = subject.policy;
    switch (subject.advice.rows.front()) {
    case Row::rf_inf_0:
        return "The record names an infection of the spine with the present pain.";
    case Row::rf_inf_1:
    case Row::pso_abs_2:
        return "Fever of " + number_words(policy.fever_c) + " \u00B0C or more within "
               + std::to_string(policy.fever_days.count())
               + " days, or recorded as such, stands beside the present pain.";
    case Row::rf_inf_2:
        return "An infection, or a procedure that can seed the spine, is recorded. It weighs most while it "
               "lasts and for "
               + std::to_string(policy.infection_days.count()) + " days after it ("
               + std::to_string(policy.bloodstream_infection_days.count())
               + " after bloodstream infection or a spinal procedure); one that was over earlier counts only "
                 "beside another sign.";
    case Row::rf_inf_3:
        return "Injected drugs raise the risk of infection of the spine and of psoas abscess.";
    default:
        return "A weakened immune system raises the risk of spinal infection and can hide its signs.";
    }
}

} // namespace

CardText infection_text(const CardSubject& subject) {
    return {.summary = summary(subject),
            .why = why(subject),
            .guidance = "With suspected spinal infection, MRI of the lumbar spine without, or without and "
                        "with, contrast is "
                        "usually appropriate; it shows the psoas too. Take ESR, CRP, blood count and blood "
                        "cultures, these before "
                        "antibiotics if the patient's state allows.",
            .citations = {Guideline::acr_low_back_pain, Guideline::acp_low_back_pain}};
}

} // namespace psoas::hooks
