#include "fhir/statement.hpp"

#include "fhir/body_temperature.hpp"
#include "fhir/cancer_by_icd.hpp"
#include "fhir/code_system.hpp"
#include "fhir/words.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <span>
#include <utility>

namespace psoas::fhir {
namespace {

using logic::Certainty;
using logic::Course;
using logic::Evidence;
using logic::Finding;
using logic::Presence;
using logic::Region;
using logic::Side;

bool is_met(SiteNeeded needed, const BodySite& site) {
    const Region region = site.region;
    const bool leg = region == Region::thigh || region == Region::knee || region == Region::lower_leg;
    const auto says = [&](std::string_view stem) { return names(site.words, stem); };
    switch (needed) {
    case SiteNeeded::none:
        return true;
    case SiteNeeded::psoas:
        return region == Region::psoas || says("psoas") || says("iliopsoas");
    case SiteNeeded::lumbar_spine:
        return region == Region::lumbar_spine;
    case SiteNeeded::not_lumbar_spine:
        return region != Region::lumbar_spine;
    case SiteNeeded::not_elsewhere_in_spine:
        return region != Region::other;
    case SiteNeeded::elsewhere_in_spine:
        return region == Region::other;
    case SiteNeeded::thigh:
        return region == Region::thigh;
    case SiteNeeded::leg:
        return leg || says("leg") || says("lower limb") || says("lower extremit");
    case SiteNeeded::groin_thigh_or_knee:
        return region == Region::groin || region == Region::thigh || region == Region::knee;
    case SiteNeeded::medial_lower_leg:
        return says("medial") && (region == Region::lower_leg || says("leg"));
    case SiteNeeded::anterior_thigh:
        return (region == Region::thigh && says("anter")) || (region == Region::knee && says("medial"));
    case SiteNeeded::psoas_or_near:
        return region == Region::psoas || region == Region::lumbar_spine || region == Region::pelvis
               || region == Region::hip || region == Region::groin || region == Region::abdomen
               || region == Region::abdomen_and_pelvis;
    }
    return false;
}

// DATA-4: codes that say that something is over and that often come without a display. ICD-10-CM: Z86 and Z87
// are personal history of other diseases; F11 and F19 end in 1 "in remission".
bool is_past(const Coding& coding) {
    if (canonical_system(coding.system) != icd_10_cm) return false;
    std::string code(coding.code.substr(0, 16));
    std::erase(code, '.');
    const bool drug_use = code.starts_with("F11") || code.starts_with("F19");
    return code.starts_with("Z86") || code.starts_with("Z87")
           || (drug_use && code.size() == 5 && code.back() == '1');
}

Evidence stated(const Statement& statement, Finding finding) {
    return {.finding = finding,
            .certainty = statement.certainty,
            .course = statement.course,
            .side = statement.site.side,
            .region = statement.site.region,
            .source = statement.source,
            .reference = statement.reference,
            .value = excerpt(statement.value),
            .onset = statement.onset,
            .ended = statement.ended,
            .recorded = statement.recorded};
}

// A finding once, however many codes and words of one statement name it.
void add_once(std::vector<Evidence>& to, Evidence evidence) {
    const bool known = std::ranges::any_of(to, [&](const Evidence& other) {
        return other.finding == evidence.finding && other.presence == evidence.presence
               && other.certainty == evidence.certainty && other.course == evidence.course
               && other.side == evidence.side && other.region == evidence.region;
    });
    if (!known) to.push_back(std::move(evidence));
}

Evidence* find(std::vector<Evidence>& in, Finding finding) {
    const auto found = std::ranges::find(in, finding, &Evidence::finding);
    return found == in.end() ? nullptr : &*found;
}

// A finding by its own code, and the findings that a site maps its codes to.
std::vector<Finding> own_findings(const Coding& coding, std::span<const Finding> mapped) {
    std::vector<Finding> findings(mapped.begin(), mapped.end());
    if (coding.system == finding_system)
        if (const auto own = logic::finding_from_code(coding.code)) findings.push_back(*own);
    return findings;
}

// What a code says of the value: SNOMED CT 426000000 is "Fever greater than 100.4 Fahrenheit".
std::string value_in_name(const Coding& coding) {
    const bool is_measured = coding.code == "426000000" && canonical_system(coding.system) == snomed_ct;
    return is_measured ? "38.0 \u00B0C or more" : "";
}

// One that needed no site wins over one that did.
struct Coded {
    std::vector<Evidence> evidence{};
    std::vector<Finding> by_site{}; ///< findings that rest on the site in the words alone
};

void add_coded(Coded& coded, Evidence evidence, const Coding& coding, const CodeableConcept& named) {
    evidence.code = short_code(coding);
    if (evidence.value.empty()) evidence.value = value_in_name(coding);
    evidence.text = excerpt(named.words().empty() ? logic::display(evidence.finding) : named.words());
    if (is_past(coding)) evidence.course = Course::past;
    if (Evidence* known = find(coded.evidence, evidence.finding)) {
        // A second code of the same concept may be the surer or the finer one.
        if (known->region == Region::unspecified) known->region = evidence.region;
        known->certainty = std::min(known->certainty, evidence.certainty);
        return;
    }
    coded.evidence.push_back(std::move(evidence));
}

Coded findings_by_code(const CodeableConcept& named, const Statement& statement, FindingsOf kind,
                       const Vocabulary& vocabulary) {
    Coded coded;
    for (const Coding& coding : named.codings) {
        const Meaning code = vocabulary.terminology.meaning(coding.system, coding.code);
        for (const Finding own : own_findings(coding, code.findings))
            if (may_name(kind, own)) add_coded(coded, stated(statement, own), coding, named);
        if (const auto cancer = cancer_by_icd(coding);
            cancer && may_name(kind, *cancer) && code.concepts.empty())
            add_coded(coded, stated(statement, *cancer), coding, named);
        for (const Concept meaning : code.concepts)
            for (const ConceptFinding& row : concept_findings(kind)) {
                if (row.meaning != meaning || !is_met(row.needed, statement.site)) continue;
                Evidence evidence = stated(statement, row.finding);
                const bool finer = row.region == Region::spine && evidence.region == Region::lumbar_spine;
                if (row.region != Region::unspecified && !finer) evidence.region = row.region;
                evidence.certainty = joined(evidence.certainty, row.certainty);
                if (row.needed != SiteNeeded::none) coded.by_site.push_back(row.finding);
                add_coded(coded, std::move(evidence), coding, named);
            }
    }
    // C44 and D00 to D09 are also among the primary malignancies: a weak flag only.
    if (find(coded.evidence, Finding::cancer_skin_or_in_situ) != nullptr)
        std::erase_if(coded.evidence, [](const Evidence& e) { return e.finding == Finding::cancer_active; });
    return coded;
}

// What the words say of a finding that a code names. False if they leave nothing of it.
bool add_mention(Coded& coded, const Mention& mention) {
    Evidence& evidence = *find(coded.evidence, mention.finding);
    if (mention.presence == Presence::absent) {
        const bool rests_on_words = std::ranges::find(coded.by_site, mention.finding) != coded.by_site.end();
        if (rests_on_words) // "psoas not involved" names the psoas, and nothing more
            std::erase_if(coded.evidence,
                          [&](const Evidence& each) { return each.finding == mention.finding; });
        else
            evidence.certainty = Certainty::unconfirmed;
        return !rests_on_words;
    }
    evidence.certainty = joined(evidence.certainty, mention.certainty);
    if (mention.course == Course::past) evidence.course = Course::past;
    if (evidence.side == Side::unknown) evidence.side = mention.side;
    if (evidence.region == Region::unspecified) evidence.region = mention.region;
    return true;
}

// Nobody orders a study to look for what he does not suspect.
LookedFor looked_for(const Statement& statement) {
    return statement.source == logic::Source::order_reason ? LookedFor::is_suspected
                                                           : LookedFor::says_nothing;
}

// RF-FX-0: "acute fracture" is one of the bone that the study shows. A problem list may suspect one before it
// is known where it is.
bool may_be_of_our_bones(const Mention& mention, const Statement& statement) {
    if (statement.studied_bone != Region::unspecified) return true;
    switch (statement.site.region) {
    case Region::unspecified:
        return statement.source == logic::Source::conditions && mention.presence == Presence::present
               && joined(statement.certainty, mention.certainty) == Certainty::unconfirmed;
    case Region::hip:
    case Region::pelvis:
    case Region::thigh:
    case Region::lumbar_spine:
    case Region::spine:
        return true;
    default:
        return false;
    }
}

std::optional<Evidence> mentioned(const Mention& mention, const Statement& statement) {
    if (mention.where_studied && !may_be_of_our_bones(mention, statement)) return std::nullopt;
    Evidence evidence = stated(statement, mention.finding);
    if (mention.where_studied && statement.studied_bone != Region::unspecified)
        evidence.region = statement.studied_bone;
    if (mention.presence == Presence::absent) evidence.presence = Presence::absent;
    evidence.certainty = joined(statement.certainty, mention.certainty);
    // MPS-TX-6: a reading that is only preliminary proves no normal QT.
    if (mention.finding == Finding::qt_prolonged && evidence.presence == Presence::absent
        && evidence.certainty == Certainty::unconfirmed)
        return std::nullopt;
    if (mention.course == Course::past) evidence.course = Course::past;
    if (mention.side != Side::unknown) evidence.side = mention.side;
    if (mention.region != Region::unspecified) evidence.region = mention.region;
    evidence.text = excerpt(mention.sentence);
    if (mention.finding == Finding::fever)
        if (std::string told = temperature_told_in(mention.sentence); !told.empty())
            evidence.value = std::move(told);
    return evidence;
}

bool is_cancer(Finding finding) {
    return finding == Finding::cancer_active || finding == Finding::cancer_history
           || finding == Finding::cancer_skin_or_in_situ;
}

// Words of a procedure need the same site as its codes: an abscess may be drained anywhere.
bool may_stand(const Mention& mention, FindingsOf kind, const BodySite& site) {
    if (kind == FindingsOf::diagnosis) {
        // "Screening for malignant neoplasm" is the name of an encounter.
        return !is_cancer(mention.finding) || !names(site.words, "screen");
    }
    const auto table = concept_findings(kind);
    return may_name(kind, mention.finding) && std::ranges::any_of(table, [&](const ConceptFinding& row) {
               return row.finding == mention.finding && is_met(row.needed, site);
           });
}

// DATA-4: a cancer that is over is a history of cancer, which is not over.
void settle(std::vector<Evidence>& evidence) {
    for (Evidence& each : evidence)
        if (each.finding == Finding::cancer_active && each.course == Course::past
            && each.presence == Presence::present) {
            each.finding = Finding::cancer_history;
            each.course = Course::active;
        }
}

// A look at the names alone, that rules out most of what a record holds.
bool may_name_a_finding(const CodeableConcept& named, const Vocabulary& vocabulary) {
    const auto is_known = [&](const Coding& coding) {
        const Meaning meaning = vocabulary.terminology.meaning(coding.system, coding.code);
        return !meaning.concepts.empty() || !meaning.findings.empty() || coding.system == finding_system
               || cancer_by_icd(coding).has_value();
    };
    // "Body mass index" begins like a mass of the psoas, and a second look at few names costs less than their
    // sites.
    const auto says = [&](std::string_view words) {
        return vocabulary.text_reader.may_mention(words)
               && !vocabulary.text_reader.read(words, LookedFor::is_suspected).empty();
    };
    return std::ranges::any_of(named.codings, is_known) || says(named.text)
           || std::ranges::any_of(named.codings, [&](const Coding& coding) {
                  return coding.display != named.text && says(coding.display);
              });
}

} // namespace

std::vector<Evidence> findings_in(std::string_view text, const Statement& statement, FindingsOf kind,
                                  const Vocabulary& vocabulary) {
    std::vector<Evidence> evidence;
    if (text.empty() || !vocabulary.text_reader.may_mention(text)) return evidence;
    for (const Mention& mention :
         vocabulary.text_reader.read(text, looked_for(statement), statement.texts_are_about))
        if (may_name(kind, mention.finding))
            if (auto named = mentioned(mention, statement)) add_once(evidence, std::move(*named));
    settle(evidence);
    return evidence;
}

std::vector<Evidence> findings_of(const CodeableConcept& named, const Statement& statement, FindingsOf kind,
                                  const Vocabulary& vocabulary) {
    if (!may_name_a_finding(named, vocabulary) || named.is(Concept::family_history, vocabulary.terminology))
        return {};
    Statement sited = statement;
    sited.site = joined(statement.site, body_site(named, vocabulary.terminology));

    Coded coded = findings_by_code(named, sited, kind, vocabulary);
    const bool coded_cancer = std::ranges::any_of(coded.evidence, is_cancer, &Evidence::finding);
    std::vector<Evidence> worded;
    const auto read = [&](std::string_view words) {
        if (!vocabulary.text_reader.may_mention(words)) return;
        for (const Mention& mention : vocabulary.text_reader.read(words, looked_for(statement))) {
            if (!may_stand(mention, kind, sited.site)) continue;
            if (find(coded.evidence, mention.finding) != nullptr && add_mention(coded, mention)) continue;
            if (coded_cancer && is_cancer(mention.finding)) // one cancer is not both active and past
                continue;
            if (auto evidence = mentioned(mention, statement)) add_once(worded, std::move(*evidence));
        }
    };
    read(named.words());
    // "Problem 3" may be the text of a code whose display says more.
    if (coded.evidence.empty() && worded.empty())
        for (const Coding& coding : named.codings)
            if (coding.display != named.words()) read(coding.display);
    // "Metastasis to lumbar vertebra" is also one of bone, and no site that is left open.
    if (find(coded.evidence, Finding::lumbar_vertebral_metastasis) != nullptr)
        std::erase_if(worded, [](const Evidence& e) { return e.finding == Finding::bone_metastasis; });
    std::ranges::move(worded, std::back_inserter(coded.evidence));
    settle(coded.evidence);
    return std::move(coded.evidence);
}

bool is_read_in_part(const CodeableConcept& named) {
    const auto too_long = [](std::string_view words) { return words.size() > TextReader::longest_text; };
    return too_long(named.words()) || std::ranges::any_of(named.codings, too_long, &Coding::display);
}

Certainty certainty_of_reading(Value element) {
    return element[Element::modifierExtension].items().empty() ? Certainty::confirmed
                                                               : Certainty::unconfirmed;
}

std::string reference_of(Value resource) {
    constexpr std::size_t longest_part = 64; // of a FHIR id (https://hl7.org/fhir/R4/datatypes.html#id)
    std::string reference = excerpt(resource[Element::resourceType].text(), longest_part);
    const std::string_view id = resource[Element::id].text();
    if (!id.empty()) reference.append("/").append(excerpt(id, longest_part));
    return reference;
}

} // namespace psoas::fhir
