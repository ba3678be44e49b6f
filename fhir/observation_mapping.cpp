#include "fhir/observation_mapping.hpp"

#include "fhir/answer.hpp"
#include "fhir/code_system.hpp"
#include "fhir/corrected_qt.hpp"
#include "fhir/date.hpp"
#include "fhir/measurement.hpp"
#include "fhir/narrative.hpp"
#include "fhir/subject.hpp"
#include "fhir/words.hpp"

#include "logic/measured_findings.hpp"
#include "logic/presentation.hpp"

#include <algorithm>
#include <array>

namespace psoas::fhir {
namespace {

using logic::Certainty;
using logic::Evidence;
using logic::Finding;
using logic::Presence;

// https://hl7.org/fhir/R5/valueset-observation-status.html
bool never_counts(std::string_view status) {
    return status == "entered-in-error" || status == "cancelled" || status == "registered"
           || status == "specimen-in-process";
}

std::optional<logic::DateRange> seen_on(Value observation) {
    for (const Element element : {Element::effectiveDateTime, Element::effectiveInstant})
        if (const auto date = read_date(observation[element].text())) return date;
    if (const auto days = days_of(read_period(observation[Element::effectivePeriod]))) return days;
    return read_date(observation[Element::issued].text());
}

// The value as a person would read it.
std::string shown_value(Value item) {
    for (const Element element : {Element::valueCodeableConcept, Element::valueCoding, Element::valueCode}) {
        const CodeableConcept value = read_codeable_concept(item[element]);
        if (!value.words().empty()) return excerpt(value.words());
        if (!value.codings.empty()) return excerpt(value.codings.front().code);
    }
    if (const auto reading = read_reading(item)) return reading->shown;
    if (const auto truth = item[Element::valueBoolean].boolean()) return *truth ? "yes" : "no";
    return excerpt(item[Element::valueString].text());
}

// "Cancer: mother" answers for somebody else.
bool names_a_relative(std::string_view lower) {
    constexpr std::array relatives{
        std::string_view("mother"),   std::string_view("father"),      std::string_view("sister"),
        std::string_view("brother"),  std::string_view("sibling"),     std::string_view("aunt"),
        std::string_view("uncle"),    std::string_view("grandmother"), std::string_view("grandfather"),
        std::string_view("maternal"), std::string_view("paternal"),    std::string_view("family"),
    };
    const std::vector<std::string_view> words = split_words(lower);
    return !words.empty() && std::ranges::find(relatives, words.front()) != relatives.end();
}

// "IV drug use: past".
bool is_past_in_one_word(std::string_view lower) {
    constexpr std::array past{std::string_view("past"),       std::string_view("former"),
                              std::string_view("formerly"),   std::string_view("previous"),
                              std::string_view("previously"), std::string_view("ex"),
                              std::string_view("quit")};
    const std::vector<std::string_view> words = split_words(lower);
    return words.size() == 1 && std::ranges::find(past, words.front()) != past.end();
}

bool names_post_void_residual(std::string_view lower) {
    return names(lower, "post-void resid") || names(lower, "postvoid resid")
           || names(lower, "post void resid") || names_word(lower, "pvr");
}

// LOINC 8636-3 (Q-T interval corrected), 76635-2 (by Bazett's formula) and 76634-5 (by Fridericia's).
bool names_corrected_qt(std::string_view lower, const CodeableConcept& code) {
    const auto is_qtc = [](const Coding& coding) {
        return canonical_system(coding.system) == loinc
               && (coding.code == "76634-5" || coding.code == "76635-2" || coding.code == "8636-3");
    };
    return names(lower, "qtc") || names(lower, "corrected qt") || names(lower, "q-t interval corrected")
           || std::ranges::any_of(code.codings, is_qtc);
}

bool is_millilitres(const Reading& reading) {
    const auto is = [](std::string_view unit) {
        return unit == "ml" || unit == "cc" || unit == "milliliter";
    };
    return is(reading.unit) || is(reading.printed_unit);
}

bool is_weakness(Finding finding) {
    return finding == Finding::leg_weakness || finding == Finding::bilateral_leg_weakness
           || finding == Finding::hip_flexor_weakness || finding == Finding::quadriceps_weakness
           || finding == Finding::foot_drop;
}

// A negative straight leg raise is there when the test is negative, or when its name is answered with "yes".
bool is_negative_test(Finding finding) {
    return finding == Finding::slr_negative;
}

void apply(const ReadAnswer& read, std::vector<Evidence>& named) {
    // "No fever" with the answer "no" says nothing that a rule could trust.
    if (read.answer == Answer::negative)
        std::erase_if(named, [](const Evidence& each) { return each.presence == Presence::absent; });
    for (Evidence& evidence : named) {
        const bool turned = is_negative_test(evidence.finding) && read.kind == AnswerKind::test;
        const Answer denying = turned ? Answer::positive : Answer::negative;
        if (read.answer == denying) evidence.presence = Presence::absent;
        if (read.answer == Answer::unsure) evidence.certainty = Certainty::unconfirmed;
    }
}

bool is_of_pain(Concept meaning) {
    return std::ranges::any_of(concept_findings(FindingsOf::diagnosis), [meaning](const ConceptFinding& row) {
        return row.meaning == meaning && logic::is_pain(row.finding);
    });
}

// Of all that a name says a number counts pains alone (Item::counted); "body mass" is no psoas mass.
bool may_name_a_pain(const CodeableConcept& code, const Vocabulary& vocabulary) {
    const auto codes = [&](const Coding& coding) {
        const Meaning meaning = vocabulary.terminology.meaning(coding.system, coding.code);
        return coding.system == finding_system || !meaning.findings.empty()
               || std::ranges::any_of(meaning.concepts, is_of_pain);
    };
    const auto says = [&](std::string_view words) {
        return vocabulary.text_reader.may_mention_pain(words)
               && std::ranges::any_of(vocabulary.text_reader.read(words), logic::is_pain, &Mention::finding);
    };
    return std::ranges::any_of(code.codings, codes) || says(code.text)
           || std::ranges::any_of(code.codings, [&](const Coding& coding) {
                  return coding.display != code.text && says(coding.display);
              });
}

// DATA-3: a question about relatives, whose answer is a disease of theirs.
bool is_of_family(const CodeableConcept& name, const Terminology& terminology) {
    const std::string words = lowercase(name.words().substr(0, excerpt_bytes));
    return name.is(Concept::family_history, terminology) || names(words, "family") || names(words, "mother")
           || names(words, "father") || names(words, "sibling");
}

NameMeaning meaning_of(const CodeableConcept& name, const Terminology& terminology) {
    return {.measures = measured_quantity(name, terminology),
            .of_family = is_of_family(name, terminology),
            .read_in_part = is_read_in_part(name)};
}

// Valid until it is asked of the next name.
NameMeaning& known_meaning(Value code, const Vocabulary& vocabulary) {
    return vocabulary.names.meaning_of(
        code, [&](const CodeableConcept& name) { return meaning_of(name, vocabulary.terminology); });
}

bool means_nothing_with_a_number(const CodeableConcept& name, const NameMeaning& meaning,
                                 const Vocabulary& vocabulary) {
    if (meaning.measures || meaning.read_in_part || may_name_a_pain(name, vocabulary)) return false;
    const std::string words = lowercase(name.words().substr(0, excerpt_bytes));
    return !names_post_void_residual(words) && !names_corrected_qt(words, name);
}

// Most observations of a record are numbers that no rule asks for. They are passed over by their names,
// before anything is made of them.
bool is_number_without_meaning(Value observation, NameMeaning& meaning, const Vocabulary& vocabulary) {
    static constexpr ElementSet saying_more{Element::valueCodeableConcept,
                                            Element::valueCoding,
                                            Element::valueCode,
                                            Element::valueBoolean,
                                            Element::valueString,
                                            Element::component,
                                            Element::comments,
                                            Element::comment,
                                            Element::note};
    if (observation.has_any_of(saying_more) || !observation[Element::valueQuantity]) return false;
    std::optional<bool>& nothing = meaning.nothing_with_a_number;
    if (!nothing)
        nothing = means_nothing_with_a_number(read_codeable_concept(observation[Element::code]), meaning,
                                              vocabulary);
    return *nothing;
}

// One Observation, or one component of one.
class Item {
public:
    Item(Value item, const CodeableConcept& code, const Statement& statement, const Vocabulary& vocabulary)
        : item_(item), statement_(statement), vocabulary_(vocabulary), code_(code) {
        statement_.certainty = joined(statement_.certainty, certainty_of_reading(item));
    }

