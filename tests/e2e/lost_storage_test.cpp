#include "hooks/serve_command.hpp"

#include "tests/e2e/http_client.hpp"
#include "tests/e2e/program.hpp"
#include "tests/e2e/requests.hpp"
#include "tests/hooks/feedback/test_postgresql.hpp"
#include "tests/story.hpp"

#include <boost/json/parse.hpp>
#include <doctest/doctest.h>

#include <algorithm>
#include <csignal>
#include <ctime>
#include <fstream>
#include <thread>

#include <sys/mount.h>
#include <sys/resource.h>

using namespace psoas;
using namespace psoas::e2e;
using namespace std::chrono_literals;
using hooks::TemporaryFolder;
using hooks::TestPostgresql;

namespace {

/// The program, with its feedback somewhere.
class Service {
public:
    explicit Service(const std::string& database)
        : program_({"serve", "--port", "0", "--as-of", "2026-11-21", "--database", database}) {
        const std::string line = program_.line();
        REQUIRE(line.starts_with("CDS Hooks discovery: "));
        endpoint_ = {boost::asio::ip::address_v4::loopback(),
                     static_cast<std::uint16_t>(std::stoi(line.substr(line.rfind(':') + 1)))};
    }

    /// Asks a hook and gives back the uuid of its card, which is critical: it is shown however often it was
    /// answered.
    [[nodiscard]] std::string card() const {
        const auto reply = posted(story().request, "/cds-services/" + story().service);
        REQUIRE(reply.result_int() == 200);
        return std::string(boost::json::parse(reply.body()).at("cards").at(0).at("uuid").as_string());
    }

    /// The status of the answer to feedback that a card was overridden.
    [[nodiscard]] unsigned override_card(const std::string& uuid) const {
        const auto reply =
            posted(R"({"feedback":[{"card":")" + uuid + R"(","outcome":"overridden","outcomeTimestamp":")"
                       + now() + R"("}]})",
                   "/cds-services/" + story().service + "/feedback");
        if (reply.result_int() == 503) CHECK(reply[boost::beast::http::field::retry_after] == "1");
        return reply.result_int();
    }

    /// Tries until the store is taken for there again; for ever if it never is.
    void wait_until_it_takes(const std::string& uuid) const {
        unsigned status = 503;
        for (; status == 503; status = override_card(uuid))
            std::this_thread::sleep_for(20ms);
        CHECK(status == 200);
    }

    [[nodiscard]] unsigned readiness() const {
        HttpClient client(endpoint_);
        client.send("GET /readyz HTTP/1.1\r\nHost: a\r\n\r\n");
        return client.receive()->result_int();
    }

    /// How large its files may become from now on.
    void limit_files(rlim_t bytes) const {
        rlimit limit{};
        REQUIRE(::prlimit(program_.process(), RLIMIT_FSIZE, nullptr, &limit) == 0);
        limit.rlim_cur = std::min(bytes, limit.rlim_max);
        REQUIRE(::prlimit(program_.process(), RLIMIT_FSIZE, &limit, nullptr) == 0);
    }

    /// Ends it, and says whether it had gone on until then.
    [[nodiscard]] bool ends_in_order() {
        program_.terminate();
        return program_.exit_code() == 0;
    }

private:
    [[nodiscard]] const tests::Story& story() const {
        return *std::ranges::find(stories_, "cauda-equina", &tests::Story::name);
    }

    [[nodiscard]] Reply posted(std::string_view body, std::string_view path) const {
        HttpClient client(endpoint_);
        client.send(call(body, path));
        auto reply = client.receive();
        REQUIRE(reply.has_value());
        return *std::move(reply);
    }

    static std::string now() {
        const std::time_t seconds = std::time(nullptr);
        std::tm utc{};
        gmtime_r(&seconds, &utc);
        std::array<char, 32> text{};
        return {text.data(), std::strftime(text.data(), text.size(), "%FT%TZ", &utc)};
    }

    std::vector<tests::Story> stories_ = tests::stories();
    Program program_;
    boost::asio::ip::tcp::endpoint endpoint_;
};

/// A file system of its own, so small that it can be filled.
class SmallDisk {
public:
    SmallDisk() { mounted_ = ::mount("tmpfs", folder_.path().c_str(), "tmpfs", 0, "size=2m") == 0; }
    ~SmallDisk() {
        if (mounted_) ::umount2(folder_.path().c_str(), MNT_DETACH);
    }
    SmallDisk(const SmallDisk&) = delete;
    SmallDisk& operator=(const SmallDisk&) = delete;

    [[nodiscard]] bool is_there() const { return mounted_; }
    [[nodiscard]] std::filesystem::path path() const { return folder_.path(); }
    /// To the last byte.
    void fill() const {
        std::ofstream file(path() / "filling", std::ios::binary);
        while (file.put('x') && file.flush()) {
        }
    }
    void make_room() const { std::filesystem::remove(path() / "filling"); }

private:
    TemporaryFolder folder_;
    bool mounted_ = false;
};

/// What is true of every store that goes away and comes back.
void check_loss_and_return(Service& service, auto&& take_away, auto&& give_back) {
    const std::string before = service.card();
    service.wait_until_it_takes(before);
    const std::string meanwhile = service.card();

    take_away();
    CHECK(service.override_card(meanwhile) == 503);
    const std::string without = service.card(); // hooks go on
    CHECK(service.override_card(without) == 503);
    CHECK(service.readiness() == 503);

    give_back();
    service.wait_until_it_takes(meanwhile);
    service.wait_until_it_takes(without);
    CHECK(service.override_card(before) == 200); // once more what was stored first
    CHECK(service.readiness() == 200);
    CHECK(service.ends_in_order());
}

} // namespace

TEST_SUITE("e2e/lost_storage") {
    TEST_CASE("P-41: while files may not grow feedback is refused and hooks go on and no restart is "
              "needed") {
        const TemporaryFolder folder;
        Service service((folder.path() / "feedback.sqlite").string());
        check_loss_and_return(
            service, [&] { service.limit_files(0); }, [&] { service.limit_files(RLIM_INFINITY); });
    }

    TEST_CASE("P-41: while the disk is full feedback is refused and hooks go on and no restart is needed") {
        const SmallDisk disk;
        if (!disk.is_there()) {
            MESSAGE("No file system can be mounted here: this test is skipped");
            return;
        }
        Service service((disk.path() / "feedback.sqlite").string());
        check_loss_and_return(
            service, [&] { disk.fill(); }, [&] { disk.make_room(); });
    }

    TEST_CASE(
        "P-41: while PostgreSQL is stopped feedback is refused and hooks go on and no restart is needed") {
        TestPostgresql cluster;
        const std::string url = cluster.new_url();
        if (url.empty()) {
            MESSAGE("PostgreSQL is not installed: this test is skipped");
            return;
        }
        Service service(url);
        check_loss_and_return(
            service, [&] { cluster.stop(); }, [&] { cluster.start_again(); });
    }
}
