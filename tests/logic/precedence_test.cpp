#include "logic/precedence.hpp"

#include "tests/logic/story.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <string>

using namespace psoas::logic;

namespace {

// A card of each line of section 11's table, with what it silences and absorbs, by name.
struct Card {
    std::string name;
    int rank;
    Topic topic;
    Indicator indicator;
    Row row;
    bool about_an_order;
    std::set<std::string> silences;
};

const std::set<std::string> ranks_6_to_13{"L3",       "DUP",       "PREM",     "RAD",   "CT",
                                          "CONTRAST", "INJ-GUIDE", "INJ-TIME", "INJ-4", "BURSITIS",
                                          "RAD-2",    "L3-EXAM",   "SURG",     "CON"};

std::set<std::string> with(std::set<std::string> names, const std::string& another) {
    names.insert(another);
    return names;
}

// Topics whose rows come later borrow a row: their kind is told by topic alone.
const std::vector<Card> cards{
    {"CES", 1, Topic::red_flag_cauda_equina, Indicator::critical, Row::rf_ces_1, false,
     with(ranks_6_to_13, "NEU-1")},
    {"NEU-1", 1, Topic::progressive_deficit, Indicator::critical, Row::neu_1, false, ranks_6_to_13},
    {"ABSCESS",
     2,
     Topic::psoas_abscess,
     Indicator::critical,
     Row::pso_abs_1,
     false,
     {"INF-strong", "INF", "DUP", "RAD", "PREM", "CONTRAST", "CON"}},
    {"INF-strong",
     2,
     Topic::red_flag_infection,
     Indicator::critical,
     Row::rf_inf_1,
     false,
     {"DUP", "RAD", "PREM", "CONTRAST", "CON"}},
    {"MPS-S3",
     3,
     Topic::malignant_psoas_syndrome,
     Indicator::critical,
     Row::mps_s3,
     false,
     {"MAL", "NEO", "PREM", "RAD", "CONTRAST", "DUP", "L3", "L3-EXAM", "BURSITIS", "INJ-4", "CON"}},
    {"MPS-S2",
     3,
     Topic::malignant_psoas_syndrome,
     Indicator::warning,
     Row::mps_s2,
     false,
     {"MAL", "NEO", "PREM", "RAD", "CONTRAST", "DUP", "L3", "L3-EXAM", "BURSITIS", "INJ-4", "CON"}},
    {"HEMORRHAGE",
     4,
     Topic::psoas_hemorrhage,
     Indicator::critical,
     Row::pso_hem_1,
     false,
     {"DUP", "PREM", "RAD", "CT", "L3", "L3-EXAM", "CON"}},
    {"MPS-S1",
     5,
     Topic::malignant_psoas_syndrome,
     Indicator::warning,
     Row::mps_s1,
     false,
     {"MAL", "NEO", "INJ-4", "PREM", "CON", "DUP", "RAD"}},
    {"DRAINED",
     5,
     Topic::psoas_abscess,
     Indicator::info,
     Row::pso_abs_1,
     false,
     {"PREM", "CON", "DUP", "RAD"}},
    {"NEO",
     5,
     Topic::red_flag_malignancy,
     Indicator::warning,
     Row::pso_neo_1,
     false,
     {"PREM", "CON", "DUP", "RAD"}},
    {"CES-5",
     5,
     Topic::red_flag_cauda_equina,
     Indicator::warning,
     Row::rf_ces_5,
     false,
     {"PREM", "CON", "DUP", "RAD"}},
    {"MAL",
     5,
     Topic::red_flag_malignancy,
     Indicator::warning,
     Row::rf_mal_1,
     false,
     {"PREM", "CON", "DUP", "RAD"}},
    {"INF",
     5,
     Topic::red_flag_infection,
     Indicator::warning,
     Row::rf_inf_2,
     false,
     {"PREM", "CON", "DUP", "RAD"}},
    {"FX", 5, Topic::red_flag_fracture, Indicator::warning, Row::rf_fx_2, false, {"PREM", "CON", "DUP"}},
    {"NEU-2",
     5,
     Topic::progressive_deficit,
     Indicator::warning,
     Row::neu_2,
     false,
     {"PREM", "CON", "DUP", "RAD"}},
    {"L3", 6, Topic::l3_radiculopathy, Indicator::info, Row::l3_1, false, {"PREM", "RAD", "BURSITIS"}},
    {"DUP", 7, Topic::duplicate_imaging, Indicator::warning, Row::dup_1, true, {"PREM", "RAD", "CONTRAST"}},
    {"PREM",
     8,
     Topic::premature_imaging,
     Indicator::warning,
     Row::img_prem_1,
     true,
     {"RAD", "CT", "CONTRAST"}},
    {"RAD", 9, Topic::radiograph_first, Indicator::warning, Row::rad_1, true, {"CT", "CONTRAST", "BURSITIS"}},
    {"CT", 10, Topic::imaging_selection, Indicator::warning, Row::ct_1, true, {"BURSITIS"}},
    {"CONTRAST", 10, Topic::imaging_selection, Indicator::warning, Row::sel_contrast, true, {"BURSITIS"}},
    {"INJ-GUIDE", 11, Topic::injection_guidance, Indicator::warning, Row::rad_1, true, {}},
    {"INJ-TIME", 11, Topic::injection_timing, Indicator::info, Row::rad_1, true, {}},
    {"BURSITIS", 12, Topic::iliopsoas_bursitis, Indicator::info, Row::ilp_1, false, {}},
    {"INJ-4", 12, Topic::injection_timing, Indicator::info, Row::inj_4, false, {}},
    {"RAD-2", 12, Topic::imaging_selection, Indicator::info, Row::rad_2, false, {}},
    {"L3-EXAM", 12, Topic::l3_radiculopathy, Indicator::info, Row::l3_2, false, {}},
    {"SURG", 12, Topic::conservative_care, Indicator::info, Row::surg_2, false, {}},
    {"CON", 13, Topic::conservative_care, Indicator::info, Row::rad_1, false, {}},
};

Advice advice_of(const Card& card) {
    Advice advice{.topic = card.topic, .indicator = card.indicator, .rows = {card.row}};
    advice.evidence.push_back({.finding = Finding::hip_pain, .reference = card.name});
    if (card.about_an_order) advice.order = 0;
    return advice;
}

Advice advice_of(const std::string& name) {
    return advice_of(*std::ranges::find(cards, name, &Card::name));
}

std::vector<std::string> names_of(const std::vector<Advice>& shown) {
    std::vector<std::string> names;
    for (const Advice& advice : shown)
        names.push_back(advice.evidence.front().reference);
    return names;
}

Story lumbar_mri_selected() {
    Story story;
    story.select(Modality::mri, Region::lumbar_spine);
    return story;
}

} // namespace

