#include "hooks/log.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <doctest/doctest.h>

#include <cstdio>
#include <stdexcept>
#include <string>

#include <unistd.h>

using namespace psoas::hooks;

namespace {

/// What is written to standard error while it lives.
class StandardError {
public:
    StandardError() { dup2(fileno(file_), STDERR_FILENO); }
    ~StandardError() {
        dup2(before_, STDERR_FILENO);
        close(before_);
        std::fclose(file_);
    }
    StandardError(const StandardError&) = delete;
    StandardError& operator=(const StandardError&) = delete;

    [[nodiscard]] std::string text() const {
        std::string written;
        std::rewind(file_);
        for (int c = std::fgetc(file_); c != EOF; c = std::fgetc(file_))
            written += static_cast<char>(c);
        return written;
    }

private:
    int before_ = dup(STDERR_FILENO);
    std::FILE* file_ = std::tmpfile();
};

} // namespace

TEST_SUITE("hooks/log") {
    TEST_CASE("an event is one line of JSON whatever its details hold") {
        std::string text;
        {
            const StandardError standard_error;
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
            const StandardError standard_error;
            log_internal_error(std::runtime_error("no code for Mary Smith"));
            text = standard_error.text();
        }
        CHECK(boost::json::parse(text).at("level") == "error");
        CHECK(boost::json::parse(text).at("exception") == "std::runtime_error");
        CHECK(text.find("Mary") == std::string::npos);
    }
}
