#include "hooks/overload.hpp"

#include "tests/e2e/http_client.hpp"
#include "tests/e2e/requests.hpp"
#include "tests/e2e/test_server.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <future>
#include <thread>
#include <vector>

using namespace psoas;
using namespace psoas::e2e;
using namespace std::chrono_literals;
namespace http = boost::beast::http;

namespace {

/// A server of one thread whose first call keeps it busy until `go_on`, and each later one for a while.
struct BusyServer {
    std::string answer(const hooks::HookRequest& request) {
        if (first.exchange(false)) {
            busy.set_value();
            go_on.get_future().wait();
        } else {
            std::this_thread::sleep_for(pace.load());
        }
        return no_cards(request);
    }
    std::atomic<std::chrono::milliseconds> pace{30ms};
    std::atomic<bool> first = true;
    std::promise<void> busy;
    std::promise<void> go_on;
    TestServer server{{}, [this](const hooks::HookRequest& request) { return answer(request); }};
};

} // namespace

TEST_SUITE("e2e/overload") {
    TEST_CASE("P-65: of more calls than can be answered in time some get 503 at once and the others their "
              "answer") {
        BusyServer busy;
        HttpClient working(busy.server.endpoint());
        working.send(call());
        busy.busy.get_future().wait();

        // Answered one after the other they would wait for more than a second in the end.
        std::vector<HttpClient> clients;
        for (int i = 0; i < 40; ++i)
            clients.emplace_back(busy.server.endpoint())
                .send(i % 2 == 0 ? call() : chunked_call(patient_view_body, 50));
        busy.go_on.set_value();

        std::size_t answered = 0;
        std::vector<HttpClient*> refused;
        for (HttpClient& client : clients) {
            const auto reply = client.receive();
            REQUIRE(reply.has_value());
            if (reply->result_int() == 200) {
                CHECK(reply->body() == R"({"cards":[]})");
                ++answered;
            } else {
                CHECK(reply->result_int() == 503);
                CHECK((*reply)[http::field::retry_after] == "1");
                if (reply->keep_alive()) refused.push_back(&client);
            }
        }
        CHECK(working.receive()->result_int() == 200);
        CHECK(answered > 0);
        CHECK_FALSE(refused.empty());

        // What else is asked has its answer, on the same connection too, and so has the call in the end.
        busy.pace = 0ms;
        for (HttpClient* client : refused) {
            client->send(discovery_request);
            CHECK(client->receive()->result_int() == 200);
        }
        unsigned status = 503;
        while (status == 503) { // for ever, if it does not end
            refused.front()->send(call());
            status = refused.front()->receive()->result_int();
        }
        CHECK(status == 200);
    }
}
