#include "hooks/hook_response.hpp"

#include "fhir/terminology.hpp"
#include "fhir/text_reader.hpp"
#include "hooks/hook_request.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <doctest/doctest.h>

#include <fstream>
#include <sstream>
#include <string>

using namespace psoas;
using namespace psoas::hooks;
using namespace std::chrono_literals;

namespace {

const ReadingAids& aids() {
    static const fhir::Terminology codes;
    static const fhir::TextReader words;
    static const ReadingAids read_with{codes, words, {}};
    return read_with;
}

HookResponse answer_to_story(const Settings& settings, Account account = Account::as_set) {
    std::ifstream file(PSOAS_SOURCE_DIR "/fixtures/back-pain-day-5-lumbar-mri/request.json");
    std::ostringstream text;
    text << file.rdbuf();
    HookReader reader(Hook::order_select, aids());
    reader.write(text.str());
    const fhir::Result<HookRequest> request = reader.finish();
    REQUIRE(request.has_value());
    return hook_response(*request, settings, aids(), 2026y / 11 / 21, nullptr, account);
}

} // namespace

TEST_SUITE("hooks/hook_response") {
    TEST_CASE("P-121: the whole account is beside the cards for the sandbox and not for others") {
        const HookResponse plain = answer_to_story({});
        const HookResponse whole = answer_to_story({}, Account::whole);
        const auto card_of = [](const HookResponse& response) {
            return boost::json::parse(response.body).at("cards").at(0).as_object();
        };
        CHECK_FALSE(card_of(plain).contains("extension"));
        const boost::json::object extension = card_of(whole).at("extension").as_object();
        CHECK(extension.contains("urn:psoas-cds:explain"));
        CHECK(extension.at("urn:psoas-cds:findings").at("findings").as_array().size() == 2);
        CHECK(card_of(plain).at("summary") == card_of(whole).at("summary"));
    }

    TEST_CASE("in a silent trial the answer is empty whatever else is asked for and the cards are kept") {
        Settings settings;
        const HookResponse shown = answer_to_story(settings);
        REQUIRE(shown.cards.size() == 1);
        CHECK(boost::json::parse(shown.body).at("cards").as_array().size() == 1);

        settings.silent = true;
        settings.explain = true;
        settings.pama = true;
        const HookResponse withheld = answer_to_story(settings);
        CHECK(withheld.body == R"({"cards":[]})");
        REQUIRE(withheld.cards.size() == 1);
        CHECK(withheld.cards.front().summary == shown.cards.front().summary);
    }
}
