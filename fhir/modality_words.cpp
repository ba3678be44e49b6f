#include "fhir/modality_words.hpp"

#include "fhir/region_words.hpp"
#include "fhir/side_words.hpp"
#include "fhir/title_phrase.hpp"

#include <algorithm>
#include <array>

namespace psoas::fhir {
namespace {

using logic::Modality;

// Where several are named the first of this list counts: "PET/CT" is a PET, an arthrogram no plain MRI, a
// myelogram no plain CT.
constexpr std::array modality_words{
    TitlePhrase{"bone scan", Modality::bone_scan},
    TitlePhrase{"bone scintigraphy", Modality::bone_scan},
    TitlePhrase{"pet", Modality::pet},
    TitlePhrase{"myelogra*", Modality::other},
    TitlePhrase{"mra", Modality::other},
    TitlePhrase{"cta", Modality::other},
    TitlePhrase{"angio*", Modality::other},
    TitlePhrase{"venogra*", Modality::other},
    TitlePhrase{"doppler", Modality::other},
    TitlePhrase{"duplex", Modality::other},
    TitlePhrase{"dexa", Modality::other},
    TitlePhrase{"dxa", Modality::other},
    TitlePhrase{"densitometry", Modality::other},
    TitlePhrase{"bone density", Modality::other},
    TitlePhrase{"mri", Modality::mri},
    TitlePhrase{"mris", Modality::mri},
    TitlePhrase{"mr", Modality::mri},
    TitlePhrase{"magnetic resonance", Modality::mri},
    TitlePhrase{"mrn", Modality::mri},
    TitlePhrase{"ct", Modality::ct},
    TitlePhrase{"cat scan", Modality::ct},
    TitlePhrase{"comput* tomograph*", Modality::ct},
    TitlePhrase{"comput* axial tomograph*", Modality::ct},
    TitlePhrase{"ultrasound*", Modality::ultrasound},
    TitlePhrase{"us", Modality::ultrasound},
    TitlePhrase{"u s", Modality::ultrasound},
    TitlePhrase{"usg", Modality::ultrasound},
    TitlePhrase{"sono*", Modality::ultrasound},
    TitlePhrase{"ultrasonogra*", Modality::ultrasound},
    TitlePhrase{"arthrogra*", Modality::other},
    TitlePhrase{"xr", Modality::radiograph},
    TitlePhrase{"xray*", Modality::radiograph},
    TitlePhrase{"x ray*", Modality::radiograph},
    TitlePhrase{"radiogra*", Modality::radiograph},
    TitlePhrase{"radiologic exam*", Modality::radiograph},
    TitlePhrase{"plain film*", Modality::radiograph},
    TitlePhrase{"films", Modality::radiograph},
    TitlePhrase{"skeletal survey", Modality::other},
    TitlePhrase{"view", Modality::radiograph},
    TitlePhrase{"views", Modality::radiograph},
    TitlePhrase{"vw", Modality::radiograph},
    TitlePhrase{"vws", Modality::radiograph},
    TitlePhrase{"ap lat*", Modality::radiograph},
    TitlePhrase{"ap and lat*", Modality::radiograph},
    TitlePhrase{"ap pelvis", Modality::radiograph},
    TitlePhrase{"frog leg", Modality::radiograph},
    TitlePhrase{"frogleg", Modality::radiograph},
};

// "Mr Smith" and "tell us" are words of English.
bool is_a_modality_here(const TitleWords& title, std::size_t at) {
    if (title[at] != "mr" && title[at] != "us") return true;
    if (title[at + 1] == ",") return !title.is_title_case(at);
    const bool names_what = begins_region(title, at + 1) || begins_side(title, at + 1);
    const bool last = at + 1 == title.size();
    if (title[at] == "us" && at > 0 && !last && !begins_region(title, at - 1) && !names_what
        && title.phrase_at(at + 1, "guid*") == 0)
        return false;
    return names_what || !title.is_title_case(at);
}

} // namespace

Modality modality_in(const TitleWords& title) {
    const auto named = std::ranges::find_if(modality_words, [&](const auto& each) {
        for (std::size_t at = 0; at < title.size(); ++at)
            if (title.phrase_at(at, each.words) != 0 && is_a_modality_here(title, at)) return true;
        return false;
    });
    return named == modality_words.end() ? Modality::unknown : named->means;
}

} // namespace psoas::fhir
