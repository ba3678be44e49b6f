#include "hooks/feedback/card_identity.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <concepts>
#include <initializer_list>
#include <optional>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace psoas::hooks {

namespace {

/// One statement, of parts. Each part says its length, so that no text of a record can pass for two parts.
class Statement {
public:
    explicit Statement(std::string_view kind) {
        text_.reserve(usual_bytes);
        add(kind);
    }

    Statement& add(std::string_view text) {
        add_number(text.size());
        text_.append(":").append(text);
        return *this;
    }
    template <class Code>
    requires std::is_enum_v<Code> || std::integral<Code> Statement& add(Code code) {
        std::array<char, 24> digits{};
        const auto end =
            std::to_chars(digits.data(), digits.data() + digits.size(), static_cast<long long>(code)).ptr;
        return add(std::string_view(digits.data(), end));
    }
    Statement& add(double number) {
        char text[32];
        const auto end = std::to_chars(std::begin(text), std::end(text), number).ptr;
        return add(std::string_view(std::begin(text), static_cast<std::size_t>(end - std::begin(text))));
    }
    Statement& add(const std::optional<logic::DateRange>& date) {
        if (!date) return add(std::string_view());
        return add(date->first.time_since_epoch().count()).add(date->last.time_since_epoch().count());
    }

    [[nodiscard]] std::string text() && { return std::move(text_); }

private:
    static constexpr std::size_t usual_bytes = 128;

    void add_number(std::size_t number) {
        std::array<char, 24> digits{};
        text_.append(digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr);
    }

    std::string text_;
};

using Statements = std::vector<std::string>;

/// A draft's id and the days that its reason is reckoned from are new whenever it is written anew; its words
/// are not.
std::string stated(std::string_view kind, const logic::Evidence& evidence) {
    const bool of_draft = evidence.source == logic::Source::order_reason;
    Statement statement(kind);
    statement.add(evidence.finding).add(evidence.presence).add(evidence.certainty).add(evidence.course);
    statement.add(evidence.side).add(evidence.region).add(evidence.source);
    statement.add(evidence.code).add(evidence.text).add(evidence.value);
    if (!of_draft)
        statement.add(evidence.reference).add(evidence.onset).add(evidence.ended).add(evidence.recorded);
    return std::move(statement).text();
}

void state_all(Statements& statements, std::string_view kind, const std::vector<logic::Evidence>& evidence) {
    for (const logic::Evidence& each : evidence)
        statements.push_back(stated(kind, each));
}

std::string stated(const logic::Measurement& measured) {
    return std::move(Statement("measured")
                         .add(measured.quantity)
                         .add(measured.value)
                         .add(measured.date)
                         .add(measured.reference))
        .text();
}

std::string stated(const logic::PriorStudy& study) {
    return std::move(Statement("study")
                         .add(study.modality)
                         .add(study.region)
                         .add(study.side)
                         .add(study.contrast)
                         .add(study.date)
                         .add(study.reference)
                         .add(study.text))
        .text();
}

/// What is asked for by an order, whichever draft asks it.
std::string stated(std::string_view kind, const logic::Order& order) {
    return std::move(Statement(kind)
                         .add(order.kind)
                         .add(order.modality)
                         .add(order.region)
                         .add(order.side)
                         .add(order.contrast)
                         .add(order.guidance)
                         .add(order.target)
                         .add(order.names_l3))
        .text();
}

std::string stated(const logic::Action& action) {
    Statement statement("action");
    statement.add(action.kind).add(action.region).add(action.side);
    if (action.question) statement.add(*action.question);
    return std::move(statement).text();
}

void state_criteria(Statements& statements, const logic::MpsCriteria& mps) {
    for (std::size_t i = 0; i < mps.criteria.size(); ++i) {
        const std::string kind = "criterion " + std::to_string(i + 1);
        statements.push_back(std::move(Statement(kind).add(mps.criteria[i].state)).text());
        state_all(statements, kind, mps.criteria[i].evidence);
    }
}

bool is_about(const logic::Advice& advice, std::size_t order) {
    return advice.order == order
           || std::ranges::find(advice.repeated_orders, order) != advice.repeated_orders.end();
}

/// Was it folded from cards about orders, none of which this card is about?
bool is_about_others(const logic::Folded& folded, const logic::Advice& advice) {
    return !folded.orders.empty()
           && std::ranges::none_of(folded.orders, [&](std::size_t order) { return is_about(advice, order); });
}

void state_folded(Statements& statements, const logic::Advice& advice, std::span<const logic::Order> orders,
                  Likeness likeness) {
    for (const logic::Folded& folded : advice.folded) {
        if (likeness == Likeness::same_order && is_about_others(folded, advice)) continue;
        statements.push_back(std::move(Statement("folded").add(folded.row)).text());
        const std::string kind = "folded " + std::string(id(folded.row));
        state_all(statements, kind, folded.evidence);
        for (const std::size_t order : folded.orders)
            if (order < orders.size()) statements.push_back(stated(kind, orders[order]));
    }
}

} // namespace

std::string card_identity(const logic::Advice& advice, std::span<const logic::Order> orders,
                          Likeness likeness) {
    Statements statements;
    statements.push_back(std::move(Statement("topic").add(code(advice.topic))).text());
    statements.push_back(std::move(Statement("indicator").add(code(advice.indicator))).text());
    for (const logic::Row row : advice.rows)
        statements.push_back(std::move(Statement("row").add(id(row))).text());
    if (advice.order && *advice.order < orders.size())
        statements.push_back(stated("order", orders[*advice.order]));
    state_all(statements, "evidence", advice.evidence);
    state_all(statements, "weak", advice.weak_flags);
    for (const logic::Measurement& measured : advice.measured)
        statements.push_back(stated(measured));
    for (const logic::PriorStudy& study : advice.studies)
        statements.push_back(stated(study));
    for (const logic::Note note : advice.notes)
        if (note != logic::Note::orders_not_judged)
            statements.push_back(std::move(Statement("note").add(note)).text());
    for (const logic::Gap& gap : advice.gaps)
        if (gap.availability != logic::Availability::read)
            statements.push_back(std::move(Statement("not checked").add(gap.sought)).text());
    for (const logic::Action& action : advice.actions)
        statements.push_back(stated(action));
    if (advice.mps) state_criteria(statements, *advice.mps);
    state_folded(statements, advice, orders, likeness);

    std::ranges::sort(statements);
    statements.erase(std::ranges::unique(statements).begin(), statements.end());
    std::size_t bytes = 0;
    for (const std::string& statement : statements)
        bytes += statement.size() + 1;
    std::string identity;
    identity.reserve(bytes);
    for (const std::string& statement : statements)
        identity.append(statement).append("\n");
    return identity;
}

} // namespace psoas::hooks
