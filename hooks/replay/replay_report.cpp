#include "hooks/replay/replay_report.hpp"

#include "hooks/replay/bar_chart.hpp"
#include "hooks/replay/progress.hpp"
#include "hooks/replay/report_page.hpp"
#include "logic/finding.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

namespace psoas::hooks {
namespace {

constexpr std::size_t most_evidence = 20;
constexpr std::size_t most_months = 60;  ///< past them the chart shows years
constexpr std::uint64_t few_orders = 30; ///< fewer say little of a rate
constexpr std::array indicators{std::string_view("critical"), std::string_view("warning"),
                                std::string_view("info")};

double ratio(std::uint64_t part, std::uint64_t all) {
    return all == 0 ? 0 : static_cast<double>(part) / static_cast<double>(all);
}

std::string per_thousand(std::uint64_t part, std::uint64_t all) {
    return one_decimal(1000 * ratio(part, all));
}

std::string percent(std::uint64_t part, std::uint64_t all) {
    return one_decimal(100 * ratio(part, all)) + " %";
}

/// The numbers that a report is made of, as they are asked for.
struct Numbers {
    const ReplayRun& run;
    const Counts& counts;

    [[nodiscard]] std::uint64_t of(const std::string& policy, std::string measure, std::string name = {},
                                   std::string detail = {}) const {
        return counts.sum({policy, std::move(measure), std::move(name), std::move(detail), ""});
    }
    [[nodiscard]] std::uint64_t orders() const { return of("", "orders"); }
    [[nodiscard]] const std::string& first() const { return run.policies.front().name; }
    /// The sums of a measure by one of its members.
    [[nodiscard]] std::map<std::string, std::uint64_t> by(const std::string& policy, std::string_view measure,
                                                          std::string Counted::*member) const {
        std::map<std::string, std::uint64_t> sums;
        for (const auto& [what, count] : counts.all())
            if (what.policy == policy && what.measure == measure) sums[what.*member] += count;
        return sums;
    }
};

std::vector<std::string> heads_of(const Numbers& numbers, std::string first) {
    std::vector<std::string> heads{std::move(first)};
    for (const ReplayRun::Policy& policy : numbers.run.policies)
        heads.push_back(policy.name);
    return heads;
}

// The numbers of all policies; beside the first, how far the others are from it.
std::vector<std::string> cells_of(const Numbers& numbers,
                                  const std::function<std::uint64_t(const std::string&)>& count,
                                  std::optional<std::uint64_t> of = {}) {
    std::vector<std::string> cells;
    const std::uint64_t all = of.value_or(numbers.orders());
    const std::uint64_t first = count(numbers.first());
    for (const ReplayRun::Policy& policy : numbers.run.policies) {
        const std::uint64_t here = count(policy.name);
        std::string cell = whole(here) + " (" + per_thousand(here, all) + ")";
        if (here > first) cell += " +" + whole(here - first);
        if (here < first) cell += " \u2212" + whole(first - here);
        cells.push_back(std::move(cell));
    }
    return cells;
}

std::string first_and_last_month(const Numbers& numbers) {
    const auto months = numbers.by("", "orders", &Counted::month);
    if (months.empty()) return {};
    return ", ordered from " + months.begin()->first + " to " + months.rbegin()->first;
}

std::string summary(const Numbers& numbers) {
    std::string html = "<ul class=\"figures\">";
    const auto add = [&](std::string_view figure, std::string_view words) {
        html += "<li><strong>" + html_text(figure) + "</strong> " + html_text(words) + "</li>\n";
    };
    const std::string& first = numbers.first();
    const std::uint64_t orders = numbers.orders();
    add(whole(orders), "orders");
    add(per_thousand(numbers.of(first, "cards"), orders), "cards for 1,000 orders");
    add(percent(numbers.of(first, "orders with cards"), orders), "of orders with a card");
    add(percent(numbers.of(first, "onset", "unknown"), orders), "of orders with unknown onset");
    add(whole(numbers.of(first, "patients", "malignant psoas syndrome")),
        "patients staged for malignant psoas syndrome");
    html += "</ul>\n";
    if (numbers.run.policies.size() > 1) html += paragraph("Under the policy " + first + ".");
    return html;
}

std::string alerts(const Numbers& numbers) {
    Table table("Cards, and in brackets for 1,000 orders", heads_of(numbers, "Topic and indicator"));
    std::set<std::pair<std::string, std::string>> kinds;
    for (const auto& [what, count] : numbers.counts.all())
        if (what.measure == "cards") kinds.emplace(what.name, what.detail);
    for (const auto& [topic, indicator] : kinds)
        table.row(topic + ", " + indicator, cells_of(numbers, [&](const std::string& policy) {
                      return numbers.of(policy, "cards", topic, indicator);
                  }));
    table.row("all cards",
              cells_of(numbers, [&](const std::string& policy) { return numbers.of(policy, "cards"); }));
    for (const std::string_view indicator : indicators)
        table.row("orders whose highest card is " + std::string(indicator),
                  cells_of(numbers, [&](const std::string& policy) {
                      return numbers.of(policy, "orders with cards", std::string(indicator));
                  }));
    table.row("orders without a card", cells_of(numbers, [&](const std::string& policy) {
                  return numbers.orders() - numbers.of(policy, "orders with cards");
              }));
    table.row("orders with a card that rests on their own day, with no time to tell which came first",
              cells_of(numbers, [&](const std::string& policy) {
                  return numbers.of(policy, "orders with evidence of the same day");
              }));
    return std::move(table).finish();
}

/// Cards for 1,000 orders by month, or by year where there are too many months.
struct RatesByTime {
    std::string_view unit = "month";
    std::vector<Bar> bars{};
};
RatesByTime rates_by_time(const Numbers& numbers, const std::string& policy) {
    auto orders = numbers.by("", "orders", &Counted::month);
    auto cards = numbers.by(policy, "cards", &Counted::month);
    RatesByTime rates;
    if (orders.size() > most_months) {
        rates.unit = "year";
        for (auto* sums : {&orders, &cards}) {
            std::map<std::string, std::uint64_t> years;
            for (const auto& [month, count] : *sums)
                years[month.substr(0, 4)] += count;
            *sums = std::move(years);
        }
    }
    for (const auto& [time, count] : orders) {
        const double rate = 1000 * ratio(cards[time], count);
        rates.bars.push_back(
            {time, rate, one_decimal(rate) + " of " + whole(count) + " orders", count < few_orders});
    }
    return rates;
}

// All policies on one scale.
std::string by_time(const Numbers& numbers) {
    double top = 0;
    for (const ReplayRun::Policy& policy : numbers.run.policies)
        for (const Bar& bar : rates_by_time(numbers, policy.name).bars)
            top = std::max(top, bar.value);
    std::string html;
    for (std::size_t i = 0; i < numbers.run.policies.size(); ++i) {
        const std::string& policy = numbers.run.policies[i].name;
        const RatesByTime rates = rates_by_time(numbers, policy);
        const std::string title =
            "Cards for 1,000 orders by " + std::string(rates.unit) + " of the order, policy " + policy;
        const std::string pale = std::ranges::any_of(rates.bars, &Bar::rests_on_few)
                                     ? "; pale: fewer than " + whole(few_orders) + " orders"
                                     : "";
        html += figure(standing_bars(title, rates.bars, top, i == 0 ? 1 : 2), title + pale);
    }
    return html;
}

std::string bars_by(const Numbers& numbers, const std::string& title,
                    const std::map<std::string, std::uint64_t>& sums,
                    const std::function<std::string(const std::string&)>& words, int series = 1) {
    std::vector<std::pair<std::string, std::uint64_t>> sorted(sums.begin(), sums.end());
    std::ranges::stable_sort(sorted, std::greater(), &std::pair<std::string, std::uint64_t>::second);
    if (sorted.size() > most_evidence) sorted.resize(most_evidence);
    std::vector<Bar> bars;
    for (const auto& [name, count] : sorted)
        bars.push_back({words(name), static_cast<double>(count),
                        whole(count) + " (" + per_thousand(count, numbers.orders()) + ")"});
    return bars.empty() ? paragraph("None.") : figure(lying_bars(title, bars, series), title);
}

std::string finding_words(const std::string& code) {
    const auto finding = logic::finding_from_code(code);
    return finding ? std::string(logic::display(*finding)) : code;
}

std::string as_it_is(const std::string& name) {
    return name;
}

std::string patients(const Numbers& numbers) {
    const std::uint64_t all = numbers.of("", "patients", "with orders");
    Table table("Patients, and in brackets for 1,000 of those with an order", heads_of(numbers, "Patients"));
    const auto row = [&](const std::string& words, const std::string& name, const std::string& detail) {
        const auto count = [&](const std::string& policy) {
            return numbers.of(policy, "patients", name, detail);
        };
        table.row(words, cells_of(numbers, count, all));
    };
    row("with a card", "with cards", "");
    for (const std::string stage : {"consider", "suspected", "criteria met"})
        row("malignant psoas syndrome: " + stage, "malignant psoas syndrome", stage);
    return std::move(table).finish()
           + paragraph("Each patient counts once, at the highest stage of all orders.");
}

std::string onset(const Numbers& numbers) {
    Table table("Orders by what the record says of the pain, and in brackets for 1,000 orders",
                heads_of(numbers, "Onset of the pain"));
    for (const std::string_view onset : {"known", "unknown", "no pain recorded"})
        table.row(onset, cells_of(numbers, [&](const std::string& policy) {
                      return numbers.of(policy, "onset", std::string(onset));
                  }));
    return std::move(table).finish();
}

std::vector<std::string> lines_of(std::string_view text) {
    std::vector<std::string> lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        lines.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

std::string differences(const Numbers& numbers) {
    if (numbers.run.policies.size() < 2) return {};
    const std::vector<std::string> first = lines_of(numbers.run.policies.front().settings);
    std::string html = "<section><h2>What the policies differ in</h2>\n";
    for (std::size_t i = 1; i < numbers.run.policies.size(); ++i) {
        const ReplayRun::Policy& policy = numbers.run.policies[i];
        const std::vector<std::string> lines = lines_of(policy.settings);
        html += "<h3>" + html_text(policy.name + " against " + numbers.first()) + "</h3>\n<ul>";
        bool any = false;
        for (std::size_t line = 0; line < lines.size() && line < first.size(); ++line) {
            if (lines[line] == first[line]) continue;
            html += "<li><code>" + html_text(lines[line]) + "</code>, there <code>" + html_text(first[line])
                    + "</code></li>\n";
            any = true;
        }
        html += any ? "</ul>\n" : "<li>No setting differs.</li></ul>\n";
        Table table("Orders that get a card of a topic here alone, or there alone",
                    {"Topic", "gained", "lost"});
        for (const auto& [topic, count] : numbers.by(policy.name, "changed", &Counted::name))
            table.row(topic, {whole(numbers.of(policy.name, "changed", topic, "gained")),
                              whole(numbers.of(policy.name, "changed", topic, "lost"))});
        html += table.empty() ? paragraph("No order gets other topics.") : std::move(table).finish();
    }
    return html + "</section>\n";
}

std::string what_was_read(const Numbers& numbers) {
    Table table("Resources by type",
                {"Type", "read", "without a date", "without a patient", "given twice", "not read"});
    for (const auto& [type, count] : numbers.by("", "resources", &Counted::name)) {
        std::vector<std::string> cells;
        for (const char* what : {"read", "without a date", "without a patient", "given twice", "not read"})
            cells.push_back(whole(numbers.of("", "resources", type, what)));
        table.row(type, cells);
    }
    std::string html = std::move(table).finish();
    html +=
        paragraph("Resources without a date are left out, since nobody knows whether they were there when "
                  "something was ordered; the list that they belong to then counts as read in part. What "
                  "was given twice counts as it came last.");
    if (!numbers.run.not_there.empty()) {
        std::string lists;
        for (const std::string& list : numbers.run.not_there)
            lists += (lists.empty() ? "" : ", ") + list;
        html += paragraph("The export holds nothing of these lists, which counts as not supplied: " + lists
                          + ".");
    }
    const std::uint64_t undated = numbers.of("", "orders without a date");
    if (undated > 0)
        html += paragraph(whole(undated) + " orders or studies have no date and were not judged.");
    const std::uint64_t without_day = numbers.of("", "orders without a day");
    if (without_day > 0)
        html += paragraph(whole(without_day)
                          + " orders without a day, not judged: of them only the month or year is known, and "
                            "on any day of it they might see what came after them.");
    for (const char* which : {"without a Patient", "read in part"})
        if (const std::uint64_t count = numbers.of("", "patients", which); count > 0)
            html += paragraph(whole(count) + " patients " + which + ".");
    const std::uint64_t broken = numbers.of("", "places that cannot be read");
    if (broken == 0) return html + paragraph("No line was malformed.");
    html += paragraph(whole(broken) + " places could not be read, the first of them:") + "<ul>\n";
    for (const std::string& place : numbers.run.broken)
        html += "<li><code>" + html_text(place) + "</code></li>\n";
    return html + "</ul>\n";
}

constexpr std::array limits{
    std::string_view(
        "Each order was judged on its day with what the record held by then: what was recorded, "
        "issued, authored or done later was left out, and so were the study itself and its report."),
    std::string_view(
        "What is dated to the day of the order counts as known when it was ordered, unless both have a time "
        "of day: some of it may have been found only afterwards. The table of cards says how many orders "
        "have a card that rests on such findings."),
    std::string_view(
        "What changed without a date of its own cannot be taken back: a condition that is closed "
        "without an abatement, a status that was corrected, a text that was edited count as they "
        "are now."),
    std::string_view(
        "Studies without an order are judged as if they had been ordered on the day they were done."),
    std::string_view(
        "Nobody has answered the cards: one that an EHR would have shown once and then kept back is "
        "counted at each order."),
    std::string_view("It tells how often the service would speak, and not whether it would be right."),
};

std::string how_to_read() {
    std::string html = "<section><h2>How to read it</h2>\n<ul>\n";
    for (const std::string_view limit : limits)
        html += "<li>" + html_text(limit) + "</li>\n";
    return html + "</ul></section>\n";
}

std::string of_what(const Numbers& numbers) {
    std::uint64_t bytes = 0;
    for (const ReplayRun::Input& input : numbers.run.inputs)
        bytes += input.bytes;
    std::string words =
        whole(numbers.orders()) + " orders of " + whole(numbers.of("", "patients", "with orders")) + " among "
        + whole(numbers.of("", "patients", "all")) + " patients" + first_and_last_month(numbers) + "; "
        + whole(numbers.run.inputs.size()) + " files, " + shown_bytes(static_cast<double>(bytes));
    if (!numbers.run.from.empty()) words += "; orders from " + numbers.run.from;
    if (!numbers.run.to.empty()) words += "; orders until " + numbers.run.to;
    if (numbers.run.shard.count > 1)
        words += "; shard " + std::to_string(numbers.run.shard.index + 1) + " of "
                 + std::to_string(numbers.run.shard.count);
    return words + "; psoas-cds " + numbers.run.version + ".";
}

} // namespace

std::string html_report(const ReplayRun& run, const Counts& counts) {
    const Numbers numbers{run, counts};
    std::string html = "<h1>What psoas-cds would have said</h1>\n<p class=\"faint\">"
                       + html_text(of_what(numbers)) + "</p>\n" + summary(numbers);
    html += section("Cards by topic and indicator", alerts(numbers));
    html += differences(numbers);
    html += section("By time", by_time(numbers));
    html += section("Onset of the pain", onset(numbers));
    html += section("Patients", patients(numbers));
    const std::string& first = numbers.first();
    html += section("What the cards rest on",
                    bars_by(numbers, "Cards by finding, and in brackets for 1,000 orders, policy " + first,
                            numbers.by(first, "evidence", &Counted::name), finding_words));
    html += section("Clinical rows", bars_by(numbers, "Cards by row, policy " + first,
                                             numbers.by(first, "rows", &Counted::name), as_it_is));
    html += section("What was ordered",
                    bars_by(numbers, "Orders by study", numbers.by("", "orders", &Counted::name), as_it_is)
                        + bars_by(numbers, "Orders by the resource that tells of them",
                                  numbers.by("", "orders", &Counted::detail), as_it_is, 2));
    html += section("What was read", what_was_read(numbers));
    html += how_to_read();
    return page("psoas-cds replay", html);
}

std::string printed_report(const ReplayRun& run, const Counts& counts) {
    const Numbers numbers{run, counts};
    std::string text = of_what(numbers) + "\n";
    if (const std::uint64_t count = numbers.of("", "orders without a day"); count > 0)
        text += whole(count) + " orders without a day, not judged\n";
    for (const ReplayRun::Policy& policy : run.policies) {
        text += policy.name + ": " + whole(numbers.of(policy.name, "cards")) + " cards, "
                + per_thousand(numbers.of(policy.name, "cards"), numbers.orders()) + " for 1,000 orders; "
                + percent(numbers.of(policy.name, "onset", "unknown"), numbers.orders())
                + " of orders with unknown onset\n";
        for (const auto& [topic, count] : numbers.by(policy.name, "cards", &Counted::name))
            text += "  " + topic + ": " + whole(count) + "\n";
    }
    return text;
}

} // namespace psoas::hooks