    void map(SubjectRecord& record) {
        const std::string name = lowercase(code_.words().substr(0, excerpt_bytes));
        statement_.value = shown_value(item_);
        const std::string said = lowercase(statement_.value);
        if (names_a_relative(said)) return;
        const bool is_over = is_past_in_one_word(said);
        if (is_over || names(name, "history of") || names(name, "past medical"))
            statement_.course = logic::Course::past;

        if (names_post_void_residual(name)) return map_residual(record);
        if (names_corrected_qt(name, code_) && read_reading(item_)) return map_corrected_qt(record);

        const ReadAnswer answer = read_answer(item_);
        if (answer.answer == Answer::not_known) return;
        if (answer.answer != Answer::none) return record.add(answered(answer));
        if (is_over) return record.add(named());
        if (const CodeableConcept value = coded_value(); !value.empty()) {
            record.cut |= is_read_in_part(value);
            return record.add(valued(value));
        }
        if (const std::string_view words = item_[Element::valueString].text(); !words.empty()) {
            if (words.size() > TextReader::longest_text) record.cut = true;
            return record.add(worded(words));
        }
        if (const auto reading = read_reading(item_)) return record.add(counted(*reading));
        if (says_what_it_names()) record.add(named());
    }

private:
    // A reading that is only preliminary proves no normal QT.
    void map_corrected_qt(SubjectRecord& record) const {
        const auto reading = read_reading(item_);
        const auto qt = reading ? corrected_qt_ms(reading->value) : std::nullopt;
        if (!qt) return;
        const bool is_prolonged = *qt >= logic::prolonged_qtc_ms;
        if (!is_prolonged && statement_.certainty != Certainty::confirmed) return;
        record.add({measured(Finding::qt_prolonged, is_prolonged ? Presence::present : Presence::absent,
                             reading->shown)});
    }

