#include "fhir/malignancy_words.hpp"

#include "fhir/words.hpp"

#include <algorithm>
#include <array>

namespace psoas::fhir {
namespace {

using logic::Finding;

constexpr std::array malignant_stems{
    std::string_view("malignan"), std::string_view("cancer"),    std::string_view("carcinoma"),
    std::string_view("sarcoma"),  std::string_view("lymphoma"),  std::string_view("myeloma"),
    std::string_view("leukemia"), std::string_view("leukaemia"), std::string_view("melanoma"),
    std::string_view("metasta"),
};

// "osteosarcoma", "adenocarcinoma": the stem ends a longer word.
constexpr std::array malignant_endings{
    std::string_view("carcinoma"),
    std::string_view("sarcoma"),
    std::string_view("blastoma"),
};

constexpr std::array no_disease{
    std::string_view("family history"),
    std::string_view("family hx"),
    std::string_view("screen"),
    std::string_view("benign"),
    std::string_view("no history"),
    std::string_view("no evidence"),
    std::string_view("risk"),
    std::string_view("suscept"),
    std::string_view("vaccin"),
    std::string_view("premalignan"),
    std::string_view("pre-malignan"),
    std::string_view("precancer"),
    std::string_view("nonmalignan"),
    std::string_view("non-malignan"),
    std::string_view("not malignan"),
    std::string_view("malignant hypert"),
    std::string_view("fear of"),
    std::string_view("negative for"),
    std::string_view("without"),
    std::string_view("hyperthermia"),
    std::string_view("no "),
};

constexpr std::array minor_disease{
    std::string_view("in situ"),      std::string_view("in-situ"),     std::string_view("basal cell"),
    std::string_view("non-melanoma"), std::string_view("nonmelanoma"),
};

template <class Words> bool names_any(std::string_view words, const Words& stems) {
    return std::ranges::any_of(stems, [&](std::string_view stem) { return names(words, stem); });
}

} // namespace

std::optional<logic::Finding> malignancy_named_in(std::string_view words) {
    const bool ends = std::ranges::any_of(malignant_endings, [&](std::string_view ending) {
        return words.find(ending) != std::string_view::npos;
    });
    if (!ends && !names_any(words, malignant_stems)) return std::nullopt;
    if (names_any(words, no_disease)) return std::nullopt;
    if (names_any(words, minor_disease)) return Finding::cancer_skin_or_in_situ;
    const bool past = names(words, "history of") || names(words, "hx of") || names(words, "h/o");
    return past ? Finding::cancer_history : Finding::cancer_active;
}

} // namespace psoas::fhir
