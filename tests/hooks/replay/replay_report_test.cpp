#include "hooks/replay/replay_report.hpp"

#include "hooks/replay/bar_chart.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace psoas::hooks;

namespace {

std::size_t count(const std::string& text, std::string_view words) {
    std::size_t found = 0;
    for (std::size_t at = text.find(words); at != std::string::npos; at = text.find(words, at + 1))
        ++found;
    return found;
}

ReplayRun run() {
    ReplayRun run{.version = "9.8.7"};
    run.inputs = {{"Patient.ndjson", 1'500'000}, {"Condition.ndjson", 3'000'000}};
    run.policies = {{"now", "[policy]\nfever_days = 14\nmax_cards = 3\n"},
                    {"new", "[policy]\nfever_days = 7\nmax_cards = 3\n"}};
    run.not_there = {"ImagingStudy"};
    return run;
}

Counts counts() {
    Counts counts;
    counts.add({"", "orders", "mri lumbar-spine", "ServiceRequest", "2026-01"}, 1200);
    counts.add({"", "orders", "ct hip", "ImagingStudy", "2026-02"}, 800);
    counts.add({"", "patients", "all", "", ""}, 12345);
    counts.add({"", "patients", "with orders", "", ""}, 1900);
    counts.add({"now", "cards", "premature-imaging", "warning", "2026-01"}, 300);
    counts.add({"new", "cards", "premature-imaging", "warning", "2026-01"}, 250);
    counts.add({"now", "orders with cards", "warning", "", "2026-01"}, 300);
    counts.add({"now", "onset", "unknown", "", "2026-01"}, 500);
    counts.add({"now", "onset", "known", "", "2026-01"}, 1500);
    counts.add({"now", "evidence", "low_back_pain", "premature-imaging", ""}, 300);
    counts.add({"now", "rows", "IMG-PREM-1", "premature-imaging", ""}, 300);
    counts.add({"now", "patients", "malignant psoas syndrome", "suspected", ""}, 4);
    counts.add({"new", "changed", "premature-imaging", "lost", ""}, 50);
    counts.add({"", "resources", "Condition", "read", ""}, 7000);
    counts.add({"", "resources", "Condition", "without a date", ""}, 70);
    return counts;
}

} // namespace

TEST_SUITE("hooks/replay/replay_report") {
    TEST_CASE("the report says what was counted") {
        const std::string html = html_report(run(), counts());
        for (const char* words : {
                 "2,000 orders of 1,900 among 12,345 patients, ordered from 2026-01 to 2026-02; 2 files, 4.5 "
                 "MB",
                 "psoas-cds 9.8.7",
                 "<strong>150.0</strong> cards for 1,000 orders",
                 "<strong>15.0 %</strong> of orders with a card",
                 "<strong>25.0 %</strong> of orders with unknown onset",
                 "<strong>4</strong> patients staged",
                 "300 (150.0)",
                 "4 (2.1)", // of 1,900 patients
                 "250 (125.0) \u221250",
                 "new against now",
                 "<code>fever_days = 7</code>, there <code>fever_days = 14</code>",
                 "low back pain",
                 "IMG-PREM-1",
                 "not supplied: ImagingStudy",
                 "No line was malformed",
             }) {
            CAPTURE(words);
            CHECK(html.find(words) != std::string::npos);
        }
        CHECK(count(html, "max_cards") == 0); // what does not differ
    }

    TEST_CASE("orders without a day are told and not among the orders") {
        const char* const words = "orders without a day, not judged";
        CHECK(count(html_report(run(), counts()), words) == 0);
        CHECK(count(printed_report(run(), counts()), words) == 0);
        Counts all = counts();
        all.add({"", "orders without a day", "mri hip", "ServiceRequest", ""}, 1500);
        CHECK(count(html_report(run(), all), "<p>1,500 orders without a day, not judged") == 1);
        CHECK(count(printed_report(run(), all), "1,500 orders without a day, not judged\n") == 1);
        CHECK(count(printed_report(run(), all), "2,000 orders of") == 1);
    }

    TEST_CASE("the report says that what has the day of the order counts as known") {
        Counts all = counts();
        all.add({"now", "orders with evidence of the same day", "", "", "2026-01"}, 40);
        const std::string html = html_report(run(), all);
        CHECK(count(html, "What is dated to the day of the order counts as known when it was ordered") == 1);
        CHECK(count(html, "with no time to tell which came first</th><td class=\"number\">40 (20.0)</td>")
              == 1);
    }

    TEST_CASE("the report asks for nothing from anywhere and runs nothing") {
        const std::string html = html_report(run(), counts());
        for (const char* unwanted :
             {"<script", "http://", "https://", "src=", "href=", "@import", "url(", "onload"}) {
            CAPTURE(unwanted);
            CHECK(html.find(unwanted) == std::string::npos);
        }
        CHECK(html.find("default-src 'none'") != std::string::npos);
        for (const char* tag : {"section", "table", "svg", "figure", "ul", "li", "p", "tbody", "tr", "td"}) {
            CAPTURE(tag);
            const std::string name(tag);
            CHECK(count(html, "<" + name + ">") + count(html, "<" + name + " ")
                  == count(html, "</" + name + ">"));
        }
    }

    TEST_CASE("no string of a file or an export becomes markup") {
        const std::string hostile = "<script>alert('1')</script>\"&\x01\xFF";
        ReplayRun about = run();
        about.version = hostile;
        about.policies = {{hostile, "[policy]\n" + hostile + "\n"}, {"b" + hostile, "[policy]\nx\n"}};
        about.broken = {hostile};
        about.not_there = {hostile};
        about.from = about.to = hostile;
        Counts all = counts();
        for (const char* measure :
             {"cards", "evidence", "rows", "onset", "patients", "changed", "resources", "orders"})
            for (const std::string& policy : {std::string(), hostile, "b" + hostile})
                all.add({policy, measure, hostile, hostile, hostile}, 3);
        all.add({"", "places that cannot be read", "", "", ""}, 3);
        const std::string html = html_report(about, all);
        CHECK(html.find("<script") == std::string::npos);
        CHECK(html.find("alert(&#39;1&#39;)") != std::string::npos);
        CHECK(html.find('\x01') == std::string::npos);
        CHECK(html.find('\xFF') == std::string::npos);
    }

    TEST_CASE("a replay that found nothing has a report") {
        ReplayRun about = run();
        about.policies.resize(1);
        const std::string html = html_report(about, {});
        CHECK(html.find("0 orders of 0 among 0 patients") != std::string::npos);
        for (const char* no_number : {">nan", ">-nan", ">inf", "\"nan", "(nan"})
            CHECK(html.find(no_number) == std::string::npos);
        CHECK(printed_report(about, {}).find("0 cards, 0.0 for 1,000 orders") != std::string::npos);
    }

    TEST_CASE("a bar of few orders is pale and the caption says so") {
        Counts all;
        all.add({"", "orders", "mri hip", "ServiceRequest", "2026-01"}, 30);
        all.add({"now", "cards", "radiograph-first", "warning", "2026-01"}, 3);
        CHECK(count(html_report(run(), all), " few\"") == 0);
        CHECK(count(html_report(run(), all), "pale") == 0);
        all.add({"", "orders", "ct hip", "ImagingStudy", "2026-02"}, 29);
        all.add({"now", "cards", "radiograph-first", "warning", "2026-02"}, 29);
        const std::string html = html_report(run(), all);
        CHECK(count(html, "<title>2026-02: 1000.0 of 29 orders</title><rect class=\"series1 few\"") == 1);
        CHECK(count(html, "<title>2026-02: 0.0 of 29 orders</title><rect class=\"series2 few\"") == 1);
        CHECK(count(html, " few\"") == 2);
        CHECK(count(html, "policy now; pale: fewer than 30 orders</figcaption>") == 1);
    }

    TEST_CASE("a long time is shown in years") {
        Counts all;
        for (int year = 2000; year < 2010; ++year)
            for (int month = 10; month < 13; ++month) {
                const std::string time = std::to_string(year) + "-" + std::to_string(month);
                all.add({"", "orders", "mri hip", "ServiceRequest", time}, 2);
                all.add({"now", "cards", "radiograph-first", "warning", time});
            }
        CHECK(html_report(run(), all).find("by month") != std::string::npos);
        for (int year = 1960; year < 2000; ++year)
            all.add({"", "orders", "mri hip", "ServiceRequest", std::to_string(year) + "-01"});
        CHECK(html_report(run(), all).find("2005: 500.0 of 6 orders") != std::string::npos);
    }
}

