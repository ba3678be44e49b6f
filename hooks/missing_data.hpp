#pragma once

#include "fhir/client/fetch_failure.hpp"
#include "fhir/client/fetch_time.hpp"
#include "fhir/client/fhir_client.hpp"
#include "hooks/hook_request.hpp"
#include "logic/chart.hpp"

#include <boost/asio/awaitable.hpp>

#include <bitset>
#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace psoas::hooks {

/// A list that could not be fetched, or not to its end.
struct FailedFetch {
    logic::Source source{};
    fhir::FetchFailure failure{};
    unsigned status = 0; ///< of HTTP; 0 if no response came
    std::chrono::milliseconds time{};
};

/// The lists for which a FHIR server is to be asked, by their `Source`; none if the client named none. Only
/// what it left out is: a key that is not there, and the pages that follow a Bundle. null and an
/// OperationOutcome are answers (P-04).
using ListSet = std::bitset<logic::source_count>;
[[nodiscard]] ListSet lists_to_fetch(const SentRequest& sent);

/// Fetches what a hook call left out, all lists at one time, into its chart (P-80). What does not come in
/// time, or not whole, is said in `sent.lists`. Only the patient's own resources count, whatever a server
/// sends. The client belongs to this thread; both arguments outlive the call. `traceparent` goes with each
/// request (P-105); empty for none.
[[nodiscard]] boost::asio::awaitable<std::vector<FailedFetch>>
fetch_missing_data(fhir::FhirClient& client, SentRequest& sent, fhir::Until until,
                   std::string traceparent = {});

/// A line of log for each way in which fetches failed: no address, no token, nothing of the patient (P-63).
void log_failures(const std::vector<FailedFetch>& failures);

/// What keeps a call without a card from being an answer: the patient or the conditions were sent or asked
/// for, and could not be read to their end, so that "nothing to say" might be read as "nothing there" (P-08).
/// Nothing if both were read whole, and for a list that the client left out without naming a FHIR server.
[[nodiscard]] std::optional<fhir::Issue> undecidable(const HookRequest& request,
                                                     const std::vector<FailedFetch>& failures);

} // namespace psoas::hooks
