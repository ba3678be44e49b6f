#include "fhir/study_mapping.hpp"

#include "fhir/body_site.hpp"
#include "fhir/codeable_concept.hpp"
#include "fhir/date.hpp"
#include "fhir/imaging_procedure.hpp"
#include "fhir/words.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

namespace psoas::fhir {
namespace {

using logic::Modality;
using logic::PriorStudy;
using logic::Side;
using logic::Source;

// Statuses that prove nothing done, over DSTU2 to R5 and the three resource types
// (https://hl7.org/fhir/R4/valueset-imagingstudy-status.html, …/valueset-event-status.html,
// …/valueset-diagnostic-report-status.html; DSTU2 valueset-procedure-status "aborted").
constexpr std::array not_done{
    std::string_view{"aborted"},  std::string_view{"cancelled"},   std::string_view{"entered-in-error"},
    std::string_view{"not-done"}, std::string_view{"preparation"}, std::string_view{"registered"},
    std::string_view{"stopped"},  std::string_view{"inactive"},
};

// A study has a handful of modalities and regions; a hostile one may list any number of series.
constexpr std::size_t most_studies = 16;

bool was_done(const Resource& resource) {
    return std::ranges::find(not_done, read_code(resource[Element::status])) == not_done.end()
           && !resource[Element::notPerformed].boolean().value_or(false)
           && !resource[Element::notDone].boolean().value_or(false);
}

/// The first of these elements that is a date or a Period with a start.
std::optional<logic::DateRange> first_date(const Resource& resource,
                                           std::initializer_list<Element> elements) {
    for (const Element element : elements) {
        if (const auto date = read_date(resource[element].text())) return date;
        if (const auto start = read_period(resource[element]).start) return start;
    }
    return std::nullopt;
}

PriorStudy study_of(const Resource& resource, Source source, std::optional<logic::DateRange> date) {
    PriorStudy study{.date = date, .source = source};
    if (const std::string_view id = resource[Element::id].text(); !id.empty())
        study.reference = std::string{resource.type()} + '/' + std::string{id};
    return study;
}

PriorStudy with(PriorStudy study, const ImagingProcedure& procedure) {
    study.modality = procedure.modality;
    study.region = procedure.region;
    study.side = procedure.side;
    study.contrast = procedure.contrast;
    return study;
}

/// Procedure and DiagnosticReport: by their code, else by its words.
std::vector<PriorStudy> by_code(const Resource& resource, const Terminology& terminology, PriorStudy study) {
    const CodeableConcept code = read_codeable_concept(resource[Element::code]);
    const BodySite site = read_body_site(resource.root(), terminology);
    auto procedure = imaging_procedure(code, site, terminology);
    if (!procedure) procedure = imaging_in_words(code, site, terminology);
    if (!procedure) return {};
    study.text = excerpt(code.words());
    return {with(std::move(study), *procedure)};
}

/// One part of an ImagingStudy: what was imaged with what.
struct Part {
    Modality modality = Modality::unknown;
    BodySite site{};
};

Modality first_known(const std::vector<CodeableConcept>& modalities) {
    for (const CodeableConcept& each : modalities)
        for (const Coding& coding : each.codings)
            if (const Modality modality = dicom_modality(coding); modality != Modality::unknown)
                return modality;
    return Modality::unknown;
}

/// The series, or where there is none the study's own list of modalities (R4 and R5 `modality`, before them
/// `modalityList`).
std::vector<Part> parts_of(const Resource& resource, const Terminology& terminology) {
    std::vector<Part> parts;
    const auto add = [&](const Part& part) {
        const auto same = std::ranges::find_if(parts, [&](const Part& other) {
            return other.modality == part.modality && other.site.region == part.site.region;
        });
        if (same == parts.end() && parts.size() < most_studies)
            parts.push_back(part);
        else if (same != parts.end() && same->site.side != part.site.side)
            same->site.side = same->site.side == Side::unknown  ? part.site.side
                              : part.site.side == Side::unknown ? same->site.side
                                                                : Side::bilateral;
    };
    for (const Value series : resource[Element::series].items()) {
        const Modality modality = first_known(read_codeable_concepts(series[Element::modality]));
        if (modality == Modality::unknown) continue;
        BodySite site = read_body_site(series, terminology);
        site.side =
            joined(body_site(read_codeable_concept(series[Element::laterality]), terminology), site).side;
        add({modality, site});
    }
    if (!parts.empty()) return parts;
    for (const Element list : {Element::modality, Element::modalityList})
        for (const CodeableConcept& each : read_codeable_concepts(resource[list]))
            if (const Modality modality = first_known({each}); modality != Modality::unknown)
                add({modality, {}});
    return parts;
}

std::vector<PriorStudy> imaging_study(const Resource& resource, const Terminology& terminology,
                                      PriorStudy study) {
    const std::vector<Part> parts = parts_of(resource, terminology);
    const BodySite first_site = parts.empty() ? BodySite{} : parts.front().site;
    const CodeableConcept description{.codings = {}, .text = resource[Element::description].text()};
    const BodySite described = body_site(description, terminology);
    study.text = excerpt(description.text);

    // R4 and STU3 name the procedure in `procedureCode`, R5 in `procedure`, which older versions use for a
    // reference.
    std::vector<PriorStudy> studies;
    for (const Element element : {Element::procedureCode, Element::procedure})
        for (const CodeableConcept& code : read_codeable_concepts(resource[element])) {
            const auto procedure = imaging_procedure(code, joined(first_site, described), terminology);
            if (!procedure || studies.size() == most_studies) continue;
            studies.push_back(with(study, *procedure));
            if (study.text.empty()) studies.back().text = excerpt(code.words());
        }
    if (!studies.empty()) return studies;

    if (parts.empty())
        if (const auto procedure = imaging_in_words(description, {}, terminology))
            return {with(study, *procedure)};
    for (const Part& part : parts) {
        const BodySite site = joined(part.site, described);
        studies.push_back(with(study, {.modality = part.modality, .region = site.region, .side = site.side}));
    }
    return studies;
}

} // namespace

std::vector<PriorStudy> prior_studies(const Resource& resource, const Terminology& terminology) {
    if (!was_done(resource)) return {};
    if (resource.type() == "ImagingStudy")
        return imaging_study(
            resource, terminology,
            study_of(resource, Source::imaging_studies, first_date(resource, {Element::started})));
    if (resource.type() == "Procedure")
        return by_code(
            resource, terminology,
            study_of(resource, Source::procedures,
                     first_date(resource, {Element::performedDateTime, Element::performedPeriod,
                                           Element::occurrenceDateTime, Element::occurrencePeriod})));
    if (resource.type() == "DiagnosticReport")
        return by_code(resource, terminology,
                       study_of(resource, Source::diagnostic_reports,
                                first_date(resource, {Element::effectiveDateTime, Element::effectivePeriod,
                                                      Element::issued})));
    return {};
}

} // namespace psoas::fhir
