#include "logic/imaging_alone.hpp"

#include "tests/logic/story.hpp"

#include <doctest/doctest.h>

#include <set>

using namespace psoas::logic;

TEST_SUITE("logic/imaging_alone") {
    TEST_CASE("IMG-ALONE: every card about imaging says that imaging alone is not enough and once") {
        const std::set<Topic> about_imaging{Topic::premature_imaging, Topic::radiograph_first,
                                            Topic::imaging_selection, Topic::duplicate_imaging,
                                            Topic::l3_radiculopathy,  Topic::iliopsoas_bursitis};
        Story story;
        story.pain(Finding::hip_pain, 60);
        const Presentation seen = presentation(story.situation());
        for (std::size_t i = 0; i < topic_count; ++i) {
            const auto topic = static_cast<Topic>(i);
            CAPTURE(code(topic));
            Advice advice{.topic = topic};
            remind_of_symptoms(seen, advice);
            remind_of_symptoms(seen, advice);
            CHECK(advice.notes.size() == (about_imaging.contains(topic) ? 1 : 0));
            for (const Note note : advice.notes)
                CHECK(note == Note::imaging_alone);
        }
    }

    TEST_CASE("IMG-ALONE: a cause that only a report names is said to be without symptom or sign") {
        struct Row {
            const char* story;
            std::vector<Evidence> evidence;
            bool said;
        };
        const Evidence reported{.finding = Finding::iliopsoas_bursitis, .source = Source::diagnostic_reports};
        const Row rows[] = {
            {"report alone", {reported}, true},
            {"report and pain", {reported, {.finding = Finding::groin_pain}}, false},
            {"report and sign", {reported, {.finding = Finding::snapping_hip}}, false},
            {"diagnosis", {{.finding = Finding::iliopsoas_bursitis}}, false},
            {"pain that a report tells of",
             {{.finding = Finding::groin_pain, .source = Source::diagnostic_reports}},
             false},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            Story story;
            for (const Evidence& each : row.evidence)
                story.add(each);
            Advice advice{.topic = Topic::iliopsoas_bursitis};
            remind_of_symptoms(presentation(story.situation()), advice);
            CHECK((advice.notes.back() == Note::imaging_cause_without_symptoms) == row.said);
        }
    }
}