TEST_SUITE("logic/precedence") {
    TEST_CASE("section 11: each card silences what its line says and nothing else") {
        for (const Card& higher : cards) {
            for (const Card& lower : cards) {
                if (higher.rank > lower.rank || higher.topic == lower.topic) continue;
                if (higher.rank == lower.rank && lower.silences.contains(higher.name)) continue;
                const bool on_patient_view = // KINDS: shown nowhere else
                    lower.name == "CON" || lower.name == "SURG" || higher.name == "SURG";
                if (on_patient_view && (higher.about_an_order || lower.about_an_order)) continue;
                CAPTURE(higher.name);
                CAPTURE(lower.name);

                const Story story = on_patient_view ? Story() : lumbar_mri_selected();
                const std::vector<Advice> shown =
                    settle({advice_of(lower), advice_of(higher)}, story.situation());
                const bool silenced = higher.silences.contains(lower.name);
                REQUIRE(shown.size() == (silenced ? 1 : 2));
                if (silenced || higher.rank < lower.rank) CHECK(names_of(shown).front() == higher.name);
                if (!silenced) continue;
                // FOLD: the silenced card's evidence stays in the detail.
                REQUIRE(shown.front().folded.size() == 1);
                CHECK(shown.front().folded.front().row == lower.row);
                CHECK(shown.front().folded.front().evidence == advice_of(lower).evidence);
            }
        }
    }

    TEST_CASE("section 11: at one rank the more urgent card comes first and guidance before timing") {
        const Story story = lumbar_mri_selected();
        Advice critical = advice_of("MAL");
        critical.indicator = Indicator::critical;
        CHECK(names_of(settle({advice_of("INF"), advice_of("FX"), critical}, story.situation()))
              == std::vector<std::string>{"MAL", "INF", "FX"});
        CHECK(names_of(settle({advice_of("INJ-TIME"), advice_of("INJ-GUIDE")}, story.situation()))
              == std::vector<std::string>{"INJ-GUIDE", "INJ-TIME"});
    }

    TEST_CASE("section 11: what is silenced silences nothing itself and its folds travel with it") {
        const Story story = lumbar_mri_selected();
        // The haemorrhage silences the premature card and leaves contrast alone.
        const auto shown =
            settle({advice_of("CONTRAST"), advice_of("PREM"), advice_of("HEMORRHAGE")}, story.situation());
        CHECK(names_of(shown) == std::vector<std::string>{"HEMORRHAGE", "CONTRAST"});

        Advice premature = advice_of("PREM");
        premature.folded.push_back({.row = Row::rf_mal_4});
        const auto folded = settle({premature, advice_of("FX")}, story.situation());
        REQUIRE(folded.size() == 1);
        REQUIRE(folded.front().folded.size() == 2);
        CHECK(folded.front().folded[1].row == Row::rf_mal_4);
    }

    TEST_CASE("FOLD: cards of one row fold into one line with the orders and evidence of all") {
        Story story;
        std::vector<Advice> all;
        for (std::size_t i = 0; i < 6; ++i) {
            story.select(Modality::mri, Region::lumbar_spine);
            Advice advice = advice_of("PREM");
            advice.order = i;
            advice.repeated_orders = {10 + i};
            all.push_back(advice);
        }
        all[4].evidence.push_back({.finding = Finding::hip_pain, .reference = "another"});
        const auto shown = settle(all, story.situation());
        REQUIRE(shown.size() == 3);
        CHECK(shown[0].folded.empty());
        REQUIRE(shown[2].folded.size() == 1);
        CHECK(shown[2].folded[0].row == Row::img_prem_1);
        CHECK(shown[2].folded[0].orders == std::vector<std::size_t>{3, 13, 4, 14, 5, 15});
        CHECK(shown[2].folded[0].evidence == all[4].evidence);
    }

    TEST_CASE("FAT-1: one card a topic and order so two orders may each have theirs") {
        Story story = lumbar_mri_selected();
        story.select(Modality::mri, Region::hip);
        Advice first = advice_of("PREM");
        Advice second = advice_of("PREM");
        second.order = 1;
        CHECK(settle({first, second}, story.situation()).size() == 2);
        CHECK(settle({first, first}, story.situation()).size() == 1);
        CHECK(settle({advice_of("CES"), advice_of("CES-5")}, story.situation()).size() == 1);

        // A premature card for one order does not silence radiograph-first for another.
        Advice radiographs = advice_of("RAD");
        radiographs.order = 1;
        CHECK(settle({first, radiographs}, story.situation()).size() == 2);
        radiographs.order = 0;
        CHECK(settle({first, radiographs}, story.situation()).size() == 1);
    }

    TEST_CASE("FAT-1: at most three cards and a critical one is never dropped") {
        const Story story = lumbar_mri_selected();
        const auto three = settle({advice_of("FX"), advice_of("INF"), advice_of("MAL"), advice_of("CES-5")},
                                  story.situation());
        CHECK(names_of(three) == std::vector<std::string>{"CES-5", "MAL", "INF"});
        REQUIRE(three.back().folded.size() == 1);
        CHECK(three.back().folded.front().evidence.front().reference == "FX");

        Advice malignancy = advice_of("MAL");
        malignancy.indicator = Indicator::critical;
        const std::vector<Advice> four_critical{advice_of("CES"), advice_of("ABSCESS"),
                                                advice_of("HEMORRHAGE"), malignancy, advice_of("FX")};
        CHECK(names_of(settle(four_critical, story.situation()))
              == std::vector<std::string>{"CES", "ABSCESS", "HEMORRHAGE", "MAL"});

        // A critical card of low rank takes its place before the warnings above it.
        CHECK(names_of(settle(
                  {advice_of("CES-5"), advice_of("MPS-S2"), malignancy, advice_of("INF"), advice_of("NEU-2")},
                  story.situation()))
              == std::vector<std::string>{"MPS-S2", "CES-5", "INF"}); // MAL is absorbed by MPS-S2

        Story strict = lumbar_mri_selected();
        strict.policy.max_cards = 0;
        CHECK(settle({advice_of("FX")}, strict.situation()).empty());
        CHECK(settle({advice_of("CES"), advice_of("FX")}, strict.situation()).size() == 1);
    }

    TEST_CASE("FAT-1 and FAT-2: an answered card leaves its place to the next in rank") {
        const Story story = lumbar_mri_selected();
        const std::vector<Advice> four{advice_of("FX"), advice_of("INF"), advice_of("MAL"),
                                       advice_of("CES-5")};
        struct Row {
            const char* story;
            std::set<std::string> answered;
            std::vector<std::string> asked;
            std::vector<std::string> shown;
        };
        const Row rows[] = {
            {"none", {}, {"CES-5", "MAL", "INF"}, {"CES-5", "MAL", "INF"}},
            {"the second", {"MAL"}, {"CES-5", "MAL", "INF", "FX"}, {"CES-5", "INF", "FX"}},
            {"the one without a place", {"FX"}, {"CES-5", "MAL", "INF"}, {"CES-5", "MAL", "INF"}},
            {"the first three", {"CES-5", "MAL", "INF"}, {"CES-5", "MAL", "INF", "FX"}, {"FX"}},
            {"all", {"CES-5", "MAL", "INF", "FX"}, {"CES-5", "MAL", "INF", "FX"}, {}},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            std::vector<std::string> asked;
            const auto shown = settle(four, story.situation(), [&](const Advice& advice) {
                asked.push_back(advice.evidence.front().reference);
                return row.answered.contains(asked.back());
            });
            CHECK(asked == row.asked);
            CHECK(names_of(shown) == row.shown);
        }
    }

    TEST_CASE("FAT-1: a critical card has its place whatever was answered") {
        const Story story = lumbar_mri_selected();
        Advice malignancy = advice_of("MAL");
        malignancy.indicator = Indicator::critical;
        const auto shown =
            settle({malignancy, advice_of("CES-5"), advice_of("INF"), advice_of("NEU-2")}, story.situation(),
                   [](const Advice& advice) { return advice.evidence.front().reference == "CES-5"; });
        CHECK(names_of(shown) == std::vector<std::string>{"MAL", "INF", "NEU-2"});
    }

    TEST_CASE("FAT-4 and KINDS: patient-view shows no imaging-order card and orders no plan or referral") {
        const Story view;
        CHECK(settle({advice_of("PREM"), advice_of("RAD")}, view.situation()).empty());
        CHECK(names_of(settle({advice_of("MPS-S1"), advice_of("FX")}, view.situation()))
              == std::vector<std::string>{"MPS-S1", "FX"});
        const Story order = lumbar_mri_selected();
        for (const char* name : {"CON", "SURG"}) {
            CAPTURE(name);
            CHECK(settle({advice_of(name)}, view.situation()).size() == 1);
            CHECK(settle({advice_of(name)}, order.situation()).empty());
        }
    }

    TEST_CASE("GATE-2: an order out of scope draws a critical red flag and nothing else") {
        struct Row {
            const char* story;
            Region region;
            bool selected;
            std::vector<std::string> shown;
        };
        const Row rows[] = {
            {"brain", Region::other, true, {"NEU-1", "INF-strong"}},
            {"knee", Region::knee, true, {"NEU-1", "INF-strong"}},
            {"lumbar but not selected", Region::lumbar_spine, false, {"NEU-1", "INF-strong"}},
            {"lumbar", Region::lumbar_spine, true, {"NEU-1", "INF-strong", "MPS-S3"}},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            Story story;
            story.policy.max_cards = 3;
            story.select(Modality::mri, row.region).selected = row.selected;
            CHECK(names_of(settle(
                      {advice_of("NEU-1"), advice_of("INF-strong"), advice_of("MPS-S3"), advice_of("FX")},
                      story.situation()))
                  == row.shown);
            CHECK(settle({advice_of("CES-5")}, story.situation()).empty()
                  == (!row.selected || row.region != Region::lumbar_spine));
        }
    }

    TEST_CASE("GATE-4: palliative care lowers red flags by exactly one and leaves cauda equina and MPS") {
        struct Row {
            const char* card;
            Indicator before;
            Indicator after;
            bool noted;
        };
        const Row rows[] = {
            {"NEU-1", Indicator::critical, Indicator::warning, true},
            {"INF-strong", Indicator::critical, Indicator::warning, true},
            {"MAL", Indicator::critical, Indicator::warning, true},
            {"MAL", Indicator::warning, Indicator::info, true},
            {"FX", Indicator::warning, Indicator::info, true},
            {"FX", Indicator::info, Indicator::info, true},
            {"CES", Indicator::critical, Indicator::critical, false},
            {"CES-5", Indicator::warning, Indicator::warning, false},
            {"MPS-S3", Indicator::critical, Indicator::critical, false},
            {"MPS-S1", Indicator::warning, Indicator::warning, false},
            {"ABSCESS", Indicator::critical, Indicator::critical, false},
        };
        for (const Row& row : rows) {
            CAPTURE(row.card);
            Story story;
            story.add(Finding::palliative_care);
            Advice advice = advice_of(row.card);
            advice.indicator = row.before;
            const auto shown = settle({advice}, story.situation());
            REQUIRE(shown.size() == 1);
            CHECK(shown.front().indicator == row.after);
            CHECK((std::ranges::find(shown.front().notes, Note::palliative_care) != shown.front().notes.end())
                  == row.noted);
        }
    }

    TEST_CASE("FOLD: a fracture card is silent once the radiograph that it advises is drafted") {
        Story story = lumbar_mri_selected();
        Advice fracture = advice_of("FX");
        fracture.actions.push_back({.kind = ActionKind::lumbar_radiographs, .region = Region::lumbar_spine});
        CHECK(settle({fracture}, story.situation()).size() == 1);
        story.select(Modality::radiograph, Region::lumbar_spine);
        CHECK(settle({fracture}, story.situation()).empty());

        // Only advice about a step falls silent: the malignancy card stays beside the radiograph.
        Advice malignancy = advice_of("MAL");
        malignancy.actions = fracture.actions;
        CHECK(settle({malignancy}, story.situation()).size() == 1);
    }

    TEST_CASE("no advice stays no advice") {
        CHECK(settle({}, Story().situation()).empty());
        CHECK(settle({}, lumbar_mri_selected().situation()).empty());
    }
}
