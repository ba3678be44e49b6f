#include "hooks/feedback/card_identity.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <concepts>
#include <optional>
#include <string_view>
#include <type_traits>
#include <vector>

namespace psoas::hooks {

namespace {

/// Statements in one text, each of parts. Each part says its length, so that no text of a record can pass for
/// two parts.
class Statements {
public:
    Statements() {
        text_.reserve(usual_bytes);
        begins_.reserve(usual_count);
    }

    /// Begins a statement, of which what is added from now on is.
    Statements& begin(std::string_view kind) {
        begins_.push_back(text_.size());
        return add(kind);
    }
    Statements& add(std::string_view text) {
        add_number(text.size());
        text_ += ':';
        text_ += text;
        return *this;
    }
    template <class Code>
    requires std::is_enum_v<Code> || std::integral<Code> Statements& add(Code code) {
        std::array<char, 24> digits{};
        const auto end =
            std::to_chars(digits.data(), digits.data() + digits.size(), static_cast<long long>(code)).ptr;
        return add(std::string_view(digits.data(), end));
    }
    Statements& add(double number) {
        std::array<char, 32> digits{};
        const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
        return add(std::string_view(digits.data(), end));
    }
    Statements& add(const std::optional<logic::DateRange>& date) {
        if (!date) return add(std::string_view());
        return add(date->first.time_since_epoch().count()).add(date->last.time_since_epoch().count());
    }

    /// All of them in an order of their own, each once, a line each.
    [[nodiscard]] std::string sorted() const {
        std::vector<std::string_view> each;
        each.reserve(begins_.size());
        for (std::size_t i = 0; i < begins_.size(); ++i) {
            const std::size_t end = i + 1 < begins_.size() ? begins_[i + 1] : text_.size();
            each.push_back(std::string_view(text_).substr(begins_[i], end - begins_[i]));
        }
        std::ranges::sort(each);
        each.erase(std::ranges::unique(each).begin(), each.end());
        std::string lines;
        lines.reserve(text_.size() + each.size());
        for (const std::string_view statement : each)
            (lines += statement) += '\n';
        return lines;
    }

private:
    static constexpr std::size_t usual_bytes = 1024;
    static constexpr std::size_t usual_count = 32;

    void add_number(std::size_t number) {
        std::array<char, 24> digits{};
        text_.append(digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr);
    }

    std::string text_;
    std::vector<std::size_t> begins_;
};

/// A draft's id and the days that its reason is reckoned from are new whenever it is written anew; its words
/// are not.
void state(Statements& all, std::string_view kind, const logic::Evidence& evidence) {
    const bool of_draft = evidence.source == logic::Source::order_reason;
    all.begin(kind).add(evidence.finding).add(evidence.presence).add(evidence.certainty).add(evidence.course);
    all.add(evidence.side).add(evidence.region).add(evidence.source);
    all.add(evidence.code).add(evidence.text).add(evidence.value);
    if (!of_draft) all.add(evidence.reference).add(evidence.onset).add(evidence.ended).add(evidence.recorded);
}

void state(Statements& all, std::string_view kind, const std::vector<logic::Evidence>& evidence) {
    for (const logic::Evidence& each : evidence)
        state(all, kind, each);
}

void state(Statements& all, const logic::Measurement& measured) {
    all.begin("measured").add(measured.quantity).add(measured.value);
    all.add(measured.date).add(measured.reference);
}

void state(Statements& all, const logic::PriorStudy& study) {
    all.begin("study").add(study.modality).add(study.region).add(study.side).add(study.contrast);
    all.add(study.date).add(study.reference).add(study.text);
}

/// What is asked for by an order, whichever draft asks it.
void state(Statements& all, std::string_view kind, const logic::Order& order) {
    all.begin(kind).add(order.kind).add(order.modality).add(order.region).add(order.side);
    all.add(order.contrast).add(order.guidance).add(order.target).add(order.names_l3);
}

void state(Statements& all, const logic::Action& action) {
    all.begin("action").add(action.kind).add(action.region).add(action.side);
    if (action.question) all.add(*action.question);
}

void state(Statements& all, const logic::MpsCriteria& mps) {
    for (std::size_t i = 0; i < mps.criteria.size(); ++i) {
        const std::string kind = "criterion " + std::to_string(i + 1);
        all.begin(kind).add(mps.criteria[i].state);
        state(all, kind, mps.criteria[i].evidence);
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

void state_folded(Statements& all, const logic::Advice& advice, std::span<const logic::Order> orders,
                  Likeness likeness) {
    for (const logic::Folded& folded : advice.folded) {
        if (likeness == Likeness::same_order && is_about_others(folded, advice)) continue;
        all.begin("folded").add(folded.row);
        const std::string kind = "folded " + std::string(id(folded.row));
        state(all, kind, folded.evidence);
        for (const std::size_t order : folded.orders)
            if (order < orders.size()) state(all, kind, orders[order]);
    }
}

} // namespace

std::string card_identity(const logic::Advice& advice, std::span<const logic::Order> orders,
                          Likeness likeness) {
    Statements all;
    all.begin("topic").add(code(advice.topic));
    all.begin("indicator").add(code(advice.indicator));
    for (const logic::Row row : advice.rows)
        all.begin("row").add(id(row));
    if (advice.order && *advice.order < orders.size()) state(all, "order", orders[*advice.order]);
    state(all, "evidence", advice.evidence);
    state(all, "weak", advice.weak_flags);
    for (const logic::Measurement& measured : advice.measured)
        state(all, measured);
    for (const logic::PriorStudy& study : advice.studies)
        state(all, study);
    for (const logic::Note note : advice.notes)
        if (note != logic::Note::orders_not_judged) all.begin("note").add(note);
    for (const logic::Gap& gap : advice.gaps)
        if (gap.availability != logic::Availability::read) all.begin("not checked").add(gap.sought);
    for (const logic::Action& action : advice.actions)
        state(all, action);
    if (advice.mps) state(all, *advice.mps);
    state_folded(all, advice, orders, likeness);
    return all.sorted();
}

} // namespace psoas::hooks
