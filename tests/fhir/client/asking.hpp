#pragma once

#include "fhir/client/fhir_client.hpp"

#include "tests/fault_server.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <utility>

namespace psoas::fhir {

/// Whoever is named may be called.
inline AddressRule rule_for(std::initializer_list<std::string> urls) {
    AddressRule rule;
    for (const std::string& url : urls)
        rule.allowed.push_back(read_server_url(url)->origin);
    return rule;
}

/// What a coroutine gives, run to its end on a thread of its own making.
template <class T> T run(boost::asio::io_context& io, boost::asio::awaitable<T> work) {
    std::optional<T> result;
    boost::asio::co_spawn(io, std::move(work), [&result](const std::exception_ptr& defect, T value) {
        if (defect) std::rethrow_exception(defect);
        result = std::move(value);
    });
    io.restart();
    while (!result && io.run_one() > 0) {
    }
    return std::move(result).value();
}

/// Far enough away that no test sees it.
inline constexpr std::chrono::seconds patience{60};

/// A client with a thread of its own: the test's.
class Asking {
public:
    explicit Asking(AddressRule rule, const std::string& ca_file = {}, PoolLimits pool = {},
                    ResolveHost resolve = resolve_by_system)
        : access_{std::move(rule), tls_trust(ca_file), pool, std::move(resolve)},
          client_(io_.get_executor(), access_) {}

    struct Got : Fetched {
        std::string body{};
    };
    Got get(const std::string& url, const std::string& token = {}, std::size_t most_bytes = 1UL << 20U,
            std::chrono::milliseconds time = patience) {
        const ServerUrl parsed = *read_server_url(url);
        Got got;
        FetchTime limit(io_.get_executor(), std::chrono::steady_clock::now() + time);
        const auto taker = [&got](std::string_view bytes) {
            got.body += bytes;
            return true;
        };
        static_cast<Fetched&>(got) =
            run(io_, client_.get({parsed.origin, parsed.base_path + "/Patient/1", token}, taker, most_bytes,
                                 limit.until()));
        return got;
    }

    [[nodiscard]] boost::asio::io_context& io() { return io_; }
    [[nodiscard]] FhirClient& client() { return client_; }

private:
    boost::asio::io_context io_{1};
    FhirAccess access_;
    FhirClient client_;
};

} // namespace psoas::fhir
