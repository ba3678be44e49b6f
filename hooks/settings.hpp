#pragma once

#include "hooks/client_auth/token_times.hpp"
#include "hooks/hook_request.hpp"
#include "hooks/log.hpp"
#include "hooks/server_limits.hpp"
#include "logic/policy.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace psoas::hooks {

/// Everything that a site can set. Each setting is a flag (`--max-body 1000000`), a key of the configuration
/// file (`max-body = 1000000`) and an environment variable (`PSOAS_CDS_MAX_BODY=1000000`); the flag counts
/// before the variable, the variable before the file.
struct Settings {
    std::string address = "127.0.0.1";
    std::uint16_t port = 8080; ///< 0: any free one
    unsigned threads = 0;      ///< 0: one a processor
    std::string value_sets;    ///< folder of the site's ValueSet files; empty: none
    /// Web pages that may call the service: at first the public CDS Hooks Sandbox, so that a new service can
    /// be tried there. No page gets more than what it sends itself, for the service knows no cookies.
    std::vector<std::string> cors_origins{"https://sandbox.cds-hooks.org", "http://sandbox.cds-hooks.org"};
    std::vector<std::string> base_urls; ///< under which clients reach the service; the first is printed
    std::optional<std::chrono::sys_days> as_of; ///< the day on which charts are judged; none: today
    bool silent = false;                        ///< cards are recorded and none is shown: a trial period
    bool explain = false;                       ///< each answer says what became of each row, in an extension
    bool no_sandbox = false;                    ///< no page for trying the service out
    bool pama = false; ///< imaging drafts get a rating of their appropriateness (P-26)
    std::string pama_mechanism =
        "psoas-cds"; ///< the G-code of the qualified mechanism, where one is assigned
    std::string
        database; ///< of feedback: SQLite file, postgresql://…, "none"; empty: a file in its usual place
    std::chrono::days feedback_retention{730};
    std::string hash_key_file; ///< secret of the hashes by which cards are known again; empty: made once
    bool reports = false;      ///< everybody who reaches the service may read them, not this machine alone
    bool metrics = false;      ///< the same of /metrics
    std::vector<std::string> fhir_servers; ///< that may be called, wherever they are (P-62)
    bool public_sandbox = false;           ///< any server of the public internet may be called besides
    std::string fhir_ca;         ///< PEM file of authorities to trust besides the system's; empty: none
    std::string tls_certificate; ///< PEM file: the server's certificate, then those between it and the root
    std::string tls_key;         ///< PEM file of its private key
    std::string tls_client_ca;   ///< PEM file: clients need a certificate of one of these; empty: none
    bool plain_http = false;     ///< without TLS on other addresses than loopback: a proxy does it
    std::vector<std::string> issuers;   ///< whose tokens are taken (P-61)
    bool allow_unauthenticated = false; ///< calls without a token on other addresses than loopback
    bool closed_discovery = false;      ///< discovery needs a token too
    TokenTimes token_times;
    Severity log_level = Severity::info; ///< the least severe that is logged
    ServerLimits limits;
    JsonLimits json;
    logic::Policy policy;
};

/// Declares the flags of all settings and `--config FILE` on a command. `settings` outlives the command.
void declare_settings(CLI::App& command, Settings& settings);

/// After the command line was parsed: what it leaves open comes from the environment, then from the
/// configuration file. `settings` are those that were declared. Throws `CLI::ParseError` that names the key
/// and where it stands, also for thresholds that contradict each other.
void complete_settings(CLI::App& command, const Settings& settings);

/// The thresholds with those of a configuration file's section `[policy]`; of its other settings only
/// the names are checked. Throws like `complete_settings`.
[[nodiscard]] logic::Policy policy_of_file(const logic::Policy& policy, const std::string& path);

/// The section `[policy]` of a configuration file with these thresholds, a line each.
[[nodiscard]] std::string written_policy(const logic::Policy& policy);

/// The settings in effect, as a configuration file.
[[nodiscard]] std::string written_settings(const Settings& settings);

} // namespace psoas::hooks
