#include "hooks/replay/bar_chart.hpp"

#include "hooks/plain_text.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

namespace psoas::hooks {
namespace {

// Sizes in the units of the drawing, which the page scales.
constexpr double width = 720;
constexpr double least_label_width = 230;
constexpr double least_value_width = 90;
constexpr double least_room = width / 4; ///< of the bars
constexpr double letter_width = 8; ///< at 13 units high; wide fonts have digits of 8.3, narrow ones of 7
constexpr double gap = 8;
constexpr double row_height = 24;
constexpr double plot_height = 160;
constexpr double axis_height = 28;
constexpr double axis_width = 60;
constexpr std::size_t most_labels = 12;

std::string number(double value) {
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.1f", value);
    return text.data();
}

std::string attribute(std::string_view name, double value) {
    return std::string(" ") + std::string(name) + "=\"" + number(value) + "\"";
}

double highest(std::span<const Bar> bars) {
    double value = 0;
    for (const Bar& bar : bars)
        value = std::max(value, bar.value);
    return value > 0 ? value : 1;
}

std::string opened(std::string_view title, double height, std::span<const Bar> bars) {
    std::string told(title);
    for (const Bar& bar : bars)
        told += "; " + bar.label + ": " + bar.shown;
    return "<svg role=\"img\" viewBox=\"0 0 " + number(width) + " " + number(height) + "\" aria-label=\""
           + html_text(told) + "\">\n";
}

std::string rectangle(double x, double y, double bar_width, double height, int series, const Bar& bar) {
    return "<rect class=\"series" + std::to_string(series) + (bar.rests_on_few ? " few" : "") + "\""
           + attribute("x", x) + attribute("y", y) + attribute("width", bar_width)
           + attribute("height", height) + "/>";
}

// Of the longest of these words, with a gap at either end.
double width_of(std::span<const Bar> bars, std::string Bar::*words) {
    std::size_t longest = 0;
    for (const Bar& bar : bars) {
        const auto begins_letter = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; };
        longest =
            std::max(longest, static_cast<std::size_t>(std::ranges::count_if(bar.*words, begins_letter)));
    }
    return letter_width * static_cast<double>(longest) + 2 * gap;
}

std::string text_at(double x, double y, std::string_view anchor, std::string_view text) {
    return "<text text-anchor=\"" + std::string(anchor) + "\"" + attribute("x", x) + attribute("y", y) + ">"
           + html_text(text) + "</text>\n";
}

} // namespace

std::string html_text(std::string_view text) {
    std::string html;
    for (const char c : one_line(text)) {
        switch (c) {
        case '&':
            html += "&amp;";
            break;
        case '<':
            html += "&lt;";
            break;
        case '>':
            html += "&gt;";
            break;
        case '"':
            html += "&quot;";
            break;
        case '\'':
            html += "&#39;";
            break;
        default:
            html += c;
        }
    }
    return html;
}

std::string lying_bars(std::string_view title, std::span<const Bar> bars, int series) {
    const double most = highest(bars);
    const double value_width =
        std::clamp(width_of(bars, &Bar::shown), least_value_width, width - least_room - least_label_width);
    const double label_width =
        std::clamp(width_of(bars, &Bar::label), least_label_width, width - least_room - value_width);
    const double room = width - label_width - value_width;
    std::string svg = opened(title, row_height * static_cast<double>(bars.size()), bars);
    for (std::size_t i = 0; i < bars.size(); ++i) {
        const double top = row_height * static_cast<double>(i);
        const double length = std::max(room * bars[i].value / most, bars[i].value > 0 ? 1.0 : 0.0);
        svg += text_at(label_width - gap, top + 16, "end", bars[i].label);
        svg += rectangle(label_width, top + 4, length, row_height - 8, series, bars[i]);
        svg += text_at(label_width + length + gap, top + 16, "start", bars[i].shown);
    }
    return svg + "</svg>\n";
}

std::string standing_bars(std::string_view title, std::span<const Bar> bars, double top, int series) {
    const double most = std::max(top, highest(bars));
    const double each = (width - axis_width) / static_cast<double>(std::max<std::size_t>(bars.size(), 1));
    const double thickness = std::min(each * 0.8, 40.0);
    const std::size_t step = bars.size() / most_labels + 1;
    std::string svg = opened(title, plot_height + axis_height, bars);
    for (const double part : {0.0, 0.5, 1.0}) {
        const double y = plot_height - (plot_height - 20) * part;
        svg += "<line class=\"axis\"" + attribute("x1", axis_width) + attribute("x2", width)
               + attribute("y1", y) + attribute("y2", y) + "/>";
        svg += text_at(axis_width - 6, y + 4, "end", number(most * part));
    }
    for (std::size_t i = 0; i < bars.size(); ++i) {
        const double middle = axis_width + each * (static_cast<double>(i) + 0.5);
        const double height = (plot_height - 20) * bars[i].value / most;
        svg += "<g><title>" + html_text(bars[i].label + ": " + bars[i].shown) + "</title>"
               + rectangle(middle - thickness / 2, plot_height - height, thickness, height, series, bars[i])
               + "</g>\n";
        if (i % step == 0) svg += text_at(middle, plot_height + 16, "middle", bars[i].label);
    }
    return svg + "</svg>\n";
}

} // namespace psoas::hooks
