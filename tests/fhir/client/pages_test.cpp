#include "fhir/client/pages.hpp"

#include "tests/fault_server.hpp"
#include "tests/fhir/client/asking.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace psoas;
using namespace psoas::fhir;
namespace net = boost::asio;

namespace {

using Peer = FaultServer::Peer;
using Request = FaultServer::Request;

/// A page with so many observations, and a link to the next.
std::string page(int observations, const std::string& next) {
    std::string bundle = R"({"resourceType":"Bundle","type":"searchset",)";
    if (!next.empty()) bundle += R"("link":[{"relation":"next","url":")" + next + R"("}],)";
    bundle += R"("entry":[)";
    for (int i = 0; i < observations; ++i)
        bundle += std::string(i > 0 ? "," : "") + R"({"resource":{"resourceType":"Observation","id":"o"}})";
    return bundle + "]}";
}

struct Read {
    PagesRead pages;
    int observations = 0;
    int bundles = 0;
};

Read read(const FaultServer& server, const PageLimits& limits = {}) {
    Asking asking(rule_for({server.url()}));
    FetchTime time(asking.io().get_executor(), std::chrono::steady_clock::now() + patience);
    Read result;
    const auto sink = [&result](const Resource& resource, ResourceReader::Place) {
        ++(resource.type() == "Bundle" ? result.bundles : result.observations);
    };
    result.pages = run(asking.io(), read_pages(asking.client(),
                                               {read_server_url(server.url())->origin, "/Observation", "t"},
                                               sink, limits, time.until()));
    return result;
}

/// Answers each target with its own bytes, anything else with 404.
FaultServer::Answer answering(std::vector<std::pair<std::string, std::string>> answers) {
    return [answers = std::move(answers)](Peer& peer, Request request) -> net::awaitable<void> {
        std::string bytes = response("404 Not Found", "text/plain", "");
        for (const auto& [target, answer] : answers)
            if (target == request.target) bytes = answer;
        return [](Peer& to, std::string what) -> net::awaitable<void> {
            co_await to.send(std::move(what));
        }(peer, std::move(bytes));
    };
}

} // namespace

TEST_SUITE("fhir/client/pages") {
    TEST_CASE("P-81: a list is read with all of its pages") {
        FaultServer server(answering({{"/Observation", fhir_response(page(3, "/Observation?page=2"))},
                                      {"/Observation?page=2", fhir_response(page(2, "?page=3"))},
                                      {"/Observation?page=3", fhir_response(page(1, ""))}}));
        const Read result = read(server);
        CHECK_FALSE(result.pages.failure.has_value());
        CHECK(result.pages.pages == 3);
        CHECK(result.observations == 6);
        CHECK(result.bundles == 3);
        CHECK(server.connections() == 1);
        for (const Request& request : server.requests())
            CHECK(request.header.find("Bearer t\r\n") != std::string::npos);
    }

    TEST_CASE("P-81: reading ends at a bound of pages or resources or bytes and says so") {
        FaultServer server([](Peer& peer, Request) -> net::awaitable<void> {
            co_await peer.send(fhir_response(page(10, "/Observation?again")));
        });
        struct Row {
            const char* story;
            PageLimits limits;
            std::size_t pages;
            int observations;
        };
        const Row rows[] = {
            {"pages", {.pages = 4}, 4, 40},
            {"resources", {.pages = 100, .resources = 26}, 2, 24},
            {"bytes", {.pages = 100, .bytes = 1500}, 2, 20},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            const Read result = read(server, row.limits);
            CHECK(result.pages.failure == FetchFailure::too_much);
            CHECK(result.pages.pages == row.pages);
            CHECK(result.observations >= row.observations);
        }
    }

    TEST_CASE("P-62: a page on another server is not fetched") {
        FaultServer other(answering({}));
        FaultServer server(
            answering({{"/Observation", fhir_response(page(3, other.url() + "/Observation?page=2"))}}));
        const Read result = read(server);
        CHECK(result.pages.failure == FetchFailure::other_origin);
        CHECK(result.pages.pages == 1);
        CHECK(result.observations == 3);
        CHECK(other.connections() == 0);
    }

    TEST_CASE("P-82: what was read before a failure is kept and the failure is said") {
        const std::string second = page(5, "");
        struct Row {
            const char* story;
            std::string second_page;
            FetchFailure failure;
            int observations;
        };
        const Row rows[] = {
            {"an error", response("500 Internal Server Error", "text/html", "x"), FetchFailure::server_error,
             3},
            {"JSON that ends early", fhir_response(second.substr(0, second.size() - 2)),
             FetchFailure::malformed_json, 8},
            {"JSON with an error", fhir_response("{\"resourceType\":\"Bundle\",}"),
             FetchFailure::malformed_json, 3},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            FaultServer server(
                answering({{"/Observation", fhir_response(page(3, "/2"))}, {"/2", row.second_page}}));
            const Read result = read(server);
            CHECK(result.pages.failure == row.failure);
            CHECK(result.observations == row.observations);
        }
    }
}