    void map_residual(SubjectRecord& record) const {
        const auto reading = read_reading(item_);
        if (!reading || !is_millilitres(*reading) || reading->value < logic::retained_urine_ml) return;
        record.add({measured(Finding::urinary_retention, Presence::present, reading->shown)});
    }

    [[nodiscard]] Evidence measured(Finding finding, Presence presence, const std::string& shown) const {
        return {.finding = finding,
                .presence = presence,
                .certainty = statement_.certainty,
                .course = statement_.course,
                .source = statement_.source,
                .reference = statement_.reference,
                .text = excerpt(code_.words()),
                .value = shown,
                .onset = statement_.onset,
                .ended = statement_.ended,
                .recorded = statement_.recorded};
    }

    [[nodiscard]] CodeableConcept coded_value() const {
        for (const Element element : {Element::valueCodeableConcept, Element::valueCoding})
            if (const Value value = item_[element]) return read_codeable_concept(value);
        return {};
    }

    [[nodiscard]] std::vector<Evidence> named() const {
        return findings_of(code_, statement_, FindingsOf::diagnosis, vocabulary_);
    }

    // "Saddle anaesthesia: no" by its name; "straight leg raise: negative" only together.
    [[nodiscard]] std::vector<Evidence> answered(const ReadAnswer& answer) const {
        std::vector<Evidence> found = named_with_side_of(item_[Element::valueString].text());
        apply(answer, found);
        if (!found.empty()) return found;
        return together(statement_.value);
    }

    // The value names the finding, the code at most where it is.
    [[nodiscard]] std::vector<Evidence> valued(const CodeableConcept& value) const {
        Statement sited = statement_;
        sited.site = joined(statement_.site, body_site(code_, vocabulary_.terminology));
        std::vector<Evidence> found = findings_of(value, sited, FindingsOf::diagnosis, vocabulary_);
        if (found.empty()) found = joined_with_name(named(), value.words());
        return found;
    }

    [[nodiscard]] std::vector<Evidence> worded(std::string_view words) const {
        std::vector<Evidence> found = named_with_side_of(words);
        if (const auto weak = weakness_by_grade(words);
            weak && std::ranges::any_of(found, is_weakness, &Evidence::finding)) {
            apply({*weak, AnswerKind::question}, found);
            return found;
        }
        return joined_with_name(std::move(found), words);
    }

    // What the name alone gives is a question: "HIV status: pending" is no HIV. What the value says of it
    // counts, and where it says nothing a finding's own code is unconfirmed and a question is not answered.
    [[nodiscard]] std::vector<Evidence> joined_with_name(std::vector<Evidence> asked,
                                                         std::string_view words) const {
        const auto names_it = [](const std::vector<Evidence>& in, Finding finding) {
            return std::ranges::find(in, finding, &Evidence::finding) != in.end();
        };
        Statement sited = statement_;
        sited.site = joined(statement_.site, body_site(code_, vocabulary_.terminology));
        std::vector<Evidence> result = findings_in(words, sited, FindingsOf::diagnosis, vocabulary_);
        for (Evidence& evidence : together(words))
            if (!names_it(asked, evidence.finding) && !names_it(result, evidence.finding))
                result.push_back(std::move(evidence));
        if (!says_what_it_names()) return result;
        for (Evidence& evidence : asked)
            if (!names_it(result, evidence.finding)) {
                evidence.certainty = Certainty::unconfirmed;
                result.push_back(std::move(evidence));
            }
        return result;
    }

