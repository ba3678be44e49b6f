#include "fhir/region_words.hpp"

#include "fhir/body_site.hpp"
#include "fhir/title_phrase.hpp"

#include <array>
#include <string_view>

namespace psoas::fhir {
namespace {

using logic::Region;

// The first of this list that is named counts: what is in scope, the wider before what it holds. The
// sacroiliac joints and the sacrum are known and out of scope. What no line names, body_site.hpp may know.
constexpr std::array region_words{
    TitlePhrase{"hip flexor*", Region::psoas},
    TitlePhrase{"psoas", Region::psoas},
    TitlePhrase{"iliopsoas", Region::psoas},
    TitlePhrase{"ilio psoas", Region::psoas},
    TitlePhrase{"iliacus", Region::psoas},
    TitlePhrase{"ob", Region::other}, // studies of the pelvic organs are none of the bony pelvis
    TitlePhrase{"obstetric*", Region::other},
    TitlePhrase{"fetal", Region::other},
    TitlePhrase{"pregnan*", Region::other},
    TitlePhrase{"transvaginal", Region::other},
    TitlePhrase{"gyn*", Region::other},
    TitlePhrase{"uter*", Region::other},
    TitlePhrase{"ovar*", Region::other},
    TitlePhrase{"prostat*", Region::other},
    TitlePhrase{"pelvic floor", Region::other},
    TitlePhrase{"lumbar", Region::lumbar_spine},
    TitlePhrase{"lumb", Region::lumbar_spine},
    TitlePhrase{"lumbosacral", Region::lumbar_spine},
    TitlePhrase{"lumbo sacral", Region::lumbar_spine},
    TitlePhrase{"thoracolumbar", Region::lumbar_spine},
    TitlePhrase{"l spine", Region::lumbar_spine},
    TitlePhrase{"lspine", Region::lumbar_spine},
    TitlePhrase{"l sp", Region::lumbar_spine},
    TitlePhrase{"ls spine", Region::lumbar_spine},
    TitlePhrase{"l s spine", Region::lumbar_spine},
    TitlePhrase{"t l spine", Region::lumbar_spine},
    TitlePhrase{"tl spine", Region::lumbar_spine},
    TitlePhrase{"spine l s", Region::lumbar_spine},
    TitlePhrase{"low back", Region::lumbar_spine},
    TitlePhrase{"lower back", Region::lumbar_spine},
    TitlePhrase{"l1", Region::lumbar_spine},
    TitlePhrase{"l2", Region::lumbar_spine},
    TitlePhrase{"l3", Region::lumbar_spine},
    TitlePhrase{"l4", Region::lumbar_spine},
    TitlePhrase{"l5", Region::lumbar_spine},
    TitlePhrase{"lesi", Region::lumbar_spine},
    TitlePhrase{"caudal", Region::lumbar_spine},
    TitlePhrase{"abd* and pel*", Region::abdomen_and_pelvis},
    TitlePhrase{"abd* pel*", Region::abdomen_and_pelvis},
    TitlePhrase{"abd* , pel*", Region::abdomen_and_pelvis},
    TitlePhrase{"pel* and abd*", Region::abdomen_and_pelvis},
    TitlePhrase{"pel* abd*", Region::abdomen_and_pelvis},
    TitlePhrase{"abd* w pel*", Region::abdomen_and_pelvis},
    TitlePhrase{"chest abd* pel*", Region::abdomen_and_pelvis},
    TitlePhrase{"pelvi*", Region::pelvis},
    TitlePhrase{"pelv", Region::pelvis},
    TitlePhrase{"hip", Region::hip},
    TitlePhrase{"hips", Region::hip},
    TitlePhrase{"femoral head*", Region::hip},
    TitlePhrase{"acetabul*", Region::hip},
    TitlePhrase{"femoroacetabular", Region::hip},
    TitlePhrase{"groin*", Region::groin},
    TitlePhrase{"inguin*", Region::groin},
    TitlePhrase{"thigh*", Region::thigh},
    TitlePhrase{"femur*", Region::thigh},
    TitlePhrase{"c spine", Region::other},
    TitlePhrase{"cspine", Region::other},
    TitlePhrase{"t spine", Region::other},
    TitlePhrase{"tspine", Region::other},
    TitlePhrase{"sacr*", Region::other},
    TitlePhrase{"si joint*", Region::other},
    TitlePhrase{"coccyx", Region::other},
    TitlePhrase{"trochanter*", Region::other}, // its bursa lies under the skin, away from the iliopsoas
    TitlePhrase{"back", Region::spine},
    TitlePhrase{"knee*", Region::knee},
};

constexpr std::array abdomen_and_pelvis_in_short{std::string_view{"a p"}, std::string_view{"cap"},
                                                 std::string_view{"abdomenpelvis"}};

// A region that no line names may be one that diagnoses name.
Region region_in_words(const TitleWords& title) {
    const auto named = first_named(title, region_words);
    const Region elsewhere = region_named_in(title.text());
    if (named == region_words.end()) return elsewhere;
    // Pelvis and hip in one study show both hips.
    if (named->means == Region::hip && title.names("pelv*")) return Region::pelvis;
    // "Back, thoracic": a place says more than the back.
    return named->means == Region::spine && elsewhere != Region::unspecified ? elsewhere : named->means;
}

} // namespace

Region region_in(const TitleWords& title) {
    TitleWords head = title;
    for (std::size_t at = 0; at <= title.size(); ++at) {
        if (at < title.size() && title[at] != ",") continue;
        head = title;
        head.cut(at);
        const Region region = region_in_words(head);
        if (region == Region::unspecified) continue;
        const bool abdomen_alone = region == Region::abdomen && at < title.size();
        return abdomen_alone ? region_in_words(title) : region;
    }
    return Region::unspecified;
}

bool begins_region(const TitleWords& title, std::size_t at) {
    return any_begins(title, at, region_words);
}

bool names_abdomen_and_pelvis_in_short(const TitleWords& title) {
    return names_any(title, abdomen_and_pelvis_in_short);
}

} // namespace psoas::fhir
