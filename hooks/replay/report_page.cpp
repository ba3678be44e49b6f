#include "hooks/replay/report_page.hpp"

#include "hooks/replay/bar_chart.hpp"

#include <array>
#include <cstdio>
#include <utility>

namespace psoas::hooks {
namespace {

constexpr std::string_view style = R"css(
:root { --ground: #ffffff; --text: #1b1f24; --faint: #59636e; --line: #d1d9e0; --one: #1f5fa8;
  --two: #a8531f; }
@media (prefers-color-scheme: dark) {
  :root { --ground: #12161b; --text: #e6edf3; --faint: #9aa7b4; --line: #3a444f; --one: #6ab0f3;
    --two: #f0a36b; }
}
@media print { :root { --ground: #ffffff; --text: #000000; --faint: #444444; --line: #999999; --one: #1f5fa8;
  --two: #a8531f; } section { break-inside: avoid; } body { max-width: none; } }
body { background: var(--ground); color: var(--text); font: 16px/1.5 system-ui, sans-serif; max-width: 60rem;
  margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.2rem; margin-top: 2.5rem; }
.faint, figcaption { color: var(--faint); }
.figures { display: flex; flex-wrap: wrap; gap: 1rem; padding: 0; list-style: none; }
.figures li { border: 1px solid var(--line); border-radius: 6px; padding: .6rem 1rem; min-width: 8rem; }
.figures strong { display: block; font-size: 1.5rem; font-variant-numeric: tabular-nums; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; margin: 1rem 0; } caption { text-align: left; color: var(--faint); }
th, td { border-bottom: 1px solid var(--line); padding: .25rem .8rem .25rem 0; text-align: left; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
figure { margin: 1rem 0; } svg { width: 100%; height: auto; font-size: 13px; }
svg text { fill: var(--text); } .series1 { fill: var(--one); } .series2 { fill: var(--two); }
.few { opacity: .35; }
.axis { stroke: var(--line); } code { font-size: .9em; }
)css";

} // namespace

Table::Table(std::string_view caption, const std::vector<std::string>& heads)
    : html_("<div class=\"wide\"><table><caption>" + html_text(caption) + "</caption>\n<thead><tr>") {
    for (std::size_t i = 0; i < heads.size(); ++i)
        html_ += std::string("<th scope=\"col\"") + (i == 0 ? ">" : " class=\"number\">")
                 + html_text(heads[i]) + "</th>";
    html_ += "</tr></thead>\n<tbody>\n";
}

void Table::row(std::string_view name, const std::vector<std::string>& cells) {
    html_ += "<tr><th scope=\"row\">" + html_text(name) + "</th>";
    for (const std::string& cell : cells)
        html_ += "<td class=\"number\">" + html_text(cell) + "</td>";
    html_ += "</tr>\n";
    any_ = true;
}

std::string Table::finish() && {
    return std::move(html_) + "</tbody></table></div>\n";
}

std::string paragraph(std::string_view text) {
    return "<p>" + html_text(text) + "</p>\n";
}

std::string figure(const std::string& svg, std::string_view caption) {
    return "<figure>" + svg + "<figcaption>" + html_text(caption) + "</figcaption></figure>\n";
}

std::string section(std::string_view title, const std::string& content) {
    return "<section><h2>" + html_text(title) + "</h2>\n" + content + "</section>\n";
}

std::string page(std::string_view title, const std::string& content) {
    std::string html = "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                       "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                       "style-src 'unsafe-inline'\">\n"
                       "<meta name=\"viewport\" content=\"width=device-width\">\n<title>";
    html += html_text(title) + "</title>\n<style>";
    html += style;
    html += "</style>\n</head>\n<body>\n<main>\n" + content;
    return html + "</main>\n</body>\n</html>\n";
}

std::string whole(std::uint64_t count) {
    std::string digits = std::to_string(count);
    for (std::size_t i = digits.size(); i > 3; i -= 3)
        digits.insert(i - 3, ",");
    return digits;
}

std::string one_decimal(double number) {
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.1f", number);
    return text.data();
}

} // namespace psoas::hooks
