#pragma once

#include "fhir/text_reader.hpp"

#include <string>

namespace psoas::fhir {

/// "+psoas_abscess? past left" is a present, unconfirmed and past psoas abscess on the left; "-" is absent.
inline std::string shown(const Mention& mention) {
    std::string text = mention.presence == logic::Presence::absent ? "-" : "+";
    text += code(mention.finding);
    if (mention.certainty == logic::Certainty::unconfirmed) text += "?";
    if (mention.course == logic::Course::past) text += " past";
    switch (mention.side) {
    case logic::Side::unknown:
        break;
    case logic::Side::left:
        text += " left";
        break;
    case logic::Side::right:
        text += " right";
        break;
    case logic::Side::bilateral:
        text += " bilateral";
        break;
    }
    switch (mention.region) {
    case logic::Region::lumbar_spine:
        text += " lumbar";
        break;
    case logic::Region::spine:
        text += " spine";
        break;
    case logic::Region::pelvis:
        text += " of pelvis";
        break;
    case logic::Region::hip:
        text += " of hip";
        break;
    case logic::Region::groin:
        text += " in groin";
        break;
    case logic::Region::thigh:
        text += " in thigh";
        break;
    case logic::Region::knee:
        text += " in knee";
        break;
    default:
        break;
    }
    if (mention.where_studied) text += " where studied";
    return text;
}

} // namespace psoas::fhir
