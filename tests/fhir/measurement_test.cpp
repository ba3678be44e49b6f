#include "fhir/measurement.hpp"

#include "tests/fhir/with_resource.hpp"

#include <doctest/doctest.h>

using namespace psoas::fhir;
using psoas::logic::Quantity;

TEST_SUITE("fhir/measurement") {
    TEST_CASE("DATA-6: a unit is converted and a value without one counts only if it can mean one thing") {
        struct Row {
            std::string_view story;
            Quantity quantity;
            const char* json;
            std::optional<double> value;
        };
        const Quantity temperature = Quantity::body_temperature;
        const Quantity weight = Quantity::body_weight;
        const Row rows[] = {
            {"UCUM Celsius", temperature, R"({"valueQuantity":{"value":38.6,"unit":"°C","code":"Cel"}})",
             38.6},
            {"UCUM Fahrenheit", temperature, R"({"valueQuantity":{"value":101.3,"code":"[degF]"}})", 38.5},
            {"a printed unit alone", temperature, R"({"valueQuantity":{"value":"38.6","unit":"°C"}})", 38.6},
            {"deg F", temperature, R"({"valueQuantity":{"value":101.3,"unit":"deg F"}})", 38.5},
            {"words and a letter", temperature, R"({"valueQuantity":{"value":101.3,"unit":"Fahrenheit F"}})", 38.5},
            {"a degree sign and a space", temperature, R"({"valueQuantity":{"value":38.5,"unit":"° C"}})", 38.5},
            {"a code of the site's own", temperature, R"({"valueQuantity":{"value":38.5,"unit":"C","code":"TMP1"}})", 38.5},
            {"a printed Fahrenheit", temperature, R"({"valueQuantity":{"value":101.3,"unit":"degF"}})", 38.5},
            {"no unit, Celsius", temperature, R"({"valueQuantity":{"value":45}})", 45.0},
            {"no unit, just above Celsius", temperature, R"({"valueQuantity":{"value":45.1}})", {}},
            {"no unit, just below Celsius", temperature, R"({"valueQuantity":{"value":29.9}})", {}},
            {"no unit, Fahrenheit", temperature, R"({"valueQuantity":{"value":86}})", 30.0},
            {"no unit, just below Fahrenheit", temperature, R"({"valueQuantity":{"value":85.9}})", {}},
            {"no unit, just above Fahrenheit", temperature, R"({"valueQuantity":{"value":113.1}})", {}},
            {"an unknown unit", temperature, R"({"valueQuantity":{"value":311,"code":"K"}})", {}},
            {"a slip of the pen", temperature, R"({"valueQuantity":{"value":386,"code":"Cel"}})", {}},
            {"a string", temperature, R"({"valueString":"38.6 C"})", 38.6},
            {"a string of Fahrenheit", temperature, R"({"valueString":"101.3°F"})", 38.5},
            {"words", temperature, R"({"valueString":"feels hot"})", {}},
            {"below a limit",
             temperature,
             R"({"valueQuantity":{"value":36,"code":"Cel","comparator":"<"}})",
             {}},
            {"kilogram", weight, R"({"valueQuantity":{"value":80,"code":"kg"}})", 80.0},
            {"gram", weight, R"({"valueQuantity":{"value":80000,"code":"g"}})", 80.0},
            {"pound", weight, R"({"valueQuantity":{"value":100,"code":"[lb_av]"}})", 45.359237},
            {"printed pound", weight, R"({"valueQuantity":{"value":100,"unit":"lbs"}})", 45.359237},
            {"ounce", weight, R"({"valueQuantity":{"value":1600,"code":"[oz_av]"}})", 45.359237},
            {"a weight without a unit", weight, R"({"valueQuantity":{"value":80}})", {}},
            {"a weight of no person", weight, R"({"valueQuantity":{"value":0,"code":"kg"}})", {}},
            {"pain of ten", Quantity::pain_score, R"({"valueInteger":10})", 10.0},
            {"pain of eleven", Quantity::pain_score, R"({"valueInteger":11})", {}},
            {"no pain", Quantity::pain_score, R"({"valueQuantity":{"value":0,"unit":"{score}"}})", 0.0},
            {"INR", Quantity::inr, R"({"valueQuantity":{"value":5.2,"code":"{INR}"}})", 5.2},
            {"INR above the range of the device", Quantity::inr,
             R"({"valueQuantity":{"value":8,"comparator":">"}})", 8.0},
            {"T-score", Quantity::t_score, R"({"valueQuantity":{"value":-2.6,"code":"{T-score}"}})", -2.6},
            {"not a number", temperature, R"({"valueQuantity":{"value":"nan","code":"Cel"}})", {}},
            {"infinity", weight, R"({"valueQuantity":{"value":1e999,"code":"kg"}})", {}},
            {"wrong nesting", weight, R"({"valueQuantity":[[80]]})", {}},
            {"nothing", weight, R"({"status":"final"})", {}},
    };
    for (const Row& row : rows) {
        CAPTURE(row.story);
        with_resource(row.json, [&](const Resource& resource) {
            const auto reading = read_reading(resource.root());
            const auto value = reading ? in_unit_of(row.quantity, *reading) : std::nullopt;
            REQUIRE(value.has_value() == row.value.has_value());
            if (value) CHECK(*value == doctest::Approx(*row.value));
        });
    }
}

TEST_CASE("a reading is shown as it was recorded") {
    with_resource(
        R"({"valueQuantity":{"value":101.30,"unit":"degrees F","code":"[degF]"}})",
        [](const Resource& resource) { CHECK(read_reading(resource.root())->shown == "101.30 degrees F"); });
}
}
