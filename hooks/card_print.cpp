#include "hooks/card_print.hpp"

#include "hooks/plain_text.hpp"

#include <array>
#include <utility>

namespace psoas::hooks {
namespace {

std::string_view heading(logic::Indicator indicator) {
    switch (indicator) {
    case logic::Indicator::info:
        return "INFO";
    case logic::Indicator::warning:
        return "WARNING";
    case logic::Indicator::critical:
        return "CRITICAL";
    }
    return "";
}

// One paragraph or list item, broken between words; the lines after the first are set in by `hanging` more.
void add_wrapped(std::string& out, std::string_view text, std::size_t indent, std::size_t hanging,
                 std::size_t columns) {
    const std::string line = one_line(text);
    std::string_view rest = line;
    std::string row(indent, ' ');
    std::size_t used = indent;
    bool empty = true;
    while (!rest.empty()) {
        const std::string_view word = rest.substr(0, rest.find(' '));
        rest.remove_prefix(std::min(rest.size(), word.size() + 1));
        const std::size_t width = character_count(word);
        if (!empty && used + 1 + width > columns) {
            out += row + '\n';
            row.assign(indent + hanging, ' ');
            used = indent + hanging;
            empty = true;
        }
        if (!empty) row += ' ';
        row += word;
        used += width + (empty ? 0 : 1);
        empty = false;
    }
    if (!empty) out += row + '\n';
}

void add_detail(std::string& out, std::string_view markdown, std::size_t columns) {
    const std::string plain = plain_from_markdown(markdown);
    std::string_view rest = plain;
    bool blank = false;
    while (!rest.empty()) {
        const std::size_t end = rest.find('\n');
        std::string_view line = rest.substr(0, end);
        rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
        if (line.empty()) {
            blank = true;
            continue;
        }
        if (std::exchange(blank, false)) out += '\n';
        const std::size_t inner = line.find_first_not_of(' ');
        if (inner == std::string_view::npos) continue;
        line.remove_prefix(inner);
        add_wrapped(out, line, 2 + inner, line.starts_with("- ") ? 2 : 0, columns);
    }
}

} // namespace

std::string plain_from_markdown(std::string_view markdown) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 4> undone{
        {{"&lt;", "<"}, {"&gt;", ">"}, {"&amp;", "&"}, {"**", ""}}};
    std::string plain;
    while (!markdown.empty()) {
        if (markdown.front() == '\\' && markdown.size() > 1) {
            plain += markdown[1];
            markdown.remove_prefix(2);
            continue;
        }
        bool replaced = false;
        for (const auto& [written, meant] : undone)
            if (markdown.starts_with(written)) {
                plain += meant;
                markdown.remove_prefix(written.size());
                replaced = true;
                break;
            }
        if (replaced) continue;
        // Only our own links are not escaped: "[text](address)".
        if (markdown.front() == '[') {
            markdown.remove_prefix(1);
            continue;
        }
        if (markdown.starts_with("](")) {
            const std::size_t end = markdown.find(')');
            plain.append(" <")
                .append(markdown.substr(2, end == std::string_view::npos ? end : end - 2))
                .append(">");
            markdown.remove_prefix(end == std::string_view::npos ? markdown.size() : end + 1);
            continue;
        }
        plain += markdown.front();
        markdown.remove_prefix(1);
    }
    return plain;
}

std::string printed(std::span<const Card> cards, std::size_t columns) {
    std::string out;
    if (cards.empty()) return "No cards.\n";
    for (const Card& card : cards) {
        if (!out.empty()) out += '\n';
        add_wrapped(out, "[" + std::string(heading(card.indicator)) + "] " + card.summary, 0, 2, columns);
        add_wrapped(out, std::string(card.source.topic.display).append("; ").append(card.source.label), 2, 0,
                    columns);
        out += '\n';
        add_detail(out, card.detail, columns);
        if (!card.suggestions.empty()) {
            out += '\n';
            add_wrapped(out,
                        card.selection == SelectionBehavior::any ? "Suggestions:" : "Suggestions, one of:", 2,
                        0, columns);
            for (const Suggestion& suggestion : card.suggestions)
                add_wrapped(out,
                            "- " + suggestion.label + (suggestion.is_recommended ? " (recommended)" : ""), 2,
                            2, columns);
        }
        if (!card.override_reasons.empty()) {
            out += '\n';
            add_wrapped(out, "Reasons to decide otherwise:", 2, 0, columns);
            for (const Coding& reason : card.override_reasons)
                add_wrapped(
                    out,
                    std::string("- ").append(reason.display).append(" (").append(reason.code).append(")"), 2,
                    2, columns);
        }
    }
    return out;
}

} // namespace psoas::hooks
