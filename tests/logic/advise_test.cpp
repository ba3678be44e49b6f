#include "logic/advise.hpp"

#include "tests/logic/story.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>

using namespace psoas::logic;
using std::chrono::days;

namespace {

std::vector<Topic> topics_of(const std::vector<Advice>& advice) {
    std::vector<Topic> topics;
    for (const Advice& each : advice)
        topics.push_back(each.topic);
    return topics;
}

bool has(const Advice& advice, Note note) {
    return std::ranges::find(advice.notes, note) != advice.notes.end();
}

Story back_pain_and_lumbar_mri(int pain_days) {
    Story story;
    story.aged(42).pain(Finding::low_back_pain, pain_days);
    story.select(Modality::mri, Region::lumbar_spine);
    return story;
}

void move(std::optional<DateRange>& date, days by) {
    if (date) date = DateRange{date->first + by, date->last + by};
}

void move(Evidence& evidence, days by) {
    move(evidence.onset, by);
    move(evidence.ended, by);
    move(evidence.recorded, by);
}

// The same patient seen on another day.
void move(Story& story, days by) {
    story.as_of += by;
    move(story.chart.birth_date, by);
    for (Evidence& evidence : story.chart.evidence)
        move(evidence, by);
    for (Measurement& measurement : story.chart.measurements)
        move(measurement.date, by);
    for (PriorStudy& study : story.chart.studies)
        move(study.date, by);
}

void move(Advice& advice, days by) {
    for (PriorStudy& study : advice.studies)
        move(study.date, by);
    for (Evidence& evidence : advice.evidence)
        move(evidence, by);
    for (Evidence& evidence : advice.weak_flags)
        move(evidence, by);
    for (Measurement& measurement : advice.measured)
        move(measurement.date, by);
    for (Folded& folded : advice.folded)
        for (Evidence& evidence : folded.evidence)
            move(evidence, by);
    for (Action& action : advice.actions)
        if (action.due) *action.due += by;
    if (advice.mps)
        for (Criterion& criterion : advice.mps->criteria)
            for (Evidence& evidence : criterion.evidence)
                move(evidence, by);
}

// A patient on whom many rules speak at once.
Story crowded() {
    Story story;
    story.aged(67);
    story.add({.finding = Finding::low_back_pain, .onset = story.days_ago(12)});
    story.add({.finding = Finding::hip_pain, .side = Side::left, .recorded = story.days_ago(5)});
    story.add({.finding = Finding::cancer_history, .course = Course::past, .onset = story.days_ago(4000)});
    story.add({.finding = Finding::hiv, .onset = story.days_ago(900)});
    story.add({.finding = Finding::osteoporosis, .onset = story.days_ago(800)});
    story.add({.finding = Finding::steroid_use,
               .source = Source::medications,
               .onset = story.days_ago(200),
               .ended = story.days_ago(20)});
    story.add({.finding = Finding::hip_flexion_painful,
               .side = Side::left,
               .source = Source::observations,
               .recorded = story.days_ago(2)});
    story.add({.finding = Finding::recent_infection, .onset = story.days_ago(14)});
    story.chart.measurements.push_back({.quantity = Quantity::body_temperature,
                                        .value = 38.6,
                                        .date = DateRange{story.days_ago(1)},
                                        .reference = "Observation/1"});
    story.select(Modality::mri, Region::hip);
    return story;
}

} // namespace

