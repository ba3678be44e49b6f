#include "fhir/body_site.hpp"

#include "fhir/code_system.hpp"
#include "fhir/text_reader.hpp"
#include "fhir/words.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>

namespace psoas::fhir {
namespace {

using logic::Region;
using logic::Side;

struct RegionName {
    std::string_view stem;
    Region region;
};

// The more specific first: "lumbar plexus of the left thigh" is rare, "psoas muscle at the lumbar spine" is
// not.
constexpr std::array region_names{
    RegionName{"psoas", Region::psoas},
    RegionName{"iliopsoas", Region::psoas},
    RegionName{"lumb", Region::lumbar_spine},
    RegionName{"low back", Region::lumbar_spine},
    RegionName{"lower back", Region::lumbar_spine},
    RegionName{"l1", Region::lumbar_spine},
    RegionName{"l2", Region::lumbar_spine},
    RegionName{"l3", Region::lumbar_spine},
    RegionName{"l4", Region::lumbar_spine},
    RegionName{"l5", Region::lumbar_spine},
    RegionName{"groin", Region::groin},
    RegionName{"inguin", Region::groin},
    RegionName{"thigh", Region::thigh},
    RegionName{"knee", Region::knee},
    RegionName{"lower leg", Region::lower_leg},
    RegionName{"calf", Region::lower_leg},
    RegionName{"shin ", Region::lower_leg}, // and no shingles
    RegionName{"shins", Region::lower_leg},
    RegionName{"medial leg", Region::lower_leg},
    RegionName{"femoral neck", Region::hip}, // and neither neck nor head
    RegionName{"femoral head", Region::hip},
    RegionName{"proximal femur", Region::hip},
    RegionName{"hip", Region::hip},
    RegionName{"hipp", Region::other}, // hippocampus, hippurate
    RegionName{"pelvi", Region::pelvis},
    RegionName{"retroperiton", Region::abdomen},
    RegionName{"abdom", Region::abdomen},
    RegionName{"thorac", Region::other},
    RegionName{"cervical", Region::other},
    RegionName{"brain", Region::other},
    RegionName{"kidney", Region::other},
    RegionName{"head", Region::other},
    RegionName{"skull", Region::other},
    RegionName{"neck", Region::other},
    RegionName{"chest", Region::other},
    RegionName{"rib", Region::other},
    RegionName{"stern", Region::other},
    RegionName{"breast", Region::other},
    RegionName{"lung", Region::other},
    RegionName{"shoulder", Region::other},
    RegionName{"humer", Region::other},
    RegionName{"elbow", Region::other},
    RegionName{"wrist", Region::other},
    RegionName{"hand", Region::other},
    RegionName{"finger", Region::other},
    RegionName{"arm", Region::other},
    RegionName{"upper limb", Region::other},
    RegionName{"foot", Region::other},
    RegionName{"feet", Region::other},
    RegionName{"ankle", Region::other},
    RegionName{"toe", Region::other},
    RegionName{"facial", Region::other},
    RegionName{"spin", Region::spine},
    RegionName{"vertebra", Region::spine},
};

// Which names begin with a character: a bit each.
constexpr auto region_names_by_letter = [] {
    static_assert(region_names.size() <= 64);
    std::array<std::uint64_t, 256> names{};
    for (std::size_t place = 0; place < region_names.size(); ++place)
        names[static_cast<unsigned char>(region_names[place].stem[0])] |= std::uint64_t{1} << place;
    return names;
}();

// The name that the word in front of `words` begins with, the longest of them, as a place in `region_names`.
std::size_t region_name_at(std::string_view words) {
    std::size_t found = region_names.size();
    std::size_t longest = 0;
    for (std::uint64_t names = region_names_by_letter[static_cast<unsigned char>(words[0])]; names != 0;
         names &= names - 1) {
        const auto place = static_cast<std::size_t>(std::countr_zero(names));
        const std::string_view stem = region_names[place].stem;
        if (stem.size() <= longest || !words.starts_with(stem)) continue;
        found = place;
        longest = stem.size();
    }
    return found;
}

struct ConceptRegion {
    Concept meaning;
    Region region;
};

constexpr std::array concept_regions{
    ConceptRegion{Concept::body_structure_iliopsoas, Region::psoas},
    ConceptRegion{Concept::body_structure_lumbar_spine, Region::lumbar_spine},
    ConceptRegion{Concept::body_structure_lumbosacral_plexus, Region::lumbar_spine},
    ConceptRegion{Concept::body_structure_hip, Region::hip},
    ConceptRegion{Concept::body_structure_thigh, Region::thigh},
    ConceptRegion{Concept::body_structure_pelvis, Region::pelvis},
    ConceptRegion{Concept::body_structure_spine, Region::spine},
};

struct ConceptSide {
    Concept meaning;
    Side side;
};

constexpr std::array concept_sides{
    ConceptSide{Concept::laterality_bilateral, Side::bilateral},
    ConceptSide{Concept::laterality_left, Side::left},
    ConceptSide{Concept::laterality_right, Side::right},
    ConceptSide{Concept::hip_pain_left, Side::left},
    ConceptSide{Concept::hip_pain_right, Side::right},
};

struct CodedSite {
    std::string_view code; ///< without dots; of ICD-10-CM all that begin so
    Region region;
    Side side;
};

// Codes that name a place or side which their value set leaves open; they often come without a display.
// ICD-10-CM 2021 order file; SNOMED CT IPS Free Set.
constexpr std::array icd_10_cm_sites{
    CodedSite{"M21371", Region::unspecified, Side::right},
    CodedSite{"M21372", Region::unspecified, Side::left},
    CodedSite{"M25551", Region::hip, Side::right},
    CodedSite{"M25552", Region::hip, Side::left},
    CodedSite{"M5431", Region::unspecified, Side::right},
    CodedSite{"M5432", Region::unspecified, Side::left},
    CodedSite{"M5441", Region::lumbar_spine, Side::right},
    CodedSite{"M5442", Region::lumbar_spine, Side::left},
    CodedSite{"M79604", Region::unspecified, Side::right},
    CodedSite{"M79605", Region::unspecified, Side::left},
    CodedSite{"M79651", Region::thigh, Side::right},
    CodedSite{"M79652", Region::thigh, Side::left},
    CodedSite{"M7965", Region::thigh, Side::unknown},
    CodedSite{"R1031", Region::groin, Side::right},
    CodedSite{"R1032", Region::groin, Side::left},
};
constexpr std::array snomed_ct_sites{
    CodedSite{"78514002", Region::thigh, Side::unknown},
    CodedSite{"428829005", Region::pelvis, Side::unknown},
};

std::string without_dot(std::string_view code) {
    std::string plain(code.substr(0, 16));
    std::erase(plain, '.');
    return plain;
}

// Two sides of one thing are both.
Side both(Side one, Side other) {
    if (one == Side::unknown || one == other) return other;
    return other == Side::unknown ? one : Side::bilateral;
}

void add_coded_site(BodySite& site, const CodedSite& coded) {
    if (site.region == Region::unspecified) site.region = coded.region;
    if (site.side == Side::unknown) site.side = coded.side;
}

void add_code(BodySite& site, const Coding& coding, const Terminology& terminology) {
    for (const Concept meaning : terminology.concepts(coding.system, coding.code)) {
        const auto region = std::ranges::find(concept_regions, meaning, &ConceptRegion::meaning);
        if (region != concept_regions.end() && site.region == Region::unspecified)
            site.region = region->region;
        const auto side = std::ranges::find(concept_sides, meaning, &ConceptSide::meaning);
        if (side != concept_sides.end()) site.side = both(site.side, side->side);
    }
    const std::string_view system = canonical_system(coding.system);
    if (system == icd_10_cm) {
        const std::string plain = without_dot(coding.code);
        for (const CodedSite& coded : icd_10_cm_sites)
            if (plain.starts_with(coded.code)) add_coded_site(site, coded);
    } else if (system == snomed_ct) {
        const std::string plain = without_dot(coding.code);
        for (const CodedSite& coded : snomed_ct_sites)
            if (plain == coded.code) add_coded_site(site, coded);
    }
}

// What is kept of the words of a site.
constexpr std::size_t longest_words = 400;

void add_words(BodySite& site, std::string_view words) {
    if (words.empty()) return;
    const std::string lower = lowercase(words.substr(0, longest_words));
    if (site.region == Region::unspecified) site.region = region_named_in(lower);
    if (site.side == Side::unknown) site.side = side_named_in(words.substr(0, longest_words));
    if (site.words.size() < longest_words) site.words.append(" ").append(lower);
}

} // namespace

Region region_named_in(std::string_view words) {
    std::size_t first = region_names.size();
    bool inside = false; // of a word
    for (std::size_t at = 0; at < words.size(); ++at) {
        const bool begins = !inside && in_word(words[at]);
        inside = in_word(words[at]);
        if (begins) first = std::min(first, region_name_at(words.substr(at)));
    }
    return first == region_names.size() ? Region::unspecified : region_names[first].region;
}

BodySite body_site(const CodeableConcept& named, const Terminology& terminology) {
    BodySite site;
    for (const Coding& coding : named.codings)
        add_code(site, coding, terminology);
    add_words(site, named.text);
    for (const Coding& coding : named.codings)
        add_words(site, coding.display);
    return site;
}

BodySite joined(BodySite first, const BodySite& second) {
    if (first.region == Region::unspecified) first.region = second.region;
    if (first.side == Side::unknown) first.side = second.side;
    first.words.append(" ").append(second.words);
    return first;
}

BodySite read_body_site(Value resource, const Terminology& terminology) {
    static constexpr ElementSet sites{Element::bodySite, Element::bodyStructure, Element::location};
    BodySite all;
    if (!resource.has_any_of(sites)) return all;
    for (const Element element : {Element::bodySite, Element::bodyStructure, Element::location})
        for (const CodeableConcept& named : read_codeable_concepts(resource[element])) {
            const BodySite site = body_site(named, terminology);
            const Side side = both(all.side, site.side);
            if (all.words.size() < longest_words) all = joined(std::move(all), site);
            all.side = side;
        }
    return all;
}

} // namespace psoas::fhir
