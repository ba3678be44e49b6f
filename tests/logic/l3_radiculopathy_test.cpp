#include "logic/l3_radiculopathy.hpp"

#include "tests/logic/story.hpp"

#include <doctest/doctest.h>

using namespace psoas::logic;

TEST_SUITE("logic/l3_radiculopathy") {
    TEST_CASE("L3-1: a sensory sign or root finding beside pain of the same side suggests L3 radiculopathy") {
        struct Row {
            const char* story;
            Evidence sign;
            Evidence pain;
            bool suggested;
        };
        const Evidence medial{.finding = Finding::medial_lower_leg_sensory_loss};
        const Row rows[] = {
            {"medial lower leg and thigh pain", medial, {.finding = Finding::thigh_pain}, true},
            {"anterior thigh and hip pain",
             {.finding = Finding::anterior_thigh_sensory_loss},
             {.finding = Finding::hip_pain},
             true},
            {"root finding and buttock pain",
             {.finding = Finding::l3_root_finding},
             {.finding = Finding::buttock_pain},
             true},
            {"back pain alone", medial, {.finding = Finding::low_back_pain}, false},
            {"sensation normal",
             {.finding = Finding::medial_lower_leg_sensory_loss, .presence = Presence::absent},
             {.finding = Finding::thigh_pain},
             false},
            {"sensation not examined",
             {.finding = Finding::night_pain},
             {.finding = Finding::thigh_pain},
             false},
            {"loss that is past",
             {.finding = Finding::medial_lower_leg_sensory_loss, .course = Course::past},
             {.finding = Finding::thigh_pain},
             false},
            {"same side",
             {.finding = Finding::medial_lower_leg_sensory_loss, .side = Side::left},
             {.finding = Finding::thigh_pain, .side = Side::left},
             true},
            {"side of the pain unknown",
             {.finding = Finding::medial_lower_leg_sensory_loss, .side = Side::left},
             {.finding = Finding::thigh_pain},
             true},
            {"opposite side",
             {.finding = Finding::medial_lower_leg_sensory_loss, .side = Side::left},
             {.finding = Finding::thigh_pain, .side = Side::right},
             false},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            Story story;
            story.add(row.sign);
            story.add(row.pain);
            const Presentation seen = presentation(story.situation());
            CHECK(suggests_l3_radiculopathy(story.situation(), seen) == row.suggested);
        }
    }
}
