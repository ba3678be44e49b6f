#include "logic/muscle_grade.hpp"

#include <doctest/doctest.h>

using namespace psoas::logic;

TEST_SUITE("logic/muscle_grade") {
    TEST_CASE("NEU-1: a grade is read from the value or else from text that names one only") {
        struct Case {
            const char* value;
            const char* text;
            std::optional<double> grade;
        };
        const Case cases[] = {
            {"3/5", "", 3.0},
            {"0/5", "", 0.0},
            {"5/5", "", 5.0},
            {"4-/5", "", 4 - 1.0 / 3},
            {"4+/5", "", 4 + 1.0 / 3},
            {"3 / 5", "", 3.0},
            {"2/5", "quadriceps 4/5", 2.0},
            {"", "quadriceps strength 3/5.", 3.0},
            {"", "hip flexors 3/5, quadriceps 3/5", 3.0},
            {"", "hip flexors 5/5, quadriceps 3/5", std::nullopt},
            {"", "weak", std::nullopt},
            {"", "", std::nullopt},
            {"6/5", "", std::nullopt},
            {"13/5", "", std::nullopt},
            {"3/50", "", std::nullopt},
            {"3/5/2026", "", std::nullopt},
            {"1/3/5", "", std::nullopt},
            {"2.3/5", "", std::nullopt},
            {"3/5.5", "", std::nullopt},
            {"3/", "", std::nullopt},
            {"3", "", std::nullopt},
            {"/5", "", std::nullopt},
        };
        for (const Case& each : cases) {
            CAPTURE(each.value);
            CAPTURE(each.text);
            const auto grade = muscle_grade({.text = each.text, .value = each.value});
            REQUIRE(grade.has_value() == each.grade.has_value());
            if (grade) CHECK(*grade == doctest::Approx(*each.grade));
        }
    }
}
