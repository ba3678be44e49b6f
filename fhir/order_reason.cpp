#include "fhir/order_reason.hpp"

#include "fhir/condition_mapping.hpp"
#include "fhir/date.hpp"
#include "fhir/narrative.hpp"
#include "fhir/repeat_words.hpp"
#include "fhir/stated_onset.hpp"
#include "fhir/words.hpp"

#include "logic/presentation.hpp"

#include <algorithm>
#include <span>

namespace psoas::fhir {
namespace {

using logic::DateRange;
using logic::Evidence;

// No order has more reasons that anybody reads.
constexpr std::size_t most_reasons = 32;

// "Condition/1" of any way to write the reference.
std::string local_reference(std::string_view reference) {
    constexpr std::size_t longest = 512;
    reference = reference.substr(0, longest);
    if (const auto history = reference.find("/_history/"); history != reference.npos)
        reference = reference.substr(0, history);
    const auto id = reference.rfind('/');
    if (id == reference.npos || id == 0) return std::string(reference);
    const auto type = reference.rfind('/', id - 1);
    return std::string(type == reference.npos ? reference : reference.substr(type + 1));
}

// What a contained Condition says, under the reference of the order. False if there is none of that id.
bool map_contained(Value order, std::string_view id, const Statement& statement, const Vocabulary& vocabulary,
                   SubjectRecord& record) {
    bool found = false;
    for (const Value contained : order[Element::contained].items()) {
        if (contained[Element::id].text() != id || contained[Element::resourceType].text() != "Condition")
            continue;
        found = true;
        const std::size_t first = record.evidence.size();
        map_condition(contained, vocabulary, record);
        for (std::size_t i = first; i < record.evidence.size(); ++i) {
            record.evidence[i].source = statement.source;
            record.evidence[i].reference = statement.reference;
        }
    }
    return found;
}

bool names_pain(std::string_view clause, const Vocabulary& vocabulary) {
    const std::vector<Mention> mentions = vocabulary.text_reader.read(clause);
    return std::ranges::any_of(mentions, [](const Mention& each) { return logic::is_pain(each.finding); });
}

// DATA-5: "Low back pain for 8 weeks, failed PT" tells in one of its clauses how long the pain has lasted.
std::optional<DateRange> onset_of_pain(std::string_view text, const std::optional<DateRange>& recorded,
                                       const Vocabulary& vocabulary) {
    constexpr std::size_t longest = 1000; // of a reason; more is a story, with times of many things
    if (!recorded || text.size() > longest) return std::nullopt;
    std::optional<DateRange> onset;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find_first_of(",;.\n"), text.size());
        const std::string_view clause = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        const auto told = onset_in_name(clause, recorded);
        if (!told || !names_pain(clause, vocabulary)) continue;
        if (onset) return std::nullopt;
        onset = told;
    }
    return onset;
}

// What the words say beside their findings: since when it hurts, and that something is followed up (DUP-1).
void read_beside_findings(std::string_view words, std::size_t first, const Statement& statement,
                          const Vocabulary& vocabulary, SubjectRecord& record) {
    if (const auto onset = onset_of_pain(words, statement.recorded, vocabulary))
        for (Evidence& each : std::span(record.evidence).subspan(first))
            if (logic::is_pain(each.finding) && !each.onset) each.onset = onset;
    if (asks_for_follow_up(words))
        record.add({{.finding = logic::Finding::further_imaging_recommended,
                     .certainty = statement.certainty,
                     .source = statement.source,
                     .reference = statement.reference,
                     .text = excerpt(words),
                     .recorded = statement.recorded}});
}

// What the clinician wrote beside the order.
void map_notes(Value order, const Statement& statement, const Vocabulary& vocabulary, SubjectRecord& record) {
    std::size_t notes = 0;
    for (const Value note : order[Element::note].items()) {
        if (++notes > most_reasons) return;
        const std::size_t first = record.evidence.size();
        const std::string_view text = note[Element::text].text();
        map_narrative(text, statement, vocabulary, record);
        read_beside_findings(text, first, statement, vocabulary, record);
    }
}

} // namespace

bool is_reason(Value value, Element element) {
    if (!read_codeable_concept(value).empty()) return true;
    const Value reference = element == Element::reasonReference ? value : value[Element::reference];
    return reference.kind() == Value::Kind::object || !reference.text().empty();
}

void map_order_reasons(Value order, std::string_view order_reference, const Vocabulary& vocabulary,
                       SubjectRecord& record) {
    const Statement statement{.source = logic::Source::order_reason,
                              .reference = std::string(order_reference),
                              .certainty = certainty_of_reading(order),
                              .recorded = read_date(order[Element::authoredOn].text())};
    map_notes(order, statement, vocabulary, record);
    const auto leave_unread = [&] { record.unread_reasons.push_back(statement.reference); };
    std::size_t reasons = 0;
    for (const Element element : {Element::reasonCode, Element::reason, Element::reasonCodeableConcept,
                                  Element::reasonConcept, Element::reasonReference})
        for (const Value reason : order[element].items()) {
            if (++reasons > most_reasons) return leave_unread();
            const std::size_t known = record.evidence.size();
            const CodeableConcept named = read_codeable_concept(reason);
            record.cut |= is_read_in_part(named);
            record.add(findings_of(named, statement, FindingsOf::diagnosis, vocabulary));
            read_beside_findings(named.words(), known, statement, vocabulary, record);
            const bool understood = record.evidence.size() > known;
            if (is_read_in_part(named)) leave_unread();

            std::string_view target = reason[Element::reference].text();
            if (target.empty()) target = reason[Element::reference][Element::reference].text();
            if (target.starts_with('#')) {
                const bool found = map_contained(order, target.substr(1), statement, vocabulary, record);
                record.contained_reason_lost |= !found && named.empty();
                if (record.evidence.size() == known) leave_unread();
            } else if (!target.empty()) {
                record.reasons.push_back(
                    {statement.reference, local_reference(target), !named.empty(), understood});
            } else if (!understood && is_reason(reason, element)) {
                leave_unread();
            }
        }
}

} // namespace psoas::fhir
