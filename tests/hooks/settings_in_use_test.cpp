#include "hooks/settings_in_use.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <stdexcept>

using namespace psoas;
using namespace psoas::hooks;
using namespace std::chrono;

TEST_SUITE("hooks/settings_in_use") {
    TEST_CASE("charts are judged on the day that is set and else today") {
        Settings settings;
        settings.as_of = sys_days{2026y / 11 / 21};
        CHECK(as_of_day(settings) == sys_days{2026y / 11 / 21});
        settings.as_of.reset();
        const sys_days before = floor<days>(system_clock::now());
        const sys_days day = as_of_day(settings);
        CHECK(before <= day);
        CHECK(day <= floor<days>(system_clock::now()));
    }

    TEST_CASE("P-62: no FHIR server is called unless the site says which") {
        const fhir::Origin hospital = fhir::read_server_url("https://fhir.hospital.example/r4")->origin;
        const fhir::Origin stranger = fhir::read_server_url("https://fhir.example")->origin;
        using Verdict = fhir::AddressRule::Verdict;
        Settings settings;
        CHECK(fhir_access_of(settings).rule.judge(hospital) == Verdict::refused);
        settings.fhir_servers = {"https://fhir.hospital.example/other", "http://10.0.0.1"};
        CHECK(fhir_access_of(settings).rule.judge(hospital) == Verdict::any_address);
        CHECK(fhir_access_of(settings).rule.judge(stranger) == Verdict::refused);
        settings.public_sandbox = true;
        CHECK(fhir_access_of(settings).rule.judge(stranger) == Verdict::public_addresses);
        settings.fhir_ca = PSOAS_SOURCE_DIR "/README.md";
        CHECK_THROWS_AS((void)fhir_access_of(settings), std::runtime_error);
    }

    TEST_CASE("the value sets of a site that cannot be read stop the start") {
        Settings settings;
        CHECK_FALSE(terminology_of(settings).concepts(fhir::snomed_ct, "279039007").empty());
        settings.value_sets = "/no/such/folder";
        CHECK_THROWS_AS((void)terminology_of(settings), std::runtime_error);
    }
}