TEST_SUITE("hooks/replay/bar_chart") {
    TEST_CASE("bars keep their proportions and tell their values to who does not see them") {
        const std::vector<Bar> bars{{"a & b", 10, "ten"}, {"c", 5, "five"}, {"d", 0, "none"}};
        for (const std::string& svg : {lying_bars("Title", bars), standing_bars("Title", bars, 0, 2)}) {
            CAPTURE(svg);
            CHECK(count(svg, "<rect") == 3);
            CHECK(svg.find("aria-label=\"Title; a &amp; b: ten; c: five; d: none\"") != std::string::npos);
        }
        const std::string lying = lying_bars("Title", bars);
        CHECK(lying.find("width=\"400.0\"") != std::string::npos);
        CHECK(lying.find("width=\"200.0\"") != std::string::npos);
        CHECK(lying.find("width=\"0.0\"") != std::string::npos);
        // Of the 140 that the highest has.
        const std::string standing = standing_bars("Title", bars, 20);
        CHECK(standing.find("height=\"70.0\"") != std::string::npos);
        CHECK(standing.find("height=\"35.0\"") != std::string::npos);
        CHECK(standing.find("<title>a &amp; b: ten</title>") != std::string::npos);
        CHECK(standing_bars("Nothing", {}, 0).find("</svg>") != std::string::npos);
    }

    TEST_CASE("labels and values end within the drawing however long they are") {
        constexpr double letter = 7.6; // as wide as a digit of the common fonts at 13 units
        struct Case {
            const char* label;
            std::size_t label_letters;
            const char* shown;
        };
        for (const Case& each : {
                 Case{"pain", 4, "1 (0.1)"},
                 Case{"pain", 4, "13,000 (541.7)"},
                 Case{"sensory loss of the anterior thigh or medial knee", 49, "1,300,000 (1000.0)"},
                 Case{"\u00e4\u00e4\u00e4\u00e4", 4, "13,000,000,000 (12345.6)"},
             }) {
            CAPTURE(each.shown);
            const std::vector<Bar> bars{{each.label, 13000, each.shown}, {"x", 1, "1"}};
            const std::string svg = lying_bars("T", bars);
            const auto starting_at = [&](const std::string& anchor) {
                const std::string before = "<text text-anchor=\"" + anchor + "\" x=\"";
                const std::size_t at = svg.find(before);
                REQUIRE(at != std::string::npos);
                return std::stod(svg.substr(at + before.size()));
            };
            CHECK(starting_at("start") + letter * static_cast<double>(std::string(each.shown).size()) <= 720);
            CHECK(starting_at("end") - 7.2 * static_cast<double>(each.label_letters) >= 0);
            CHECK(count(svg, "width=\"0.0\"") == 0);
        }
    }
}
