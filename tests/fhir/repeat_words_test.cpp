#include "fhir/repeat_words.hpp"

#include <doctest/doctest.h>

using namespace psoas::fhir;

TEST_SUITE("fhir/repeat_words") {
    TEST_CASE(
        "DUP-1: the follow-up of what was seen before is a reason to repeat and that of a complaint none") {
        for (const char* reason :
             {"Follow-up of L3 lesion", "Surveillance", "Follow up psoas collection", "F/U known mass"}) {
            CAPTURE(reason);
            CHECK(asks_for_follow_up(reason));
        }
        for (const char* reason :
             {"Follow-up of low back pain", "Low back pain", "No follow-up of the lesion",
              "Patient wants repeat", "Surveillance colonoscopy", "Follow-up visit, mass", ""}) {
            CAPTURE(reason);
            CHECK_FALSE(asks_for_follow_up(reason));
        }
    }
}
