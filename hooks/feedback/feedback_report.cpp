#include "hooks/feedback/feedback_report.hpp"

#include "hooks/override_reasons.hpp"
#include "hooks/proposed_resource.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <array>
#include <map>
#include <string_view>
#include <utility>

namespace psoas::hooks {

namespace {

namespace json = boost::json;
using std::chrono::days;
using std::chrono::sys_days;

constexpr std::chrono::days usual_length{30};
constexpr std::string_view accepted = "accepted";
constexpr std::string_view overridden = "overridden";
constexpr std::string_view not_shown = "not-shown";

// Both databases divide whole numbers without a rest. "accepted" comes first in the alphabet.
constexpr std::string_view query = R"sql(
SELECT issued_card.issued_ms / 86400000 AS day, issued_card.topic, COALESCE(answer.outcome, CASE issued_card.shown WHEN 0 THEN 'not-shown' ELSE 'unanswered' END),
       COALESCE(answer.override_reason, ''), COALESCE(answer.commented, 0), COUNT(*)
FROM issued_card LEFT JOIN (
    SELECT feedback.card, feedback.outcome, feedback.override_reason, feedback.commented,
           ROW_NUMBER() OVER (PARTITION BY feedback.card
                              ORDER BY feedback.outcome, feedback.outcome_ms DESC, feedback.received_ms DESC,
                                       CASE feedback.override_reason WHEN '' THEN 1 ELSE 0 END)
               AS place
    FROM feedback JOIN issued_card AS answered ON answered.card = feedback.card
    WHERE answered.issued_ms >= $1 AND answered.issued_ms < $2
) AS answer ON answer.card = issued_card.card AND answer.place = 1
WHERE issued_card.issued_ms >= $1 AND issued_card.issued_ms < $2
GROUP BY 1, 2, 3, 4, 5
ORDER BY 1, 2, 3, 4, 5
)sql";

std::string reason_of(const std::string& outcome, const std::string& reason, bool commented) {
    if (outcome != overridden || !reason.empty()) return reason;
    return commented ? "comment" : "none";
}

/// The counts of some cards.
struct Sums {
    std::size_t issued = 0;
    std::size_t accepted = 0;
    std::size_t overridden = 0;
    std::size_t not_shown = 0;
    std::map<std::string, std::size_t> override_reasons{};

    void add(const OutcomeCount& count) {
        if (count.outcome == hooks::not_shown) {
            not_shown += count.cards;
            return;
        }
        issued += count.cards;
        if (count.outcome == hooks::accepted) accepted += count.cards;
        if (count.outcome != hooks::overridden) return;
        overridden += count.cards;
        override_reasons[count.override_reason] += count.cards;
    }
    [[nodiscard]] std::size_t unanswered() const { return issued - accepted - overridden; }
};

template <class Key> std::map<Key, Sums> sums_by(const FeedbackReport& report, Key OutcomeCount::*member) {
    std::map<Key, Sums> sums;
    for (const OutcomeCount& count : report.counts)
        sums[count.*member].add(count);
    return sums;
}

Sums total_of(const FeedbackReport& report) {
    Sums sums;
    for (const OutcomeCount& count : report.counts)
        sums.add(count);
    return sums;
}

/// "urn:s|O-RF" as its two parts; a reason of no card has no system.
std::pair<std::string_view, std::string_view> parts_of(std::string_view reason) {
    const std::size_t bar = reason.rfind('|');
    if (bar == std::string_view::npos) return {"", reason};
    return {reason.substr(0, bar), reason.substr(bar + 1)};
}

/// A reason in words. The last three are those that no card offers.
std::string words_of(std::string_view reason) {
    const auto [system, code] = parts_of(reason);
    for (std::size_t i = 0; i <= static_cast<std::size_t>(logic::OverrideReason::mri_contraindicated); ++i) {
        const auto known = static_cast<logic::OverrideReason>(i);
        for (const Coding& coding : {own_coding(known), non_adherence_coding(known)})
            if (coding.system == system && coding.code == code) return std::string(coding.display);
    }
    if (reason == "other") return "Another reason than those offered";
    if (reason == "comment") return "A comment without a reason";
    return reason == "none" ? "No reason was given" : std::string(code);
}

json::array written(const std::map<std::string, std::size_t>& reasons) {
    json::array array;
    for (const auto& [reason, cards] : reasons) {
        const auto [system, code] = parts_of(reason);
        json::object object;
        if (!system.empty()) object["system"] = system;
        object["code"] = code;
        object["display"] = words_of(reason);
        object["cards"] = cards;
        array.push_back(std::move(object));
    }
    return array;
}

json::object written(const Sums& sums) {
    json::object object{{"issued", sums.issued},
                        {"accepted", sums.accepted},
                        {"overridden", sums.overridden},
                        {"unanswered", sums.unanswered()}};
    if (sums.not_shown > 0) object["notShown"] = sums.not_shown;
    if (const std::size_t answered = sums.accepted + sums.overridden; answered > 0)
        object["acceptanceRate"] = static_cast<double>(sums.accepted) / static_cast<double>(answered);
    if (!sums.override_reasons.empty()) object["overrideReasons"] = written(sums.override_reasons);
    return object;
}

/// An object that says first what it is about.
json::object about(std::string_view member, std::string_view name, const Sums& sums) {
    json::object object{{member, name}};
    for (auto& [key, value] : written(sums))
        object[key] = std::move(value);
    return object;
}

/// Text at the left, numbers at the right.
void add_line(std::string& out, std::string_view name, const std::vector<std::string>& columns) {
    constexpr std::size_t name_width = 36;
    constexpr std::size_t width = 12;
    std::string line(name);
    line.resize(std::max(line.size() + 1, name_width), ' ');
    for (const std::string& column : columns)
        line.append(column.size() < width ? width - column.size() : 1, ' ').append(column);
    out += line + '\n';
}

std::vector<std::string> columns_of(const Sums& sums) {
    const std::size_t answered = sums.accepted + sums.overridden;
    return {std::to_string(sums.issued),
            std::to_string(sums.accepted),
            std::to_string(sums.overridden),
            std::to_string(sums.unanswered()),
            std::to_string(sums.not_shown),
            answered == 0 ? "-" : std::to_string(sums.accepted * 100 / answered) + " %"};
}

} // namespace

