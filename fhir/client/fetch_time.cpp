#include "fhir/client/fetch_time.hpp"

namespace psoas::fhir {

FetchTime::FetchTime(const boost::asio::any_io_executor& executor,
                     std::chrono::steady_clock::time_point deadline)
    : deadline_(deadline), timer_(executor, deadline) {
    timer_.async_wait([stop = stop_](boost::system::error_code error) mutable {
        if (!error) stop.request_stop();
    });
}

} // namespace psoas::fhir
