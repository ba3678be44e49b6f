#include "fhir/procedure_title.hpp"

#include "fhir/body_site.hpp"
#include "fhir/contrast_words.hpp"
#include "fhir/title_words.hpp"
#include "fhir/words.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace psoas::fhir {
namespace {

using logic::Guidance;
using logic::InjectionTarget;
using logic::Modality;
using logic::OrderKind;
using logic::Region;
using logic::Side;

// Words as schedules, order catalogues and clinicians write them, in small letters; see TitleWords.
template <class Meaning> struct Phrase {
    std::string_view words;
    Meaning means;
};

// Where several are named the first of this list counts: "PET/CT" is a PET, an arthrogram no plain MRI.
constexpr std::array modality_words{
    Phrase{"bone scan", Modality::bone_scan},
    Phrase{"bone scintigraphy", Modality::bone_scan},
    Phrase{"pet", Modality::pet},
    Phrase{"mra", Modality::other},
    Phrase{"cta", Modality::other},
    Phrase{"angio*", Modality::other},
    Phrase{"venogra*", Modality::other},
    Phrase{"doppler", Modality::other},
    Phrase{"duplex", Modality::other},
    Phrase{"dexa", Modality::other},
    Phrase{"dxa", Modality::other},
    Phrase{"densitometry", Modality::other},
    Phrase{"bone density", Modality::other},
    Phrase{"mri", Modality::mri},
    Phrase{"mris", Modality::mri},
    Phrase{"mr", Modality::mri},
    Phrase{"magnetic resonance", Modality::mri},
    Phrase{"mrn", Modality::mri},
    Phrase{"ct", Modality::ct},
    Phrase{"cat scan", Modality::ct},
    Phrase{"comput* tomograph*", Modality::ct},
    Phrase{"comput* axial tomograph*", Modality::ct},
    Phrase{"ultrasound*", Modality::ultrasound},
    Phrase{"us", Modality::ultrasound},
    Phrase{"u s", Modality::ultrasound},
    Phrase{"usg", Modality::ultrasound},
    Phrase{"sono*", Modality::ultrasound},
    Phrase{"ultrasonogra*", Modality::ultrasound},
    Phrase{"arthrogra*", Modality::other},
    Phrase{"xr", Modality::radiograph},
    Phrase{"xray*", Modality::radiograph},
    Phrase{"x ray*", Modality::radiograph},
    Phrase{"radiogra*", Modality::radiograph},
    Phrase{"radiologic exam*", Modality::radiograph},
    Phrase{"plain film*", Modality::radiograph},
    Phrase{"films", Modality::radiograph},
    Phrase{"skeletal survey", Modality::other},
    Phrase{"view", Modality::radiograph},
    Phrase{"views", Modality::radiograph},
    Phrase{"vw", Modality::radiograph},
    Phrase{"vws", Modality::radiograph},
    Phrase{"ap lat*", Modality::radiograph},
    Phrase{"ap and lat*", Modality::radiograph},
    Phrase{"ap pelvis", Modality::radiograph},
    Phrase{"frog leg", Modality::radiograph},
    Phrase{"frogleg", Modality::radiograph},
};

// The first of this list that is named counts: what is in scope, the wider before what it holds. The
// sacroiliac joints and the sacrum are known and out of scope. What no line names, body_site.hpp may know.
constexpr std::array region_words{
    Phrase{"hip flexor*", Region::psoas},
    Phrase{"psoas", Region::psoas},
    Phrase{"iliopsoas", Region::psoas},
    Phrase{"ilio psoas", Region::psoas},
    Phrase{"iliacus", Region::psoas},
    Phrase{"ob", Region::other}, // studies of the pelvic organs are none of the bony pelvis
    Phrase{"obstetric*", Region::other},
    Phrase{"fetal", Region::other},
    Phrase{"pregnan*", Region::other},
    Phrase{"transvaginal", Region::other},
    Phrase{"gyn*", Region::other},
    Phrase{"uter*", Region::other},
    Phrase{"ovar*", Region::other},
    Phrase{"prostat*", Region::other},
    Phrase{"pelvic floor", Region::other},
    Phrase{"lumbar", Region::lumbar_spine},
    Phrase{"lumb", Region::lumbar_spine},
    Phrase{"lumbosacral", Region::lumbar_spine},
    Phrase{"lumbo sacral", Region::lumbar_spine},
    Phrase{"thoracolumbar", Region::lumbar_spine},
    Phrase{"l spine", Region::lumbar_spine},
    Phrase{"lspine", Region::lumbar_spine},
    Phrase{"l sp", Region::lumbar_spine},
    Phrase{"ls spine", Region::lumbar_spine},
    Phrase{"l s spine", Region::lumbar_spine},
    Phrase{"t l spine", Region::lumbar_spine},
    Phrase{"tl spine", Region::lumbar_spine},
    Phrase{"spine l s", Region::lumbar_spine},
    Phrase{"low back", Region::lumbar_spine},
    Phrase{"lower back", Region::lumbar_spine},
    Phrase{"l1", Region::lumbar_spine},
    Phrase{"l2", Region::lumbar_spine},
    Phrase{"l3", Region::lumbar_spine},
    Phrase{"l4", Region::lumbar_spine},
    Phrase{"l5", Region::lumbar_spine},
    Phrase{"lesi", Region::lumbar_spine},
    Phrase{"caudal", Region::lumbar_spine},
    Phrase{"abd* and pel*", Region::abdomen_and_pelvis},
    Phrase{"abd* pel*", Region::abdomen_and_pelvis},
    Phrase{"abd* , pel*", Region::abdomen_and_pelvis},
    Phrase{"pel* and abd*", Region::abdomen_and_pelvis},
    Phrase{"pel* abd*", Region::abdomen_and_pelvis},
    Phrase{"abd* w pel*", Region::abdomen_and_pelvis},
    Phrase{"chest abd* pel*", Region::abdomen_and_pelvis},
    Phrase{"pelvi*", Region::pelvis},
    Phrase{"pelv", Region::pelvis},
    Phrase{"hip", Region::hip},
    Phrase{"hips", Region::hip},
    Phrase{"femoral head*", Region::hip},
    Phrase{"acetabul*", Region::hip},
    Phrase{"femoroacetabular", Region::hip},
    Phrase{"groin*", Region::groin},
    Phrase{"inguin*", Region::groin},
    Phrase{"thigh*", Region::thigh},
    Phrase{"femur*", Region::thigh},
    Phrase{"c spine", Region::other},
    Phrase{"cspine", Region::other},
    Phrase{"t spine", Region::other},
    Phrase{"tspine", Region::other},
    Phrase{"sacr*", Region::other},
    Phrase{"si joint*", Region::other},
    Phrase{"coccyx", Region::other},
    Phrase{"trochanter*", Region::other}, // its bursa lies under the skin, away from the iliopsoas
    Phrase{"back", Region::spine},
    Phrase{"knee*", Region::knee},
};

// "A/P" is a region in the title of a CT or MRI and a view in that of a radiograph.
constexpr std::array abdomen_and_pelvis_in_short{std::string_view{"a p"}, std::string_view{"cap"},
                                                 std::string_view{"abdomenpelvis"}};

constexpr std::array side_words{
    Phrase{"bilat*", Side::bilateral}, Phrase{"bil", Side::bilateral},  Phrase{"b l", Side::bilateral},
    Phrase{"both", Side::bilateral},   Phrase{"hips", Side::bilateral}, Phrase{"left", Side::left},
    Phrase{"lt", Side::left},          Phrase{"right", Side::right},    Phrase{"rt", Side::right},
};

constexpr std::array injection_words{
    Phrase{"inj", InjectionTarget::not_stated},
    Phrase{"injs", InjectionTarget::not_stated},
    Phrase{"inject*", InjectionTarget::not_stated},
    Phrase{"injxn", InjectionTarget::not_stated},
    Phrase{"cortisone", InjectionTarget::not_stated},
    Phrase{"steroid shot", InjectionTarget::not_stated},
    Phrase{"csi", InjectionTarget::not_stated},
    Phrase{"nerve block", InjectionTarget::not_stated},
    Phrase{"esi", InjectionTarget::epidural},
    Phrase{"esis", InjectionTarget::epidural},
    Phrase{"lesi", InjectionTarget::epidural},
    Phrase{"tfesi", InjectionTarget::epidural},
    Phrase{"ilesi", InjectionTarget::epidural},
    Phrase{"epidural*", InjectionTarget::epidural},
    Phrase{"nerve root block", InjectionTarget::epidural},
    Phrase{"snrb", InjectionTarget::epidural},
    Phrase{"facet", InjectionTarget::other},
    Phrase{"medial branch", InjectionTarget::other},
    Phrase{"mbb", InjectionTarget::other},
};

// What looks like one of these injections and is another thing.
constexpr std::array no_injection{
    std::string_view{"injection site"}, std::string_view{"labor"},       std::string_view{"labour"},
    std::string_view{"anesthesia"},     std::string_view{"anaesthesia"}, std::string_view{"catheter"},
    std::string_view{"abscess"},        std::string_view{"hematoma"},    std::string_view{"haematoma"},
    std::string_view{"self inject*"},   std::string_view{"im inject*"},  std::string_view{"lipomatosis"},
};

constexpr std::array trigger_point{std::string_view{"trigger point*"}, std::string_view{"tpi"},
                                   std::string_view{"trochanter*"}, std::string_view{"intramuscular"}};

// What leaves it open counts before what denies it, and that before what asks for it.
constexpr std::array guidance_words{
    Phrase{"with or without", Guidance::not_stated},
    Phrase{"w or w o", Guidance::not_stated},
    Phrase{"+/-", Guidance::not_stated},
    Phrase{"if available", Guidance::not_stated},
    Phrase{"if needed", Guidance::not_stated},
    Phrase{"unguided", Guidance::none},
    Phrase{"blind", Guidance::none},
    Phrase{"freehand", Guidance::none},
    Phrase{"landmark*", Guidance::none},
    Phrase{"palpation guided", Guidance::none},
    Phrase{"non guided", Guidance::none},
    Phrase{"non image guided", Guidance::none},
    Phrase{"not guided", Guidance::none},
    Phrase{"no image guidance", Guidance::none},
    Phrase{"no imaging", Guidance::none},
    Phrase{"no guidance", Guidance::none},
    Phrase{"no fluoro*", Guidance::none},
    Phrase{"no us", Guidance::none},
    Phrase{"no ultrasound*", Guidance::none},
    Phrase{"without guidance", Guidance::none},
    Phrase{"without image guidance", Guidance::none},
    Phrase{"without imaging", Guidance::none},
    Phrase{"without image*", Guidance::none},
    Phrase{"without ultrasound*", Guidance::none},
    Phrase{"without us", Guidance::none},
    Phrase{"without fluoro*", Guidance::none},
    Phrase{"w o guidance", Guidance::none},
    Phrase{"w o image*", Guidance::none},
    Phrase{"w o imaging", Guidance::none},
    Phrase{"w o ultrasound*", Guidance::none},
    Phrase{"w o us", Guidance::none},
    Phrase{"w o fluoro*", Guidance::none},
    Phrase{"wo guidance", Guidance::none},
    Phrase{"wo imaging", Guidance::none},
    Phrase{"wo ultrasound", Guidance::none},
    Phrase{"wo us", Guidance::none},
    Phrase{"wo fluoro*", Guidance::none},
    Phrase{"guided", Guidance::guided},
    Phrase{"guidance", Guidance::guided},
    Phrase{"guide", Guidance::guided},
    Phrase{"fluoro*", Guidance::guided},
    Phrase{"c arm", Guidance::guided},
    Phrase{"under ct", Guidance::guided},
    Phrase{"under us", Guidance::guided},
    Phrase{"under u s", Guidance::guided},
    Phrase{"with us", Guidance::guided},
    Phrase{"w us", Guidance::guided},
    Phrase{"with ct", Guidance::guided},
    Phrase{"w ct", Guidance::guided},
    Phrase{"ultrasound*", Guidance::guided},
    Phrase{"usg", Guidance::guided},
    Phrase{"sono*", Guidance::guided},
};

// An intervention under image guidance is no study of its own.
constexpr std::array interventions{
    std::string_view{"guid*"},          std::string_view{"biops*"}, std::string_view{"bx"},
    std::string_view{"aspirat*"},       std::string_view{"drain*"}, std::string_view{"ablation"},
    std::string_view{"vertebroplasty"},
};

constexpr std::array care_words{
    Phrase{"physical therapy", OrderKind::physical_therapy},
    Phrase{"physiotherapy", OrderKind::physical_therapy},
    Phrase{"pt eval*", OrderKind::physical_therapy},
    Phrase{"home exercise*", OrderKind::physical_therapy},
    Phrase{"therapeutic exercise*", OrderKind::physical_therapy},
    Phrase{"referral", OrderKind::referral},
    Phrase{"refer to", OrderKind::referral},
    Phrase{"consult*", OrderKind::referral},
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

constexpr std::size_t nowhere = static_cast<std::size_t>(-1);

std::size_t find(const TitleWords& title, std::string_view phrase) {
    for (std::size_t at = 0; at < title.size(); ++at)
        if (title.phrase_at(at, phrase) != 0) return at;
    return nowhere;
}

bool names_any(const TitleWords& title, const auto& phrases) {
    return std::ranges::any_of(phrases,
                               [&](std::string_view phrase) { return find(title, phrase) != nowhere; });
}

/// The first of a list that a title names.
template <class List> auto first_named(const TitleWords& title, const List& list) {
    return std::ranges::find_if(list, [&](const auto& each) { return find(title, each.words) != nowhere; });
}

// A region that no line names may be one that diagnoses name.
Region region_in_words(const TitleWords& title) {
    const auto named = first_named(title, region_words);
    const Region elsewhere = region_named_in(title.text());
    if (named == region_words.end()) return elsewhere;
    // Pelvis and hip in one study show both hips.
    if (named->means == Region::hip && find(title, "pelv*") != nowhere) return Region::pelvis;
    // "Back, thoracic": a place says more than the back.
    return named->means == Region::spine && elsewhere != Region::unspecified ? elsewhere : named->means;
}

// What stands before a comma counts before what stands after it: "MRI knee, also hip pain".
Region region_of(const TitleWords& title) {
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

bool is_sided(Region region) {
    return region != Region::lumbar_spine && region != Region::spine && region != Region::unspecified;
}

bool begins_region(const TitleWords& title, std::size_t at) {
    return std::ranges::any_of(region_words,
                               [&](const auto& each) { return title.phrase_at(at, each.words) != 0; });
}

/// "L hip", "hip (R)" and "R" at the end: a letter beside a region. "L-spine" is none, nor is "L/S".
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

Side side_of(const TitleWords& title) {
    Side side = Side::unknown;
    for (std::size_t at = 0; at < title.size(); ++at) {
        for (const auto& each : side_words)
            if (title.phrase_at(at, each.words) != 0) side = joined_sides(side, each.means);
        if (const auto letter = side_letter(title, at)) side = joined_sides(side, *letter);
    }
    return side;
}

// "Mr Smith" and "tell us" are words of English.
bool is_a_modality_here(const TitleWords& title, std::size_t at) {
    if (title[at] != "mr" && title[at] != "us") return true;
    if (title[at + 1] == ",") return !title.is_title_case(at);
    const bool names_what =
        begins_region(title, at + 1) || std::ranges::any_of(side_words, [&](const auto& side) {
            return title.phrase_at(at + 1, side.words) != 0;
        });
    const bool last = at + 1 == title.size();
    if (title[at] == "us" && at > 0 && !last && !begins_region(title, at - 1) && !names_what
        && title.phrase_at(at + 1, "guid*") == 0)
        return false;
    return names_what || !title.is_title_case(at);
}

Modality modality_of(const TitleWords& title) {
    const auto named = std::ranges::find_if(modality_words, [&](const auto& each) {
        for (std::size_t at = 0; at < title.size(); ++at)
            if (title.phrase_at(at, each.words) != 0 && is_a_modality_here(title, at)) return true;
        return false;
    });
    return named == modality_words.end() ? Modality::unknown : named->means;
}

// An "L3" that is not the lower end of a space above it: the L2-3 space is the L2 root's.
bool names_level_l3(std::string_view title) {
    for (std::size_t at = title.find("l3"); at != std::string_view::npos; at = title.find("l3", at + 1)) {
        const bool begins = at == 0
                            || !((title[at - 1] >= 'a' && title[at - 1] <= 'z')
                                 || (title[at - 1] >= '0' && title[at - 1] <= '9'));
        const bool ends = at + 2 == title.size() || title[at + 2] < '0' || title[at + 2] > '9';
        const std::string_view before = title.substr(0, at);
        const bool is_lower_end = before.ends_with("l2-") || before.ends_with("l2/") || before.ends_with("2-")
                                  || before.ends_with("l2 - ");
        if (begins && ends && !is_lower_end) return true;
    }
    return false;
}

// The title up to its reason.
TitleWords before_reason(const TitleWords& title) {
    TitleWords study = title;
    std::size_t first = title.size();
    for (const std::string_view reason : reasons) {
        const std::size_t at = find(title, reason);
        if (at != 0 && at < first && title[at - 1] != "pt") first = at; // "PT eval and treat"
    }
    study.cut(first);
    return study;
}

Guidance guidance_in(const TitleWords& title) {
    const auto guidance = first_named(title, guidance_words);
    return guidance == guidance_words.end() ? Guidance::not_stated : guidance->means;
}

std::optional<ProcedureTitle> injection(const TitleWords& study, const TitleWords& title) {
    const auto named = first_named(study, injection_words);
    if (named == injection_words.end() || names_any(study, no_injection)) return std::nullopt;
    ProcedureTitle read{.kind = OrderKind::injection};
    for (const auto& each : injection_words)
        if (read.target == InjectionTarget::not_stated && find(study, each.words) != nowhere)
            read.target = each.means;
    if (names_any(study, trigger_point)) read.target = InjectionTarget::other;
    read.guidance = guidance_in(title);
    return read;
}

} // namespace

ProcedureTitle read_procedure_title(std::string_view title) {
    const TitleWords whole(title);
    const TitleWords study = before_reason(whole);
    const std::string lower = lowercase(title.substr(0, TitleWords::longest_title));

    ProcedureTitle read{.modality = modality_of(study)};
    if (find(whole, "guid*") != nowhere) read.guidance = guidance_in(whole);
    const auto care = first_named(study, care_words);
    const bool asks_for_imaging = read.modality != Modality::unknown && find(study, "referral") != nowhere;
    if (care != care_words.end() && !asks_for_imaging)
        read = {.kind = care->means};
    else if (const auto injected = injection(study, whole))
        read = *injected;
    else if (names_any(study, interventions))
        return {.guidance = read.guidance};

    read.region = region_of(study);
    if (read.region == Region::unspecified) read.region = region_of(whole);
    read.side = side_of(study);
    if (read.side == Side::unknown && is_sided(read.region)) read.side = side_of(whole);
    read.contrast = contrast_in(whole);

    if (read.kind == OrderKind::injection) {
        read.contrast = {};
        read.names_l3 = names_level_l3(lower);
        if (read.target == InjectionTarget::epidural && read.region == Region::unspecified)
            read.region = Region::spine;
        if (read.target == InjectionTarget::not_stated
            && (read.region == Region::psoas || read.region == Region::hip))
            read.target = InjectionTarget::iliopsoas_or_hip;
        if (read.region == Region::psoas) read.region = Region::hip; // the bursa, as the codes have it
        if (read.region == Region::unspecified) read.kind = OrderKind::unrecognised; // of a drug, perhaps
    }
    if (read.kind != OrderKind::unrecognised) return read;

    if ((read.modality == Modality::ct || read.modality == Modality::mri)
        && names_any(study, abdomen_and_pelvis_in_short))
        read.region = Region::abdomen_and_pelvis;
    if (find(study, "arthrogra*") != nowhere) read.contrast = {}; // in the joint, not in a vein
    if (read.modality != Modality::unknown && read.modality != Modality::ct && read.modality != Modality::mri)
        read.contrast = {};
    if (read.modality != Modality::unknown && read.region != Region::unspecified)
        read.kind = OrderKind::imaging;
    return read;
}

Guidance injection_guidance_in(std::string_view title) {
    return guidance_in(TitleWords(title));
}

bool asks_for_nothing(std::string_view title) {
    return names_any(TitleWords(title), nothing_asked);
}

} // namespace psoas::fhir
