#include "fhir/order_mapping.hpp"

#include "fhir/body_site.hpp"
#include "fhir/codeable_concept.hpp"
#include "fhir/imaging_procedure.hpp"
#include "fhir/order_reason.hpp"
#include "fhir/order_words.hpp"
#include "fhir/words.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <vector>

namespace psoas::fhir {
namespace {

using logic::Guidance;
using logic::InjectionTarget;
using logic::Modality;
using logic::Order;
using logic::OrderKind;
using logic::Region;
using logic::Side;

constexpr std::array service_requests{std::string_view{"ServiceRequest"},
                                      std::string_view{"ProcedureRequest"},
                                      std::string_view{"DiagnosticOrder"}};
constexpr std::array medication_requests{std::string_view{"MedicationRequest"},
                                         std::string_view{"MedicationOrder"},
                                         std::string_view{"MedicationPrescription"}};

// Where no request stands any more, in any version's words
// (https://hl7.org/fhir/R4/valueset-request-status.html; DSTU2: valueset-diagnostic-order-status, "suspended"
// and "rejected").
constexpr std::array withdrawn{
    std::string_view{"entered-in-error"}, std::string_view{"revoked"},  std::string_view{"cancelled"},
    std::string_view{"suspended"},        std::string_view{"rejected"}, std::string_view{"stopped"},
};

// What a request is for, where it is no imaging study; the first that a code stands for counts.
struct KindConcept {
    Concept a_concept{};
    OrderKind kind{};
    Region region = Region::unspecified;
    InjectionTarget target = InjectionTarget::not_stated;
};
constexpr std::array kind_concepts{
    KindConcept{Concept::iliopsoas_bursa_injection, OrderKind::injection, Region::hip,
                InjectionTarget::iliopsoas_or_hip},
    KindConcept{Concept::lumbar_epidural_steroid_injection, OrderKind::injection, Region::lumbar_spine,
                InjectionTarget::epidural},
    KindConcept{Concept::lumbar_transforaminal_esi, OrderKind::injection, Region::lumbar_spine,
                InjectionTarget::epidural},
    KindConcept{Concept::physical_therapy, OrderKind::physical_therapy},
    KindConcept{Concept::physical_therapy_referral, OrderKind::physical_therapy},
    KindConcept{Concept::home_exercise, OrderKind::physical_therapy},
    KindConcept{Concept::surgery_referral, OrderKind::referral},
    KindConcept{Concept::oncology_referral, OrderKind::referral},
    KindConcept{Concept::neurology_referral, OrderKind::referral},
    KindConcept{Concept::pain_clinic_referral, OrderKind::referral},
    KindConcept{Concept::palliative_care, OrderKind::referral},
};

bool is_one_of(std::string_view word, std::span<const std::string_view> words) {
    return std::ranges::find(words, word) != words.end();
}

// Codes that say how a thing is done and not what: words may name what they leave out.
constexpr std::array modifier_concepts{
    Concept::image_guidance,
    Concept::image_guidance_none,
    Concept::contrast_with,
    Concept::contrast_without,
    Concept::contrast_without_and_with,
    Concept::laterality_bilateral,
    Concept::laterality_left,
    Concept::laterality_right,
    Concept::body_structure_hip,
    Concept::body_structure_iliopsoas,
    Concept::body_structure_lumbar_spine,
    Concept::body_structure_pelvis,
    Concept::body_structure_spine,
    Concept::body_structure_thigh,
    Concept::extremity_any,
};

/// One thing that a request asks for. DSTU2's DiagnosticOrder asks for several, each an item.
struct Requested {
    CodeableConcept code;
    BodySite site;
    ProcedureTitle words;
};

std::vector<Requested> requested(const Resource& resource, const Terminology& terminology) {
    std::vector<Requested> all;
    const auto add = [&](Value holder) {
        CodeableConcept code = read_codeable_concept(holder[Element::code]);
        const ProcedureTitle words = read_order_words(code, resource.root());
        if (!code.empty() || words.kind != OrderKind::unrecognised)
            all.push_back({std::move(code), read_body_site(holder, terminology), words});
    };
    add(resource.root());
    for (const Value item : resource[Element::item].items())
        add(item);
    return all;
}

template <class Part> void fill(Part& open, Part said) {
    if (open == Part{}) open = said;
}

/// What words leave the code to say, and the code leaves open: side, contrast, guidance and what is injected.
/// Words about another study or region than the code's add nothing.
void add_words(Order& order, const ProcedureTitle& words) {
    const bool same_kind = words.kind == OrderKind::unrecognised || words.kind == order.kind;
    const bool same_study = words.modality == Modality::unknown || order.kind != OrderKind::imaging
                            || words.modality == order.modality;
    if (!same_kind || !same_study) return;
    fill(order.region, words.region);
    if (words.region != Region::unspecified && words.region != order.region) return;
    fill(order.side, words.side);
    fill(order.guidance, words.guidance);
    if (order.kind == OrderKind::imaging) fill(order.contrast, words.contrast);
    if (order.kind != OrderKind::injection) return;
    fill(order.target, words.target);
    order.names_l3 = words.names_l3;
}

/// Fills in an injection known by its code.
void map_injection(Order& order, const Requested& wanted, bool any_joint) {
    // The code of a joint injection without ultrasound leaves fluoroscopy and CT open.
    if (any_joint && wanted.words.guidance == Guidance::guided) order.guidance = Guidance::guided;
    add_words(order, wanted.words);
    if (order.target != InjectionTarget::not_stated) return;
    if (order.region == Region::lumbar_spine || order.region == Region::spine)
        order.target = InjectionTarget::epidural;
    else if (order.region == Region::hip || order.region == Region::psoas)
        order.target = InjectionTarget::iliopsoas_or_hip;
}

void map_words(Order& order, const Requested& wanted) {
    const ProcedureTitle& words = wanted.words;
    order.kind = words.kind;
    order.modality = words.modality;
    order.region = words.region == Region::unspecified ? wanted.site.region : words.region;
    if (order.kind == OrderKind::unrecognised && order.modality != Modality::unknown
        && order.region != Region::unspecified)
        order.kind = OrderKind::imaging; // "MRI" of a coded site
    if (order.kind == OrderKind::unrecognised) {
        order.modality = Modality::unknown;
        order.region = Region::unspecified;
        return;
    }
    order.side = words.side == Side::unknown ? wanted.site.side : words.side;
    order.contrast = words.contrast;
    fill(order.guidance, words.guidance);
    order.target = words.target;
    order.names_l3 = words.names_l3;
}

/// What is known of codes that name neither a study nor a kind of care.
enum class CodedMeaning : std::uint8_t { none, modifiers, something_else };

CodedMeaning coded_meaning(const CodeableConcept& code, const Terminology& terminology) {
    CodedMeaning known = CodedMeaning::none;
    for (const Coding& coding : code.codings)
        for (const Concept meaning : terminology.concepts(coding.system, coding.code)) {
            const bool modifies = std::ranges::find(modifier_concepts, meaning) != modifier_concepts.end();
            known = std::max(known, modifies ? CodedMeaning::modifiers : CodedMeaning::something_else);
        }
    return known;
}

std::vector<Concept> meanings_of(const CodeableConcept& code, const Terminology& terminology) {
    std::vector<Concept> meanings;
    for (const Coding& coding : code.codings)
        for (const Concept meaning : terminology.concepts(coding.system, coding.code))
            meanings.push_back(meaning);
    return meanings;
}

Order mapped(Order order, const Requested& wanted, const Terminology& terminology) {
    order.text = excerpt(wanted.code.words());
    const std::vector<Concept> meanings = meanings_of(wanted.code, terminology);
    const auto stands_for = [&](Concept a_concept) {
        return std::ranges::find(meanings, a_concept) != meanings.end();
    };
    if (stands_for(Concept::image_guidance))
        order.guidance = Guidance::guided;
    else if (stands_for(Concept::image_guidance_none))
        order.guidance = Guidance::none;

    const auto kind = std::ranges::find_if(kind_concepts, stands_for, &KindConcept::a_concept);
    if (kind != kind_concepts.end()) {
        const BodySite in_words = body_site(wanted.code, terminology);
        const bool any_joint = stands_for(Concept::extremity_any);
        order.kind = kind->kind;
        order.region = any_joint ? Region::unspecified : kind->region;
        order.target = any_joint ? InjectionTarget::not_stated : kind->target;
        fill(order.region, wanted.site.region);
        fill(order.side, wanted.site.side);
        if (order.kind == OrderKind::injection) map_injection(order, wanted, any_joint);
        fill(order.region, in_words.region);
        fill(order.side, in_words.side);
    } else if (const auto study = imaging_procedure(wanted.code, wanted.site, terminology)) {
        order.kind = OrderKind::imaging;
        order.modality = study->modality;
        order.region = study->region;
        order.side = study->side;
        order.contrast = study->contrast;
        add_words(order, wanted.words);
    } else {
        const CodedMeaning meaning = coded_meaning(wanted.code, terminology);
        if (meaning != CodedMeaning::something_else) map_words(order, wanted);
        if (meaning != CodedMeaning::none && order.kind == OrderKind::unrecognised)
            order.kind = OrderKind::other;
    }
    return order;
}

/// How much is known of what is asked for: of several things the best known is the order.
int precision(const Order& order) {
    if (order.kind == OrderKind::unrecognised) return 0;
    if (order.kind == OrderKind::other) return 1;
    return order.region == Region::unspecified ? 2 : 3;
}

/// A reference to something, as a Reference or as the `reference` of a CodeableReference.
bool refers(Value value) {
    return !value[Element::reference].text().empty()
           || !value[Element::reference][Element::reference].text().empty();
}

void map_medication(const Resource& resource, Order& order) {
    for (const Element element :
         {Element::medicationCodeableConcept, Element::medication, Element::medicationReference}) {
        const CodeableConcept medication = read_codeable_concept(resource[element]);
        if (medication.empty() && !refers(resource[element])) continue;
        order.kind = OrderKind::medication;
        if (order.text.empty()) order.text = excerpt(medication.words());
    }
}

bool has_reason(const Resource& resource) {
    for (const Element element : {Element::reason, Element::reasonCode, Element::reasonCodeableConcept,
                                  Element::reasonConcept, Element::reasonReference})
        for (const Value reason : resource[element].items())
            if (is_reason(reason, element)) return true;
    return false;
}

// DATA-7: the code of an MRI of any joint of the leg is that of the hip if its reasons name the hip and no
// other place.
void fill_place_from_reasons(const Resource& resource, const Terminology& terminology, Order& order) {
    BodySite place;
    for (const Element element :
         {Element::reason, Element::reasonCode, Element::reasonCodeableConcept, Element::reasonConcept})
        for (const Value reason : resource[element].items()) {
            const BodySite site = body_site(read_codeable_concept(reason), terminology);
            if (site.region == Region::unspecified) continue;
            if (site.region != Region::hip) return;
            place = site;
        }
    fill(order.region, place.region);
    if (place.region == Region::hip) fill(order.side, place.side);
}

} // namespace

Order map_order(const Resource& resource, const Terminology& terminology, std::size_t draft, bool selected) {
    Order order{.draft = draft, .selected = selected, .reason_recorded = has_reason(resource)};
    if (const std::string_view id = resource[Element::id].text(); !id.empty())
        order.reference = std::string{resource.type()} + '/' + std::string{id};
    const bool stands = !is_one_of(read_code(resource[Element::status]), withdrawn)
                        && !resource[Element::doNotPerform].boolean().value_or(false);

    if (is_one_of(resource.type(), medication_requests)) {
        map_medication(resource, order);
        if (!stands) order.kind = OrderKind::unrecognised;
        return order;
    }
    if (!is_one_of(resource.type(), service_requests)) return order;

    std::optional<Order> best;
    for (const Requested& wanted : requested(resource, terminology)) {
        Order each = mapped(order, wanted, terminology);
        if (!best || precision(each) > precision(*best)) best = std::move(each);
    }
    if (!best) return order;
    if (best->kind == OrderKind::imaging && best->modality == Modality::mri
        && best->region == Region::unspecified)
        fill_place_from_reasons(resource, terminology, *best);
    if (stands) return *best;
    order.text = best->text;
    return order;
}

} // namespace psoas::fhir