TEST_SUITE("logic/advise") {
    TEST_CASE("back pain of five days without flags draws the premature card and with flags the flag's") {
        struct Line {
            const char* story;
            std::optional<Finding> flag;
            std::vector<Topic> topics;
        };
        const Line lines[] = {
            {"nothing else", std::nullopt, {Topic::premature_imaging}},
            {"history of cancer", Finding::cancer_history, {Topic::red_flag_malignancy}},
            {"osteoporosis", Finding::osteoporosis, {Topic::red_flag_fracture}},
            {"HIV", Finding::hiv, {Topic::red_flag_infection}},
            {"saddle anaesthesia", Finding::saddle_anesthesia, {Topic::red_flag_cauda_equina}},
            {"prior surgery", Finding::prior_lumbar_surgery, {}},
        };
        for (const Line& line : lines) {
            CAPTURE(line.story);
            Story story = back_pain_and_lumbar_mri(5);
            if (line.flag) story.add({.finding = *line.flag, .onset = story.days_ago(4)});
            CHECK(topics_of(advise(story.situation())) == line.topics);
        }
    }

    TEST_CASE("GATE-1: without pain or psoas finding nothing speaks but documented cauda equina syndrome") {
        for (const bool order : {false, true}) {
            CAPTURE(order);
            Story story;
            if (order) story.select(Modality::mri, Region::lumbar_spine);
            CHECK(advise(story.situation()).empty());
            for (const Finding finding : {Finding::cancer_active, Finding::osteoporosis, Finding::iv_drug_use,
                                          Finding::saddle_anesthesia, Finding::significant_trauma})
                story.add(finding);
            CHECK(advise(story.situation()).empty());
            story.add(Finding::cauda_equina_syndrome);
            CHECK(topics_of(advise(story.situation())) == std::vector{Topic::red_flag_cauda_equina});
        }
    }

    TEST_CASE("GATE-1: reported psoas malignancy needs no pain to be seen") {
        Story story;
        story.add({.finding = Finding::psoas_malignancy, .source = Source::diagnostic_reports});
        story.add({.finding = Finding::hip_flexion_painful, .source = Source::observations});
        CHECK(topics_of(advise(story.situation())) == std::vector{Topic::malignant_psoas_syndrome});
    }

    TEST_CASE("GATE-2: each selected order is judged and the others are background") {
        Story story;
        story.aged(42).pain(Finding::low_back_pain, 5);
        story.pain(Finding::hip_pain, 100);
        story.select(Modality::mri, Region::lumbar_spine);
        story.select(Modality::mri, Region::hip).selected = false;
        CHECK(topics_of(advise(story.situation())) == std::vector{Topic::premature_imaging});

        story.orders[1].selected = true;
        const auto both = advise(story.situation());
        REQUIRE(topics_of(both) == std::vector{Topic::premature_imaging, Topic::radiograph_first});
        CHECK(both[0].order == 0);
        CHECK(both[1].order == 1);

        story.orders[0].selected = false;
        story.orders[1].selected = false;
        CHECK(advise(story.situation()).empty());
    }

    TEST_CASE("FAT-1: a thousand drafts of one study get one answer and rest on their reason once") {
        Story story;
        story.aged(42).pain(Finding::low_back_pain, 5);
        for (int i = 0; i < 1000; ++i) {
            Order& order = story.select(Modality::mri, Region::lumbar_spine);
            order.reason_recorded = true;
            story.add({.finding = Finding::low_back_pain,
                       .source = Source::order_reason,
                       .reference = order.reference,
                       .text = "Low back pain"});
        }
        const auto advice = advise(story.situation());
        REQUIRE(topics_of(advice) == std::vector{Topic::premature_imaging});
        CHECK(advice.front().order == 0);
        CHECK(advice.front().repeated_orders.size() == 999);
        CHECK(advice.front().evidence.size() == 2);
        CHECK(advice.front().folded.empty());
    }

    TEST_CASE("FAT-1: of many different studies not all are judged and every card says so") {
        Story story;
        story.aged(42).pain(Finding::low_back_pain, 5);
        story.pain(Finding::hip_pain, 5);
        std::size_t different = 0;
        for (const Region region : {Region::lumbar_spine, Region::pelvis, Region::hip, Region::psoas})
            for (const Modality modality : {Modality::mri, Modality::ct})
                for (const Side side : {Side::unknown, Side::left, Side::right, Side::bilateral}) {
                    story.select(modality, region).side = side;
                    ++different;
                    CAPTURE(different);
                    const auto advice = advise(story.situation());
                    REQUIRE_FALSE(advice.empty());
                    for (const Advice& each : advice) {
                        CHECK(has(each, Note::orders_not_judged) == (different > 10));
                        CHECK(each.evidence.size() <= 2);
                        CHECK(each.folded.size() <= row_count);
                        for (const Folded& silenced : each.folded)
                            CHECK(silenced.evidence.size() <= 2);
                    }
                }
    }

    TEST_CASE("GATE-2: a brain MRI draws nothing whatever the chart holds but a critical red flag") {
        Story story = crowded();
        story.orders.front().region = Region::other;
        for (const Advice& advice : advise(story.situation())) {
            CAPTURE(code(advice.topic));
            CHECK(advice.indicator == Indicator::critical);
        }
        Story quiet = back_pain_and_lumbar_mri(5);
        quiet.add(Finding::osteoporosis);
        quiet.orders.front().region = Region::other;
        CHECK(advise(quiet.situation()).empty());
        quiet.add({.finding = Finding::saddle_anesthesia, .onset = quiet.days_ago(1)});
        CHECK(topics_of(advise(quiet.situation())) == std::vector{Topic::red_flag_cauda_equina});
    }

    TEST_CASE("GATE-3: a minor draws no card about timing or order of studies and keeps the dangerous ones") {
        Story story = back_pain_and_lumbar_mri(5);
        story.aged(17);
        CHECK(advise(story.situation()).empty());
        story.aged(18);
        CHECK(topics_of(advise(story.situation())) == std::vector{Topic::premature_imaging});

        Story hip;
        hip.aged(12).pain(Finding::hip_pain, 60);
        hip.select(Modality::mri, Region::hip);
        CHECK(advise(hip.situation()).empty());

        Story ill = back_pain_and_lumbar_mri(5);
        ill.aged(12).add({.finding = Finding::saddle_anesthesia, .onset = ill.days_ago(1)});
        ill.add(Finding::hiv);
        CHECK(topics_of(advise(ill.situation()))
              == std::vector{Topic::red_flag_cauda_equina, Topic::red_flag_infection});
    }

    TEST_CASE("GATE-3: an unknown age is an adult's and the card says that the birth date is missing") {
        Story story = back_pain_and_lumbar_mri(5);
        CHECK_FALSE(has(advise(story.situation()).front(), Note::birth_date_missing));
        story.chart.birth_date.reset();
        const auto advice = advise(story.situation());
        REQUIRE(topics_of(advice) == std::vector{Topic::premature_imaging});
        CHECK(std::ranges::count(advice.front().notes, Note::birth_date_missing) == 1);
    }

    TEST_CASE("GATE-4: palliative care draws no premature card and red flags one lower") {
        Story story = back_pain_and_lumbar_mri(5);
        story.add(Finding::palliative_care);
        CHECK(advise(story.situation()).empty());

        Story hip;
        hip.aged(70).pain(Finding::hip_pain, 90);
        hip.select(Modality::mri, Region::hip);
        CHECK(topics_of(advise(hip.situation())) == std::vector{Topic::radiograph_first});
        hip.add(Finding::palliative_care);
        CHECK(advise(hip.situation()).empty());

        Story cancer = back_pain_and_lumbar_mri(5);
        cancer.add(Finding::cancer_active);
        CHECK(advise(cancer.situation()).front().indicator == Indicator::warning);
        cancer.add(Finding::palliative_care);
        const auto lowered = advise(cancer.situation());
        REQUIRE(lowered.size() == 1);
        CHECK(lowered.front().indicator == Indicator::info);
        CHECK(has(lowered.front(), Note::palliative_care));
    }

    TEST_CASE(
        "FAT-4: patient-view shows the red flags of a relevant presentation and no imaging-order card") {
        Story story;
        story.aged(42).pain(Finding::low_back_pain, 5);
        CHECK(advise(story.situation()).empty());
        story.add(Finding::osteoporosis);
        CHECK(topics_of(advise(story.situation())) == std::vector{Topic::red_flag_fracture});
    }

    TEST_CASE("MPS-TX-8: a stage of the syndrome leaves no premature-imaging card") {
        Story story = back_pain_and_lumbar_mri(5);
        story.add(
            {.finding = Finding::cancer_skin_or_in_situ, .text = "BCC"}); // which lowers the card to info
        REQUIRE(topics_of(advise(story.situation())) == std::vector{Topic::premature_imaging});
        story.add({.finding = Finding::psoas_malignancy, .side = Side::left});
        CHECK(topics_of(advise(story.situation())) == std::vector{Topic::malignant_psoas_syndrome});
    }

    TEST_CASE("nobody is advised on after death") {
        Story story = back_pain_and_lumbar_mri(5);
        story.chart.deceased = DateRange{story.days_ago(-1)};
        CHECK_FALSE(advise(story.situation()).empty());
        story.chart.deceased = DateRange{story.as_of};
        CHECK(advise(story.situation()).empty());
    }

    TEST_CASE("the order of the record does not change the advice") {
        Story story = crowded();
        const auto expected = advise(story.situation());
        REQUIRE_FALSE(expected.empty());
        std::mt19937 turns(1);
        for (int turn = 0; turn < 20; ++turn) {
            CAPTURE(turn);
            std::ranges::shuffle(story.chart.evidence, turns);
            CHECK(advise(story.situation()) == expected);
        }
    }

    TEST_CASE("the same patient seen on another day draws the same advice with other dates") {
        for (const int shift : {-3000, -1, 1, 365}) {
            CAPTURE(shift);
            for (Story story : {crowded(), back_pain_and_lumbar_mri(5), back_pain_and_lumbar_mri(42)}) {
                auto expected = advise(story.situation());
                for (Advice& advice : expected)
                    move(advice, days{shift});
                move(story, days{shift});
                CHECK(advise(story.situation()) == expected);
            }
        }
    }

    TEST_CASE("a future day's evidence changes nothing today") {
        Story story = crowded();
        const auto expected = advise(story.situation());
        story.add({.finding = Finding::saddle_anesthesia,
                   .source = Source::observations,
                   .recorded = story.days_ago(-3)});
        story.add({.finding = Finding::palliative_care, .recorded = story.days_ago(-30)});
        CHECK(advise(story.situation()) == expected);
    }
}
