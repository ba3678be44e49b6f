#include "fhir/procedure_title.hpp"

#include "fhir/contrast_words.hpp"
#include "fhir/guidance_words.hpp"
#include "fhir/injection_words.hpp"
#include "fhir/modality_words.hpp"
#include "fhir/region_words.hpp"
#include "fhir/side_words.hpp"
#include "fhir/title_phrase.hpp"
#include "fhir/words.hpp"

#include <array>

namespace psoas::fhir {
namespace {

using logic::Guidance;
using logic::InjectionTarget;
using logic::Modality;
using logic::OrderKind;
using logic::Region;
using logic::Side;

// An intervention under image guidance is no study of its own.
constexpr std::array interventions{
    std::string_view{"guid*"},          std::string_view{"biops*"}, std::string_view{"bx"},
    std::string_view{"aspirat*"},       std::string_view{"drain*"}, std::string_view{"ablation"},
    std::string_view{"vertebroplasty"},
};

constexpr std::array care_words{
    TitlePhrase{"physical therapy", OrderKind::physical_therapy},
    TitlePhrase{"physiotherapy", OrderKind::physical_therapy},
    TitlePhrase{"pt eval*", OrderKind::physical_therapy},
    TitlePhrase{"home exercise*", OrderKind::physical_therapy},
    TitlePhrase{"therapeutic exercise*", OrderKind::physical_therapy},
    TitlePhrase{"referral", OrderKind::referral},
    TitlePhrase{"refer to", OrderKind::referral},
    TitlePhrase{"consult*", OrderKind::referral},
};

// Where the reason of an order begins; also what "R/O" stands for, so that its R is no side.
constexpr std::array reasons{
    std::string_view{"for"},      std::string_view{"r o"},          std::string_view{"ro"},
    std::string_view{"rule out"}, std::string_view{"eval*"},        std::string_view{"assess*"},
    std::string_view{"due to"},   std::string_view{"secondary to"}, std::string_view{"h o"},
    std::string_view{"hx"},       std::string_view{"history"},      std::string_view{"indication*"},
    std::string_view{"reason*"},  std::string_view{"dx"},           std::string_view{"s p"},
    std::string_view{"pt has"},   std::string_view{"patient has"},  std::string_view{"because"},
};

constexpr std::array nothing_asked{
    std::string_view{"cancel*"},
    std::string_view{"discontinu*"},
    std::string_view{"d c"},
    std::string_view{"dc"},
    std::string_view{"void"},
    std::string_view{"hold"},
    std::string_view{"stop"},
    std::string_view{"do not"},
    std::string_view{"don t"},
    std::string_view{"not needed"},
    std::string_view{"not indicated"},
    std::string_view{"no need"},
    std::string_view{"declin*"},
    std::string_view{"refus*"},
    std::string_view{"defer*"},
    std::string_view{"no mri"},
    std::string_view{"no mr"},
    std::string_view{"no ct"},
    std::string_view{"no x ray*"},
    std::string_view{"no xr*"},
    std::string_view{"no further"},
    std::string_view{"contraindicat*"},
    std::string_view{"form"},
    std::string_view{"questionnaire"},
    std::string_view{"checklist"},
    std::string_view{"safety"},
    std::string_view{"consent"},
    std::string_view{"education"},
    std::string_view{"instructions"},
    std::string_view{"handout"},
    std::string_view{"clearance"},
    std::string_view{"compatib*"},
    std::string_view{"outside"},
    std::string_view{"copy"},
    std::string_view{"cd"},
    std::string_view{"records"},
    std::string_view{"results"},
    std::string_view{"report"},
    std::string_view{"overread"},
    std::string_view{"second opinion"},
    std::string_view{"authorization"},
    std::string_view{"prior auth"},
    std::string_view{"transport*"},
    std::string_view{"showed"},
    std::string_view{"shows"},
    std::string_view{"reviewed"},
    std::string_view{"had"},
    std::string_view{"was"},
};

bool is_sided(Region region) {
    return region != Region::lumbar_spine && region != Region::spine && region != Region::unspecified;
}

// The title up to its reason.
TitleWords before_reason(const TitleWords& title) {
    TitleWords study = title;
    std::size_t first = title.size();
    for (const std::string_view reason : reasons) {
        const std::size_t at = title.find(reason);
        if (at != 0 && at < first && title[at - 1] != "pt") first = at; // "PT eval and treat"
    }
    study.cut(first);
    return study;
}

void complete_injection(ProcedureTitle& read, std::string_view title) {
    read.names_l3 = names_level_l3(lowercase(title.substr(0, TitleWords::longest_title)));
    if (read.target == InjectionTarget::epidural && read.region == Region::unspecified)
        read.region = Region::spine;
    if (read.target == InjectionTarget::not_stated
        && (read.region == Region::psoas || read.region == Region::hip))
        read.target = InjectionTarget::iliopsoas_or_hip;
    if (read.region == Region::psoas) read.region = Region::hip; // the bursa, as the codes have it
    if (read.region == Region::unspecified) read.kind = OrderKind::unrecognised; // of a drug, perhaps
}

void complete_imaging(ProcedureTitle& read, const TitleWords& study, const TitleWords& whole) {
    const bool is_section = read.modality == Modality::ct || read.modality == Modality::mri;
    if (is_section && names_abdomen_and_pelvis_in_short(study)) read.region = Region::abdomen_and_pelvis;
    const bool in_the_joint = study.names("arthrogra*"); // and not in a vein
    if ((is_section || read.modality == Modality::unknown) && !in_the_joint)
        read.contrast = contrast_in(whole);
    if (read.modality != Modality::unknown && read.region != Region::unspecified)
        read.kind = OrderKind::imaging;
}

} // namespace

ProcedureTitle read_procedure_title(std::string_view title) {
    const TitleWords whole(title);
    const TitleWords study = before_reason(whole);

    ProcedureTitle read{.modality = modality_in(study)};
    if (whole.names("guid*")) read.guidance = guidance_in(whole);
    const auto care = first_named(study, care_words);
    const bool asks_for_imaging = read.modality != Modality::unknown && study.names("referral");
    if (care != care_words.end() && !asks_for_imaging)
        read = {.kind = care->means};
    else if (const auto target = injection_in(study))
        read = {.kind = OrderKind::injection, .guidance = guidance_in(whole), .target = *target};
    else if (names_any(study, interventions))
        return {.guidance = read.guidance};

    read.region = region_in(study);
    if (read.region == Region::unspecified) read.region = region_in(whole);
    read.side = side_in(study);
    if (read.side == Side::unknown && is_sided(read.region)) read.side = side_in(whole);

    if (read.kind == OrderKind::injection)
        complete_injection(read, title);
    else if (read.kind == OrderKind::unrecognised)
        complete_imaging(read, study, whole);
    else
        read.contrast = contrast_in(whole);
    return read;
}

Guidance injection_guidance_in(std::string_view title) {
    return guidance_in(TitleWords(title));
}

bool asks_for_nothing(std::string_view title) {
    return names_any(TitleWords(title), nothing_asked);
}

} // namespace psoas::fhir
