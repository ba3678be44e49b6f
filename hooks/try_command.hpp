#pragma once

#include "hooks/settings.hpp"

#include <chrono>
#include <iosfwd>
#include <string>

namespace CLI {
class App;
}

namespace psoas::hooks {

/// What `psoas-cds try` was asked: to be the EHR of one hook call against a FHIR server.
struct TryCommand {
    std::string fhir_server{};
    std::string patient{};
    std::string hook{};                ///< empty: patient-view, with an order order-select
    std::string order{};               ///< "system|code" or a code (hooks/drafted_study.hpp)
    std::string reason{};              ///< of the order: "system|code" or words
    std::string token_file{};          ///< holds the bearer token; empty: none is sent
    unsigned patients = 0;             ///< list so many patients instead
    std::chrono::seconds patience{30}; ///< an EHR prefetches before the call, and has time for it
    bool json = false;
};

/// Declares the arguments of `psoas-cds try`, and the settings beside them. Both outlive the command.
void declare_try(CLI::App& command, TryCommand& asked, Settings& settings);

/// Runs the prefetch templates against the server, judges what came and prints what was read of each list and
/// the cards, or with `json` the answer alone. With `patients` it prints the ids of patients to choose from.
/// The named server may be called wherever it is: who types its address trusts it.
/// The exit code: 0, or 1 with a sentence on `err` if the server gave neither patient nor conditions.
[[nodiscard]] int try_out(const TryCommand& asked, const Settings& settings, std::ostream& out,
                          std::ostream& err);

} // namespace psoas::hooks
