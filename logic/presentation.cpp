#include "logic/presentation.hpp"

#include "logic/current_reading.hpp"
#include "logic/evidence.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>

namespace psoas::logic {
namespace {

using std::chrono::days;

enum class Complaint : unsigned char { back, buttock, hip, leg };
struct Relevant {
    Finding finding;
    bool is_pain;
    Complaint complaint;
};

// GATE-1: the findings that let the rules run.
constexpr std::array relevant_findings{
    Relevant{Finding::low_back_pain, true, Complaint::back},
    Relevant{Finding::buttock_pain, true, Complaint::buttock},
    Relevant{Finding::radicular_pain, true, Complaint::back},
    Relevant{Finding::radicular_pain_l3_distribution, true, Complaint::back},
    Relevant{Finding::hip_pain, true, Complaint::hip},
    Relevant{Finding::groin_pain, true, Complaint::hip},
    Relevant{Finding::thigh_pain, true, Complaint::hip},
    Relevant{Finding::anterior_hip_pain, true, Complaint::hip},
    // Read only where it is of groin, thigh or knee (README.md): radiating leg pain.
    Relevant{Finding::burning_or_lancinating_pain, true, Complaint::leg},
    Relevant{Finding::hip_flexion_painful, false, Complaint::hip},
    Relevant{Finding::hip_fixed_flexion, false, Complaint::hip},
    Relevant{Finding::hip_extension_painful, false, Complaint::hip},
    Relevant{Finding::psoas_stretch_positive, false, Complaint::hip},
    Relevant{Finding::snapping_hip, false, Complaint::hip},
    Relevant{Finding::psoas_mass, false, Complaint::hip},
    Relevant{Finding::psoas_malignancy, false, Complaint::hip},
    Relevant{Finding::psoas_abscess, false, Complaint::hip},
    Relevant{Finding::psoas_hematoma, false, Complaint::hip},
    Relevant{Finding::iliopsoas_bursitis, false, Complaint::hip},
    Relevant{Finding::iliopsoas_tendinitis, false, Complaint::hip},
};

const Relevant* find_relevant(Finding finding) {
    const auto found = std::ranges::find(relevant_findings, finding, &Relevant::finding);
    return found == relevant_findings.end() ? nullptr : &*found;
}

enum class Scope : unsigned char { inside, by_reason, outside };

// GATE-1 names lumbar spine, pelvis, hip and psoas; GATE-2 names brain, chest and knee as outside. Of the
// others the reason decides.
Scope scope(Region region) {
    switch (region) {
    case Region::lumbar_spine:
    case Region::pelvis:
    case Region::hip:
    case Region::psoas:
    case Region::groin:
    case Region::thigh:
    case Region::abdomen_and_pelvis:
        return Scope::inside;
    case Region::unspecified:
    case Region::spine:
    case Region::abdomen:
        return Scope::by_reason;
    case Region::knee:
    case Region::lower_leg:
    case Region::other:
        return Scope::outside;
    }
    return Scope::outside;
}

std::set<std::string_view> orders_elsewhere(const Situation& situation) {
    std::set<std::string_view> references;
    for (const Order& order : situation.orders)
        if (scope(order.region) == Scope::outside) references.insert(order.reference);
    return references;
}

// Drafts of one call mostly give the same reason: it is one complaint, whichever draft is named for it.
EvidenceView each_reason_once(EvidenceView complaints) {
    if (std::ranges::count(complaints, Source::order_reason, &Evidence::source) <= 1) return complaints;
    const auto days_of = [](const std::optional<DateRange>& date) {
        return date ? std::optional(std::pair(date->first, date->last)) : std::nullopt;
    };
    const auto what_is_said = [&](const Evidence& reason) {
        return std::tuple(reason.finding, std::string_view(reason.code), std::string_view(reason.text),
                          std::string_view(reason.value), reason.side, reason.region, reason.certainty,
                          reason.course, days_of(reason.onset), days_of(reason.ended),
                          days_of(reason.recorded));
    };
    std::set<decltype(what_is_said(complaints.front()))> said;
    erase_if(complaints, [&](const Evidence& complaint) {
        return complaint.source == Source::order_reason && !said.insert(what_is_said(complaint)).second;
    });
    return complaints;
}

EvidenceView active_complaints(const Situation& situation) {
    EvidenceView complaints;
    const std::set<std::string_view> elsewhere = orders_elsewhere(situation);
    for (const Relevant& relevant : relevant_findings) {
        // DATA-3: a later reading supersedes an earlier sign or lesion. Pain lasts until the record ends it.
        const EvidenceView found = relevant.is_pain ? active(situation, relevant.finding)
                                                    : current_reading(situation, relevant.finding);
        for (const Evidence& evidence : found)
            if (evidence.source != Source::order_reason || !elsewhere.contains(evidence.reference))
                complaints.push_back(evidence);
    }
    return each_reason_once(std::move(complaints));
}

// Which of the policy's spans a time falls into: firm, soft or over.
int span_of(days duration, const Policy& policy) {
    return (duration > policy.premature_firm_days ? 1 : 0) + (duration > policy.premature_soft_days ? 1 : 0);
}

std::optional<days> duration_of(const Situation& situation, const Evidence& evidence) {
    if (!evidence.onset || is_future(situation, *evidence.onset)) return std::nullopt;
    const days shortest = std::max(situation.as_of - evidence.onset->last, days{0});
    const days longest = std::max(situation.as_of - evidence.onset->first, days{0});
    if (span_of(shortest, situation.policy) != span_of(longest, situation.policy)) return std::nullopt;
    return shortest;
}

// DATA-5: a recording, or an onset known too roughly, proves the shortest time that it allows.
std::optional<days> proven(const Situation& situation, const Evidence& evidence) {
    std::optional<days> longest;
    for (const std::optional<DateRange>& date : {evidence.onset, evidence.recorded}) {
        if (!date || is_future(situation, *date)) continue;
        longest = std::max(longest, std::optional(std::max(situation.as_of - date->last, days{0})));
    }
    return longest;
}

// Whether a study of a region is one for this complaint. The buttock belongs to the back and the hip.
bool looks_at(Region region, Complaint complaint) {
    const bool is_spine = region == Region::lumbar_spine || region == Region::spine;
    if (complaint == Complaint::buttock) return true;
    return is_spine ? complaint == Complaint::back : complaint == Complaint::hip;
}

// GATE-2: a reason of an order that lets the rules run.
bool is_relevant_reason(const Evidence& evidence) {
    return evidence.source == Source::order_reason && evidence.presence == Presence::present
           && find_relevant(evidence.finding) != nullptr;
}

Episode episode_of(const Situation& situation, EvidenceView complaints) {
    if (std::ranges::any_of(complaints, is_pain, &Evidence::finding))
        erase_if(complaints, [](const Evidence& complaint) { return !is_pain(complaint.finding); });
    Episode newest{.complaints = std::move(complaints)};
    for (const Evidence& complaint : newest.complaints) {
        const std::optional<days> duration = duration_of(situation, complaint);
        if (duration && (!newest.duration || *duration < *newest.duration)) {
            newest.duration = duration;
            newest.duration_at_most = std::max(situation.as_of - complaint.onset->first, *duration);
        }
        newest.lasted_at_least = std::max(newest.lasted_at_least, proven(situation, complaint));
    }
    return newest;
}

} // namespace

bool is_pain(Finding finding) {
    const Relevant* relevant = find_relevant(finding);
    return relevant != nullptr && relevant->is_pain;
}

bool complains_of_any(const Presentation& presentation, FindingSet findings) {
    return std::ranges::any_of(presentation.complaints, [&](const Evidence& complaint) {
        return findings.contains(complaint.finding);
    });
}

Presentation presentation(const Situation& situation) {
    Presentation seen{.complaints = active_complaints(situation)};
    // Stable: within a day the order stays that of `active`, which does not depend on the record's.
    seen.complaints.stable_sort([&](const Evidence& complaint) {
        const std::optional<days> duration = duration_of(situation, complaint);
        const std::optional<days> since = days_since(complaint, situation.as_of);
        return std::tuple(duration.value_or(days::max()), since.value_or(days::max()));
    });
    for (const Evidence& complaint : seen.complaints) {
        const Complaint kind = find_relevant(complaint.finding)->complaint;
        seen.low_back_pain |= kind == Complaint::back || kind == Complaint::buttock;
        seen.hip_groin_or_psoas |= kind == Complaint::hip;
    }
    seen.relevant = !seen.complaints.empty();
    const Episode episode = episode_of(situation, seen.complaints);
    seen.duration = episode.duration;
    seen.lasted_at_least = episode.lasted_at_least;
    seen.side = common_side(seen.complaints);
    return seen;
}

Episode newest_episode(const Situation& situation, const Presentation& presentation, Region region) {
    EvidenceView there = those(presentation.complaints, [&](const Evidence& complaint) {
        return is_pain(complaint.finding) && looks_at(region, find_relevant(complaint.finding)->complaint);
    });
    if (there.empty()) return episode_of(situation, presentation.complaints);
    return episode_of(situation, std::move(there));
}

bool in_scope(const Situation& situation, const Order& order) {
    const Scope where = scope(order.region);
    return where == Scope::inside
           || (where == Scope::by_reason
               && std::ranges::any_of(situation.chart.evidence, [&](const Evidence& evidence) {
                      return is_relevant_reason(evidence) && evidence.reference == order.reference;
                  }));
}

OrdersInScope::OrdersInScope(const Situation& situation) {
    for (const Evidence& evidence : situation.chart.evidence)
        if (is_relevant_reason(evidence)) relevant_reason_.insert(evidence.reference);
}

bool OrdersInScope::contains(const Order& order) const {
    const Scope where = scope(order.region);
    return where == Scope::inside
           || (where == Scope::by_reason && relevant_reason_.contains(order.reference));
}

} // namespace psoas::logic
