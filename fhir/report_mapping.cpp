#include "fhir/report_mapping.hpp"

#include "fhir/date.hpp"
#include "fhir/narrative.hpp"
#include "fhir/observation_mapping.hpp"
#include "fhir/plain_text_form.hpp"
#include "fhir/study_mapping.hpp"
#include "fhir/words.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace psoas::fhir {
namespace {

using logic::Certainty;
using logic::Evidence;
using logic::Finding;
using logic::Modality;
using logic::Region;

// https://hl7.org/fhir/R5/valueset-diagnostic-report-status.html
bool never_counts(std::string_view status) {
    return status == "entered-in-error" || status == "cancelled" || status == "registered";
}

bool is_unfinished(std::string_view status) {
    return status == "preliminary" || status == "partial";
}

// The day of the study, else that on which it was issued.
std::optional<logic::DateRange> reported_on(Value report) {
    if (const auto date = read_date(report[Element::effectiveDateTime].text())) return date;
    if (const auto days = days_of(read_period(report[Element::effectivePeriod]))) return days;
    return read_date(report[Element::issued].text());
}

struct Studied {
    BodySite site{};
    bool shows_vertebrae = true; ///< CT, MRI, PET, or a study whose kind is not known
};

Studied studied_by(const Resource& report, const Terminology& terminology,
                   const std::vector<logic::PriorStudy>& studies) {
    Studied studied{.site = body_site(read_codeable_concept(report[Element::code]), terminology)};
    if (studies.empty()) return studied;
    const logic::PriorStudy& study = studies.front();
    if (study.region != Region::unspecified) studied.site.region = study.region;
    if (study.side != logic::Side::unknown) studied.site.side = study.side;
    studied.shows_vertebrae = study.modality == Modality::mri || study.modality == Modality::ct
                              || study.modality == Modality::pet || study.modality == Modality::unknown;
    return studied;
}

// MPS-C4: "no bone metastasis" speaks of the bones that the study shows, not of those of another, and only
// CT, MRI or PET shows them well enough to say so.
void place(std::span<Evidence> found, const Studied& studied) {
    for (Evidence& evidence : found) {
        if (evidence.finding != Finding::lumbar_vertebral_metastasis
            && evidence.finding != Finding::bone_metastasis)
            continue;
        if (evidence.region == Region::unspecified) evidence.region = studied.site.region;
        if (evidence.presence == logic::Presence::absent && !studied.shows_vertebrae)
            evidence.certainty = Certainty::unconfirmed;
    }
}

// CT, MRI and PET of abdomen and pelvis have the psoas in them from end to end.
bool shows_whole_psoas(const Studied& studied) {
    return studied.shows_vertebrae
           && (studied.site.region == Region::psoas || studied.site.region == Region::abdomen_and_pelvis);
}

// RF-FX-0: the bone of a fracture that a report leaves unplaced. A study of the whole trunk shows ribs, too.
Region bone_shown(const Studied& studied) {
    switch (studied.site.region) {
    case Region::hip:
    case Region::pelvis:
    case Region::thigh:
    case Region::lumbar_spine:
    case Region::spine:
        return studied.site.region;
    default: // the sacrum has no region of its own, and is part of the pelvis
        return names(studied.site.words, "sacr") ? Region::pelvis : Region::unspecified;
    }
}

// Words by which a report says that there was no study to read. Radiographs that are called nondiagnostic
// show no cause (RAD-2), and were done.
constexpr std::array no_study{
    std::string_view{"aborted"},
    std::string_view{"no diagnostic images"},
    std::string_view{"no images were obtained"},
    std::string_view{"images could not be obtained"},
};
constexpr std::array no_answer{std::string_view{"nondiagnostic"}, std::string_view{"non diagnostic"},
                               std::string_view{"non-diagnostic"}};

bool says_any(std::string_view text, std::span<const std::string_view> words) {
    return std::ranges::any_of(words, [text](std::string_view each) { return names_word(text, each); });
}

// DUP-1: a study that failed is not repeated by the next.
void drop_failed(std::string_view text, std::vector<logic::PriorStudy>& studies) {
    const std::string small = lowercase(text.substr(0, TextReader::longest_text));
    const bool none = says_any(small, no_study);
    const bool unread = says_any(small, no_answer);
    std::erase_if(studies, [&](const logic::PriorStudy& study) {
        return none || (unread && study.modality != Modality::radiograph);
    });
}

// DATA-3: what a report was asked is answered by what it says below: a suspicion that the same text denies
// later is taken back. One that comes after the denial stays.
void take_back_what_was_asked(std::vector<Evidence>& evidence, std::size_t first) {
    const auto denies = [](const Evidence& later, const Evidence& asked) {
        return later.finding == asked.finding && later.presence == logic::Presence::absent
               && later.certainty == Certainty::confirmed
               && (later.side == asked.side || later.side == logic::Side::unknown
                   || later.side == logic::Side::bilateral);
    };
    for (std::size_t i = first; i < evidence.size();) {
        const bool asked = evidence[i].presence == logic::Presence::present
                           && evidence[i].certainty == Certainty::unconfirmed;
        const auto rest = std::span(evidence).subspan(i + 1);
        if (asked
            && std::ranges::any_of(rest, [&](const Evidence& later) { return denies(later, evidence[i]); }))
            evidence.erase(evidence.begin() + static_cast<std::ptrdiff_t>(i));
        else
            ++i;
    }
}

} // namespace

void map_report(const Resource& resource, const Vocabulary& vocabulary, SubjectRecord& record) {
    const Value report = resource.root();
    const std::string status = read_code(report[Element::status]);
    if (never_counts(status)) return;

    record.studies = prior_studies(resource, vocabulary.terminology);
    const Studied studied = studied_by(resource, vocabulary.terminology, record.studies);
    Statement statement{.source = logic::Source::diagnostic_reports,
                        .reference = reference_of(report),
                        .certainty = certainty_of_reading(report),
                        .recorded = reported_on(report)};
    statement.site.side = studied.site.side;
    if (shows_whole_psoas(studied)) statement.texts_are_about = About::the_psoas;
    statement.studied_bone = bone_shown(studied);
    if (is_unfinished(status)) statement.certainty = Certainty::unconfirmed;

    const auto read = [&](std::string_view text) {
        for (logic::PriorStudy& study : record.studies)
            study.report_read |= !text.empty();
        const std::size_t first = record.evidence.size();
        map_narrative(text, statement, vocabulary, record);
        take_back_what_was_asked(record.evidence, first);
        place(std::span(record.evidence).subspan(first), studied);
        drop_failed(text, record.studies);
    };
    read(report[Element::conclusion].text());
    for (const Value form : report[Element::presentedForm].items())
        if (const auto text = read_plain_text(form)) read(*text);
    for (const Value note : report[Element::note].items())
        read(note[Element::text].text());

    // DSTU2 and STU3 name it codedDiagnosis.
    for (const Element element : {Element::conclusionCode, Element::codedDiagnosis})
        for (const CodeableConcept& conclusion : read_codeable_concepts(report[element])) {
            record.cut |= is_read_in_part(conclusion);
            record.add(findings_of(conclusion, statement, FindingsOf::diagnosis, vocabulary));
        }

    for (const Value contained : report[Element::contained].items())
        if (contained[Element::resourceType].text() == "Observation")
            map_contained_observation(contained, statement, vocabulary, record);
}

} // namespace psoas::fhir
