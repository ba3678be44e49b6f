#pragma once

#include "fhir/client/fetch_failure.hpp"
#include "hooks/client_auth/token_defect.hpp"
#include "hooks/list_outcome.hpp"
#include "hooks/metrics/count.hpp"
#include "hooks/metrics/histogram.hpp"
#include "hooks/request_record.hpp"
#include "hooks/response.hpp"
#include "logic/advice.hpp"
#include "logic/chart.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace psoas::hooks {

/// The statuses that this service answers with.
inline constexpr std::array<unsigned, 19> told_statuses{200, 204, 400, 401, 403, 404, 405, 408, 412, 413,
                                                        415, 417, 422, 429, 431, 500, 501, 503, 505};

/// The parts of a hook call's time.
enum class Stage : std::uint8_t {
    receive, ///< header and body, parsed as they arrive: the client's pace too
    fetch,   ///< of what the client left out
    judge,   ///< rules, and the writing of the cards
    send,    ///< until the system has taken the answer
};
inline constexpr std::size_t stage_count = static_cast<std::size_t>(Stage::send) + 1;
[[nodiscard]] std::string_view name(Stage stage); ///< "judge"

template <class Value, std::size_t rows, std::size_t columns>
using Table = std::array<std::array<Value, columns>, rows>;

/// What one thread of the server has answered, for `/metrics`. No label is a client's to choose, so that
/// their number is bounded and nothing of the patient gets there (P-63).
struct CallTally {
    static constexpr std::size_t routes = route_kind_count + 1;       ///< the last: none
    static constexpr std::size_t services = service_count + 1;        ///< the last: none
    static constexpr std::size_t statuses = told_statuses.size() + 1; ///< the last: another one
    static constexpr std::size_t verdicts = token_defect_count + 1;   ///< the last: let in

    std::array<Table<Count, services, statuses>, routes> answers;
    std::array<Histogram, routes> durations;
    Table<Histogram, services, stage_count> stages;
    std::array<Table<Count, logic::topic_count, logic::indicator_count>, services> cards;
    std::array<Count, services> calls_without_card; ///< that were answered with 200
    Table<Count, logic::source_count, list_outcome_count> lists;
    std::array<Count, fhir::fetch_failure_count> failed_fetches;
    std::array<Count, verdicts> tokens;
    Count request_bytes;
    Count response_bytes;
    Count refused_connections; ///< past the limit
};

/// Counts a request that was answered at `sent`.
void count(CallTally& tally, const RequestRecord& record, const Response& response,
           RequestRecord::Clock::time_point sent);

} // namespace psoas::hooks
