#pragma once

#include "tests/e2e/http_client.hpp"
#include "tests/e2e/requests.hpp"
#include "tests/e2e/test_server.hpp"
#include "tests/fault_server.hpp"
#include "tests/story.hpp"

#include "hooks/answer.hpp"
#include "hooks/card.hpp"
#include "hooks/service.hpp"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace psoas::e2e {

inline constexpr std::string_view order_select_path = "/cds-services/psoas-order-select";

/// The service on the day of the stories, allowed to call some FHIR servers.
inline std::unique_ptr<TestServer> service_allowed(const std::vector<std::string>& fhir_servers,
                                                   std::chrono::milliseconds deadline) {
    fhir::AddressRule rule;
    for (const std::string& url : fhir_servers)
        rule.allowed.push_back(fhir::read_server_url(url)->origin);
    hooks::ServerLimits limits;
    limits.call_time = deadline;
    const auto cards = [](const hooks::HookRequest& request) {
        return hooks::cards_response(hooks::answer(request, logic::Policy{}, tests::story_day));
    };
    return std::make_unique<TestServer>(limits, cards, 1, nullptr, std::move(rule));
}

/// An order-select call with all of the record prefetched, of which a test takes away what is to be fetched.
struct FhirCall {
    boost::json::object body;

    explicit FhirCall(const std::string& fhir_server)
        : FhirCall(*std::ranges::find(stories(), "back-pain-day-5-lumbar-mri", &tests::Story::name),
                   fhir_server) {}
    FhirCall(const tests::Story& story, const std::string& fhir_server)
        : body(boost::json::parse(story.request).as_object()) {
        body["fhirServer"] = fhir_server + "/r4";
        body["fhirAuthorization"] = {{"access_token", "token-of-the-call"},
                                     {"token_type", "Bearer"},
                                     {"expires_in", 300},
                                     {"scope", "patient/*.read"},
                                     {"subject", "psoas-cds"}};
        if (body.contains("prefetch") && !prefetch().contains("questionnaireResponses"))
            prefetch()["questionnaireResponses"] = nullptr;
    }
    boost::json::object& prefetch() { return body.at("prefetch").as_object(); }
    FhirCall& without(std::string_view key) {
        prefetch().erase(key);
        return *this;
    }
    FhirCall& without_prefetch() {
        body.erase("prefetch");
        return *this;
    }
    /// The same patient's chart is opened, without any order.
    FhirCall& on_patient_view() {
        body["hook"] = "patient-view";
        body.at("context").as_object().erase("selections");
        body.at("context").as_object().erase("draftOrders");
        return *this;
    }
    [[nodiscard]] std::string bytes() const {
        const bool viewed = body.at("hook").as_string() == "patient-view";
        return call(boost::json::serialize(body), viewed ? patient_view_path : order_select_path);
    }

    static const std::vector<tests::Story>& stories() {
        static const std::vector<tests::Story> all = tests::stories();
        return all;
    }
};

struct Answered {
    unsigned status = 0;
    std::string body;
    std::chrono::milliseconds time{};
};

inline Answered ask(const TestServer& service, const std::string& bytes) {
    HttpClient client(service.endpoint());
    const auto began = std::chrono::steady_clock::now();
    client.send(bytes);
    const auto reply = client.receive();
    REQUIRE(reply.has_value());
    const auto time = std::chrono::steady_clock::now() - began;
    return {reply->result_int(), reply->body(), std::chrono::duration_cast<std::chrono::milliseconds>(time)};
}

/// The prefetch key whose template asks for what a target names; empty if there is none.
inline std::string key_of(const std::string& target) {
    for (const hooks::PrefetchTemplate& each : hooks::prefetch_templates()) {
        const std::string type = '/' + std::string(each.query.substr(0, each.query.find_first_of("/?")));
        if (target.find(type + '?') != target.npos || target.find(type + '/') != target.npos)
            return std::string(each.key);
    }
    return "";
}

inline constexpr std::string_view empty_bundle = R"({"resourceType":"Bundle","type":"searchset","total":0})";

/// A FHIR server that has these lists, by prefetch key, and nothing else.
inline FaultServer::Answer having(std::map<std::string, std::string> lists) {
    return [lists = std::move(lists)](FaultServer::Peer& peer,
                                      FaultServer::Request request) -> boost::asio::awaitable<void> {
        const auto found = lists.find(key_of(request.target));
        return say(peer,
                   fhir_response(found == lists.end() ? empty_bundle : std::string_view(found->second)));
    };
}

/// A FHIR server that sends the same bytes to everybody, and ends the connection.
inline FaultServer::Answer sending(std::string bytes) {
    return [bytes = std::move(bytes)](FaultServer::Peer& peer,
                                      FaultServer::Request) -> boost::asio::awaitable<void> {
        peer.hang_up();
        return say(peer, bytes);
    };
}

/// A FHIR server that takes requests and never answers.
inline boost::asio::awaitable<void> never(FaultServer::Peer& peer, FaultServer::Request) {
    co_await peer.pause(std::chrono::hours{1});
}

/// A FHIR server that answers a byte at a time, as long as somebody listens.
inline boost::asio::awaitable<void> dribble(FaultServer::Peer& peer, FaultServer::Request) {
    const std::string header = "HTTP/1.1 200 OK\r\nContent-Type: application/fhir+json\r\n"
                               "Content-Length: 100000\r\n\r\n";
    bool goes_on = co_await peer.send(header);
    while (goes_on) {
        goes_on = co_await peer.send(" ");
        co_await peer.pause(std::chrono::milliseconds{2});
    }
}

} // namespace psoas::e2e
