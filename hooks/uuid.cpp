#include "hooks/uuid.hpp"

#include <boost/uuid/random_generator.hpp>
#include <boost/uuid/uuid_io.hpp>

namespace psoas::hooks {

std::string random_uuid() {
    // One generator a thread: seeded from the system's entropy once, then no lock and no system call.
    thread_local boost::uuids::random_generator_mt19937 generator; // NOLINT(misc-use-internal-linkage)
    return boost::uuids::to_string(generator());
}

} // namespace psoas::hooks
