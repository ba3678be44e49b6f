#include "fhir/injection_words.hpp"

#include <doctest/doctest.h>

using namespace psoas::fhir;
using psoas::logic::InjectionTarget;

TEST_SUITE("fhir/injection_words") {
    TEST_CASE("an injection is told by what it is given into") {
        struct Row {
            const char* title;
            std::optional<InjectionTarget> target;
        };
        const Row rows[] = {
            {"hip inj", InjectionTarget::not_stated},
            {"LESI", InjectionTarget::epidural},
            {"epidural steroid injection", InjectionTarget::epidural},
            {"injection of the facet", InjectionTarget::other},
            {"trigger point injection", InjectionTarget::other},
            {"trochanteric bursa injection", InjectionTarget::other},
            {"labor epidural", std::nullopt},
            {"injection site reaction", std::nullopt},
            {"epidural abscess", std::nullopt},
            {"MRI hip", std::nullopt},
            {"", std::nullopt},
        };
        for (const Row& row : rows) {
            CAPTURE(row.title);
            CHECK(injection_in(TitleWords(row.title)) == row.target);
        }
    }

    TEST_CASE("L3 is a level unless it is the lower end of the space above it") {
        struct Row {
            const char* title;
            bool l3;
        };
        const Row rows[] = {
            {"l3 esi", true}, {"l3-4", true},  {"l2, l3", true}, {"right l3", true}, {"l2-l3", false},
            {"l2/l3", false}, {"l2-3", false}, {"l30", false},   {"al3", false},     {"", false},
        };
        for (const Row& row : rows) {
            CAPTURE(row.title);
            CHECK(names_level_l3(row.title) == row.l3);
        }
    }
}
