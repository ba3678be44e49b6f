// What becomes of feedback if the service is killed while it is sent: psoas_feedback_storm PROGRAM ROUNDS
//
// In each round several clients are shown cards and override each of them at once, as fast as they are
// answered and some of them twice, until the service is ended by SIGKILL. What was not answered is sent again
// in the next round, as a client would: its card may never have been recorded. At the end the database is
// read: an entry that was answered with 200 and is not there is lost, one that is there twice is a duplicate.
// Fails if there is either.

#include "tests/e2e/http_client.hpp"
#include "tests/e2e/program.hpp"
#include "tests/e2e/requests.hpp"
#include "tests/hooks/feedback/test_postgresql.hpp"

#include <boost/asio/ip/address.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <iostream>
#include <optional>
#include <random>
#include <set>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

using namespace psoas::e2e;
using namespace psoas::hooks;
using namespace std::chrono_literals;

namespace {

constexpr unsigned clients = 8;
constexpr unsigned every_so_many_twice = 10;

using Moment = std::int64_t; ///< milliseconds since 1970

/// An entry: the card that it is about, and when that was overridden.
struct Entry {
    std::string card;
    Moment time;
};

Moment now() {
    return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now())
        .time_since_epoch()
        .count();
}

std::string instant(Moment time) {
    const std::time_t seconds = time / 1000;
    std::tm utc{};
    gmtime_r(&seconds, &utc);
    std::array<char, 40> text{};
    const std::size_t size = std::strftime(text.data(), text.size(), "%FT%T", &utc);
    std::snprintf(text.data() + size, text.size() - size, ".%03dZ", static_cast<int>(time % 1000));
    return text.data();
}

std::string body_of(const Entry& entry) {
    return R"({"feedback":[{"card":")" + entry.card + R"(","outcome":"overridden","outcomeTimestamp":")"
           + instant(entry.time) + R"("}]})";
}

std::string request_with_critical_card() {
    std::ifstream file(PSOAS_SOURCE_DIR "/fixtures/cauda-equina/request.json");
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

/// What one client saw.
struct Log {
    std::vector<std::string> acknowledged; ///< their cards
    std::vector<Entry> open;               ///< sent, or to be sent again
    std::string surprise;                  ///< an answer that is neither 200 nor the end
};

/// The call whose card is critical: it is shown however often it was answered.
struct HookCall {
    std::string body = request_with_critical_card();
    std::string path = "/cds-services/psoas-" + std::string(boost::json::parse(body).at("hook").as_string());
};

/// The uuid of a card that is shown now; nothing if nobody answers.
std::optional<std::string> shown_card(HttpClient& client, const HookCall& hook) {
    client.send(call(hook.body, hook.path));
    const auto reply = client.receive();
    if (!reply) return std::nullopt;
    return std::string(boost::json::parse(reply->body()).at("cards").at(0).at("uuid").as_string());
}

/// Sends what is open, then more and more, until nobody answers.
void storm(const boost::asio::ip::tcp::endpoint& service, const HookCall& hook, Log& log) {
    std::vector<Entry> again;
    again.swap(log.open);
    try {
        HttpClient client(service);
        for (unsigned sent = 0;; ++sent) {
            Entry entry;
            if (again.empty()) {
                const std::optional<std::string> card = shown_card(client, hook);
                if (!card) break; // it was killed
                entry = {*card, now()};
            } else {
                entry = again.back();
                again.pop_back();
            }
            log.open.push_back(entry);
            const int times = sent % every_so_many_twice == 0 ? 2 : 1;
            for (int time = 0; time < times; ++time) {
                client.send(call(body_of(entry), hook.path + "/feedback"));
                const auto reply = client.receive();
                if (!reply) break; // it was killed
                if (reply->result_int() != 200) log.surprise = reply->body();
                if (reply->result_int() == 200 && time == 0) {
                    log.acknowledged.push_back(entry.card);
                    log.open.pop_back();
                }
                if (!log.surprise.empty()) return;
            }
            if (!log.open.empty() && log.open.back().card == entry.card) break;
        }
    } catch (const boost::system::system_error&) { // it was killed
    }
    log.open.insert(log.open.end(), again.begin(), again.end());
}

/// A service on a database, from its first line on.
struct Service {
    explicit Service(const std::string& database)
        : program(
            {"serve", "--port", "0", "--threads", "2", "--as-of", "2026-11-21", "--database", database}) {
        const std::string line = program.line();
        const auto port = static_cast<std::uint16_t>(std::stoi(line.substr(line.rfind(':') + 1)));
        endpoint = {boost::asio::ip::make_address("127.0.0.1"), port};
    }
    Program program;
    boost::asio::ip::tcp::endpoint endpoint;
};

/// What the storms on one database came to; false if anything was lost or is there twice.
bool run(const std::string& store, const DatabasePlace& place, unsigned rounds) {
    const std::string database = place.url.empty() ? place.path.string() : place.url;
    std::mt19937 random{rounds};
    std::uniform_int_distribution<int> milliseconds(50, 500);
    const HookCall hook;
    std::vector<Log> logs(clients);
    for (unsigned round = 0; round < rounds; ++round) {
        Service service(database);
        std::vector<std::thread> threads;
        for (Log& log : logs)
            threads.emplace_back([&, &mine = log] { storm(service.endpoint, hook, mine); });
        std::this_thread::sleep_for(std::chrono::milliseconds(milliseconds(random)));
        service.program.kill_at_once();
        for (std::thread& thread : threads)
            thread.join();
    }
    const Service recovered(database); // what the next start makes of it

    std::multiset<std::string> found;
    for (const DatabaseRow& row :
         open_database(place, DatabaseUse::read)->execute("SELECT card FROM feedback"))
        found.insert(row.at(0));
    std::set<std::string> distinct(found.begin(), found.end());
    std::set<std::string> acknowledged;
    std::string surprise;
    for (const Log& log : logs) {
        acknowledged.insert(log.acknowledged.begin(), log.acknowledged.end());
        if (!log.surprise.empty()) surprise = log.surprise;
    }
    const auto kept =
        std::ranges::count_if(acknowledged, [&](const std::string& card) { return distinct.contains(card); });
    const auto lost = static_cast<std::ptrdiff_t>(acknowledged.size()) - kept;
    const std::size_t twice = found.size() - distinct.size();
    std::cout << "| " << store << " | " << rounds << " | " << acknowledged.size() << " | " << found.size()
              << " | " << lost << " | " << twice << " |" << std::endl;
    if (!surprise.empty()) std::cerr << "An answer that was not expected: " << surprise << '\n';
    return lost == 0 && twice == 0 && surprise.empty() && !acknowledged.empty();
}

} // namespace

int main(int argc, char** argv) {
    const unsigned rounds = argc > 1 ? static_cast<unsigned>(std::stoul(argv[1])) : 2;
    std::cout
        << "| store | kills | acknowledged | found | lost | twice |\n| --- | --- | --- | --- | --- | --- |"
        << std::endl;
    const TemporaryFolder folder;
    bool right = run("SQLite", database_place((folder.path() / "feedback.sqlite").string()), rounds);
    const std::string url = TestPostgresql::cluster_of_tests().new_url();
    if (url.empty())
        std::cout << "PostgreSQL is not installed: it is left out" << std::endl;
    else
        right = run("PostgreSQL", database_place(url), rounds) && right;
    return right ? 0 : 1;
}
