#include "hooks/explanation.hpp"

#include "hooks/card_print.hpp"
#include "hooks/evidence_words.hpp"
#include "hooks/plain_text.hpp"
#include "hooks/service.hpp"

#include <boost/json/object.hpp>

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace psoas::hooks {
namespace {

namespace json = boost::json;
using logic::CriterionState;
using logic::Removal;
using logic::RowExplanation;
using logic::Why;

constexpr std::size_t longest_reference = 100;

// In the order of `Why`.
constexpr std::array<std::string_view, logic::why_count> reasons{
    "the patient has died",
    "no relevant presentation is recorded",
    "it does not speak at this moment of the workflow",
    "no order that it judges is selected",
    "the order is for a place out of scope",
    "the patient is a minor",
    "the patient is in palliative care",
    "it is switched off by a setting",
    "what it needs is not recorded",
    "the data could not be read",
    "it is documented as absent",
    "only a part of what it needs is recorded",
    "what is recorded does not reach its threshold",
    "the onset is not known",
    "what is recorded lies outside of its window or is over",
    "it is suspected and not confirmed",
    "the sides do not agree",
    "the record explains it otherwise",
    "it is a weak flag, which gives no card by itself",
    "it is already treated or acted on",
    "what it would ask for is already recorded",
    "an exclusion applies",
    "another row of the same topic speaks",
    "a red flag speaks",
    "the step is already ordered, drafted or done",
};

// In the order of `Removal`.
constexpr std::array<std::string_view, logic::removal_count> removals{
    "folded into the card of ",
    "dropped at the limit of cards",
    "not shown at this moment of the workflow",
    "the orders are for places out of scope and it is no critical red flag",
    "the step is already ordered, drafted or done",
    "no relevant presentation is recorded",
    "answered before, and nothing has changed since",
};

// In the order of `CriterionState`.
constexpr std::array<std::string_view, 8> states{"not available",     "absent",  "in part",
                                                 "unconfirmed",       "present", "violated",
                                                 "on the other side", "long ago"};
static_assert(states.size() == static_cast<std::size_t>(CriterionState::long_ago) + 1);

std::string reason(const RowExplanation& row) {
    if (row.why) return std::string(reasons[static_cast<std::size_t>(*row.why)]);
    if (!row.suppressed) return {};
    std::string words(removals[static_cast<std::size_t>(*row.suppressed)]);
    if (!row.by) return words;
    if (*row.suppressed != Removal::folded) words += ", folded into the card of ";
    return words.append(id(*row.by));
}

bool nothing_recorded(const RowExplanation& row) {
    return row.why == Why::not_recorded || row.why == Why::could_not_be_read;
}

// The prefetch key of a list, which a client knows (P-03).
std::vector<std::string_view> keys_of(const std::vector<logic::Source>& sources) {
    std::vector<std::string_view> keys;
    for (const PrefetchTemplate& entry : prefetch_templates())
        if (std::ranges::find(sources, entry.source) != sources.end()) keys.push_back(entry.key);
    return keys;
}

// Text of the record is escaped as in a card's detail.
json::object written(const logic::Evidence& evidence) {
    json::object object{{"finding", code(evidence.finding)}};
    if (!evidence.reference.empty())
        object["reference"] = shortened(words_only(evidence.reference), longest_reference);
    object["text"] = valid_utf8(evidence_line(evidence));
    return object;
}

// As in a card's detail.
std::string age_line(int years) {
    return "age: " + std::to_string(years) + " years (Patient)";
}

void add_evidence(json::object& object, std::span<const logic::Evidence> evidence,
                  std::span<const logic::Measurement> measured, std::optional<int> age_years) {
    const std::size_t shown = std::min(evidence.size(), logic::most_traced_evidence);
    json::array array;
    for (const logic::Evidence& each : evidence.first(shown))
        array.push_back(written(each));
    const std::size_t numbers = std::min(measured.size(), logic::most_traced_evidence);
    for (const logic::Measurement& each : measured.first(numbers))
        array.push_back(json::object{{"text", valid_utf8(measurement_line(each))}});
    if (age_years) array.push_back(json::object{{"text", age_line(*age_years)}});
    if (!array.empty()) object["evidence"] = std::move(array);
    const std::size_t left_out = evidence.size() - shown + measured.size() - numbers;
    if (left_out > 0) object["evidenceLeftOut"] = left_out;
}

json::object written(const RowExplanation& row, const logic::Explanation& explanation,
                     std::span<const Card> cards) {
    json::object object{{"row", id(row.row)}, {"outcome", code(row.outcome)}};
    if (row.advice && *row.advice < cards.size()) object["card"] = cards[*row.advice].uuid;
    if (row.why) object["why"] = code(*row.why);
    if (row.suppressed) object["why"] = code(*row.suppressed);
    if (row.by) object["by"] = id(*row.by);
    if (const std::string words = reason(row); !words.empty()) object["reason"] = words;
    add_evidence(object, row.evidence, row.measured, row.age_years);
    if (nothing_recorded(row) && !explanation.not_available.empty()) {
        json::array keys;
        for (const std::string_view key : keys_of(explanation.not_available))
            keys.emplace_back(key);
        if (!keys.empty()) object["notAvailable"] = std::move(keys);
    }
    return object;
}

std::string criterion_id(std::size_t index) {
    return "MPS-C" + std::to_string(index + 1);
}

std::string_view state_words(const logic::Criterion& criterion) {
    return states[static_cast<std::size_t>(criterion.state)];
}

// "RF-CES-0    fired       card 1" and under it what it rests on.
void add_line(std::string& out, std::string_view row, std::string_view outcome, std::string_view words) {
    constexpr std::size_t row_width = 14;
    constexpr std::size_t outcome_width = 15;
    std::string line(row);
    line.resize(std::max(line.size() + 1, row_width), ' ');
    line += outcome;
    line.resize(std::max(line.size() + 1, row_width + outcome_width), ' ');
    line += words;
    line.erase(line.find_last_not_of(' ') + 1);
    out += line + '\n';
}

void add_evidence(std::string& out, std::span<const logic::Evidence> evidence,
                  std::span<const logic::Measurement> measured, std::optional<int> age_years,
                  std::size_t columns) {
    constexpr std::string_view indent = "    - ";
    const auto add = [&](const std::string& markdown) {
        out.append(indent);
        out += shortened(one_line(plain_from_markdown(markdown)), columns - indent.size()) + '\n';
    };
    const std::size_t shown = std::min(evidence.size(), logic::most_traced_evidence);
    for (const logic::Evidence& each : evidence.first(shown))
        add(evidence_line(each));
    const std::size_t numbers = std::min(measured.size(), logic::most_traced_evidence);
    for (const logic::Measurement& each : measured.first(numbers))
        add(measurement_line(each));
    if (age_years) add(age_line(*age_years));
    if (const std::size_t left_out = evidence.size() - shown + measured.size() - numbers; left_out > 0)
        out.append(indent).append("and ").append(std::to_string(left_out)).append(" more\n");
}

} // namespace

json::array explanation_json(const logic::Explanation& explanation, std::span<const Card> cards) {
    json::array rows;
    for (const RowExplanation& row : explanation.rows)
        rows.push_back(written(row, explanation, cards));
    for (std::size_t i = 0; i < explanation.mps.criteria.size(); ++i) {
        const logic::Criterion& criterion = explanation.mps.criteria[i];
        json::object object{{"row", criterion_id(i)}, {"state", state_words(criterion)}};
        add_evidence(object, criterion.evidence, {}, std::nullopt);
        rows.push_back(std::move(object));
    }
    return rows;
}

std::string explained_response(const ExplainedAnswer& answer, json::array system_actions,
                               json::object extension) {
    extension[explain_extension] = explanation_json(answer.explanation, answer.cards);
    return cards_response(answer.cards,
                          {.extension = std::move(extension), .system_actions = std::move(system_actions)});
}

std::string printed(const logic::Explanation& explanation, std::size_t columns) {
    std::string out;
    for (const RowExplanation& row : explanation.rows) {
        std::string words = reason(row);
        if (row.advice) words = "card " + std::to_string(*row.advice + 1);
        add_line(out, id(row.row), code(row.outcome), words);
        add_evidence(out, row.evidence, row.measured, row.age_years, columns);
    }
    for (std::size_t i = 0; i < explanation.mps.criteria.size(); ++i) {
        const logic::Criterion& criterion = explanation.mps.criteria[i];
        add_line(out, criterion_id(i), state_words(criterion), {});
        add_evidence(out, criterion.evidence, {}, std::nullopt, columns);
    }
    if (explanation.not_available.empty()) return out;
    out += "Not available, so that nothing is known of them:";
    for (const std::string_view key : keys_of(explanation.not_available))
        out.append(" ").append(key);
    return out + '\n';
}

} // namespace psoas::hooks
