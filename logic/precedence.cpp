#include "logic/precedence.hpp"

#include "logic/advised_step.hpp"
#include "logic/evidence.hpp"
#include "logic/presentation.hpp"
#include "logic/trace.hpp"

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

namespace psoas::logic {
namespace {

/// A kind of card in the table of precedence. Topics that speak with more than one urgency have several.
enum class Kind : std::uint8_t {
    cauda_equina,        ///< RF-CES-0 to 4, critical
    progressive_deficit, ///< NEU-1
    psoas_abscess,       ///< PSO-ABS
    strong_infection,    ///< RF-INF, critical
    mps_suspected,       ///< MPS-S2, MPS-S3
    psoas_hemorrhage,    ///< PSO-HEM
    mps_considered,      ///< MPS-S1
    mps_long_ago,        ///< MPS-S1 on what was documented long ago, info: it takes the place of no card
    drained_abscess,     ///< PSO-ABS-1 after drainage: infection that comes back still speaks
    psoas_neoplasm,      ///< PSO-NEO-1
    cauda_equina_check,  ///< RF-CES-5, and RF-CES-0 after an operation
    malignancy,          ///< RF-MAL
    infection,           ///< RF-INF
    fracture,            ///< RF-FX
    new_weakness,        ///< NEU-2
    l3_radiculopathy,    ///< L3-1, SEL-L3
    duplicate_imaging,   ///< DUP-1
    premature_imaging,   ///< IMG-PREM
    radiograph_first,    ///< RAD-1
    ct_selection,        ///< CT-1
    contrast_selection,  ///< SEL-CONTRAST
    injection_guidance,  ///< INJ-1
    injection_timing,    ///< INJ-2, INJ-3
    injection_offer,     ///< INJ-4
    iliopsoas_bursitis,  ///< ILP-1
    after_radiographs,   ///< RAD-2
    l3_examination,      ///< L3-2 to L3-4 without the picture of L3-1
    surgical_referral,   ///< SURG-2, SURG-3
    conservative_care,   ///< CON-1
};

// A set of kinds, one bit each.
using Kinds = std::uint32_t;
template <class... Some> constexpr Kinds kinds(Some... some) {
    return (Kinds{0} | ... | (Kinds{1} << static_cast<unsigned>(some)));
}
constexpr bool contains(Kinds set, Kind kind) {
    return (set & kinds(kind)) != 0;
}

using enum Kind;
constexpr Kinds ranks_6_to_13 =
    kinds(l3_radiculopathy, duplicate_imaging, premature_imaging, radiograph_first, ct_selection,
          contrast_selection, injection_guidance, injection_timing, injection_offer, iliopsoas_bursitis,
          after_radiographs, l3_examination, surgical_referral, conservative_care);
constexpr Kinds l3 = kinds(l3_radiculopathy, l3_examination);

// A fracture silences less: its first study is the radiograph itself.
constexpr Kinds below_fracture = kinds(premature_imaging, conservative_care, duplicate_imaging);
constexpr Kinds below_red_flag = below_fracture | kinds(radiograph_first);

// README.md, precedence: highest rank first; within a rank the more urgent card, then the upper line.
// MPS-TX-8: what follows from failed conservative care is not read beside a stage of MPS. "Absorbs" is
// silencing too: the absorbed card's evidence is folded into the other.
struct Line {
    int rank;
    Kind kind;
    Kinds silences;
};
constexpr std::array table{
    Line{1, cauda_equina, ranks_6_to_13 | kinds(progressive_deficit)},
    Line{1, progressive_deficit, ranks_6_to_13},
    Line{2, psoas_abscess,
         kinds(strong_infection, infection, duplicate_imaging, radiograph_first, premature_imaging,
               contrast_selection, conservative_care)},
    Line{
        2, strong_infection,
        kinds(duplicate_imaging, radiograph_first, premature_imaging, contrast_selection, conservative_care)},
    Line{3, mps_suspected,
         kinds(malignancy, psoas_neoplasm, premature_imaging, radiograph_first, contrast_selection,
               duplicate_imaging, iliopsoas_bursitis, injection_offer, conservative_care)
             | l3},
    Line{4, psoas_hemorrhage,
         kinds(duplicate_imaging, premature_imaging, radiograph_first, ct_selection, conservative_care) | l3},
    Line{5, mps_considered, below_red_flag | kinds(malignancy, psoas_neoplasm, injection_offer)},
    Line{5, mps_long_ago, kinds()},
    Line{5, drained_abscess, below_red_flag},
    Line{5, psoas_neoplasm, below_red_flag},
    Line{5, cauda_equina_check, below_red_flag},
    Line{5, malignancy, below_red_flag},
    Line{5, infection, below_red_flag},
    Line{5, fracture, below_fracture},
    Line{5, new_weakness, below_red_flag},
    Line{6, l3_radiculopathy, kinds(premature_imaging, radiograph_first, iliopsoas_bursitis)},
    Line{7, duplicate_imaging, kinds(premature_imaging, radiograph_first, contrast_selection)},
    Line{8, premature_imaging, kinds(radiograph_first, contrast_selection, ct_selection)},
    Line{9, radiograph_first, kinds(contrast_selection, ct_selection, iliopsoas_bursitis)},
    Line{10, ct_selection, kinds(iliopsoas_bursitis)},
    Line{10, contrast_selection, kinds(iliopsoas_bursitis)},
    Line{11, injection_guidance, kinds()},
    Line{11, injection_timing, kinds()},
    Line{12, iliopsoas_bursitis, kinds()},
    Line{12, injection_offer, kinds()},
    Line{12, after_radiographs, kinds()},
    Line{12, l3_examination, kinds()},
    Line{12, surgical_referral, kinds()},
    Line{13, conservative_care, kinds()},
};

// How advice is told to be of a kind: its topic, its urgency and, where named, one of its rows. The first
// line that fits decides, and every topic ends with a line that always does.
struct Recognised {
    Kind kind{};
    Topic topic{};
    Indicator at_least = Indicator::info;
    std::optional<Row> first = {};
    std::optional<Row> last = first;
};
constexpr std::array recognised{
    Recognised{cauda_equina, Topic::red_flag_cauda_equina, Indicator::critical},
    Recognised{cauda_equina_check, Topic::red_flag_cauda_equina},
    Recognised{progressive_deficit, Topic::progressive_deficit, Indicator::critical},
    Recognised{new_weakness, Topic::progressive_deficit},
    Recognised{psoas_abscess, Topic::psoas_abscess, Indicator::warning},
    Recognised{drained_abscess, Topic::psoas_abscess},
    Recognised{strong_infection, Topic::red_flag_infection, Indicator::critical},
    Recognised{infection, Topic::red_flag_infection},
    Recognised{mps_suspected, Topic::malignant_psoas_syndrome, Indicator::info, Row::mps_s2, Row::mps_s3},
    Recognised{mps_considered, Topic::malignant_psoas_syndrome, Indicator::warning},
    Recognised{mps_long_ago, Topic::malignant_psoas_syndrome},
    Recognised{psoas_hemorrhage, Topic::psoas_hemorrhage},
    Recognised{psoas_neoplasm, Topic::red_flag_malignancy, Indicator::info, Row::pso_neo_1},
    Recognised{malignancy, Topic::red_flag_malignancy},
    Recognised{fracture, Topic::red_flag_fracture},
    Recognised{l3_radiculopathy, Topic::l3_radiculopathy, Indicator::info, Row::l3_1},
    Recognised{l3_examination, Topic::l3_radiculopathy},
    Recognised{duplicate_imaging, Topic::duplicate_imaging},
    Recognised{premature_imaging, Topic::premature_imaging},
    Recognised{radiograph_first, Topic::radiograph_first},
    Recognised{after_radiographs, Topic::imaging_selection, Indicator::info, Row::rad_2},
    Recognised{ct_selection, Topic::imaging_selection, Indicator::info, Row::ct_1},
    Recognised{contrast_selection, Topic::imaging_selection},
    Recognised{injection_guidance, Topic::injection_guidance},
    Recognised{injection_offer, Topic::injection_timing, Indicator::info, Row::inj_4},
    Recognised{injection_timing, Topic::injection_timing},
    Recognised{iliopsoas_bursitis, Topic::iliopsoas_bursitis},
    Recognised{surgical_referral, Topic::conservative_care, Indicator::info, Row::surg_2, Row::surg_3},
    Recognised{conservative_care, Topic::conservative_care},
};

// FOLD: advice that is silent once the study it names is ordered or done.
// RAD-2 sees to it itself: its first study is a later step of other cards.
constexpr Kinds advises_a_step = l3 | kinds(fracture, iliopsoas_bursitis, injection_offer, conservative_care);

// GATE-4: the red flags of section 6 but cauda equina.
constexpr Kinds lowered_in_palliative_care = kinds(progressive_deficit, new_weakness, malignancy,
                                                   psoas_neoplasm, strong_infection, infection, fracture);

// GATE-2: what may speak on an order out of scope, if it is critical.
constexpr Kinds red_flags_of_section_6 = lowered_in_palliative_care | kinds(cauda_equina, cauda_equina_check);

struct Ranked {
    const Line* line;
    Advice advice;
};

bool fits(const Recognised& kind, const Advice& advice) {
    if (kind.topic != advice.topic || advice.indicator < kind.at_least) return false;
    if (!kind.first) return true;
    return std::ranges::any_of(advice.rows, [&](Row row) { return *kind.first <= row && row <= *kind.last; });
}

const Line& line_of(const Advice& advice) {
    const auto found =
        std::ranges::find_if(recognised, [&](const Recognised& kind) { return fits(kind, advice); });
    return *std::ranges::find(table, found->kind, &Line::kind);
}

// Red flags speak about the patient, order cards about one order.
bool concern_the_same_order(const Advice& one, const Advice& other) {
    return !one.order || !other.order || one.order == other.order;
}

// A row is folded once: cards about several orders mostly rest on the same evidence.
void fold(Folded silenced, Advice& into) {
    const auto there = std::ranges::find(into.folded, silenced.row, &Folded::row);
    if (there == into.folded.end()) {
        into.folded.push_back(std::move(silenced));
        return;
    }
    std::ranges::move(silenced.orders, std::back_inserter(there->orders));
    if (silenced.evidence == there->evidence) return;
    std::ranges::move(silenced.evidence, std::back_inserter(there->evidence));
    there->evidence = without_repeats(there->evidence);
}

void fold(Advice silenced, Advice& into) {
    Folded folded{.row = silenced.rows.front(),
                  .evidence = std::move(silenced.evidence),
                  .orders = std::move(silenced.repeated_orders)};
    if (silenced.order) folded.orders.insert(folded.orders.begin(), *silenced.order);
    fold(std::move(folded), into);
    for (Folded& earlier : silenced.folded)
        fold(std::move(earlier), into);
}

bool silences(const Ranked& higher, const Ranked& lower) {
    const bool is_same_card =
        higher.advice.topic == lower.advice.topic && higher.advice.order == lower.advice.order;
    return is_same_card
           || (contains(higher.line->silences, lower.line->kind)
               && concern_the_same_order(higher.advice, lower.advice));
}

// FOLD and the one-card-a-topic-and-order half of FAT-1. A card that is silenced silences nothing itself.
std::vector<Ranked> silence(const Situation& situation, std::vector<Ranked> ranked) {
    std::vector<Ranked> kept;
    for (Ranked& next : ranked) {
        const auto silencer =
            std::ranges::find_if(kept, [&](const Ranked& higher) { return silences(higher, next); });
        if (silencer == kept.end()) {
            kept.push_back(std::move(next));
        } else {
            removed(situation, next.advice, Removal::folded, silencer->advice.rows.front());
            fold(std::move(next.advice), silencer->advice);
        }
    }
    return kept;
}

void lower_in_palliative_care(std::vector<Ranked>& ranked) {
    for (auto& [line, advice] : ranked) {
        if (!contains(lowered_in_palliative_care, line->kind)) continue;
        if (advice.indicator == Indicator::critical)
            advice.indicator = Indicator::warning;
        else
            advice.indicator = Indicator::info;
        advice.notes.push_back(Note::palliative_care);
    }
}

bool any_order_in_scope(const Situation& situation) {
    if (situation.orders.size() == 1)
        return situation.orders.front().selected && in_scope(situation, situation.orders.front());
    const OrdersInScope scope(situation);
    return std::ranges::any_of(situation.orders,
                               [&](const Order& order) { return order.selected && scope.contains(order); });
}

// What keeps a card from being shown here and now, if anything does.
std::optional<Removal> not_shown_because(const Situation& situation, const Ranked& ranked,
                                         bool order_in_scope) {
    const bool is_of_the_other_moment =
        situation.moment == Moment::patient_view
            ? ranked.advice.order.has_value()                                           // FAT-4
            : contains(kinds(surgical_referral, conservative_care), ranked.line->kind); // KINDS
    if (is_of_the_other_moment) return Removal::not_shown;
    if (situation.moment == Moment::patient_view) return std::nullopt;
    const bool speaks = order_in_scope
                        || (ranked.advice.indicator == Indicator::critical
                            && contains(red_flags_of_section_6, ranked.line->kind)); // GATE-2
    return speaks ? std::nullopt : std::optional(Removal::out_of_scope);
}

// FAT-1: critical cards are counted and never dropped; the evidence of what is dropped stays. FAT-2: what was
// answered leaves its place to the next.
std::vector<Advice> limit(const Situation& situation, std::vector<Ranked> ranked,
                          const IsAnswered& is_answered) {
    const auto critical = std::ranges::count_if(
        ranked, [](const Ranked& each) { return each.advice.indicator == Indicator::critical; });
    auto places = std::max<std::ptrdiff_t>(situation.policy.max_cards - critical, 0);
    std::vector<Advice> kept;
    std::vector<Advice> dropped;
    for (Ranked& each : ranked) {
        const bool is_critical = each.advice.indicator == Indicator::critical;
        if (!is_critical && places == 0) {
            dropped.push_back(std::move(each.advice));
        } else if (is_answered && is_answered(each.advice)) {
            removed(situation, each.advice, Removal::answered);
        } else {
            if (!is_critical) --places;
            kept.push_back(std::move(each.advice));
        }
    }
    for (Advice& advice : dropped) {
        removed(situation, advice, Removal::limited,
                kept.empty() ? std::nullopt : std::optional(kept.back().rows.front()));
        if (!kept.empty()) fold(std::move(advice), kept.back());
    }
    return kept;
}

} // namespace

std::vector<Advice> settle(std::vector<Advice> advice, const Situation& situation,
                           const IsAnswered& is_answered) {
    if (advice.empty()) return {};
    std::vector<Ranked> ranked;
    ranked.reserve(advice.size());
    for (Advice& each : advice) {
        const Line& line = line_of(each);
        if (contains(advises_a_step, line.kind) && advised_step_is_taken(situation, each)) {
            removed(situation, each, Removal::step_taken);
            continue;
        }
        ranked.push_back({&line, std::move(each)});
    }
    if (in_palliative_care(situation)) lower_in_palliative_care(ranked);
    const bool order_in_scope = any_order_in_scope(situation);
    std::erase_if(ranked, [&](const Ranked& each) {
        const std::optional<Removal> why = not_shown_because(situation, each, order_in_scope);
        if (why) removed(situation, each.advice, *why);
        return why.has_value();
    });
    std::ranges::stable_sort(ranked, {}, [](const Ranked& each) {
        return std::tuple(each.line->rank, -static_cast<int>(each.advice.indicator), each.line,
                          each.advice.order, each.advice.rows.front());
    });
    return limit(situation, silence(situation, std::move(ranked)), is_answered);
}

} // namespace psoas::logic
