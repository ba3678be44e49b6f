// Good and bad clients at one time: psoas_soak [SECONDS (600)]
//
// Two services, one with TLS, tokens and feedback and one that is open to all, get calls of all sizes and
// feedback from good clients, and attacks of every class from hostile ones. All the while a client of its own
// asks each service ten times a second and measures: before the others come, while they are there, a row for
// each minute, and when they have gone. Fails if that client or a good one is ever answered wrongly, if an
// attack was answered that should not be, if a service ends, has an internal error, holds more memory than
// stated or more and more of it, or does not let go of its connections at the end.

#include "tests/attack/floods.hpp"
#include "tests/attack/request_attack.hpp"
#include "tests/attack/slow_clients.hpp"
#include "tests/attack/target.hpp"
#include "tests/attack/tls_games.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <atomic>
#include <csignal>
#include <cstdio>
#include <ctime>
#include <iostream>
#include <optional>
#include <span>
#include <stop_token>
#include <thread>
#include <vector>

using namespace psoas::attack;
using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

namespace {

constexpr auto most = 30s;
/// By how much a service may need more memory in the second half of the time than in the first: the cards
/// that were answered and the tokens that were used are remembered.
constexpr double memory_to_remember_mib = 16;

struct Counts {
    std::atomic<std::size_t> answered = 0;
    std::atomic<std::size_t> refused = 0; ///< with 503
    std::atomic<std::size_t> wrong = 0;
    std::atomic<std::size_t> attacks = 0;
};

/// A client that keeps its connection, and makes a new one when the old one ended.
class GoodClient {
public:
    explicit GoodClient(const Target& target) : target_(target) {}

    /// The answer to a call; a connection that ended while it was idle is no fault of anybody.
    std::optional<SeenResponse> ask(std::string_view body, const std::string& path) {
        for (int tries = 0; tries < 2; ++tries) {
            if (!client_ || client_->end() != End::open || client_->is_cut_off())
                client_.emplace(target_.connect());
            client_->forget_received();
            client_->send(target_.call(body, path), most);
            client_->read_responses(1, most);
            const auto responses = responses_in(client_->received());
            if (responses.size() == 1) return responses.front();
            client_.reset();
        }
        return std::nullopt;
    }

private:
    const Target& target_;
    std::optional<RawClient> client_;
};

/// The story's request with so many bytes more in a list.
std::string good_body_of(std::size_t bytes) {
    boost::json::object body = boost::json::parse(good_body()).as_object();
    const boost::json::value more = boost::json::parse(
        R"({"resource":{"resourceType":"Observation","id":"sodium","status":"final",)"
        R"("code":{"text":"Sodium"},)"
        R"("subject":{"reference":"Patient/patient-1"},"valueQuantity":{"value":140,"unit":"mmol/L"}}})");
    boost::json::object& list = body.at("prefetch").at("observations").as_object();
    list.erase("total");
    boost::json::array& entries = list["entry"].emplace_array();
    for (const std::size_t size = boost::json::serialize(more).size(); bytes > size; bytes -= size)
        entries.push_back(more);
    return boost::json::serialize(body);
}

std::string now() {
    const std::time_t seconds = std::time(nullptr);
    std::tm utc{};
    gmtime_r(&seconds, &utc);
    std::array<char, 32> text{};
    return {text.data(), std::strftime(text.data(), text.size(), "%FT%TZ", &utc)};
}

/// Feedback that the card of an answer was overridden.
std::string override_of(std::string_view answer) {
    const auto cards = boost::json::parse(boost::json::string_view(answer.data(), answer.size()));
    return R"({"feedback":[{"card":")" + std::string(cards.at("cards").at(0).at("uuid").as_string())
           + R"(","outcome":"overridden","outcomeTimestamp":")" + now() + R"("}]})";
}

