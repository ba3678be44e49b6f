#include "hooks/card_text/summary.hpp"

#include "hooks/evidence_words.hpp"
#include "hooks/plain_text.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <utility>

namespace psoas::hooks {
namespace {

constexpr std::string_view and_more = ", \u2026";

} // namespace

std::string summary_with(std::string_view before, std::span<const std::string> things,
                         std::string_view after) {
    std::string summary(before);
    const std::size_t used = character_count(before) + character_count(after);
    const std::size_t room = used < longest_summary ? longest_summary - used : 0;
    std::size_t shown = 0; // characters of things
    for (std::size_t i = 0; i < things.size(); ++i) {
        const std::string next = (i == 0 ? "" : ", ") + things[i];
        // Room for the ellipsis of what follows.
        const std::size_t needed = i + 1 < things.size() ? character_count(and_more) : 0;
        if (shown + character_count(next) + needed > room) {
            summary += i == 0 ? shortened(next, room) : std::string(and_more);
            break;
        }
        summary += next;
        shown += character_count(next);
    }
    summary += after;
    return shortened(std::move(summary), longest_summary);
}

std::string summary_of(std::initializer_list<std::string_view> parts) {
    return shortened(joined(parts), longest_summary);
}

std::string joined(std::initializer_list<std::string_view> parts) {
    std::size_t bytes = 0;
    for (const std::string_view part : parts)
        bytes += part.size();
    std::string text;
    text.reserve(bytes);
    for (const std::string_view part : parts)
        text += part;
    return text;
}

std::vector<std::string> findings_in(std::span<const logic::Evidence> evidence) {
    std::vector<std::string> findings;
    for (const logic::Evidence& each : evidence) {
        if (each.presence != logic::Presence::present) continue;
        std::string words = finding_words(each);
        if (std::ranges::find(findings, words) == findings.end()) findings.push_back(std::move(words));
    }
    return findings;
}

std::string name_in_record(const logic::Evidence& evidence) {
    constexpr std::size_t longest_name = 50;
    const std::string words = words_only(evidence.text);
    const bool is_report = evidence.source == logic::Source::diagnostic_reports;
    if (words.empty() || is_report || character_count(words) > longest_name) return finding_words(evidence);
    return words;
}

std::string number_words(double number) {
    if (!std::isfinite(number)) return "unknown";
    std::array<char, 64> text{};
    const bool whole = std::abs(number - std::round(number)) < 0.05;
    const int size = std::snprintf(text.data(), text.size(), whole ? "%.0f" : "%.1f",
                                   std::clamp(number, -99999.0, 99999.0));
    return {text.data(), static_cast<std::size_t>(std::max(size, 0))};
}

std::string capitalised(std::string words) {
    if (!words.empty() && words.front() >= 'a' && words.front() <= 'z')
        words.front() = static_cast<char>(words.front() - 'a' + 'A');
    return words;
}

std::string listed(std::span<const std::string_view> things) {
    std::size_t bytes = 0;
    for (const std::string_view thing : things)
        bytes += thing.size() + std::string_view(" and ").size();
    std::string list;
    list.reserve(bytes);
    for (std::size_t i = 0; i < things.size(); ++i) {
        if (i > 0) list += i + 1 == things.size() ? " and " : ", ";
        list += things[i];
    }
    return list;
}

bool is_confirmed(const logic::Advice& advice) {
    return std::ranges::any_of(advice.evidence, [](const logic::Evidence& each) {
        return each.presence == logic::Presence::present && each.certainty == logic::Certainty::confirmed;
    });
}

bool has(const logic::Advice& advice, logic::Note note) {
    return std::ranges::find(advice.notes, note) != advice.notes.end();
}

std::string_view cross_sectional_study(const logic::Advice& advice) {
    return has(advice, logic::Note::mri_contraindication) ? "CT" : "MRI";
}

} // namespace psoas::hooks