    // "Hip pain: 7" of a scale is pain, 0 is none. A number says nothing of other findings.
    [[nodiscard]] std::vector<Evidence> counted(const Reading& reading) const {
        std::vector<Evidence> found = named();
        std::erase_if(found, [](const Evidence& each) { return !logic::is_pain(each.finding); });
        apply({reading.value > 0 ? Answer::positive : Answer::negative, AnswerKind::question}, found);
        return found;
    }

    [[nodiscard]] std::vector<Evidence> named_with_side_of(std::string_view words) const {
        std::vector<Evidence> found = named();
        const logic::Side side = side_named_in(words);
        for (Evidence& evidence : found)
            if (evidence.side == logic::Side::unknown) evidence.side = side;
        return found;
    }

    // Name and value read as one text.
    [[nodiscard]] std::vector<Evidence> together(std::string_view value) const {
        const std::string text = std::string(code_.words()).append(": ").append(value);
        return findings_in(text, statement_, FindingsOf::diagnosis, vocabulary_);
    }

    // A question without an answer, or the name of a panel, is no finding.
    [[nodiscard]] bool says_what_it_names() const {
        return !item_[Element::component] && std::ranges::none_of(code_.codings, [](const Coding& coding) {
            return canonical_system(coding.system) == loinc;
        });
    }

    Value item_;
    Statement statement_;
    const Vocabulary& vocabulary_;
    const CodeableConcept& code_;
};

void map_measurement(logic::Quantity quantity, Value item, const CodeableConcept& code,
                     const Statement& statement, SubjectRecord& record) {
    const auto reading = read_reading(item);
    const Certainty certainty = joined(statement.certainty, certainty_of_reading(item));
    if (!reading || certainty != Certainty::confirmed) return;
    const auto value = in_unit_of(quantity, *reading);
    if (!value) return;
    record.measurements.push_back({.quantity = quantity,
                                   .value = *value,
                                   .date = statement.recorded,
                                   .reference = statement.reference,
                                   .text = excerpt(code.words()),
                                   .shown = reading->shown});
}

void map_item(Value item, const CodeableConcept& name, const NameMeaning& meaning, const Statement& statement,
              const Vocabulary& vocabulary, SubjectRecord& record) {
    if (meaning.of_family) return;
    record.cut |= meaning.read_in_part;
    if (meaning.measures)
        map_measurement(*meaning.measures, item, name, statement, record);
    else
        Item(item, name, statement, vocabulary).map(record);
}

// What an Observation holds beside its value.
void map_parts(Value observation, const Statement& statement, const Vocabulary& vocabulary,
               SubjectRecord& record) {
    static constexpr ElementSet parts{Element::component, Element::comments, Element::comment, Element::note};
    if (!observation.has_any_of(parts)) return;
    for (const Value component : observation[Element::component].items()) {
        const Value code = component[Element::code];
        map_item(component, read_codeable_concept(code), known_meaning(code, vocabulary), statement,
                 vocabulary, record);
    }

    // DSTU2 and STU3 have a comment, R4 notes.
    for (const Element element : {Element::comments, Element::comment})
        map_narrative(observation[element].text(), statement, vocabulary, record);
    for (const Value note : observation[Element::note].items())
        map_narrative(note[Element::text].text(), statement, vocabulary, record);
}

void map_items(Value observation, const CodeableConcept& name, const NameMeaning& meaning,
               Statement statement, const Vocabulary& vocabulary, SubjectRecord& record) {
    const std::string status = read_code(observation[Element::status]);
    if (never_counts(status) || has_other_focus(observation)) return;
    if (status == "preliminary") statement.certainty = Certainty::unconfirmed;
    statement.certainty = joined(statement.certainty, certainty_of_reading(observation));
    statement.site = read_body_site(observation, vocabulary.terminology);
    if (const auto day = seen_on(observation)) statement.recorded = day;

    map_item(observation, name, meaning, statement, vocabulary, record);
    map_parts(observation, statement, vocabulary, record);
}

} // namespace

void map_observation(Value observation, const Vocabulary& vocabulary, SubjectRecord& record) {
    const Value code = observation[Element::code];
    NameMeaning& meaning = known_meaning(code, vocabulary);
    if (is_number_without_meaning(observation, meaning, vocabulary)) return;
    map_items(observation, read_codeable_concept(code), meaning,
              {.source = logic::Source::observations, .reference = reference_of(observation)}, vocabulary,
              record);
}

void map_contained_observation(Value observation, const Statement& parent, const Vocabulary& vocabulary,
                               SubjectRecord& record) {
    const Value code = observation[Element::code];
    map_items(observation, read_codeable_concept(code), known_meaning(code, vocabulary), parent, vocabulary,
              record);
}

} // namespace psoas::fhir