/// Calls of all sizes, and feedback about the cards that are shown again all the same.
void be_good(const Target& target, Counts& counts, const std::stop_token& stop) {
    const std::string bodies[] = {good_body(), good_body_of(60'000), good_body(), good_body_of(1'000'000)};
    GoodClient client(target);
    const auto judge = [&counts](const std::optional<SeenResponse>& answer, const char* what) {
        if (answer && answer->status == 503) {
            ++counts.refused;
        } else if (answer && answer->status == 200) {
            ++counts.answered;
            return true;
        } else {
            ++counts.wrong;
            std::cerr << what << ": " << (answer ? std::to_string(answer->status) : "no answer") << std::endl;
        }
        return false;
    };
    for (std::size_t i = 0; !stop.stop_requested(); ++i) {
        const auto answer = client.ask(bodies[i % std::size(bodies)], good_path);
        if (judge(answer, "a good call") && !is_right_answer(*answer)) ++counts.wrong;
        const auto critical = client.ask(critical_body(), critical_path);
        if (judge(critical, "a critical call")) {
            const std::string feedback = override_of(critical->body);
            judge(client.ask(feedback, critical_path + "/feedback"), "feedback");
        }
        std::this_thread::sleep_for(20ms);
    }
}

/// Attacks of every class, one after the other. What is answered to those who show a token is no success of
/// those who show none.
void be_hostile(const Target& target, Callers callers, Counts& counts, const std::stop_token& stop) {
    const auto only_hostile = [callers](std::vector<HostileRequest> requests) {
        if (callers == Callers::known)
            std::erase_if(requests, [](const HostileRequest& r) { return r.expected == Expected::answered; });
        return requests;
    };
    const std::vector<std::vector<HostileRequest>> requests{
        only_hostile(smuggling_shapes()),
        only_hostile(broken_headers()),
        only_hostile(large_headers(Amount::quick)),
        only_hostile(other_protocols(Amount::quick)),
        only_hostile(compressed_bodies(Amount::quick)),
        only_hostile(json_bombs(Amount::quick)),
    };
    const auto done = [&counts](const Tally& tally) {
        counts.attacks += tally.tried();
        if (tally.is_right()) return;
        ++counts.wrong;
        std::cerr << tally.row() << std::endl;
    };
    while (!stop.stop_requested()) {
        for (const std::vector<HostileRequest>& some : requests)
            for (std::size_t first = 0; first < some.size() && !stop.stop_requested(); first += 50) {
                const std::size_t last = std::min(first + 50, some.size());
                done(attack("hostile requests", target,
                            {some.begin() + static_cast<std::ptrdiff_t>(first),
                             some.begin() + static_cast<std::ptrdiff_t>(last)}));
                std::this_thread::sleep_for(20ms);
            }
        if (stop.stop_requested()) return;
        done(slow_clients(target, "slow clients", Amount::quick));
        done(vanishing_clients(target, "clients that vanish", Amount::quick));
        if (target.tls() != nullptr) done(tls_games(target, "TLS itself", Amount::quick));
        done(connection_flood(target, "connection flood", Amount::quick));
    }
}

/// What the client that measures saw in some time.
struct Seen {
    std::vector<double> milliseconds;
    std::size_t refused = 0;
    std::size_t wrong = 0;
    double peak_mib = 0;

    [[nodiscard]] double at(double share) {
        if (milliseconds.empty()) return 0;
        std::ranges::sort(milliseconds);
        return milliseconds[static_cast<std::size_t>(share * static_cast<double>(milliseconds.size() - 1))];
    }
};

Seen measure(const Target& target, std::chrono::seconds time) {
    Seen seen;
    GoodClient client(target);
    const auto end = Clock::now() + time;
    for (auto next = Clock::now(); next < end; next += 100ms) {
        std::this_thread::sleep_until(next);
        const auto began = Clock::now();
        const auto answer = client.ask(good_body(), good_path);
        const double took = std::chrono::duration<double, std::milli>(Clock::now() - began).count();
        if (answer && answer->status == 503)
            ++seen.refused;
        else if (!answer || !is_right_answer(*answer))
            ++seen.wrong;
        else
            seen.milliseconds.push_back(took);
        seen.peak_mib = std::max(seen.peak_mib, target.memory_mib());
    }
    return seen;
}

/// The services, each with its name, and what was seen of it.
struct Service {
    const char* name;
    Callers callers;
    Target target;
    std::vector<Seen> seen{};
};

bool print_rows(std::vector<Service*> services, const std::string& when) {
    bool right = true;
    for (Service* service : services) {
        Seen& seen = service->seen.back();
        std::printf("| %s | %s | %zu | %zu | %zu | %.1f | %.1f | %.0f | %zu |\n", when.c_str(), service->name,
                    seen.milliseconds.size(), seen.refused, seen.wrong, seen.at(0.5), seen.at(0.99),
                    seen.peak_mib, service->target.descriptors());
        right = right && seen.wrong == 0 && !seen.milliseconds.empty() && seen.peak_mib <= memory_bound_mib
                && service->target.is_alive() && service->target.defects() == 0;
    }
    std::fflush(stdout);
    return right;
}

bool measure_all(const std::vector<Service*>& services, std::chrono::seconds time, const std::string& when) {
    std::vector<std::thread> threads;
    for (Service* service : services)
        threads.emplace_back([service, time] { service->seen.push_back(measure(service->target, time)); });
    for (std::thread& thread : threads)
        thread.join();
    return print_rows(services, when);
}

/// Was more memory needed in the second half than in the first? Of a minute nobody can say.
bool grows(std::span<const Seen> seen) {
    if (seen.size() < 6) return false;
    const auto first = seen.first(seen.size() / 2);
    const auto second = seen.subspan(seen.size() / 2);
    return std::ranges::max_element(second, {}, &Seen::peak_mib)->peak_mib
           > std::ranges::max_element(first, {}, &Seen::peak_mib)->peak_mib + memory_to_remember_mib;
}

/// The fewest descriptors that are open within a time, or the first that are no more than `enough`. A
/// connection that a client has ended is let go a moment later.
std::size_t fewest_descriptors(const Target& target, Clock::duration time, std::size_t enough = 0) {
    std::size_t fewest = target.descriptors();
    for (const auto end = Clock::now() + time; fewest > enough && Clock::now() < end;) {
        std::this_thread::sleep_for(10ms);
        fewest = std::min(fewest, target.descriptors());
    }
    return fewest;
}

} // namespace

int main(int argc, char** argv) {
    std::signal(SIGPIPE, SIG_IGN); // OpenSSL writes to sockets whose other end is gone
    const std::chrono::seconds all(argc > 1 ? std::stol(argv[1]) : 600);
    const std::chrono::seconds quiet = std::clamp(all / 20, 1s, 30s);

    Service open{"open, TCP", Callers::anybody, Target(Transport::plain)};
    Service guarded{"tokens, TLS", Callers::known, Target(Transport::tls, {}, Callers::known)};
    const std::vector<Service*> services{&open, &guarded};
    for (Service* service : services)
        service->target.expect_other_clients();
    std::vector<std::size_t> descriptors;
    std::cout
        << "| when | service | answered | 503 | wrong | p50 ms | p99 ms | most MiB | open at the end |\n"
           "| --- | --- | --- | --- | --- | --- | --- | --- | --- |"
        << std::endl;

    bool right = measure_all(services, quiet, "before");
    for (const Service* service : services)
        descriptors.push_back(fewest_descriptors(service->target, 500ms));
    Counts counts;
    {
        std::vector<std::jthread> others;
        for (const Service* service : services) {
            others.emplace_back(
                [&counts, service](const std::stop_token& stop) { be_good(service->target, counts, stop); });
            others.emplace_back([&counts, service](const std::stop_token& stop) {
                be_hostile(service->target, service->callers, counts, stop);
            });
        }
        const auto end = Clock::now() + all;
        for (int minute = 1; Clock::now() < end; ++minute) {
            const auto left = std::chrono::ceil<std::chrono::seconds>(end - Clock::now());
            right = measure_all(services, std::min<std::chrono::seconds>(left, 60s),
                                "minute " + std::to_string(minute))
                    && right;
        }
    }
    // Connections that were refused are listened to for a while yet.
    for (std::size_t i = 0; i < services.size(); ++i)
        fewest_descriptors(services[i]->target, 10s, descriptors[i]);
    right = measure_all(services, quiet, "after") && right;
    std::cout << "\nBeside it " << counts.answered << " calls of good clients were answered, "
              << counts.refused << " refused with 503, and " << counts.attacks
              << " connections of hostile ones made; wrong: " << counts.wrong << '\n';
    right = right && counts.wrong == 0 && counts.answered > 0 && counts.attacks > 0;
    for (std::size_t i = 0; i < services.size(); ++i) {
        const std::size_t open_still = fewest_descriptors(services[i]->target, 10s, descriptors[i]);
        if (open_still > descriptors[i]) {
            std::cerr << services[i]->name << ": " << open_still - descriptors[i]
                      << " descriptors more are open\n";
            right = false;
        }
        if (grows(services[i]->seen)) {
            std::cerr << services[i]->name << ": holds more and more memory\n";
            right = false;
        }
    }
    for (Service* service : services)
        right = service->target.stop() == 0 && right;
    return right ? 0 : 1;
}
