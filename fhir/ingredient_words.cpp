#include "fhir/ingredient_words.hpp"

#include "fhir/words.hpp"

#include <algorithm>
#include <array>
#include <span>

namespace psoas::fhir {
namespace {

using logic::Finding;

struct Ingredient {
    std::string_view stem; ///< begins the word: "alendron" is alendronate and alendronic acid
    Finding treatment;
};

// International nonproprietary names (WHO) and, where they differ, the names used in the United States.
constexpr std::array ingredients{
    Ingredient{"prednison", Finding::steroid_use},
    Ingredient{"prednisolon", Finding::steroid_use},
    Ingredient{"methylprednisolon", Finding::steroid_use},
    Ingredient{"dexamethason", Finding::steroid_use},
    Ingredient{"hydrocortison", Finding::steroid_use},
    Ingredient{"cortison", Finding::steroid_use},
    Ingredient{"triamcinolon", Finding::steroid_use},
    Ingredient{"betamethason", Finding::steroid_use},
    Ingredient{"deflazacort", Finding::steroid_use},
    Ingredient{"warfarin", Finding::anticoagulant},
    Ingredient{"acenocoumarol", Finding::anticoagulant},
    Ingredient{"phenprocoumon", Finding::anticoagulant},
    Ingredient{"apixaban", Finding::anticoagulant},
    Ingredient{"rivaroxaban", Finding::anticoagulant},
    Ingredient{"edoxaban", Finding::anticoagulant},
    Ingredient{"dabigatran", Finding::anticoagulant},
    Ingredient{"heparin", Finding::anticoagulant},
    Ingredient{"enoxaparin", Finding::anticoagulant},
    Ingredient{"dalteparin", Finding::anticoagulant},
    Ingredient{"tinzaparin", Finding::anticoagulant},
    Ingredient{"nadroparin", Finding::anticoagulant},
    Ingredient{"fondaparinux", Finding::anticoagulant},
    Ingredient{"argatroban", Finding::anticoagulant},
    Ingredient{"bivalirudin", Finding::anticoagulant},
    Ingredient{"methadon", Finding::opioid},
    Ingredient{"methadon", Finding::methadone},
    Ingredient{"levomethadon", Finding::opioid},
    Ingredient{"levomethadon", Finding::methadone},
    Ingredient{"oxycodon", Finding::opioid},
    Ingredient{"morphin", Finding::opioid},
    Ingredient{"hydrocodon", Finding::opioid},
    Ingredient{"tramadol", Finding::opioid},
    Ingredient{"fentanyl", Finding::opioid},
    Ingredient{"codein", Finding::opioid},
    Ingredient{"dihydrocodein", Finding::opioid},
    Ingredient{"hydromorphon", Finding::opioid},
    Ingredient{"buprenorphin", Finding::opioid},
    Ingredient{"tapentadol", Finding::opioid},
    Ingredient{"oxymorphon", Finding::opioid},
    Ingredient{"meperidin", Finding::opioid},
    Ingredient{"pethidin", Finding::opioid},
    Ingredient{"ibuprofen", Finding::nsaid},
    Ingredient{"dexibuprofen", Finding::nsaid},
    Ingredient{"naproxen", Finding::nsaid},
    Ingredient{"diclofenac", Finding::nsaid},
    Ingredient{"aceclofenac", Finding::nsaid},
    Ingredient{"meloxicam", Finding::nsaid},
    Ingredient{"piroxicam", Finding::nsaid},
    Ingredient{"celecoxib", Finding::nsaid},
    Ingredient{"etoricoxib", Finding::nsaid},
    Ingredient{"ketorolac", Finding::nsaid},
    Ingredient{"indomet", Finding::nsaid},
    Ingredient{"etodolac", Finding::nsaid},
    Ingredient{"nabumeton", Finding::nsaid},
    Ingredient{"ketoprofen", Finding::nsaid},
    Ingredient{"dexketoprofen", Finding::nsaid},
    Ingredient{"flurbiprofen", Finding::nsaid},
    Ingredient{"oxaprozin", Finding::nsaid},
    Ingredient{"sulindac", Finding::nsaid},
    Ingredient{"gabapentin", Finding::neuropathic_agent},
    Ingredient{"pregabalin", Finding::neuropathic_agent},
    Ingredient{"duloxetin", Finding::neuropathic_agent},
    Ingredient{"venlafaxin", Finding::neuropathic_agent},
    Ingredient{"amitriptylin", Finding::neuropathic_agent},
    Ingredient{"nortriptylin", Finding::neuropathic_agent},
    Ingredient{"carbamazepin", Finding::neuropathic_agent},
    Ingredient{"cyclobenzaprin", Finding::muscle_relaxant},
    Ingredient{"baclofen", Finding::muscle_relaxant},
    Ingredient{"tizanidin", Finding::muscle_relaxant},
    Ingredient{"methocarbamol", Finding::muscle_relaxant},
    Ingredient{"carisoprodol", Finding::muscle_relaxant},
    Ingredient{"diazepam", Finding::muscle_relaxant},
    Ingredient{"metaxalon", Finding::muscle_relaxant},
    Ingredient{"tolperison", Finding::muscle_relaxant},
    Ingredient{"thiocolchicosid", Finding::muscle_relaxant},
    Ingredient{"alendron", Finding::osteoporosis_treatment},
    Ingredient{"risedron", Finding::osteoporosis_treatment},
    Ingredient{"ibandron", Finding::osteoporosis_treatment},
    Ingredient{"zoledron", Finding::osteoporosis_treatment},
    Ingredient{"denosumab", Finding::osteoporosis_treatment},
    Ingredient{"teriparatid", Finding::osteoporosis_treatment},
    Ingredient{"abaloparatid", Finding::osteoporosis_treatment},
    Ingredient{"romosozumab", Finding::osteoporosis_treatment},
    Ingredient{"raloxifen", Finding::osteoporosis_treatment},
    Ingredient{"methotrexat", Finding::immunocompromised},
    Ingredient{"azathioprin", Finding::immunocompromised},
    Ingredient{"mercaptopurin", Finding::immunocompromised},
    Ingredient{"mycophenol", Finding::immunocompromised},
    Ingredient{"cyclosporin", Finding::immunocompromised},
    Ingredient{"ciclosporin", Finding::immunocompromised},
    Ingredient{"tacrolimus", Finding::immunocompromised},
    Ingredient{"sirolimus", Finding::immunocompromised},
    Ingredient{"everolimus", Finding::immunocompromised},
    Ingredient{"leflunomid", Finding::immunocompromised},
    Ingredient{"cyclophosphamid", Finding::immunocompromised},
    Ingredient{"adalimumab", Finding::immunocompromised},
    Ingredient{"infliximab", Finding::immunocompromised},
    Ingredient{"etanercept", Finding::immunocompromised},
    Ingredient{"golimumab", Finding::immunocompromised},
    Ingredient{"certolizumab", Finding::immunocompromised},
    Ingredient{"rituximab", Finding::immunocompromised},
    Ingredient{"tocilizumab", Finding::immunocompromised},
    Ingredient{"abatacept", Finding::immunocompromised},
    Ingredient{"tofacitinib", Finding::immunocompromised},
    Ingredient{"baricitinib", Finding::immunocompromised},
    Ingredient{"upadacitinib", Finding::immunocompromised},
    Ingredient{"etoposid", Finding::immunocompromised},
    Ingredient{"oxaliplatin", Finding::immunocompromised},
    Ingredient{"cisplatin", Finding::immunocompromised},
    Ingredient{"carboplatin", Finding::immunocompromised},
    Ingredient{"docetaxel", Finding::immunocompromised},
    Ingredient{"paclitaxel", Finding::immunocompromised},
    Ingredient{"doxorubicin", Finding::immunocompromised},
    Ingredient{"epirubicin", Finding::immunocompromised},
    Ingredient{"vincristin", Finding::immunocompromised},
    Ingredient{"fluorouracil", Finding::immunocompromised},
    Ingredient{"capecitabin", Finding::immunocompromised},
    Ingredient{"gemcitabin", Finding::immunocompromised},
    Ingredient{"irinotecan", Finding::immunocompromised},
    Ingredient{"pemetrexed", Finding::immunocompromised},
    Ingredient{"bortezomib", Finding::immunocompromised},
    Ingredient{"lenalidomid", Finding::immunocompromised},
};

// Forms and routes as RxNorm, SNOMED CT and prescribers word them.
constexpr std::array local_uses{
    std::string_view("topical"),         std::string_view("cutaneous"),
    std::string_view("cream"),           std::string_view("ointment"),
    std::string_view("lotion"),          std::string_view("foam"),
    std::string_view("shampoo"),         std::string_view("paste"),
    std::string_view("ophthalm"),        std::string_view("otic"),
    std::string_view("auricular"),       std::string_view("nasal"),
    std::string_view("spray"),           std::string_view("inhal"),
    std::string_view("actuat"),          std::string_view("metered dose"),
    std::string_view("nebuli"),          std::string_view("respiratory"),
    std::string_view("intra-articular"), std::string_view("intraarticular"),
    std::string_view("articular"),       std::string_view("intralesional"),
    std::string_view("bursa"),           std::string_view("epidural"),
    std::string_view("mouthwash"),       std::string_view("dental"),
    std::string_view("vaginal"),         std::string_view("rectal"),
    std::string_view("enema"),           std::string_view("intravitreal"),
    std::string_view("flush"),           std::string_view("catheter lock"),
    std::string_view("heparin lock"),    std::string_view("hep lock"),
    std::string_view("hep-lock"),
};

// These begin other words: "gelatin capsule", "early".
constexpr std::array whole_words{
    std::string_view("gel"),
    std::string_view("eye"),
    std::string_view("ear"),
};

// Heparin is the one anticoagulant that is also put on the skin and into catheters; so given it is for all
// of the body, whatever else its text speaks of.
constexpr std::string_view locally_used_anticoagulant = "heparin";
constexpr std::array systemic_uses{
    std::string_view("subcut"), std::string_view("infusion"), std::string_view("drip"),
    std::string_view("bolus"),  std::string_view("oral"),     std::string_view("tablet"),
    std::string_view("s.c"),
};
constexpr std::array systemic_words{std::string_view("sc"), std::string_view("sq")};

// Words of a remark on another medication: "stop eye drops", "patient uses nasal spray".
constexpr std::array words_of_remarks{
    std::string_view("patient"), std::string_view("pt"),   std::string_view("uses"),
    std::string_view("using"),   std::string_view("also"), std::string_view("stop"),
    std::string_view("stopped"), std::string_view("with"), std::string_view("continue"),
};

bool names_any(std::string_view words, std::span<const std::string_view> stems) {
    return std::ranges::any_of(stems, [&](std::string_view stem) { return names(words, stem); });
}

bool names_any_word(std::string_view words, std::span<const std::string_view> whole) {
    return std::ranges::any_of(whole, [&](std::string_view word) { return names_word(words, word); });
}

// What stands between semicolons, lines, brackets and full stops.
std::vector<std::string_view> parts_of(std::string_view words) {
    std::vector<std::string_view> parts;
    std::size_t begin = 0;
    for (std::size_t at = 0; at <= words.size(); ++at) {
        const bool is_stop =
            at < words.size() && words[at] == '.' && (at + 1 == words.size() || words[at + 1] == ' ');
        const bool ends =
            at == words.size() || is_stop || std::string_view(";\n()[]").find(words[at]) != words.npos;
        if (!ends) continue;
        if (at > begin) parts.push_back(words.substr(begin, at - begin));
        begin = at + 1;
    }
    return parts;
}

bool names_ingredient(std::string_view part) {
    return std::ranges::any_of(ingredients, [&](const Ingredient& each) { return names(part, each.stem); });
}

// Words that stand by themselves, such as "(topical cream)", speak of all that is named beside them.
bool names_local_use_of_all(std::span<const std::string_view> parts) {
    return std::ranges::any_of(parts, [](std::string_view part) {
        return !names_ingredient(part) && !names_any_word(part, words_of_remarks) && names_local_use(part);
    });
}

bool names_systemic_use(std::string_view words) {
    return names_any(words, systemic_uses) || names_any_word(words, systemic_words);
}

} // namespace

std::vector<logic::Finding> treatments_named_in(std::string_view words) {
    std::vector<Finding> treatments;
    for (const Ingredient& ingredient : ingredients)
        if (names(words, ingredient.stem)
            && std::ranges::find(treatments, ingredient.treatment) == treatments.end())
            treatments.push_back(ingredient.treatment);
    return treatments;
}

bool names_local_use(std::string_view words) {
    return names_any(words, local_uses) || names_any_word(words, whole_words);
}

bool is_used_locally(logic::Finding treatment, std::string_view words, FormOrRoute form_or_route) {
    const std::vector<std::string_view> parts = parts_of(words);
    const bool is_anticoagulant = treatment == Finding::anticoagulant;
    const bool all = form_or_route == FormOrRoute::local || names_local_use_of_all(parts);
    if (is_anticoagulant && names_systemic_use(words)) return false;
    bool is_named = false;
    for (const Ingredient& ingredient : ingredients) {
        if (ingredient.treatment != treatment || !names(words, ingredient.stem)) continue;
        if (is_anticoagulant && ingredient.stem != locally_used_anticoagulant) return false;
        is_named = true;
        const bool is_local = std::ranges::any_of(parts, [&](std::string_view part) {
            return names(part, ingredient.stem) && names_local_use(part);
        });
        if (!is_local && !all) return false;
    }
    // "Hep-Lock", "Hepathromb": a brand of heparin says so, no other is used so.
    return is_named || (all && (!is_anticoagulant || names(words, "hep")));
}

} // namespace psoas::fhir
