#include "fhir/repeat_words.hpp"

#include "fhir/words.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace psoas::fhir {
namespace {

constexpr std::array follow_up{
    std::string_view("follow-up of"),     std::string_view("follow up of"),
    std::string_view("followup of"),      std::string_view("follow-up"),
    std::string_view("follow up known"),  std::string_view("f/u"),
    std::string_view("progress scan of"), std::string_view("interval"),
    std::string_view("follow up"),        std::string_view("followup"),
};

// Stems of what is followed up by its image.
constexpr std::array seen_before{
    std::string_view("lesion"),   std::string_view("mass"),      std::string_view("nodul"),
    std::string_view("collecti"), std::string_view("abscess"),   std::string_view("haematoma"),
    std::string_view("hematoma"), std::string_view("fracture"),  std::string_view("cyst"),
    std::string_view("metasta"),  std::string_view("tumor"),     std::string_view("tumour"),
    std::string_view("discitis"), std::string_view("infection"), std::string_view("osteomyelitis"),
};

constexpr std::array others{
    std::string_view("no"),    std::string_view("not"),         std::string_view("without"),
    std::string_view("visit"), std::string_view("colonoscopy"), std::string_view("clinic"),
};

template <class List> bool has_word(std::string_view lower, const List& list) {
    return std::ranges::any_of(list, [&](std::string_view word) { return names_word(lower, word); });
}

} // namespace

bool asks_for_follow_up(std::string_view reason) {
    constexpr std::size_t longest = 200; // more is a note about many things
    const std::string lower = lowercase(reason.substr(0, longest));
    if (has_word(lower, others)) return false;
    if (names_word(lower, "surveillance")) return true;
    return has_word(lower, follow_up)
           && std::ranges::any_of(seen_before, [&](std::string_view stem) { return names(lower, stem); });
}

} // namespace psoas::fhir