ReportPeriod usual_period(sys_days today) {
    return {today - usual_length + days{1}, today};
}

FeedbackReport read_report(Database& database, const ReportPeriod& period) {
    const auto milliseconds = [](sys_days day) {
        return std::to_string(std::chrono::milliseconds(day.time_since_epoch()).count());
    };
    const std::array values{milliseconds(period.first), milliseconds(period.last + days{1})};
    FeedbackReport report{.period = period};
    for (const DatabaseRow& row : database.execute(query, values))
        report.counts.push_back({.day = sys_days(days(std::stoi(row.at(0)))),
                                 .topic = row.at(1),
                                 .outcome = row.at(2),
                                 .override_reason = reason_of(row.at(2), row.at(3), row.at(4) != "0"),
                                 .cards = std::stoul(row.at(5))});
    return report;
}

std::string report_json(const FeedbackReport& report) {
    json::array topics;
    for (const auto& [topic, sums] : sums_by(report, &OutcomeCount::topic))
        topics.push_back(about("topic", topic, sums));
    json::array by_day;
    for (const auto& [day, sums] : sums_by(report, &OutcomeCount::day)) {
        json::object object = about("day", iso_date(day), sums);
        json::array topics_of_day;
        FeedbackReport of_day;
        std::ranges::copy_if(report.counts, std::back_inserter(of_day.counts),
                             [&, each = day](const OutcomeCount& count) { return count.day == each; });
        for (const auto& [topic, sums_of_topic] : sums_by(of_day, &OutcomeCount::topic))
            topics_of_day.push_back(about("topic", topic, sums_of_topic));
        object["topics"] = std::move(topics_of_day);
        by_day.push_back(std::move(object));
    }
    return serialize(json::object{{"from", iso_date(report.period.first)},
                                  {"to", iso_date(report.period.last)},
                                  {"total", written(total_of(report))},
                                  {"topics", std::move(topics)},
                                  {"days", std::move(by_day)}});
}

std::string report_csv(const FeedbackReport& report) {
    std::string out = "day,topic,outcome,reason_system,reason,cards\r\n";
    // The codes of topics and reasons are ours and need no quotes.
    for (const OutcomeCount& count : report.counts) {
        const auto [system, code] = parts_of(count.override_reason);
        out.append(iso_date(count.day)).append(",").append(count.topic).append(",").append(count.outcome);
        out.append(",").append(system).append(",").append(code).append(",");
        out.append(std::to_string(count.cards)).append("\r\n");
    }
    return out;
}

std::string printed(const FeedbackReport& report) {
    const std::vector<std::string> heads{"issued",     "accepted",  "overridden",
                                         "unanswered", "not shown", "acceptance"};
    const Sums total = total_of(report);
    std::string out = "Cards issued from " + iso_date(report.period.first) + " to "
                      + iso_date(report.period.last) + " (UTC); acceptance is of those answered\n\n";
    add_line(out, "topic", heads);
    for (const auto& [topic, sums] : sums_by(report, &OutcomeCount::topic))
        add_line(out, topic, columns_of(sums));
    add_line(out, "all", columns_of(total));
    if (!total.override_reasons.empty()) out += "\nOverridden because\n";
    for (const auto& [reason, cards] : total.override_reasons)
        out.append("  ").append(std::to_string(cards)).append("  ").append(words_of(reason)) += '\n';
    if (report.counts.empty()) return out;
    out += '\n';
    add_line(out, "day", heads);
    for (const auto& [day, sums] : sums_by(report, &OutcomeCount::day))
        add_line(out, iso_date(day), columns_of(sums));
    return out;
}

} // namespace psoas::hooks
