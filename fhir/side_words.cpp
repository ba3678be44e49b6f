#include "fhir/side_words.hpp"

#include "fhir/region_words.hpp"
#include "fhir/title_phrase.hpp"

#include <array>
#include <optional>

namespace psoas::fhir {
namespace {

using logic::Side;

constexpr std::array side_words{
    TitlePhrase{"bilat*", Side::bilateral}, TitlePhrase{"bil", Side::bilateral},
    TitlePhrase{"b l", Side::bilateral},    TitlePhrase{"both", Side::bilateral},
    TitlePhrase{"hips", Side::bilateral},   TitlePhrase{"left", Side::left},
    TitlePhrase{"lt", Side::left},          TitlePhrase{"right", Side::right},
    TitlePhrase{"rt", Side::right},
};

// "L hip", "hip (R)" and "R" at the end: a letter beside a region. "L-spine" is none, nor is "L/S".
std::optional<Side> side_letter(const TitleWords& title, std::size_t at) {
    const bool left = title[at] == "l";
    if (!left && title[at] != "r") return std::nullopt;
    if (title[at + 1] == "o" || begins_region(title, at)) return std::nullopt; // "r/o", "L-spine"
    const bool before = begins_region(title, at + 1);
    const bool after = at > 0 && (begins_region(title, at - 1) || (title[at - 1] == "," && at > 1));
    if (!before && !after && at + 1 != title.size()) return std::nullopt;
    return left ? Side::left : Side::right;
}

Side joined_sides(Side one, Side other) {
    if (one == Side::unknown || one == other) return other;
    return other == Side::unknown ? one : Side::bilateral;
}

} // namespace

Side side_in(const TitleWords& title) {
    Side side = Side::unknown;
    for (std::size_t at = 0; at < title.size(); ++at) {
        for (const auto& each : side_words)
            if (title.phrase_at(at, each.words) != 0) side = joined_sides(side, each.means);
        if (const auto letter = side_letter(title, at)) side = joined_sides(side, *letter);
    }
    return side;
}

bool begins_side(const TitleWords& title, std::size_t at) {
    return any_begins(title, at, side_words);
}

} // namespace psoas::fhir
