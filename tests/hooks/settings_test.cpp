#include "hooks/settings.hpp"

#include <CLI/CLI.hpp>
#include <doctest/doctest.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include <unistd.h>

using namespace psoas::hooks;
using namespace std::chrono_literals;

namespace {

/// A configuration file that lives as long as the test.
class ConfigFile {
public:
    explicit ConfigFile(const std::string& text) { std::ofstream(path_) << text; }
    ~ConfigFile() { std::filesystem::remove(path_); }
    ConfigFile(const ConfigFile&) = delete;
    ConfigFile& operator=(const ConfigFile&) = delete;
    [[nodiscard]] std::string flag() const { return "--config=" + path_.string(); }

private:
    std::filesystem::path path_ =
        std::filesystem::temp_directory_path() / ("psoas-settings-" + std::to_string(getpid()) + ".toml");
};

/// An environment variable that lives as long as the test.
class Variable {
public:
    Variable(const char* name, const char* value) : name_(name) { setenv(name, value, 1); }
    ~Variable() { unsetenv(name_); }
    Variable(const Variable&) = delete;
    Variable& operator=(const Variable&) = delete;

private:
    const char* name_;
};

Settings settings_of(const std::string& command_line) {
    Settings settings;
    CLI::App app;
    declare_settings(app, settings);
    app.parse(command_line);
    complete_settings(app, settings);
    return settings;
}

/// What is said about settings that cannot be.
std::string complaint(const std::string& command_line) {
    try {
        (void)settings_of(command_line);
        return "";
    } catch (const CLI::ParseError& error) {
        return error.what();
    }
}

bool says(const std::string& text, const char* words) {
    return text.find(words) != std::string::npos;
}

} // namespace

