#include "fhir/questionnaire_mapping.hpp"

#include "fhir/codeable_concept.hpp"
#include "fhir/date.hpp"
#include "logic/presentation.hpp"

#include "fhir/questionnaires/psoas_examination.hpp"

#include <optional>
#include <utility>

namespace psoas::fhir {
namespace {

using logic::Evidence;
using logic::Presence;
using logic::Side;

// The canonical URL, with a version perhaps; or the URL under which the service, or a copy elsewhere, has it.
// Before R4 it is a Reference.
bool answers_ours(Value response) {
    const Value questionnaire = response[Element::questionnaire];
    std::string_view url = questionnaire.text();
    if (url.empty()) url = questionnaire[Element::reference].text();
    url = url.substr(0, url.find('|'));
    return url == psoas_examination_url || url.ends_with("Questionnaire/psoas-examination");
}

struct Answered {
    Presence presence = Presence::present;
    Side side = Side::unknown;
};

std::optional<Answered> answer_of(Value answer) {
    if (const auto truth = answer[Element::valueBoolean].boolean())
        return Answered{.presence = *truth ? Presence::present : Presence::absent};
    const std::string_view code = answer[Element::valueCoding][Element::code].text();
    if (code == "yes") return Answered{};
    if (code == "no") return Answered{.presence = Presence::absent};
    if (code == "left") return Answered{.side = Side::left};
    if (code == "right") return Answered{.side = Side::right};
    if (code == "both") return Answered{.side = Side::bilateral};
    return std::nullopt;
}

// Questions stand in groups, and in some systems under the answers to others.
void read_items(Value parent, const Evidence& stated, std::vector<Evidence>& found,
                std::optional<logic::DateRange>& onset) {
    for (const Value item : parent[Element::item].items()) {
        const std::string_view question = item[Element::linkId].text();
        for (const Value answer : item[Element::answer].items()) {
            read_items(answer, stated, found, onset);
            if (question == "pain_onset") onset = read_date(answer[Element::valueDate].text());
            const std::optional<logic::Finding> asked = logic::finding_from_code(question);
            const std::optional<Answered> answered = answer_of(answer);
            if (!asked || !answered) continue;
            Evidence evidence = stated;
            evidence.finding = *asked;
            evidence.presence = answered->presence;
            evidence.side = answered->side;
            found.push_back(std::move(evidence));
        }
        read_items(item, stated, found, onset);
    }
}

} // namespace

std::string_view psoas_examination() {
    return psoas_examination_questionnaire;
}

void map_questionnaire_response(Value response, const Vocabulary& /*codes and words are not asked*/,
                                SubjectRecord& record) {
    const std::string status = read_code(response[Element::status]);
    if ((status != "completed" && status != "amended") || !answers_ours(response)) return;

    // An answer is an observation of that day.
    const Evidence stated{.certainty = certainty_of_reading(response),
                          .source = logic::Source::observations,
                          .reference = reference_of(response),
                          .recorded = read_date(response[Element::authored].text())};
    std::vector<Evidence> found;
    std::optional<logic::DateRange> onset;
    read_items(response, stated, found, onset);
    for (Evidence& evidence : found)
        if (logic::is_pain(evidence.finding) && evidence.presence == Presence::present)
            evidence.onset = onset;
    record.add(std::move(found));
}

} // namespace psoas::fhir
