#include "hooks/log.hpp"

#include "tests/hooks/standard_error.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <doctest/doctest.h>

#include <stdexcept>
#include <string>

using namespace psoas::hooks;

TEST_SUITE("hooks/log") {
    TEST_CASE("an event is one line of JSON whatever its details hold") {
        std::string text;
        {
            const tests::StandardError standard_error;
            log_event(Severity::info, "start", {{"listening", "{} %v \"\n\x01"}, {"threads", 2}});
            text = standard_error.text();
        }
        CHECK(text.find('\n') == text.size() - 1);
        const boost::json::value line = boost::json::parse(text);
        CHECK(line.at("level") == "info");
        CHECK(line.at("event") == "start");
        CHECK(line.at("listening") == "{} %v \"\n\x01");
        CHECK(line.at("threads") == 2);
        CHECK(line.at("time").as_string().size() == std::string("2026-03-01T12:00:00Z").size());
    }

    TEST_CASE("the words of an exception stay out of the log because they may quote the record") {
        std::string text;
        {
            const tests::StandardError standard_error;
            log_internal_error(std::runtime_error("no code for Mary Smith"));
            text = standard_error.text();
        }
        CHECK(boost::json::parse(text).at("level") == "error");
        CHECK(boost::json::parse(text).at("exception") == "std::runtime_error");
        CHECK(text.find("Mary") == std::string::npos);
    }

    TEST_CASE("P-105: what is logged can be made more or less while the service runs") {
        CHECK(is_logged(Severity::info));
        CHECK_FALSE(is_logged(Severity::debug));
        std::string text;
        {
            const tests::StandardError standard_error;
            log_event(Severity::debug, "too-much");
            CHECK(change_log_level(LogStep::more) == Severity::debug);
            CHECK(change_log_level(LogStep::more) == Severity::debug);
            log_event(Severity::debug, "told");
            CHECK(change_log_level(LogStep::less) == Severity::info);
            CHECK(change_log_level(LogStep::less) == Severity::error);
            CHECK(change_log_level(LogStep::less) == Severity::error);
            log_event(Severity::info, "not-told");
            log_event(Severity::error, "always-told");
            text = standard_error.text(2);
        }
        set_log_level(Severity::info);
        CHECK(text.find("told") < text.find("always-told"));
        CHECK(text.find("too-much") == std::string::npos);
        CHECK(text.find("not-told") == std::string::npos);
    }
}
