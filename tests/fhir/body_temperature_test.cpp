#include "fhir/body_temperature.hpp"

#include <doctest/doctest.h>

using namespace psoas::fhir;

TEST_SUITE("fhir/body_temperature") {
    TEST_CASE("RF-INF-1: a fever is told by the number behind the name of the temperature") {
        struct Row {
            const char* text;
            const char* fever; ///< as shown; empty: none
        };
        const Row rows[] = {
            {"Temp 39", "39 °C"},
            {"Temp: 102.4 F", "102.4 °F"},
            {"Temp 102.4F", "102.4 °F"},
            {"Temperature: 38.9", "38.9 °C"},
            {"temperature 38.4 °C", "38.4 °C"},
            {"Temp. 38,7", "38.7 °C"},
            {"temps to 39", "39 °C"},
            {"Temp of 38 degrees Celsius", "38 °C"},
            {"Tmax 39.4", "39.4 °C"},
            {"BT 38.6", "38.6 °C"},
            {"T: 39.0", "39.0 °C"},
            {"T=38.9", "38.9 °C"},
            {"T 38.7 C", "38.7 °C"},
            {"T 39.0 HR 110", "39.0 °C"},
            {"T38.9 P110 BP 90/60", "38.9 °C"},
            {"T38.5", "38.5 °C"},
            {"T 39 HR 110", "39 °C"},
            {"T101.3 F", "101.3 °F"},
            {"T 39", ""},
            {"T38 lesion", ""},
            {"T 37.0", ""},
            {"T 37.9 HR 110", ""},
            {"Temp 100.3 F", ""},
            {"T10 tender", ""},
            {"T12 fracture", ""},
            {"T2 hyperintense", ""},
            {"T-score -2.5", ""},
            {"T score 38.5", ""},
            {"38 mg", ""},
            {"Temp 38 mg", ""},
            {"Temp chart, 39 year old", ""},
            {"Temp 39/120", ""},
            {"Temp > 38", ""},
            {"Temp", ""},
            {"T", ""},
            {"", ""},
        };
        for (const Row& row : rows) {
            CAPTURE(row.text);
            CHECK(fever_told_at(row.text, row.text).value_or("") == row.fever);
        }
    }

    TEST_CASE("RF-INF-1: the value of a fever is the temperature of its sentence") {
        CHECK(temperature_told_in("Febrile, temp 39") == "39 °C");
        CHECK(temperature_told_in("Febrile, 38.9 today") == "38.9 °C");
        CHECK(temperature_told_in("Febrile after 38 mg") == "");
    }
}
