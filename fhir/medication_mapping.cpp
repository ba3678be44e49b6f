#include "fhir/medication_mapping.hpp"

#include "fhir/ingredient_words.hpp"
#include "fhir/medication_course.hpp"
#include "fhir/words.hpp"

#include <algorithm>
#include <array>

namespace psoas::fhir {
namespace {

using logic::Certainty;
using logic::Course;
using logic::Evidence;
using logic::Finding;

bool is_one_of(std::string_view code, std::initializer_list<std::string_view> codes) {
    return std::ranges::find(codes, code) != codes.end();
}

bool is_true(Value value) {
    return value.boolean().value_or(false);
}

// https://hl7.org/fhir/R4/valueset-medicationrequest-status.html, …-intent.html,
// …/valueset-medication-statement-status, …/valueset-medication-admin-status, and the flags of DSTU2 and STU3
// (`taken` is y, n, unk or na). A plan counts: US Core writes what patients say that they take as a
// MedicationRequest with that intent.
bool never_counts(Value medication) {
    return is_one_of(read_code(medication[Element::status]),
                     {"entered-in-error", "cancelled", "draft", "intended", "not-done", "not-taken"})
           || is_one_of(read_code(medication[Element::intent]), {"proposal", "option"})
           || is_one_of(read_code(medication[Element::taken]), {"n", "na"})
           || is_true(medication[Element::doNotPerform]) || is_true(medication[Element::wasNotTaken])
           || is_true(medication[Element::wasNotGiven]) || is_true(medication[Element::notGiven]);
}

bool is_over(std::string_view status) {
    return status == "completed" || status == "stopped";
}

Certainty certainty_of(Value medication, std::string_view status) {
    const bool doubtful =
        is_one_of(status, {"on-hold", "unknown"}) || read_code(medication[Element::taken]) == "unk";
    return joined(certainty_of_reading(medication), doubtful ? Certainty::unconfirmed : Certainty::confirmed);
}

Value contained_in(Value medication, std::string_view reference) {
    if (!reference.starts_with('#')) return {};
    for (const Value contained : medication[Element::contained].items())
        if (contained[Element::id].text() == reference.substr(1)) return contained;
    return {};
}

void append(CodeableConcept& to, CodeableConcept more) {
    if (to.text.empty()) to.text = more.text;
    to.codings.insert(to.codings.end(), more.codings.begin(), more.codings.end());
}

// What it is, over the versions: a concept, a reference with a display, or a contained Medication with its
// ingredients.
struct Product {
    CodeableConcept named{};
    std::string words{}; ///< of name and ingredients, in small letters, a line each
    std::string form{};  ///< the same
};

void add_words(std::string& to, const CodeableConcept& named) {
    constexpr std::size_t longest = 2000;
    const auto add = [&](std::string_view words) {
        if (words.empty() || to.size() > longest) return;
        to.append(lowercase(words.substr(0, longest))).append("\n");
    };
    add(named.text);
    for (const Coding& coding : named.codings)
        add(coding.display);
}

void add_contained(Product& product, Value contained) {
    if (!contained) return;
    append(product.named, read_codeable_concept(contained[Element::code]));
    add_words(product.form, read_codeable_concept(contained[Element::form]));
    for (const Value ingredient : contained[Element::ingredient].items())
        for (const Element element : {Element::itemCodeableConcept, Element::itemReference, Element::item})
            append(product.named, read_codeable_concept(ingredient[element]));
}

Product product_of(Value medication) {
    Product product;
    for (const Element element :
         {Element::medicationCodeableConcept, Element::medication, Element::medicationReference}) {
        const Value named = medication[element];
        append(product.named, read_codeable_concept(named));
        add_contained(product, contained_in(medication, named[Element::reference].text()));
        // R5: the reference inside a CodeableReference.
        add_contained(product,
                      contained_in(medication, named[Element::reference][Element::reference].text()));
    }
    add_words(product.words, product.named);
    return product;
}

// SNOMED CT routes of the value set in https://hl7.org/fhir/R4/valueset-route-codes.html.
constexpr std::array local_routes{
    std::string_view("6064005"),  // Topical
    std::string_view("46713006"), // Nasal
    std::string_view("12130007"), // Intra-articular
    std::string_view("10547007"), // Otic
    std::string_view("54485002"), // Ophthalmic
};

FormOrRoute form_or_route(Value medication, const Product& product) {
    if (names_local_use(product.form)) return FormOrRoute::local;
    for (const Element dosages : {Element::dosageInstruction, Element::dosage})
        for (const Value dosage : medication[dosages].items()) {
            const CodeableConcept route = read_codeable_concept(dosage[Element::route]);
            if (names_local_use(lowercase(route.words().substr(0, excerpt_bytes)))) return FormOrRoute::local;
            for (const Coding& coding : route.codings)
                if (std::ranges::find(local_routes, coding.code) != local_routes.end())
                    return FormOrRoute::local;
        }
    return FormOrRoute::not_local;
}

// RF-FX-3 and PSO-HEM-2 ask for what is in the circulation.
void erase_local(std::vector<Evidence>& found, Value medication, const Product& product,
                 const Terminology& terminology) {
    const FormOrRoute given = form_or_route(medication, product);
    const bool local_steroid = product.named.is(Concept::corticosteroid_non_systemic, terminology);
    std::erase_if(found, [&](const Evidence& each) {
        const Finding treatment = each.finding;
        if (treatment == Finding::steroid_use && local_steroid) return true;
        return (treatment == Finding::steroid_use || treatment == Finding::immunocompromised
                || treatment == Finding::anticoagulant)
               && is_used_locally(treatment, product.words, given);
    });
}

} // namespace

void map_medication(const Resource& resource, const Vocabulary& vocabulary, SubjectRecord& record) {
    const Value medication = resource.root();
    if (never_counts(medication)) return;
    const std::string status = read_code(medication[Element::status]);
    const MedicationCourse course = read_medication_course(medication);
    Statement statement{.source = logic::Source::medications,
                        .reference = reference_of(medication),
                        .certainty = certainty_of(medication, status),
                        .course = is_over(status) ? Course::past : Course::active,
                        .onset = course.start,
                        .ended = course.end,
                        .recorded = course.written};
    if (resource.type() == "MedicationAdministration") {
        // A completed dose is one that was given: over when its day is.
        statement.course = Course::active;
        if (!statement.ended && status != "in-progress") statement.ended = course.start;
    }
    if (statement.course == Course::past && !statement.ended) statement.ended = course.supplied_to;

    const Product product = product_of(medication);
    record.cut |= is_read_in_part(product.named);
    std::vector<Evidence> found = findings_of(product.named, statement, FindingsOf::medication, vocabulary);
    for (const Finding treatment : treatments_named_in(product.words)) {
        if (std::ranges::find(found, treatment, &Evidence::finding) != found.end()) continue;
        found.push_back({.finding = treatment,
                         .certainty = statement.certainty,
                         .course = statement.course,
                         .source = statement.source,
                         .reference = statement.reference,
                         .text = excerpt(product.named.words()),
                         .onset = statement.onset,
                         .ended = statement.ended,
                         .recorded = statement.recorded});
    }
    erase_local(found, medication, product, vocabulary.terminology);
    // RF-FX-3 counts days: a short supply is not a long course because nobody closed the order. For other
    // treatments an active order may have been refilled.
    for (Evidence& evidence : found)
        if (evidence.finding == Finding::steroid_use && !evidence.ended) evidence.ended = course.supplied_to;
    record.add(std::move(found));
}

} // namespace psoas::fhir
