#include "fhir/stated_onset.hpp"

#include "tests/fhir/charted.hpp"

#include <doctest/doctest.h>

using namespace psoas;
using namespace psoas::fhir;

TEST_SUITE("fhir/stated_onset") {
    TEST_CASE("DATA-5: how long it has lasted is read from the name where nothing else can have lasted so") {
        struct Row {
            const char* name;
            const char* onset; ///< empty: none is told
        };
        const Row rows[] = {
            {"Low back pain for 5 weeks", "2026-10-14/2026-10-20"},
            {"LBP x 3 days", "2026-11-18"},
            {"LBP x3 days", "2026-11-18"},
            {"3 week history of hip pain", "2026-10-28/2026-11-03"},
            {"3-week history of low back pain", "2026-10-28/2026-11-03"},
            {"A two week hx of groin pain", "2026-11-04/2026-11-10"},
            {"Low back pain since yesterday", "2026-11-20"},
            {"Low back pain since 2026-11-16", "2026-11-16"},
            {"Low back pain, 10 days", "2026-11-11"},
            {"Hip pain (2 weeks)", "2026-11-04/2026-11-10"},
            {"LBP 3/52", "2026-10-28/2026-11-03"},
            {"LBP 5/7", "2026-11-16"},
            {"Pain in left hip for 3 weeks", "2026-10-28/2026-11-03"},
            {"Low back pain of 2 weeks duration", "2026-11-04/2026-11-10"},
            {"Low back pain for years", ""},
            {"Low back pain for several weeks", ""},
            {"Low back pain for 2-3 weeks", ""},
            {"Low back pain > 6 weeks", ""},
            {"Low back pain for more than 6 weeks", ""},
            {"Chronic low back pain, worse for 2 days", ""},
            {"Recurrent low back pain for 3 days", ""},
            {"Low back pain, physical therapy for 6 weeks", ""},
            {"Low back pain not improved after 6 weeks", ""},
            {"Low back pain, review in 2 weeks", ""},
            {"Low back pain, follow-up 2 weeks", ""},
            {"Low back pain on prednisone for 5 days", ""},
            {"Low back pain in pregnancy, 30 weeks", ""},
            {"Low back pain in a patient aged 41 years", ""},
            {"Low back pain for 3 weeks, leg pain for 2 days", ""},
            {"Low back pain, fell 3 weeks ago", ""},
            {"L4 5 disc", ""},
            {"Low back pain", ""},
            {"", ""},
        };
        for (const Row& row : rows) {
            CAPTURE(row.name);
            const auto onset = onset_in_name(row.name, read_date("2026-11-21"));
            CHECK((onset ? shown(*onset) : "") == row.onset);
        }
    }

    TEST_CASE("DATA-5: without a day of recording there is nothing to count back from") {
        CHECK_FALSE(onset_in_name("Low back pain for 5 weeks", std::nullopt).has_value());
        CHECK_FALSE(
            onset_in_name(std::string(200, 'x') + " for 5 weeks", read_date("2026-11-21")).has_value());
    }
}
