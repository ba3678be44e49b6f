#include "fhir/guidance_words.hpp"

#include "fhir/title_phrase.hpp"

#include <array>

namespace psoas::fhir {
namespace {

using logic::Guidance;

// What leaves it open counts before what denies it, and that before what asks for it.
constexpr std::array guidance_words{
    TitlePhrase{"with or without", Guidance::not_stated},
    TitlePhrase{"w or w o", Guidance::not_stated},
    TitlePhrase{"+/-", Guidance::not_stated},
    TitlePhrase{"if available", Guidance::not_stated},
    TitlePhrase{"if needed", Guidance::not_stated},
    TitlePhrase{"unguided", Guidance::none},
    TitlePhrase{"blind", Guidance::none},
    TitlePhrase{"freehand", Guidance::none},
    TitlePhrase{"landmark*", Guidance::none},
    TitlePhrase{"palpation guided", Guidance::none},
    TitlePhrase{"non guided", Guidance::none},
    TitlePhrase{"non image guided", Guidance::none},
    TitlePhrase{"not guided", Guidance::none},
    TitlePhrase{"no image guidance", Guidance::none},
    TitlePhrase{"no imaging", Guidance::none},
    TitlePhrase{"no guidance", Guidance::none},
    TitlePhrase{"no fluoro*", Guidance::none},
    TitlePhrase{"no us", Guidance::none},
    TitlePhrase{"no ultrasound*", Guidance::none},
    TitlePhrase{"without guidance", Guidance::none},
    TitlePhrase{"without image guidance", Guidance::none},
    TitlePhrase{"without imaging", Guidance::none},
    TitlePhrase{"without image*", Guidance::none},
    TitlePhrase{"without ultrasound*", Guidance::none},
    TitlePhrase{"without us", Guidance::none},
    TitlePhrase{"without fluoro*", Guidance::none},
    TitlePhrase{"w o guidance", Guidance::none},
    TitlePhrase{"w o image*", Guidance::none},
    TitlePhrase{"w o imaging", Guidance::none},
    TitlePhrase{"w o ultrasound*", Guidance::none},
    TitlePhrase{"w o us", Guidance::none},
    TitlePhrase{"w o fluoro*", Guidance::none},
    TitlePhrase{"wo guidance", Guidance::none},
    TitlePhrase{"wo imaging", Guidance::none},
    TitlePhrase{"wo ultrasound", Guidance::none},
    TitlePhrase{"wo us", Guidance::none},
    TitlePhrase{"wo fluoro*", Guidance::none},
    TitlePhrase{"guided", Guidance::guided},
    TitlePhrase{"guidance", Guidance::guided},
    TitlePhrase{"guide", Guidance::guided},
    TitlePhrase{"fluoro*", Guidance::guided},
    TitlePhrase{"c arm", Guidance::guided},
    TitlePhrase{"under ct", Guidance::guided},
    TitlePhrase{"under us", Guidance::guided},
    TitlePhrase{"under u s", Guidance::guided},
    TitlePhrase{"with us", Guidance::guided},
    TitlePhrase{"w us", Guidance::guided},
    TitlePhrase{"with ct", Guidance::guided},
    TitlePhrase{"w ct", Guidance::guided},
    TitlePhrase{"ultrasound*", Guidance::guided},
    TitlePhrase{"usg", Guidance::guided},
    TitlePhrase{"sono*", Guidance::guided},
};

} // namespace

Guidance guidance_in(const TitleWords& title) {
    const auto guidance = first_named(title, guidance_words);
    return guidance == guidance_words.end() ? Guidance::not_stated : guidance->means;
}

} // namespace psoas::fhir
