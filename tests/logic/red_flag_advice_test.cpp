#include "logic/red_flag_advice.hpp"

#include "tests/logic/red_flag_story.hpp"

#include <doctest/doctest.h>

using namespace psoas::logic;

namespace {

using Kinds = std::vector<ActionKind>;
using Reasons = std::vector<OverrideReason>;
using enum ActionKind;
using enum OverrideReason;

void measure_fever(Story& story) {
    story.chart.measurements.push_back(
        {.quantity = Quantity::body_temperature, .value = 38.6, .date = story.days_ago(1)});
}

const Kinds emergency{emergency_referral, spine_surgery_referral, urgent_mri};

} // namespace

TEST_SUITE("logic/red_flag_advice") {
    TEST_CASE("RF-CES-0 to RF-CES-4: a strong sign is critical and asks for emergency MRI and surgery") {
        struct Case {
            Finding finding;
            Row row;
        };
        const Case cases[] = {
            {Finding::cauda_equina_syndrome, Row::rf_ces_0},  {Finding::urinary_retention, Row::rf_ces_1},
            {Finding::fecal_incontinence, Row::rf_ces_2},     {Finding::saddle_anesthesia, Row::rf_ces_3},
            {Finding::bilateral_leg_weakness, Row::rf_ces_4},
        };
        for (const Case& each : cases) {
            CAPTURE(code(each.finding));
            Story story;
            story.pain(Finding::hip_pain, 10);
            story.add({.finding = each.finding, .onset = story.days_ago(1)});
            const auto card = card_in(story, Topic::red_flag_cauda_equina);
            REQUIRE(card);
            CHECK(card->indicator == Indicator::critical);
            CHECK(card->rows == std::vector{each.row});
            CHECK(kinds(*card) == emergency);
            CHECK(card->actions[0].recommended);
            CHECK(card->actions[2].region == Region::lumbar_spine);
            CHECK(card->override_reasons == Reasons{known_stable, already_acted});
            CHECK(says(*card, Note::sensory_sparing_mri_without_contrast_enough));
            CHECK(card->gaps.front().sought == Sought::cauda_equina_signs);
        }
    }

    TEST_CASE("RF-CES-0: the documented syndrome needs no pain and is info once operated") {
        Story story;
        story.add({.finding = Finding::cauda_equina_syndrome, .onset = story.days_ago(30)});
        CHECK(card_in(story, Topic::red_flag_cauda_equina)->indicator == Indicator::critical);

        story.add({.finding = Finding::cauda_equina_operated,
                   .source = Source::procedures,
                   .onset = story.days_ago(29)});
        const auto operated = card_in(story, Topic::red_flag_cauda_equina);
        REQUIRE(operated);
        CHECK(operated->indicator == Indicator::info);
        CHECK(operated->rows == std::vector{Row::rf_ces_0});
        CHECK(says(*operated, Note::already_operated));
        CHECK_FALSE(operated->actions.front().recommended);
    }

    TEST_CASE("RF-CES-5: a moderate or suspected flag is a warning to examine today") {
        struct Case {
            const char* story;
            std::vector<Evidence> evidence;
            bool unconfirmed;
        };
        const Story day;
        const Case cases[] = {
            {"retention without a date", {{.finding = Finding::urinary_retention}}, false},
            {"new and explained retention",
             {{.finding = Finding::urinary_retention, .onset = day.days_ago(1)},
              {.finding = Finding::urinary_retention_explained}},
             false},
            {"suspected saddle anaesthesia",
             {{.finding = Finding::saddle_anesthesia, .certainty = Certainty::unconfirmed}},
             true},
            {"suspected syndrome",
             {{.finding = Finding::cauda_equina_syndrome, .certainty = Certainty::unconfirmed}},
             true},
            {"two signs that are older than the episode",
             {{.finding = Finding::urinary_retention, .onset = day.days_ago(900)},
              {.finding = Finding::fecal_incontinence, .onset = day.days_ago(900)}},
             false},
        };
        for (const Case& each : cases) {
            CAPTURE(each.story);
            Story story = back_pain();
            for (const Evidence& evidence : each.evidence)
                story.add(evidence);
            const auto card = card_in(story, Topic::red_flag_cauda_equina);
            REQUIRE(card);
            CHECK(card->indicator == Indicator::warning);
            CHECK(card->rows.front() == Row::rf_ces_5);
            CHECK(kinds(*card) == Kinds{record_finding, urgent_mri});
            CHECK(card->actions[0].question == ExamQuestion::cauda_equina_signs);
            CHECK(card->actions[0].recommended);
            CHECK(card->override_reasons.front() == known_stable);
            CHECK(says(*card, Note::rests_on_unconfirmed) == each.unconfirmed);
        }
    }

    TEST_CASE("section 3: a weak flag alone draws no card") {
        Story story = back_pain().aged(75);
        story.add({.finding = Finding::urinary_retention, .onset = story.days_ago(900)});
        story.add(Finding::drug_use_route_unknown);
        const Situation situation = story.situation();
        const Presentation seen = presentation(situation);
        const RedFlags flags = red_flags(situation, seen);
        CHECK(flags.flags.size() == 4);
        CHECK(red_flag_advice(situation, seen, flags).empty());
    }

    TEST_CASE("RF-MAL-1: cancer with pain warns and is critical beside a strong cauda equina flag or NEU-1") {
        struct Case {
            const char* story;
            std::optional<Evidence> beside;
            Certainty cancer;
            Indicator expected;
        };
        const Case cases[] = {
            {"alone", std::nullopt, Certainty::confirmed, Indicator::warning},
            {"with saddle anaesthesia", Evidence{.finding = Finding::saddle_anesthesia}, Certainty::confirmed,
             Indicator::critical},
            {"with suspected saddle anaesthesia",
             Evidence{.finding = Finding::saddle_anesthesia, .certainty = Certainty::unconfirmed},
             Certainty::confirmed, Indicator::warning},
            {"with retention of no date", Evidence{.finding = Finding::urinary_retention},
             Certainty::confirmed, Indicator::warning},
            {"with a progressive deficit", Evidence{.finding = Finding::progressive_neuro_deficit},
             Certainty::confirmed, Indicator::critical},
            {"suspected with a progressive deficit", Evidence{.finding = Finding::progressive_neuro_deficit},
             Certainty::unconfirmed, Indicator::warning},
        };
        for (const Case& each : cases) {
            CAPTURE(each.story);
            Story story = back_pain();
            story.add({.finding = Finding::cancer_history, .certainty = each.cancer});
            if (each.beside) story.add(*each.beside);
            const auto card = card_in(story, Topic::red_flag_malignancy);
            REQUIRE(card);
            CHECK(card->indicator == each.expected);
            CHECK(card->rows == std::vector{Row::rf_mal_1});
            CHECK(kinds(*card) == Kinds{urgent_mri, laboratory, oncology_referral});
            CHECK(card->override_reasons == Reasons{known_stable, already_acted});
            CHECK(says(*card, Note::rests_on_unconfirmed) == (each.cancer == Certainty::unconfirmed));
        }
    }

    TEST_CASE("RF-MAL-2: a loss of weight names its kilograms and percent") {
        Story story = back_pain();
        for (const auto& [day, kg] : {std::pair{100, 90.0}, std::pair{0, 81.0}})
            story.chart.measurements.push_back(
                {.quantity = Quantity::body_weight, .value = kg, .date = story.days_ago(day)});
        const auto card = card_in(story, Topic::red_flag_malignancy);
        REQUIRE(card);
        CHECK(card->indicator == Indicator::warning);
        CHECK(card->rows == std::vector{Row::rf_mal_2});
        CHECK(card->weight_loss->percent == doctest::Approx(10));
        CHECK(card->measured.size() == 2);
        CHECK(kinds(*card) == Kinds{laboratory, lumbar_radiographs, urgent_mri});
        CHECK(card->override_reasons == Reasons{weight_loss_intended, already_acted});
        CHECK(says(*card, Note::weight_loss_intent_unknown));
    }

    TEST_CASE("RF-MAL-3: over 50 and no better asks for laboratory and radiographs first") {
        Story story;
        story.aged(60).pain(Finding::low_back_pain, 40);
        story.add(Finding::failure_to_improve);
        const auto card = card_in(story, Topic::red_flag_malignancy);
        REQUIRE(card);
        CHECK(card->indicator == Indicator::warning);
        CHECK(card->rows == std::vector{Row::rf_mal_3});
        CHECK(card->age_years == 60);
        CHECK(card->pain_duration == std::chrono::days{40});
        CHECK(kinds(*card) == Kinds{laboratory, lumbar_radiographs});
        CHECK(card->override_reasons == Reasons{already_acted});
    }

    TEST_CASE("RF-MAL-4: two different weak flags of malignancy draw one card") {
        Story story = back_pain().aged(60);
        story.add(Finding::cancer_skin_or_in_situ);
        const auto card = card_in(story, Topic::red_flag_malignancy);
        REQUIRE(card);
        CHECK(card->indicator == Indicator::warning);
        CHECK(card->rows == std::vector{Row::rf_mal_4});
        CHECK(card->evidence.size() == 1);
    }

    TEST_CASE("one card a group: its strongest row first and its weak flags named apart") {
        Story story = back_pain().aged(60);
        story.add(Finding::unexplained_weight_loss);
        story.add(Finding::cancer_skin_or_in_situ);
        story.add(Finding::cancer_active);
        const auto card = card_in(story, Topic::red_flag_malignancy);
        REQUIRE(card);
        CHECK(card->rows == std::vector{Row::rf_mal_1, Row::rf_mal_2, Row::rf_mal_4});
        CHECK(card->evidence.front().finding == Finding::cancer_active);
        CHECK(card->evidence.size() == 2);
        CHECK(card->weak_flags.size() == 1);
        CHECK(card->override_reasons == Reasons{known_stable, already_acted, weight_loss_intended});
    }

    TEST_CASE("RF-INF-0: a documented infection of the spine is critical unless it is only suspected") {
        for (const Certainty certainty : {Certainty::confirmed, Certainty::unconfirmed}) {
            Story story = back_pain();
            story.add({.finding = Finding::spinal_infection, .certainty = certainty});
            const auto card = card_in(story, Topic::red_flag_infection);
            REQUIRE(card);
            const bool confirmed = certainty == Certainty::confirmed;
            CHECK(card->indicator == (confirmed ? Indicator::critical : Indicator::warning));
            CHECK(card->rows == std::vector{Row::rf_inf_0});
            CHECK(kinds(*card) == Kinds{urgent_mri, laboratory, cultures_and_antibiotics});
            CHECK(card->override_reasons == Reasons{already_acted});
        }
    }

    TEST_CASE("RF-INF-0: an infection of the spine that was left active and is forgotten is a warning") {
        for (const int days : {365, 366}) {
            CAPTURE(days);
            Story story;
            story.pain(Finding::low_back_pain, 10);
            story.add({.finding = Finding::spinal_infection, .recorded = story.days_ago(days)});
            const auto card = card_in(story, Topic::red_flag_infection);
            REQUIRE(card);
            CHECK(card->rows.front() == Row::rf_inf_0);
            CHECK(card->indicator == (days == 365 ? Indicator::critical : Indicator::warning));
            CHECK(says(*card, Note::documented_long_ago) == (days == 366));
        }
    }

    TEST_CASE("RF-FX-0: a lesion of the proximal femur is for the orthopaedic surgeon before it breaks") {
        const Evidence lesion{.finding = Finding::proximal_femur_metastasis, .side = Side::right};
        const Evidence lytic{.finding = Finding::bone_metastasis,
                             .certainty = Certainty::unconfirmed,
                             .side = Side::right,
                             .region = Region::hip};
        struct Case {
            const char* story;
            Evidence lesion;
            std::optional<Side> operated; ///< since
            int days;
            bool impending;
        };
        const Case cases[] = {
            {"a metastasis", lesion, {}, 5, true},
            {"a lytic lesion of the hip", lytic, {}, 5, true},
            {"nailed since", lesion, Side::right, 5, false},
            {"the other side operated", lesion, Side::left, 5, true},
            {"last named more than a year ago", lesion, {}, 366, false},
        };
        for (const Case& each : cases) {
            CAPTURE(each.story);
            Story story;
            story.pain(Finding::hip_pain, 10).side = Side::right;
            Evidence seen = each.lesion;
            seen.recorded = story.days_ago(each.days);
            story.add(seen);
            if (each.operated)
                story.add({.finding = Finding::hip_surgery,
                           .side = *each.operated,
                           .source = Source::procedures,
                           .onset = story.days_ago(2)});
            const auto card = card_in(story, Topic::red_flag_fracture);
            REQUIRE(card);
            CHECK(says(*card, Note::impending_fracture) == each.impending);
            CHECK((card->actions.front().kind == emergency_referral) == each.impending);
            if (each.impending) CHECK(card->actions.size() == 1); // no second MRI beside that of RF-MAL
        }
    }

    TEST_CASE("RF-INF-1: a psoas that was imaged since and is free of an abscess is not imaged again") {
        for (const int days : {0, 2}) {
            CAPTURE(days);
            Story story;
            story.pain(Finding::groin_pain, 10).recorded = story.days_ago(1);
            measure_fever(story);
            story.add({.finding = Finding::psoas_stretch_positive, .recorded = story.days_ago(1)});
            story.add({.finding = Finding::psoas_abscess,
                       .presence = Presence::absent,
                       .source = Source::diagnostic_reports,
                       .recorded = story.days_ago(days)});
            const auto card = card_in(story, Topic::red_flag_infection);
            REQUIRE(card);
            const std::vector<ActionKind> offered = kinds(*card);
            const bool images = std::ranges::find(offered, urgent_mri) != offered.end();
            CHECK(images == (days == 2));
        }
    }

    TEST_CASE("DATA-7: studies are of the side that hurts and a fracture of the other side is no evidence") {
        Story story;
        story.pain(Finding::groin_pain, 10).side = Side::right;
        story.add(Finding::cancer_active);
        story.add({.finding = Finding::psoas_malignancy, .side = Side::left});
        const auto cancer = card_in(story, Topic::red_flag_malignancy);
        REQUIRE(cancer);
        CHECK(cancer->actions.front().side == Side::right);

        for (const Side broken : {Side::left, Side::right, Side::unknown}) {
            Story fallen;
            fallen.pain(Finding::hip_pain, 10).side = Side::right;
            fallen.add({.finding = Finding::fracture_known,
                        .side = broken,
                        .region = Region::hip,
                        .onset = fallen.days_ago(150)});
            CHECK(card_in(fallen, Topic::red_flag_fracture).has_value() == (broken != Side::left));
        }
    }

    TEST_CASE("RF-INF-1: fever warns and is critical with a confirmed flag or sign beside it") {
        struct Case {
            const char* story;
            std::optional<Evidence> beside;
            Indicator expected;
            ActionKind recommended;
        };
        const Case cases[] = {
            {"alone", std::nullopt, Indicator::warning, laboratory},
            {"with HIV", Evidence{.finding = Finding::hiv}, Indicator::critical, urgent_mri},
            {"PSO-ABS-2 with a psoas sign", Evidence{.finding = Finding::psoas_stretch_positive},
             Indicator::critical, urgent_mri},
            {"with a suspected infection",
             Evidence{.finding = Finding::recent_infection, .certainty = Certainty::unconfirmed},
             Indicator::warning, laboratory},
        };
        for (const Case& each : cases) {
            CAPTURE(each.story);
            Story story = back_pain();
            measure_fever(story);
            if (each.beside) story.add(*each.beside);
            const auto card = card_in(story, Topic::red_flag_infection);
            REQUIRE(card);
            CHECK(card->indicator == each.expected);
            CHECK(card->rows.front() == Row::rf_inf_1);
            CHECK(card->actions.front().kind == each.recommended);
            // PSO-ABS-2 adds CT for where MRI would take time.
            const bool has_psoas_sign = card->rows.back() == Row::pso_abs_2;
            CHECK(card->actions.size() == (has_psoas_sign ? 4 : 3));
            CHECK(has_psoas_sign == (each.story == std::string_view("PSO-ABS-2 with a psoas sign")));
            CHECK(card->measured.size() == 1);
            CHECK(card->override_reasons.front() == other_fever_source);
        }
    }

    TEST_CASE("RF-INF-2 to RF-INF-4: one moderate flag of infection is a warning") {
        struct Case {
            Finding finding;
            Row row;
            OverrideReason reason;
        };
        const Case cases[] = {
            {Finding::recent_infection, Row::rf_inf_2, other_fever_source},
            {Finding::iv_drug_use, Row::rf_inf_3, known_stable},
            {Finding::immunocompromised, Row::rf_inf_4, known_stable},
        };
        for (const Case& each : cases) {
            CAPTURE(code(each.finding));
            Story story = back_pain();
            story.add(each.finding);
            const auto card = card_in(story, Topic::red_flag_infection);
            REQUIRE(card);
            CHECK(card->indicator == Indicator::warning);
            CHECK(card->rows == std::vector{each.row});
            CHECK(kinds(*card) == Kinds{laboratory, urgent_mri});
            CHECK(card->override_reasons == Reasons{each.reason});
            CHECK(card->gaps.front().sought == Sought::body_temperature);
        }
    }

    TEST_CASE("RF-FX-1 to RF-FX-4: fracture risk is a warning and never critical") {
        struct Case {
            const char* story;
            std::vector<Finding> findings;
            int age;
            Row first;
        };
        const Case cases[] = {
            {"osteoporosis", {Finding::osteoporosis}, 40, Row::rf_fx_2},
            {"long steroids", {Finding::long_term_steroid_use}, 40, Row::rf_fx_3},
            {"trauma", {Finding::significant_trauma}, 40, Row::rf_fx_4},
            {"a fall at 66", {Finding::minor_trauma}, 66, Row::rf_fx_4},
            {"age of 75 and steroids of unknown length", {Finding::steroid_use}, 75, Row::rf_fx_1},
            {"trauma and osteoporosis",
             {Finding::significant_trauma, Finding::osteoporosis},
             40,
             Row::rf_fx_4},
        };
        for (const Case& each : cases) {
            CAPTURE(each.story);
            Story story = back_pain().aged(each.age);
            for (const Finding finding : each.findings)
                story.add(finding);
            const auto card = card_in(story, Topic::red_flag_fracture);
            REQUIRE(card);
            CHECK(card->indicator == Indicator::warning);
            CHECK(card->rows.front() == each.first);
            CHECK(kinds(*card) == Kinds{lumbar_radiographs, mri_without_contrast});
            CHECK(card->override_reasons == Reasons{already_acted});
        }
    }

    TEST_CASE("RF-FX-0: the broken bone decides which radiograph and the pain does where none is named") {
        struct Case {
            const char* story;
            Finding pain;
            Region fracture;
            Kinds expected;
        };
        const Case cases[] = {
            {"spine", Finding::hip_pain, Region::spine, {lumbar_radiographs}},
            {"hip", Finding::low_back_pain, Region::hip, {hip_pelvis_radiographs}},
            {"pelvis", Finding::low_back_pain, Region::pelvis, {hip_pelvis_radiographs}},
            {"none with back pain", Finding::low_back_pain, Region::unspecified, {lumbar_radiographs}},
            {"none with hip pain", Finding::hip_pain, Region::unspecified, {hip_pelvis_radiographs}},
        };
        for (const Case& each : cases) {
            CAPTURE(each.story);
            Story story;
            story.pain(each.pain, 3);
            story.add({.finding = Finding::fracture_known, .region = each.fracture});
            const auto card = card_in(story, Topic::red_flag_fracture);
            REQUIRE(card);
            CHECK(card->indicator == Indicator::warning);
            CHECK(card->rows == std::vector{Row::rf_fx_0});
            CHECK(kinds(*card) == each.expected);
        }
    }

    TEST_CASE(
        "RF-FX-0: a hip that broke lately and was not operated since goes to the emergency department") {
        struct Case {
            const char* story;
            Region region;
            std::optional<int> broken;
            std::optional<int> operated;
            Side operated_side;
            Kinds expected;
        };
        const Case cases[] = {
            {"hip, 5 days ago", Region::hip, 5, {}, Side::left, {emergency_referral}},
            {"hip, 90 days ago", Region::hip, 90, {}, Side::left, {emergency_referral}},
            {"hip, 91 days ago", Region::hip, 91, {}, Side::left, {hip_pelvis_radiographs}},
            {"hip, no date", Region::hip, {}, {}, Side::left, {hip_pelvis_radiographs}},
            {"operated since", Region::hip, 5, 4, Side::left, {hip_pelvis_radiographs}},
            {"operated before", Region::hip, 5, 400, Side::left, {emergency_referral}},
            {"the other hip operated", Region::hip, 5, 4, Side::right, {emergency_referral}},
            {"pelvis", Region::pelvis, 5, {}, Side::left, {hip_pelvis_radiographs}},
            {"spine", Region::spine, 5, {}, Side::left, {lumbar_radiographs}},
        };
        for (const Case& each : cases) {
            CAPTURE(each.story);
            Story story;
            story.pain(Finding::hip_pain, 10);
            Evidence& fracture =
                story.add({.finding = Finding::fracture_known, .side = Side::left, .region = each.region});
            if (each.broken) fracture.onset = story.days_ago(*each.broken);
            if (each.operated)
                story.add({.finding = Finding::hip_surgery,
                           .side = each.operated_side,
                           .source = Source::procedures,
                           .onset = story.days_ago(*each.operated)});
            const auto card = card_in(story, Topic::red_flag_fracture);
            REQUIRE(card);
            CHECK(card->indicator == Indicator::warning);
            CHECK(kinds(*card) == each.expected);
        }
    }

    TEST_CASE("RF-FX-0: MRI is the next study once radiographs suspect the fracture") {
        struct Case {
            const char* story;
            Modality modality;
            Source source;
            Certainty certainty;
            Kinds expected;
        };
        using enum Certainty;
        const Case cases[] = {
            {"radiograph names it",
             Modality::radiograph,
             Source::diagnostic_reports,
             confirmed,
             {emergency_referral}},
            {"radiograph cannot exclude it",
             Modality::radiograph,
             Source::diagnostic_reports,
             unconfirmed,
             {mri_without_contrast}},
            {"MRI names it", Modality::mri, Source::diagnostic_reports, confirmed, {emergency_referral}},
            {"MRI suspects it",
             Modality::mri,
             Source::diagnostic_reports,
             unconfirmed,
             {hip_pelvis_radiographs}},
            {"problem list names it",
             Modality::radiograph,
             Source::conditions,
             confirmed,
             {emergency_referral}},
            {"problem list suspects it",
             Modality::radiograph,
             Source::conditions,
             unconfirmed,
             {hip_pelvis_radiographs}},
        };
        for (const Case& each : cases) {
            CAPTURE(each.story);
            Story story;
            story.pain(Finding::hip_pain, 10);
            story.chart.studies.push_back({.modality = each.modality,
                                           .region = Region::pelvis,
                                           .date = story.days_ago(5),
                                           .reference = "DiagnosticReport/1"});
            story.add({.finding = Finding::fracture_known,
                       .certainty = each.certainty,
                       .region = Region::hip,
                       .source = each.source,
                       .reference = "DiagnosticReport/1",
                       .recorded = story.days_ago(5)});
            const auto card = card_in(story, Topic::red_flag_fracture);
            REQUIRE(card);
            CHECK(kinds(*card) == each.expected);
            if (each.expected != Kinds{emergency_referral})
                CHECK(card->actions.front().region == Region::hip);
        }
    }

    TEST_CASE("section 10: studies are of the place that hurts and of its side") {
        struct Case {
            const char* story;
            std::vector<Finding> pains;
            Finding flag;
            Topic topic;
            Kinds kinds;
            Region mri;
            Side side;
        };
        const Case cases[] = {
            {"back",
             {Finding::low_back_pain},
             Finding::osteoporosis,
             Topic::red_flag_fracture,
             {lumbar_radiographs, mri_without_contrast},
             Region::lumbar_spine,
             Side::unknown},
            {"groin",
             {Finding::groin_pain},
             Finding::osteoporosis,
             Topic::red_flag_fracture,
             {hip_pelvis_radiographs, mri_without_contrast},
             Region::hip,
             Side::left},
            {"back and hip",
             {Finding::low_back_pain, Finding::hip_pain},
             Finding::osteoporosis,
             Topic::red_flag_fracture,
             {lumbar_radiographs, hip_pelvis_radiographs, mri_without_contrast},
             Region::lumbar_spine,
             Side::unknown},
            {"hip with infection",
             {Finding::hip_pain},
             Finding::hiv,
             Topic::red_flag_infection,
             {laboratory, urgent_mri},
             Region::psoas,
             Side::left},
            {"radiating pain",
             {Finding::radicular_pain},
             Finding::hiv,
             Topic::red_flag_infection,
             {laboratory, urgent_mri},
             Region::lumbar_spine,
             Side::unknown},
        };
        for (const Case& each : cases) {
            CAPTURE(each.story);
            Story story;
            for (const Finding pain : each.pains)
                story.add({.finding = pain, .side = Side::left});
            story.add(each.flag);
            const auto card = card_in(story, each.topic);
            REQUIRE(card);
            CHECK(kinds(*card) == each.kinds);
            CHECK(card->actions.back().region == each.mri);
            CHECK(card->actions.back().side == each.side);
        }
    }

    TEST_CASE("section 10: at most one action of a card is recommended") {
        Story story = back_pain().aged(80);
        measure_fever(story);
        for (const Finding finding :
             {Finding::saddle_anesthesia, Finding::cancer_active, Finding::hiv, Finding::osteoporosis})
            story.add(finding);
        const Situation situation = story.situation();
        const Presentation seen = presentation(situation);
        const auto all = red_flag_advice(situation, seen, red_flags(situation, seen));
        CHECK(all.size() == 4);
        for (const Advice& advice : all)
            CHECK(std::ranges::count(advice.actions, true, &Action::recommended) == 1);
    }
}
