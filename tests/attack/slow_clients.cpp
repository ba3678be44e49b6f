#include "tests/attack/slow_clients.hpp"

#include "tests/e2e/requests.hpp"

#include <algorithm>
#include <optional>
#include <thread>

namespace psoas::attack {

using namespace std::chrono_literals;

namespace {

/// A way to be slow.
struct Slowness {
    std::string story;
    std::string at_once;   ///< what is sent at the beginning
    std::string trickling; ///< what is sent byte by byte after it, again and again
    bool reads = true;
    std::size_t answered = 0; ///< requests that get their 2xx before it becomes slow
};

std::vector<Slowness> slownesses() {
    const std::string header = "GET /cds-services HTTP/1.1\r\nHost: a\r\n";
    const std::string body{e2e::patient_view_body};
    const std::string length = "Content-Length: 100000\r\n";
    std::string pipeline;
    for (int i = 0; i < 2000; ++i)
        pipeline += e2e::discovery_request;
    return {
        {"nothing is sent", "", ""},
        {"line ends are sent and nothing else", "", "\r\n"},
        {"a header without an end", header, "X"},
        {"a header of fields without an end", header, "X: y\r\n"},
        {"half of a header", header, ""},
        {"a header byte by byte", "", header + "X: " + std::string(3000, 'y')},
        {"a body byte by byte", e2e::call_header(length) + "{", " "},
        {"half of a body", e2e::call_header(length) + body, ""},
        {"a body in chunks of a byte", e2e::call_header("Transfer-Encoding: chunked\r\n") + "1\r\n{\r\n",
         "1\r\n \r\n"},
        {"a chunk size without an end", e2e::call_header("Transfer-Encoding: chunked\r\n"), "0"},
        {"a chunk extension without an end", e2e::call_header("Transfer-Encoding: chunked\r\n") + "1;", "x"},
        {"a trailer without an end",
         e2e::call_header("Transfer-Encoding: chunked\r\n") + "1\r\n{\r\n0\r\nX: ", "x"},
        {"a body that is waited for", e2e::call_header("Expect: 100-continue\r\n" + length), ""},
        {"feedback byte by byte",
         e2e::call_header(length, "/cds-services/psoas-patient-view/feedback") + R"({"feedback":[)", " "},
        {"nothing after an answer", std::string(e2e::discovery_request), "", true, 1},
        {"half of a header after an answer", std::string(e2e::discovery_request) + header, "", true, 1},
        {"answers that nobody reads", pipeline, "\r\n", false},
    };
}

struct SlowClient {
    const Slowness* how;
    RawClient client;
    std::string left{}; ///< of what is sent at the beginning
    std::size_t next = 0;
    bool done = false;

    void step() {
        if (done) return;
        if (!left.empty()) left.erase(0, client.send_what_fits(left));
        if (left.empty() && !how->trickling.empty())
            client.send_what_fits({&how->trickling[next++ % how->trickling.size()], 1});
        if (how->reads) client.read_what_is_there();
        done = client.end() != End::open || client.is_cut_off();
    }
    [[nodiscard]] bool is_wrong() const {
        std::size_t successes = 0;
        for (const SeenResponse& response : responses_in(client.received()))
            if (response.status / 100 == 2) ++successes;
        return how->reads && successes != how->answered;
    }
};

constexpr auto pause = 5ms;
constexpr auto most = 15s;

} // namespace

Tally slow_clients(const Target& target, const std::string& name, Amount amount) {
    const std::vector<Slowness> all = slownesses();
    const std::size_t each = amount == Amount::full ? 25 : 6;
    Tally tally(name, target);
    std::vector<SlowClient> clients;
    for (const Slowness& slowness : all)
        for (std::size_t i = 0; i < each; ++i)
            clients.push_back({&slowness, target.connect(), slowness.at_once});

    // Among other clients it may be refused for want of time.
    std::optional<bool> good;
    if (target.has_other_clients()) good = true;
    const auto began = RawClient::Clock::now();
    while (RawClient::Clock::now() - began < most
           && std::ranges::any_of(clients, [](const SlowClient& slow) { return !slow.done; })) {
        for (SlowClient& slow : clients)
            slow.step();
        if (!good && RawClient::Clock::now() - began > 200ms) good = target.answers_rightly();
        std::this_thread::sleep_for(pause);
    }
    for (SlowClient& slow : clients) {
        // What was not read is still there, or thrown away with the connection.
        const bool hung = !slow.done && !slow.client.read_to_end(most);
        tally.count(slow.client, slow.is_wrong() || !good.value_or(false), hung, slow.how->story);
    }
    clients.clear();
    tally.finish();
    return tally;
}

Tally vanishing_clients(const Target& target, const std::string& name, Amount amount) {
    Tally tally(name, target);
    const std::string call = good_call();
    const std::string waiting =
        e2e::call_header("Expect: 100-continue\r\nContent-Length: 100\r\n") + "{\"hook\":";
    std::string pipeline;
    for (int i = 0; i < 100; ++i)
        pipeline += e2e::discovery_request;
    const std::size_t each = amount == Amount::full ? 100 : 10;
    for (std::size_t i = 0; i < each; ++i)
        for (const std::string& bytes :
             {std::string(), call.substr(0, 1), call.substr(0, 60), call.substr(0, call.size() / 2),
              call.substr(0, call.size() - 1), call, call + call.substr(0, 80), waiting, pipeline}) {
            RawClient client = target.connect();
            client.send_what_fits(bytes);
            if (i % 2 == 0) std::this_thread::sleep_for(1ms); // some are in the middle of it
            if (i % 3 != 0) client.reset();
            tally.count(client, false, false, "vanished");
        }
    tally.finish();
    return tally;
}

} // namespace psoas::attack
