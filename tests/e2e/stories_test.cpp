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

TEST_SUITE("e2e/stories") {
    TEST_CASE("every story gets the cards that it expects over one connection") {
        const std::vector<tests::Story> stories = tests::stories();
        REQUIRE(stories.size() >= 15);
        TestServer server({}, [](const hooks::HookRequest& request) {
            return hooks::cards_response(hooks::answer(request, logic::Policy{}, tests::story_day));
        });
        HttpClient client(server.endpoint());
        for (const tests::Story& story : stories) {
            CAPTURE(story.name);
            client.send(call(story.request, "/cds-services/" + story.service));
            const auto reply = client.receive();
            REQUIRE(reply.has_value());
            tests::check_answer(story, reply->result_int(), reply->body());
            if (reply->result_int() == 200) CHECK(hooks::tests::violation_of_cards(reply->body()) == "");
        }
    }
}
