#pragma once

#include "hooks/settings.hpp"

#include <cstdint>

namespace psoas::hooks {

/// What a number may be, both ends included.
struct Range {
    double least;
    double most;
};

/// What a text is, or the texts of a list.
enum class Text : std::uint8_t {
    address,
    folder,
    file,
    origin,
    base_url,
    database,
    fhir_server,
    issuer,
    word
};

/// A yes or no that its bare flag switches on; `--name=false` switches off.
struct Switch {};

/// Shows every setting to `visit`, in the order in which help and `check-config` list them: its name as a
/// flag, its value, its range or kind if it has one, and what it means. `policy.` begins the names of the
/// section `[policy]`: the thresholds of logic/README.md under their own names.
template <class SomeSettings, class Visitor> void visit_settings(SomeSettings& settings, Visitor visit) {
    constexpr Range milliseconds{1, 3'600'000};
    visit("address", settings.address, Text::address, "Address to listen on");
    visit("port", settings.port, Range{0, 65535}, "Port to listen on; 0 takes any free one");
    visit("threads", settings.threads, Range{0, 1024}, "Threads; 0 takes one for each processor");
    visit("value-sets", settings.value_sets, Text::folder,
          "Folder of ValueSet files that add or replace codes");
    visit("cors-origin", settings.cors_origins, Text::origin,
          "Web page that may call the service (repeatable); * for all, none for none");
    visit("base-url", settings.base_urls, Text::base_url,
          "URL under which clients reach the service (repeatable); the first is printed");
    visit("tls-certificate", settings.tls_certificate, Text::file,
          "PEM file of the server's certificate and those between it and the root; with it TLS is spoken");
    visit("tls-key", settings.tls_key, Text::file, "PEM file of the certificate's private key");
    visit("tls-client-ca", settings.tls_client_ca, Text::file,
          "PEM file of authorities: clients need a certificate of one of them");
    visit("plain-http", settings.plain_http, Switch{},
          "Speak HTTP without TLS on an address that is not loopback, behind a proxy that has TLS");
    visit("issuer", settings.issuers, Text::issuer,
          "Whose tokens are taken (repeatable): 'URI=JWKS [services=a|b] [tenants=a|b] [jku=URL]'; JWKS is a "
          "URL or a file");
    visit("allow-unauthenticated", settings.allow_unauthenticated, Switch{},
          "Answer calls without a token on an address that is not loopback");
    visit("closed-discovery", settings.closed_discovery, Switch{}, "Discovery needs a token too");
    visit("clock-skew-s", settings.token_times.clock_skew, Range{0, 300},
          "Seconds by which the clock of who issues tokens may be off");
    visit("token-life-s", settings.token_times.longest_life, Range{1, 86'400},
          "Seconds between the issue of a token and its end at most");
    visit("log-level", settings.log_level,
          "The least that is logged; SIGUSR1 makes it one step more, SIGUSR2 one step less");
    visit("as-of", settings.as_of, "Day on which charts are judged, for demonstrations; otherwise today");

    visit("silent", settings.silent, Switch{},
          "For a trial period: cards are recorded for the report and none is shown");
    visit("explain", settings.explain, Switch{},
          "Answers say of each clinical row why it speaks or is silent");

    visit("no-sandbox", settings.no_sandbox, Switch{},
          "No page for trying the service out at /; there is none either with issuer or silent");

    visit("pama", settings.pama, Switch{}, "Imaging drafts get a rating of their appropriateness (PAMA)");
    visit("pama-mechanism", settings.pama_mechanism, Text::word,
          "The mechanism that ratings name as consulted: its G-code where one is assigned");

    visit("database", settings.database, Text::database,
          "Where feedback is kept: a SQLite file, postgresql://..., or none; otherwise a file in "
          "~/.local/state");
    visit("feedback-retention-days", settings.feedback_retention, Range{1, 36'500},
          "Days after which cards and their feedback are forgotten");
    visit("allow-fhir-server", settings.fhir_servers, Text::fhir_server,
          "FHIR server that may be called for what was not prefetched (repeatable)");
    visit("public-sandbox", settings.public_sandbox, Switch{},
          "Any https FHIR server of the public internet may be called, for trying the service out");
    visit("fhir-ca", settings.fhir_ca, Text::file,
          "PEM file of authorities to trust for FHIR servers and JWK Sets, besides the system's");

    visit("hash-key-file", settings.hash_key_file, Text::file,
          "File with the secret of the hashes by which answered cards are known again; otherwise made once");
    visit("reports", settings.reports, Switch{},
          "Everybody who reaches the service may read /reports/feedback, not this machine alone");
    visit("metrics", settings.metrics, Switch{},
          "Everybody who reaches the service may read /metrics, not this machine alone");

    auto& limits = settings.limits;
    visit("max-header", limits.header_bytes, Range{1024, 1 << 20}, "Bytes of a request's header");
    visit("max-body", limits.body_bytes, Range{1024, 1 << 30}, "Bytes of a request's body");
    visit("max-feedback", limits.feedback_bytes, Range{1024, 16 << 20}, "Bytes of a feedback call's body");
    visit("max-arriving", limits.arriving_bytes, Range{1024, 1L << 40},
          "Bytes of all bodies that are arriving; of one that is too much the call is answered with 503");
    visit("max-depth", settings.json.depth, Range{8, 512}, "Nesting of a request's JSON");
    visit("max-context", settings.json.context_bytes, Range{1024, 1 << 30},
          "Bytes that are kept of a request beside the prefetched resources");
    visit("max-connections", limits.connections, Range{1, 1'000'000}, "Connections; more are closed at once");
    visit("max-in-flight", limits.requests_in_flight, Range{1, 1'000'000},
          "Hook calls at one time; more are answered with 503");
    visit("idle-ms", limits.idle_time, milliseconds, "Time between two requests of a connection");
    visit("header-ms", limits.header_time, milliseconds, "Time for a request's header");
    visit("body-ms", limits.body_time, milliseconds, "Time for a request's body");
    visit("write-ms", limits.write_time, milliseconds, "Time for a client to take a response");
    visit("deadline-ms", limits.call_time, milliseconds,
          "Time for a hook call; what was not fetched by then counts as not read");
    visit("drain-ms", limits.drain_time, milliseconds, "Time to answer what is in flight when stopping");

    constexpr Range days{0, 36'500};
    constexpr Range years{0, 130};
    auto& policy = settings.policy;
    visit("policy.premature_firm_days", policy.premature_firm_days, days,
          "Imaging up to this day of pain draws a warning");
    visit("policy.premature_soft_days", policy.premature_soft_days, days,
          "Imaging up to this day of pain draws a remark");
    visit("policy.ask_conservative_care", policy.ask_conservative_care,
          "Ask for conservative care where none was found");
    visit("policy.offer_care_plan", policy.offer_care_plan,
          "Offer a plan of conservative care when a chart is opened");
    visit("policy.age_malignancy", policy.age_malignancy, years, "Older than this is a flag for cancer");
    visit("policy.age_alone_strength", policy.age_alone_strength, "What that age alone weighs");
    visit("policy.no_improvement_days", policy.no_improvement_days, days,
          "No improvement counts after this many days");
    visit("policy.age_fracture_men", policy.age_fracture_men, years,
          "This age or older is a weak flag for fracture in men");
    visit("policy.age_fracture_women", policy.age_fracture_women, years,
          "This age or older is a weak flag for fracture in women");
    visit("policy.radiograph_lookback_days", policy.radiograph_lookback_days, days,
          "Radiographs count this long");
    visit("policy.duplicate_days", policy.duplicate_days, days, "The same study is a repeat this long");
    visit("policy.l3_early_mri", policy.l3_early_mri,
          "Whether lumbar MRI for a suspected L3 radiculopathy waits like other imaging");
    visit("policy.l3_signs", policy.l3_signs, "Where sensory loss suggests an L3 radiculopathy");
    visit("policy.remind_exam", policy.remind_exam,
          "Remind of lower-leg sensation before imaging of the hip");
    visit("policy.mps_c2_both", policy.mps_c2_both,
          "The second criterion of malignant psoas syndrome needs both of its signs");
    visit("policy.mps_c4_blocks", policy.mps_c4_blocks,
          "Vertebral metastases keep malignant psoas syndrome at suspected");
    visit("policy.fever_c", policy.fever_c, Range{36, 42}, "Fever, in degrees Celsius");
    visit("policy.fever_days", policy.fever_days, days, "A temperature counts this long");
    visit("policy.infection_days", policy.infection_days, days, "A minor infection counts this long");
    visit("policy.bloodstream_infection_days", policy.bloodstream_infection_days, days,
          "Bacteremia, endocarditis and spinal procedures count this long");
    visit("policy.steroid_days", policy.steroid_days, days, "Systemic steroids count from this many days on");
    visit("policy.steroid_lookback_days", policy.steroid_lookback_days, days,
          "Days in which steroids are looked for");
    visit("policy.weight_loss_pct", policy.weight_loss_pct, Range{0.1, 100}, "Weight loss, in percent");
    visit("policy.weight_loss_days", policy.weight_loss_days, days, "Days in which weights are compared");
    visit("policy.weight_gap_days", policy.weight_gap_days, days, "Days between two weights at least");
    visit("policy.iv_drug_days", policy.iv_drug_days, days, "Intravenous drug use counts this long");
    visit("policy.trauma_days", policy.trauma_days, days, "Trauma counts this long");
    visit("policy.minor_trauma_age", policy.minor_trauma_age, years, "Minor trauma counts from this age on");
    visit("policy.new_sign_days", policy.new_sign_days, days, "An older sign of cauda equina is not new");
    visit("policy.new_weakness_days", policy.new_weakness_days, days, "Weakness is new this long");
    visit("policy.acute_pain_days", policy.acute_pain_days, days, "Pain is acute this long");
    visit("policy.inr_high", policy.inr_high, Range{2, 20},
          "A higher INR makes a suspected psoas haematoma critical");
    visit("policy.inr_days", policy.inr_days, days, "An INR counts this long");
    visit("policy.pain_uncontrolled", policy.pain_uncontrolled, Range{1, 10},
          "A pain score from here on is uncontrolled");
    visit("policy.pain_score_days", policy.pain_score_days, days, "A pain score counts this long");
    visit("policy.forgotten_after_days", policy.forgotten_after_days, days,
          "A lesion, fracture, infection or opioid that nobody named for longer is of another time");
    visit("policy.adult_age", policy.adult_age, years, "Age from which the rules for adults apply");
    visit("policy.max_cards", policy.max_cards, Range{1, 20}, "Cards a call; critical ones come on top");
    visit("policy.clock_tolerance", policy.clock_tolerance, Range{0, 2},
          "Days that a date may lie ahead, for records in the patient's time zone");
}

} // namespace psoas::hooks