TEST_SUITE("hooks/settings") {
    TEST_CASE("without settings the service listens on the loopback and knows the public sandbox") {
        const Settings settings = settings_of("");
        CHECK(settings.address == "127.0.0.1");
        CHECK(settings.port == 8080);
        CHECK(settings.limits == ServerLimits{});
        CHECK(settings.policy == psoas::logic::Policy{});
        CHECK(settings.cors_origins.front() == "https://sandbox.cds-hooks.org");
        CHECK_FALSE(settings.as_of.has_value());
    }

    TEST_CASE("a flag counts before the environment and the environment before the file") {
        const ConfigFile file("port = 1001\nmax-body = 2000\nheader-ms = 3000\n");
        const Variable port("PSOAS_CDS_PORT", "1002");
        const Variable body("PSOAS_CDS_MAX_BODY", "2002");
        const Settings settings = settings_of(file.flag() + " --port 1003");
        CHECK(settings.port == 1003);
        CHECK(settings.limits.body_bytes == 2002);
        CHECK(settings.limits.header_time == 3000ms);
    }

    TEST_CASE("the environment can name the configuration file") {
        const ConfigFile file("threads = 3\n");
        const Variable config("PSOAS_CDS_CONFIG", file.flag().c_str() + std::string("--config=").size());
        CHECK(settings_of("").threads == 3);
    }

    TEST_CASE("a list is replaced as a whole by what counts before it") {
        const ConfigFile file("cors-origin = [\"https://a.example\", \"https://b.example\"]\n");
        CHECK(settings_of(file.flag()).cors_origins
              == std::vector<std::string>{"https://a.example", "https://b.example"});
        const Variable origins("PSOAS_CDS_CORS_ORIGIN", "https://c.example,https://d.example");
        CHECK(settings_of(file.flag()).cors_origins
              == std::vector<std::string>{"https://c.example", "https://d.example"});
        CHECK(settings_of(file.flag() + " --cors-origin https://e.example --cors-origin none").cors_origins
              == std::vector<std::string>{"https://e.example", "none"});
    }

    TEST_CASE("P-61: issuers and their words can be set in every place and log levels by their names") {
        const std::string first = "https://ehr.example=https://ehr.example/jwks.json services=psoas-order-sign";
        const std::string second = "b=/etc/keys.json tenants=a|b jku=https://b.example/keys";
        const ConfigFile file("issuer = [\"" + first + "\", \"" + second + "\"]\nlog-level = \"debug\"\n"
                              + "token-life-s = 300\n");
        const Settings by_file = settings_of(file.flag());
        CHECK(by_file.issuers == std::vector<std::string>{first, second});
        CHECK(by_file.log_level == Severity::debug);
        CHECK(by_file.token_times.longest_life == 300s);
        const Variable variable("PSOAS_CDS_ISSUER", second.c_str());
        CHECK(settings_of(file.flag()).issuers == std::vector<std::string>{second});
        CHECK(complaint("--issuer https://ehr.example").find("--issuer: is no issuer") != std::string::npos);
        CHECK(complaint("--clock-skew-s 301").find("clock-skew-s") != std::string::npos);
    }

    TEST_CASE("the section policy sets clinical thresholds under their own names") {
        const ConfigFile file("port = 1\n\n[policy]\npremature_firm_days = 21\nfever_c = 37.8 # Celsius\n"
                              "age_alone_strength = \"moderate\"\nmps_c2_both = false\n"
                              "l3_early_mri = \"wait\"\nl3_signs = \"lower_leg\"\nremind_exam = true\n");
        const Settings settings = settings_of(file.flag());
        CHECK(settings.policy.premature_firm_days == std::chrono::days{21});
        CHECK(settings.policy.fever_c == 37.8);
        CHECK(settings.policy.age_alone_strength == psoas::logic::WeakOrModerate::moderate);
        CHECK_FALSE(settings.policy.mps_c2_both);
        CHECK(settings.policy.l3_early_mri == psoas::logic::EarlyMri::wait);
        CHECK(settings.policy.l3_signs == psoas::logic::L3Signs::lower_leg);
        CHECK(settings.policy.remind_exam);
        CHECK(settings.policy.fever_days == psoas::logic::Policy{}.fever_days);
    }

    TEST_CASE("answers are explained only where that is switched on") {
        CHECK_FALSE(settings_of("--port 80").explain);
        CHECK(settings_of("--explain").explain);
        CHECK_FALSE(settings_of("--explain=false").explain);
        const ConfigFile file("explain = true\n");
        CHECK(settings_of(file.flag()).explain);
        CHECK_FALSE(settings_of(file.flag() + " --explain=false").explain);
    }

    TEST_CASE("the day of judgement is a full date") {
        CHECK(settings_of("--as-of 2026-03-01").as_of
              == std::chrono::sys_days{std::chrono::year{2026} / 3 / 1});
        CHECK(says(complaint("--as-of 2026-03"), "--as-of"));
        CHECK(says(complaint("--as-of yesterday"), "--as-of"));
    }

    TEST_CASE("a wrong value or an unknown key is refused by its name") {
        struct Row {
            std::string_view story;
            const char* command_line;
            const char* file;
            const char* named;
        };
        const Row rows[] = {
            {"a flag that is no number", "--port http", "", "--port"},
            {"a port that is none", "--port 65536", "", "--port"},
            {"an address by name", "--address localhost", "", "--address"},
            {"a folder that is not there", "--value-sets /nowhere", "", "--value-sets"},
            {"an unknown flag", "--prot 1", "", "--prot"},
            {"an origin with a path", "--cors-origin https://a.example/x", "", "--cors-origin"},
            {"an origin without a scheme", "--cors-origin a.example", "", "--cors-origin"},
            {"a FHIR server that is no URL", "--allow-fhir-server fhir.example", "", "--allow-fhir-server"},
            {"a FHIR server with a user", "--allow-fhir-server https://a:b@fhir.example", "",
             "--allow-fhir-server"},
            {"a file that is not there", "--fhir-ca /nowhere.pem", "", "--fhir-ca"},
            {"no time at all", "--deadline-ms 0", "", "--deadline-ms"},
            {"a base URL that is none", "--base-url cds", "", "--base-url"},
            {"an unknown key", "", "prot = 1\n", "prot"},
            {"an unknown threshold", "", "[policy]\nfever_f = 100\n", "policy.fever_f"},
            {"an unknown section", "", "[policies]\nfever_c = 38\n", "policies.fever_c"},
            {"a wrong threshold", "", "[policy]\nfever_c = \"high\"\n", "policy.fever_c"},
            {"fever in Fahrenheit", "", "[policy]\nfever_c = 100.4\n", "policy.fever_c"},
            {"a negative time", "", "[policy]\nfever_days = -1\n", "policy.fever_days"},
            {"a strength that is none", "", "[policy]\nage_alone_strength = \"strong\"\n",
             "policy.age_alone_strength"},
            {"a choice that is none", "", "[policy]\nl3_early_mri = \"perhaps\"\n", "policy.l3_early_mri"},
            {"a file in a file", "", "config = \"x\"\n", "config"},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            const ConfigFile file(row.file);
            const std::string said = complaint(file.flag() + ' ' + row.command_line);
            CAPTURE(said);
            CHECK(says(said, row.named));
        }
        const Variable typo("PSOAS_CDS_PROT", "1");
        CHECK(says(complaint(""), "PSOAS_CDS_PROT"));
    }

    TEST_CASE("variables that Kubernetes sets for a service of this name are no settings") {
        const Variable host("PSOAS_CDS_SERVICE_HOST", "10.0.0.11");
        const Variable port("PSOAS_CDS_SERVICE_PORT", "8080");
        const Variable named_port("PSOAS_CDS_SERVICE_PORT_HTTP", "8080");
        const Variable link("PSOAS_CDS_PORT", "tcp://10.0.0.11:8080");
        const Variable tcp("PSOAS_CDS_PORT_8080_TCP", "tcp://10.0.0.11:8080");
        const Variable protocol("PSOAS_CDS_PORT_8080_TCP_PROTO", "tcp");
        const Variable number("PSOAS_CDS_PORT_8080_TCP_PORT", "8080");
        const Variable address("PSOAS_CDS_PORT_8080_TCP_ADDR", "10.0.0.11");
        const Variable other_host("PSOAS_CDS_TEST_SERVICE_HOST", "10.0.0.12");
        const Variable other_link("PSOAS_CDS_TEST_PORT", "udp://10.0.0.12:53");
        CHECK(complaint("") == "");
        CHECK(settings_of("").port == 8080);
    }

    TEST_CASE("variables that only look like those of Kubernetes are refused by their name") {
        for (const char* name : {"PSOAS_CDS_SERVICE", "PSOAS_CDS_PORTS", "PSOAS_CDS_PORT_8080",
                                 "PSOAS_CDS_HOST", "PSOAS_CDS_PORT_8080_TCP_NAME", "PSOAS_CDS_TEST_PORT"}) {
            CAPTURE(name);
            const Variable variable(name, "8080");
            CHECK(says(complaint(""), name));
        }
        const Variable port("PSOAS_CDS_PORT", "http://10.0.0.11:8080");
        CHECK(says(complaint(""), "PSOAS_CDS_PORT"));
    }

    TEST_CASE("thresholds that contradict each other are refused by both names") {
        struct Row {
            const char* command_line;
            const char* lesser;  ///< what has to be the lesser one
            const char* greater; ///< nullptr: taken
        };
        const Row rows[] = {
            {"--policy.premature_firm_days 42 --policy.premature_soft_days 42", "", nullptr},
            {"--policy.premature_firm_days 43", "policy.premature_firm_days", "policy.premature_soft_days"},
            {"--policy.premature_soft_days 27", "policy.premature_firm_days", "policy.premature_soft_days"},
            {"--policy.steroid_days 365", "", nullptr},
            {"--policy.steroid_days 366", "policy.steroid_days", "policy.steroid_lookback_days"},
            {"--policy.weight_loss_days 14", "", nullptr},
            {"--policy.weight_loss_days 13", "policy.weight_gap_days", "policy.weight_loss_days"},
        };
        for (const Row& row : rows) {
            CAPTURE(row.command_line);
            const std::string said = complaint(row.command_line);
            CAPTURE(said);
            CHECK(said.empty() == (row.greater == nullptr));
            if (row.greater != nullptr) {
                CHECK(said.starts_with(row.lesser));
                CHECK(says(said, row.greater));
            }
        }
        const ConfigFile file("[policy]\npremature_soft_days = 20\n");
        CHECK(says(complaint(file.flag()), "policy.premature_soft_days, 20"));
    }

    TEST_CASE("a configuration file that cannot be read is an error") {
        CHECK(says(complaint("--config /"), "/ cannot be read"));
        CHECK(says(complaint("--config /nowhere/psoas.toml"), "/nowhere/psoas.toml"));
    }

    TEST_CASE("what is printed as the settings in effect is a configuration file with the same settings") {
        const Settings settings = settings_of(
            "--port 0 --as-of 2026-03-01 --cors-origin https://a.example "
            "--base-url https://b.example/psoas --policy.fever_c 37.8 --policy.mps_c2_both false "
            "--policy.age_alone_strength moderate --policy.l3_signs lower_leg --body-ms 1234 "
            "--allow-fhir-server https://fhir.example/r4 --allow-fhir-server http://10.0.0.1:8080 "
            "--public-sandbox --no-sandbox --deadline-ms 250");
        const std::string written = written_settings(settings);
        CAPTURE(written);
        const ConfigFile file(written);
        const Settings again = settings_of(file.flag());
        CHECK(written_settings(again) == written);
        CHECK(again.policy == settings.policy);
        CHECK(again.limits == settings.limits);
        CHECK(again.as_of == settings.as_of);
        CHECK(again.cors_origins == settings.cors_origins);
        CHECK(again.base_urls == settings.base_urls);
        CHECK(again.fhir_servers == settings.fhir_servers);
        CHECK(again.public_sandbox);
        CHECK(again.no_sandbox);
        CHECK(again.limits.call_time == std::chrono::milliseconds{250});
    }
}
