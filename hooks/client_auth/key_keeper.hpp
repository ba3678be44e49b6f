#pragma once

#include "fhir/client/fhir_client.hpp"
#include "hooks/client_auth/issuer_setting.hpp"
#include "hooks/client_auth/key_set.hpp"
#include "hooks/metrics/count.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <string_view>
#include <thread>
#include <vector>

namespace psoas::hooks {

/// When keys are fetched.
struct KeyTimes {
    std::chrono::milliseconds between_refreshes{60'000}; ///< of one issuer, whatever calls ask for
    std::chrono::milliseconds scheduled{3'600'000};      ///< keys that were withdrawn go within this time
    std::chrono::milliseconds retry{10'000};             ///< while there is no key at all
    std::chrono::milliseconds fetch{5'000};              ///< for one fetch
};

/// The keys of all issuers, by `kid` and ready for use. They are read from files at the start, and fetched
/// from URLs on a thread of its own: no call waits for a fetch longer than it wants to. A fetch that fails
/// leaves the keys as they were. For all threads at once.
class KeyKeeper {
public:
    /// Throws `std::runtime_error`, meant for the person who started the program, for a file without keys.
    /// `access` says whom TLS trusts; nothing but the key sets is called.
    KeyKeeper(std::vector<IssuerSetting> issuers, fhir::FhirAccess access, KeyTimes times = {});
    ~KeyKeeper();
    KeyKeeper(const KeyKeeper&) = delete;
    KeyKeeper& operator=(const KeyKeeper&) = delete;

    /// Nothing for a key that the issuer has not, as far as we know.
    [[nodiscard]] std::optional<VerificationKey> find(std::size_t issuer, std::string_view key_id) const;

    /// Reads the issuer's keys again, unless that was done a short time ago, and then tells `done`, here or
    /// on another thread.
    void refresh(std::size_t issuer, std::function<void()> done);
    /// The same for all at once and whenever it was done last (SIGHUP).
    void refresh_all();

    [[nodiscard]] bool is_ready() const; ///< every issuer has a key

    /// How often key sets were read after the start, and how often one could not be.
    [[nodiscard]] const Count& reads() const { return reads_; }
    [[nodiscard]] const Count& failed_reads() const { return failed_reads_; }

private:
    using Clock = std::chrono::steady_clock;
    struct Source;

    void wake(Source& source);
    boost::asio::awaitable<void> keep_fresh(Source& source);
    boost::asio::awaitable<void> read_again(Source& source);
    boost::asio::awaitable<std::optional<KeySet>> fetched(const IssuerSetting& setting);

    KeyTimes times_;
    Count reads_;
    Count failed_reads_;
    fhir::FhirAccess access_;
    boost::asio::io_context io_{1};
    fhir::FhirClient client_;
    std::vector<std::unique_ptr<Source>> sources_; ///< their timers are of `io_`
    std::thread thread_; ///< begins last
};

} // namespace psoas::hooks
