#include "fhir/client/host_lookup.hpp"

#include "tests/fhir/client/asking.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <future>
#include <optional>
#include <stdexcept>

using namespace psoas::fhir;
using namespace std::chrono_literals;
namespace net = boost::asio;

namespace {

using Addresses = std::vector<net::ip::address>;

const Addresses somewhere{net::ip::make_address("192.0.2.1")};

/// A name server that answers nobody until it is told to.
struct HangingNameServer {
    std::promise<void> promise;
    std::shared_future<void> told = promise.get_future().share();
    std::shared_ptr<std::atomic<int>> asked = std::make_shared<std::atomic<int>>(0);

    ~HangingNameServer() { answer(); }
    void answer() {
        if (told.wait_for(0s) != std::future_status::ready) promise.set_value();
    }
    [[nodiscard]] ResolveHost resolver() const {
        return [told = told, asked = asked](const std::string&) {
            ++*asked;
            told.wait();
            return somewhere;
        };
    }
};

/// A lookup with a thread of its own: the test's.
struct Asked {
    net::io_context io{1};
    HostLookup lookup;

    explicit Asked(ResolveHost resolve) : lookup(io.get_executor(), std::move(resolve)) {}

    Addresses about(const std::string& host, std::chrono::milliseconds time = patience,
                    ChosenBy chosen_by = ChosenBy::stranger) {
        FetchTime limit(io.get_executor(), std::chrono::steady_clock::now() + time);
        return run(io, lookup.addresses_of(host, limit.until(), chosen_by));
    }
};

} // namespace

TEST_SUITE("fhir/client/host_lookup") {
    TEST_CASE("a name is looked up once and remembered and an address is itself") {
        int asked = 0;
        Asked lookup([&asked](const std::string&) {
            ++asked;
            return somewhere;
        });
        CHECK(lookup.about("fhir.example") == somewhere);
        CHECK(lookup.about("fhir.example") == somewhere);
        CHECK(lookup.about("192.0.2.7") == Addresses{net::ip::make_address("192.0.2.7")});
        CHECK(asked == 1);
    }

    TEST_CASE("P-82: a name that nobody has is asked for again and a resolver that throws has none") {
        int asked = 0;
        Asked lookup([&asked](const std::string&) -> Addresses {
            if (++asked == 1) throw std::runtime_error("no name server for the test");
            return {};
        });
        CHECK(lookup.about("no-such-host.invalid").empty());
        CHECK(lookup.about("no-such-host.invalid").empty());
        CHECK(asked == 2);
    }

    TEST_CASE("P-80: a name server that hangs keeps nobody past the deadline and few threads for itself") {
        HangingNameServer server;
        Asked lookup(server.resolver());
        for (std::size_t i = 0; i < most_lookups; ++i)
            CHECK(lookup.about(std::to_string(i) + ".example", 5ms).empty());
        for (int i = 0; i < 1000; ++i) // at once: nobody waits for the deadline, which never comes
            CHECK(lookup.about("one-more-" + std::to_string(i) + ".example").empty());
        CHECK(lookup.about("192.0.2.7").size() == 1);
        CHECK(lookup.about("0.example", 5ms).empty()); // waits for the same answer
        // The site's own servers have places of their own.
        CHECK(lookup.about("fhir.site.example", 5ms, ChosenBy::site).empty());
        server.answer();
        CHECK(lookup.about("0.example") == somewhere);
        CHECK(lookup.about("fhir.site.example", patience, ChosenBy::site) == somewhere);
        CHECK(*server.asked == static_cast<int>(most_lookups) + 1);
        CHECK(lookup.about("one-more.example") == somewhere); // there is room again
    }

    TEST_CASE("P-80: all who ask for one name wait for one answer and each for no longer than it may") {
        HangingNameServer server;
        Asked lookup(server.resolver());
        FetchTime soon(lookup.io.get_executor(), std::chrono::steady_clock::now() + 5ms);
        FetchTime later(lookup.io.get_executor(), std::chrono::steady_clock::now() + patience);
        int found = 0;
        int in_vain = 0;
        for (int i = 0; i < 9; ++i)
            net::co_spawn(lookup.io,
                          lookup.lookup.addresses_of("fhir.example", i == 0 ? soon.until() : later.until()),
                          [&](const std::exception_ptr&, const Addresses& addresses) {
                              addresses.empty() ? ++in_vain : ++found;
                              if (in_vain == 1) server.answer();
                          });
        while (found + in_vain < 9 && lookup.io.run_one() > 0) {
        }
        CHECK(in_vain == 1);
        CHECK(found == 8);
        CHECK(*server.asked == 1);
    }

    TEST_CASE("an answer that comes when the service has gone is heard by nobody") {
        HangingNameServer server;
        {
            Asked lookup(server.resolver());
            CHECK(lookup.about("fhir.example", 1ms).empty());
        }
        server.answer();
    }

    TEST_CASE("P-82: a fetch whose name is not to be had is over at its deadline or at once") {
        HangingNameServer server;
        AddressRule rule{.others = AddressRule::Others::public_only};
        Asking asking(rule, {}, {}, server.resolver());
        for (std::size_t i = 0; i < most_lookups; ++i)
            CHECK(asking.get("https://hangs-" + std::to_string(i) + ".example", {}, 1000, 5ms).failure
                  == FetchFailure::timed_out);
        CHECK(asking.get("https://one-more.example").failure == FetchFailure::name_unknown);
    }
}
