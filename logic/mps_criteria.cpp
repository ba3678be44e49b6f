#include "logic/benign_lesion.hpp"
#include "logic/current_reading.hpp"
#include "logic/malignant_psoas_syndrome.hpp"

#include <algorithm>
#include <array>
#include <span>

// The four criteria of malignant psoas syndrome: Stevens MJ, Gonet YM, Australas Radiol 1990;34:150-154, as
// the Palliverse article lists them. Rows MPS-C1 to MPS-C4.

namespace psoas::logic {
namespace {

bool sided(Side side) {
    return side == Side::left || side == Side::right;
}

// What is known of a side keeps the evidence that does not name the other one.
EvidenceView on_side(EvidenceView evidence, Side side) {
    erase_if(evidence, [side](const Evidence& each) { return !sides_match(each.side, side); });
    return evidence;
}

// Own: what was documented for the last time more than `forgotten_after_days` ago describes another time.
// Unknown: what has no date counts as of now.
EvidenceView take_long_ago(const Situation& situation, EvidenceView& evidence) {
    return take_those(evidence, [&](const Evidence& each) {
        return !seen_within(situation, each, situation.policy.forgotten_after_days);
    });
}

// The signs of MPS-C2 and MPS-C3 by kind, in the order in which a criterion names them.
constexpr std::array hip_flexion{Finding::hip_flexion_painful, Finding::hip_fixed_flexion};
constexpr std::array stretch_tests{Finding::psoas_stretch_positive, Finding::femoral_stretch};
constexpr std::array hip_extension{Finding::hip_extension_painful};
constexpr std::array nerve_lesions{Finding::lumbar_plexopathy, Finding::femoral_neuropathy,
                                   Finding::anterior_thigh_sensory_loss,
                                   Finding::medial_lower_leg_sensory_loss};
constexpr std::array neuropathic_pains{Finding::burning_or_lancinating_pain, Finding::allodynia,
                                       Finding::hyperesthesia};
// Counts beside neuropathic pain only.
constexpr std::array weaknesses{Finding::quadriceps_weakness, Finding::hip_flexor_weakness};

/// Signs of one kind on one side, by what became of them.
struct Signs {
    EvidenceView now{};
    EvidenceView long_ago{};
    EvidenceView taken_back{}; ///< by a later examination (DATA-3)
};

// L1 to L4 reach groin, thigh and knee; the medial lower leg is counted with its own finding.
bool proximal(Region region) {
    return region == Region::groin || region == Region::thigh || region == Region::knee
           || region == Region::hip;
}

// Neuropathic pain of another place, or its absence there: no allodynia of the feet says nothing of the
// thigh.
bool is_elsewhere(const Evidence& evidence) {
    const bool is_pain = evidence.finding == Finding::burning_or_lancinating_pain
                         || evidence.finding == Finding::allodynia
                         || evidence.finding == Finding::hyperesthesia;
    return is_pain && evidence.region != Region::unspecified && !proximal(evidence.region);
}

Signs signs_on(const Situation& situation, std::span<const Finding> findings, Side side) {
    Signs signs;
    for (const Finding finding : findings) {
        if (!situation.named.contains(finding)) continue;
        auto against = documented_absent(situation, finding);
        erase_if(against, is_elsewhere);
        auto documented = on_side(active(situation, finding), side);
        erase_if(documented, is_elsewhere);
        const auto current = not_superseded(active(situation, finding), against);
        for (const Evidence& each : documented) {
            const bool stands = std::ranges::find(current, each) != current.end();
            (stands ? signs.now : signs.taken_back).push_back(each);
        }
    }
    append(signs.long_ago, take_long_ago(situation, signs.now));
    take_long_ago(situation, signs.taken_back);
    return signs;
}

void note_what_does_not_count(Criterion& criterion, const Signs& signs) {
    append(criterion.documented_long_ago, signs.long_ago);
    append(criterion.taken_back, signs.taken_back);
}

void settle_if_long_ago(Criterion& criterion) {
    if (criterion.state == CriterionState::not_available && !criterion.documented_long_ago.empty())
        criterion.state = CriterionState::long_ago;
}

// MPS-C1: malignant psoas involvement in words, or a psoas mass in a patient with cancer that nothing else
// explains. Unknown: no reading of the psoas. Hedged: "cannot exclude" stays unconfirmed.
Criterion psoas_cancer_in(const Situation& situation, const EvidenceView& involvement, EvidenceView mass) {
    if (any_confirmed(involvement)) return {CriterionState::present, involvement};

    const bool any_mass = !mass.empty();
    auto explained_by = current_reading(situation, Finding::psoas_abscess);
    append(explained_by, current_reading(situation, Finding::psoas_hematoma));
    // DATA-7: an abscess of one side explains no mass of the other.
    erase_if(mass, [&](const Evidence& each) {
        return std::ranges::any_of(explained_by,
                                   [&](const Evidence& other) { return sides_match(each.side, other.side); });
    });
    const auto benign = benign_readings(situation);
    erase_if(mass, [&](const Evidence& each) { return is_proven_benign(each, benign); });
    const auto cancer = ever(situation, {Finding::cancer_active, Finding::cancer_history});
    if (!mass.empty() && !cancer.empty()) {
        auto evidence = mass;
        append(evidence, cancer);
        const bool confirmed = any_confirmed(mass) && any_confirmed(cancer);
        return {confirmed ? CriterionState::present : CriterionState::unconfirmed, std::move(evidence)};
    }
    if (!involvement.empty()) return {CriterionState::unconfirmed, involvement};

    // Only a psoas that was read as free of malignancy is "absent"; a mass of unknown nature is not.
    auto normal = current_absence(situation, Finding::psoas_malignancy);
    if (!any_mass) append(normal, current_absence(situation, Finding::psoas_mass));
    take_long_ago(situation, normal);
    if (any_confirmed(normal)) return {CriterionState::absent, normal};
    return {};
}

Criterion psoas_cancer(const Situation& situation) {
    auto involvement = current_reading(situation, Finding::psoas_malignancy);
    auto mass = current_reading(situation, Finding::psoas_mass);
    const auto old_involvement = take_long_ago(situation, involvement);
    const auto old_mass = take_long_ago(situation, mass);
    Criterion criterion = psoas_cancer_in(situation, involvement, mass);
    const Criterion old = psoas_cancer_in(situation, old_involvement, old_mass);
    if (old.state == CriterionState::present || old.state == CriterionState::unconfirmed)
        criterion.documented_long_ago = old.evidence;
    settle_if_long_ago(criterion);
    return criterion;
}

// MPS-C2 on one side: hip flexion (painful, or held) and a positive stretch test. "Reverse straight leg
// raise" is the stretch test in the articles' words. Pain on extension without a named test is one element
// and never the stretch test.
Criterion hip_flexion_on(const Situation& situation, Side side) {
    const Signs flexion_signs = signs_on(situation, hip_flexion, side);
    const Signs stretch_signs = signs_on(situation, stretch_tests, side);
    const Signs extension_signs = signs_on(situation, hip_extension, side);
    const auto& flexion = flexion_signs.now;
    const auto& stretch = stretch_signs.now;

    Criterion criterion;
    append(criterion.evidence, flexion);
    append(criterion.evidence, stretch);
    append(criterion.evidence, extension_signs.now);
    for (const Signs* signs : {&flexion_signs, &stretch_signs, &extension_signs})
        note_what_does_not_count(criterion, *signs);
    const bool both = any_confirmed(flexion) && any_confirmed(stretch);
    const bool flexion_is_enough = !situation.policy.mps_c2_both && any_confirmed(flexion);
    if (both || flexion_is_enough) {
        criterion.state = CriterionState::present;
    } else if (!criterion.evidence.empty()) {
        criterion.state = CriterionState::partial;
    } else {
        const auto no_flexion = on_side(current_absence(situation, Finding::hip_flexion_painful), side);
        const auto no_stretch = on_side(current_absence(situation, Finding::psoas_stretch_positive), side);
        if (!no_flexion.empty() && !no_stretch.empty()) {
            criterion.state = CriterionState::absent;
            append(criterion.evidence, no_flexion);
            append(criterion.evidence, no_stretch);
        }
    }
    settle_if_long_ago(criterion);
    return criterion;
}

// MPS-C3: proximal lumbar plexopathy. Weakness counts only beside neuropathic pain. Pain or sensation of a
// place that is not recorded is a part of the criterion, not the whole.
Criterion plexopathy_on(const Situation& situation, Side side) {
    const Signs nerve_signs = signs_on(situation, nerve_lesions, side);
    const Signs pain_signs = signs_on(situation, neuropathic_pains, side);
    const auto& nerve = nerve_signs.now;
    const auto& pain = pain_signs.now;
    const bool pain_is_proximal = std::ranges::any_of(pain, [](const Evidence& each) {
        return proximal(each.region) && each.certainty == Certainty::confirmed;
    });

    Criterion criterion;
    append(criterion.evidence, nerve);
    append(criterion.evidence, pain);
    for (const Signs* signs : {&nerve_signs, &pain_signs})
        note_what_does_not_count(criterion, *signs);
    if (criterion.evidence.empty()) {
        for (const Finding finding : {Finding::lumbar_plexopathy, Finding::allodynia, Finding::hyperesthesia,
                                      Finding::burning_or_lancinating_pain})
            append(criterion.evidence, on_side(current_absence(situation, finding), side));
        if (!criterion.evidence.empty()) criterion.state = CriterionState::absent;
        settle_if_long_ago(criterion);
        return criterion;
    }
    if (!pain.empty()) {
        const Signs weakness = signs_on(situation, weaknesses, side);
        append(criterion.evidence, weakness.now);
        note_what_does_not_count(criterion, weakness);
    }
    if (any_confirmed(nerve) || pain_is_proximal)
        criterion.state = CriterionState::present;
    else if (any_confirmed(pain))
        criterion.state = CriterionState::partial;
    else
        criterion.state = CriterionState::unconfirmed;
    return criterion;
}

// The first day on which any of it is known.
std::optional<std::chrono::sys_days> known_from(const EvidenceView& evidence) {
    std::optional<std::chrono::sys_days> first;
    for (const Evidence& each : evidence) {
        const std::optional<DateRange>& day = each.onset ? each.onset : each.recorded;
        if (day && (!first || day->first < *first)) first = day->first;
    }
    return first;
}

// Own: vertebrae that were read as clear longer before the cancer or the lesion was known than a study
// answers (`duplicate_days`) say nothing of metastases.
std::optional<std::chrono::sys_days> clear_counts_from(const Situation& situation) {
    EvidenceView cancer = ever(situation, {Finding::cancer_active, Finding::cancer_history});
    erase_if(cancer, [](const Evidence& each) { return !each.onset; });
    std::optional<std::chrono::sys_days> first = known_from(cancer);
    const auto lesion = known_from(ever(situation, {Finding::psoas_malignancy, Finding::psoas_mass}));
    if (lesion && (!first || *lesion > *first)) first = lesion;
    if (first) *first -= situation.policy.duplicate_days;
    return first;
}

// MPS-C4: no lumbar vertebral metastasis and no other polyradiculopathy. `present` means that the criterion
// is met. Unknown: no statement about the vertebrae; bone metastases without a site; hedged evidence of
// either; a statement of long ago, or of before the disease.
Criterion no_other_cause(const Situation& situation) {
    auto against = current_reading(situation, Finding::lumbar_vertebral_metastasis);
    append(against, current_reading(situation, Finding::polyradiculopathy_other));
    if (any_confirmed(against)) return {CriterionState::violated, against};
    append(against, current_reading(situation, Finding::bone_metastasis));
    if (!against.empty()) return {CriterionState::not_available, against};

    auto clear = current_absence(situation, Finding::lumbar_vertebral_metastasis);
    erase_if(clear, [](const Evidence& each) {
        return each.region == Region::other || each.certainty != Certainty::confirmed;
    });
    Criterion criterion{.documented_long_ago = take_long_ago(situation, clear)};
    if (const auto from = clear_counts_from(situation)) {
        append(criterion.documented_long_ago, take_those(clear, [&](const Evidence& each) {
                   return each.recorded && each.recorded->last < *from;
               }));
    }
    if (!clear.empty()) {
        criterion.state = CriterionState::present;
        criterion.evidence = std::move(clear);
    }
    settle_if_long_ago(criterion);
    return criterion;
}

// A criterion that nobody documented on the side of the lesion, with what is documented on the other one.
void note_other_side(Criterion& criterion, const Criterion& of_other_side) {
    if (criterion.state != CriterionState::not_available || of_other_side.state == CriterionState::absent
        || of_other_side.evidence.empty())
        return;
    criterion.state = CriterionState::other_side;
    criterion.evidence = of_other_side.evidence;
}

int weight(const Criterion& criterion) {
    switch (criterion.state) {
    case CriterionState::present:
        return 4;
    case CriterionState::partial:
        return 3;
    case CriterionState::unconfirmed:
        return 2;
    case CriterionState::long_ago:
        return 1;
    default:
        return 0;
    }
}

bool names_other_side(const Situation& situation, Side side) {
    if (!sided(side)) return false;
    const Side other = side == Side::left ? Side::right : Side::left;
    const auto any_on_other = [&](std::span<const Finding> kind) {
        return std::ranges::any_of(signs_on(situation, kind, other).now,
                                   [side](const Evidence& each) { return !sides_match(each.side, side); });
    };
    return any_on_other(hip_flexion) || any_on_other(stretch_tests) || any_on_other(hip_extension)
           || any_on_other(nerve_lesions) || any_on_other(neuropathic_pains);
}

} // namespace

bool names_lesion_or_sign(const Situation& situation) {
    constexpr FindingSet lesions{Finding::psoas_malignancy, Finding::psoas_mass};
    constexpr FindingSet signs = FindingSet(hip_flexion) | FindingSet(stretch_tests)
                                 | FindingSet(hip_extension) | FindingSet(nerve_lesions)
                                 | FindingSet(neuropathic_pains);
    return situation.named.contains_any(lesions | signs);
}

MpsCriteria mps_criteria(const Situation& situation) {
    MpsCriteria result;
    result.criteria[0] = psoas_cancer(situation);
    result.criteria[3] = no_other_cause(situation);

    EvidenceView lesion = result.criteria[0].evidence;
    if (result.criteria[0].state == CriterionState::long_ago) lesion = result.criteria[0].documented_long_ago;
    erase_if(lesion, [](const Evidence& each) {
        return each.finding != Finding::psoas_malignancy && each.finding != Finding::psoas_mass;
    });
    const Side lesion_side = common_side(lesion);

    // The side of the lesion decides; where it is not one side, the side with more of the signs.
    Criterion hip = hip_flexion_on(situation, sided(lesion_side) ? lesion_side : Side::left);
    Criterion nerve = plexopathy_on(situation, sided(lesion_side) ? lesion_side : Side::left);
    result.side = sided(lesion_side) ? lesion_side : Side::left;
    if (!sided(lesion_side)) {
        Criterion right_hip = hip_flexion_on(situation, Side::right);
        Criterion right_nerve = plexopathy_on(situation, Side::right);
        if (weight(right_hip) + weight(right_nerve) > weight(hip) + weight(nerve)) {
            hip = std::move(right_hip);
            nerve = std::move(right_nerve);
            result.side = Side::right;
        }
    }
    result.criteria[1] = std::move(hip);
    result.criteria[2] = std::move(nerve);

    // A side is only claimed where the evidence names it.
    EvidenceView signs = result.criteria[1].evidence;
    append(signs, result.criteria[2].evidence);
    append(signs, result.criteria[1].documented_long_ago);
    append(signs, result.criteria[2].documented_long_ago);
    const bool named = sided(lesion_side) || std::ranges::any_of(signs, [&](const Evidence& each) {
                           return each.side == result.side;
                       });
    if (!named) result.side = lesion_side;
    result.sides_disagree = names_other_side(situation, lesion_side)
                            && weight(result.criteria[1]) + weight(result.criteria[2]) < 8;
    if (sided(lesion_side)) {
        const Side other = lesion_side == Side::left ? Side::right : Side::left;
        note_other_side(result.criteria[1], hip_flexion_on(situation, other));
        note_other_side(result.criteria[2], plexopathy_on(situation, other));
    }
    return result;
}

} // namespace psoas::logic
