#include "logic/benign_lesion.hpp"

#include "tests/logic/story.hpp"

#include <doctest/doctest.h>

using namespace psoas::logic;

TEST_SUITE("logic/benign_lesion") {
    TEST_CASE("PSO-NEO-1: tissue answers what was seen of its side until then") {
        struct Case {
            const char* story;
            Side tissue;
            std::optional<int> read;
            std::optional<int> seen;
            Tissue expected;
        };
        const Case cases[] = {
            {"read after the lesion was seen", Side::left, 10, 30, Tissue::since},
            {"read on the same day", Side::left, 30, 30, Tissue::since},
            {"seen again after that", Side::left, 30, 10, Tissue::before},
            {"the tissue has no date", Side::left, {}, 30, Tissue::before},
            {"the lesion has no date", Side::left, 30, {}, Tissue::before},
            {"tissue of no recorded side", Side::unknown, 10, 30, Tissue::since},
            {"tissue of the other side", Side::right, 10, 30, Tissue::none},
        };
        for (const Case& each : cases) {
            CAPTURE(each.story);
            Story story;
            Evidence lesion{.finding = Finding::psoas_mass, .side = Side::left};
            if (each.seen) lesion.recorded = story.days_ago(*each.seen);
            Evidence& tissue = story.add({.finding = Finding::psoas_lesion_benign, .side = each.tissue});
            if (each.read) tissue.recorded = story.days_ago(*each.read);
            const std::vector<Evidence> benign = benign_readings(story.situation());
            CHECK(tissue_of(lesion, benign) == each.expected);
            CHECK(is_proven_benign(lesion, benign) == (each.expected == Tissue::since));

            lesion.finding = Finding::psoas_malignancy;
            CHECK_FALSE(is_proven_benign(lesion, benign));
            lesion.certainty = Certainty::unconfirmed;
            CHECK(is_proven_benign(lesion, benign) == (each.expected == Tissue::since));
        }
    }

    TEST_CASE("DATA-3: hedged tissue proves nothing") {
        Story story;
        story.add({.finding = Finding::psoas_lesion_benign, .certainty = Certainty::unconfirmed});
        CHECK(benign_readings(story.situation()).empty());
    }
}
