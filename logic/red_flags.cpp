#include "logic/red_flags.hpp"

#include "logic/evidence.hpp"
#include "logic/red_flag_groups.hpp"
#include "logic/trace.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <span>
#include <tuple>

namespace psoas::logic {
namespace {

constexpr std::array groups{RedFlagGroup::cauda_equina, RedFlagGroup::malignancy, RedFlagGroup::infection,
                            RedFlagGroup::fracture};

// What each flag rests on, to say of one that is not raised whether the record denies it, holds it and it
// does not count any more, or holds nothing.
using enum Finding;
constexpr std::array syndrome{cauda_equina_syndrome};
constexpr std::array retention{urinary_retention};
constexpr std::array incontinence{fecal_incontinence};
constexpr std::array saddle{saddle_anesthesia};
constexpr std::array both_legs{bilateral_leg_weakness};
constexpr std::array cancers{cancer_active, cancer_history};
constexpr std::array weight{unexplained_weight_loss, intentional_weight_loss};
constexpr std::array no_improvement{failure_to_improve};
constexpr std::array lesser_cancers{cancer_skin_or_in_situ, failure_to_improve};
constexpr std::array of_the_spine{spinal_infection};
constexpr std::array fevers{fever};
constexpr std::array infections{recent_infection, bloodstream_infection, spinal_procedure, psoas_abscess};
constexpr std::array drug_use{iv_drug_use, drug_use_route_unknown};
constexpr std::array immunity{immunocompromised, hiv, organ_transplant};
constexpr std::array fractures{fracture_known, proximal_femur_metastasis};
constexpr std::array fragility{osteoporosis, osteoporosis_treatment};
constexpr std::array steroids{steroid_use, long_term_steroid_use};
constexpr std::array injuries{significant_trauma, minor_trauma};
struct RestsOn {
    Row row;
    std::span<const Finding> findings;
};
constexpr std::array flag_rows{
    RestsOn{Row::rf_ces_0, syndrome},       RestsOn{Row::rf_ces_1, retention},
    RestsOn{Row::rf_ces_2, incontinence},   RestsOn{Row::rf_ces_3, saddle},
    RestsOn{Row::rf_ces_4, both_legs},      RestsOn{Row::rf_mal_1, cancers},
    RestsOn{Row::rf_mal_2, weight},         RestsOn{Row::rf_mal_3, no_improvement},
    RestsOn{Row::rf_mal_4, lesser_cancers}, RestsOn{Row::rf_inf_0, of_the_spine},
    RestsOn{Row::rf_inf_1, fevers},         RestsOn{Row::rf_inf_2, infections},
    RestsOn{Row::rf_inf_3, drug_use},       RestsOn{Row::rf_inf_4, immunity},
    RestsOn{Row::rf_fx_0, fractures},       RestsOn{Row::rf_fx_2, fragility},
    RestsOn{Row::rf_fx_3, steroids},        RestsOn{Row::rf_fx_4, injuries},
};

void say_what_is_missing(const Situation& situation, const Presentation& presentation,
                         const RedFlags& found) {
    for (const auto& [row, findings] : flag_rows) {
        if (!presentation.relevant && row != Row::rf_ces_0) continue; // GATE-1: nobody looked
        if (std::ranges::find(found.flags, row, &RedFlag::row) == found.flags.end())
            silent_without(situation, row, findings);
    }
    // An age that is known raises no flag by being too low.
    if (presentation.relevant && age_in_years(situation))
        silent(situation, Row::rf_fx_1, Why::below_threshold);
}

} // namespace

Strength RedFlags::strength(RedFlagGroup group) const {
    Strength strongest = Strength::none;
    int weak = 0;
    for (const RedFlag& flag : flags) {
        if (flag.group != group) continue;
        strongest = std::max(strongest, flag.strength);
        if (flag.strength == Strength::weak) ++weak;
    }
    if (strongest == Strength::weak && weak >= 2) return Strength::moderate;
    return strongest;
}

bool RedFlags::any_at_least(Strength strength_wanted) const {
    return std::ranges::any_of(groups,
                               [&](RedFlagGroup group) { return strength(group) >= strength_wanted; });
}

std::nullopt_t silent_behind(const RedFlags& flags, Strength strength, const Situation& situation,
                             std::span<const Row> rows) {
    if (situation.trace == nullptr) return std::nullopt;
    for (const RedFlag& flag : flags.flags)
        if (flags.strength(flag.group) >= strength)
            silent(situation, rows, Why::red_flag_speaks, flag.evidence);
    return std::nullopt;
}

RedFlags red_flags(const Situation& situation, const Presentation& presentation) {
    RedFlags found{.flags = cauda_equina_flags(situation, presentation)};
    if (presentation.relevant) // GATE-1
        for (std::vector<RedFlag> flags :
             {malignancy_flags(situation, presentation), infection_flags(situation),
              fracture_flags(situation, presentation)})
            std::ranges::move(flags, std::back_inserter(found.flags));

    if (situation.trace != nullptr) say_what_is_missing(situation, presentation, found);
    std::ranges::stable_sort(found.flags, {}, [](const RedFlag& flag) {
        return std::tuple(flag.group, -static_cast<int>(flag.strength), !flag.confirmed, flag.row);
    });
    return found;
}

} // namespace psoas::logic
