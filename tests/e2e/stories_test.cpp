#include "tests/e2e/http_client.hpp"
#include "tests/e2e/requests.hpp"
#include "tests/e2e/test_server.hpp"
#include "tests/hooks/conformance.hpp"
#include "tests/story.hpp"

#include "hooks/answer.hpp"
#include "hooks/card.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace psoas;
using namespace psoas::e2e;

namespace {

TestServer::Body answer_of_site(const logic::Policy& policy) {
    return [policy](const hooks::HookRequest& request) {
        return hooks::cards_response(hooks::answer(request, policy, tests::story_day));
    };
}

void check_told(HttpClient& client, const tests::Story& story) {
    CAPTURE(story.name);
    client.send(call(story.request, "/cds-services/" + story.service));
    const auto reply = client.receive();
    REQUIRE(reply.has_value());
    tests::check_answer(story, reply->result_int(), reply->body());
    if (reply->result_int() == 200) CHECK(hooks::tests::violation_of_cards(reply->body()) == "");
}

} // namespace

TEST_SUITE("e2e/stories") {
    TEST_CASE("every story gets the cards that it expects over one connection") {
        const std::vector<tests::Story> stories = tests::stories();
        REQUIRE(stories.size() >= 75);
        TestServer server({}, answer_of_site({}));
        HttpClient client(server.endpoint());
        for (const tests::Story& story : stories)
            if (story.policy == logic::Policy{}) check_told(client, story);
    }

    TEST_CASE("a story of a site with settings of its own gets the cards that it expects") {
        int told = 0;
        for (const tests::Story& story : tests::stories()) {
            if (story.policy == logic::Policy{}) continue;
            TestServer server({}, answer_of_site(story.policy));
            HttpClient client(server.endpoint());
            check_told(client, story);
            ++told;
        }
        CHECK(told >= 2);
    }
}
