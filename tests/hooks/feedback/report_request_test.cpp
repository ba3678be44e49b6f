#include "hooks/feedback/report_request.hpp"

#include <boost/beast/http/verb.hpp>
#include <doctest/doctest.h>

#include <vector>

using namespace psoas::hooks;
using namespace std::chrono_literals;
using psoas::fhir::IssueType;
namespace http = boost::beast::http;

namespace {

constexpr std::chrono::sys_days today = 2026y / 11 / 21;

http::request_header<> get(std::string_view target) {
    http::request_header<> request;
    request.method(http::verb::get);
    request.target(target);
    return request;
}

} // namespace

TEST_SUITE("hooks/feedback/report_request") {
    TEST_CASE("P-42: a report is of the last 30 days unless it is asked for others") {
        struct Row {
            std::string_view target;
            ReportPeriod period;
        };
        const Row rows[] = {
            {"/reports/feedback", {2026y / 10 / 23, today}},
            {"/reports/feedback?to=2026-03-01", {2026y / 1 / 31, 2026y / 3 / 1}},
            {"/reports/feedback?from=2026-11-21", {today, today}},
            {"/reports/feedback?from=2026-01-01&to=2026-12-31", {2026y / 1 / 1, 2026y / 12 / 31}},
            {"http://localhost/reports/feedback?from=2026-11-20", {2026y / 11 / 20, today}},
        };
        for (const Row& row : rows) {
            CAPTURE(row.target);
            const auto asked = read_report_request(get(row.target), today);
            REQUIRE(asked.has_value());
            CHECK(asked->period == row.period);
        }
    }

    TEST_CASE("P-42: a report that nobody can give is refused with the parameter") {
        struct Row {
            std::string_view query;
            std::string_view parameter;
        };
        const Row rows[] = {
            {"from=yesterday", "from"},        {"from=2026-11", "from"},    {"to=2026-02-30", "to"},
            {"from=2026-11-22", "from"},       {"from=2010-01-01", "from"}, {"format=xml", "format"},
            {"to=2026-11-21T00:00:00Z", "to"},
        };
        for (const Row& row : rows) {
            CAPTURE(row.query);
            const auto asked = read_report_request(get("/reports/feedback?" + std::string(row.query)), today);
            REQUIRE_FALSE(asked.has_value());
            CHECK(asked.error().type == IssueType::value);
            CHECK(asked.error().expression == row.parameter);
        }
    }

    TEST_CASE("the format is asked for by name or else by what the client accepts") {
        struct Row {
            std::string_view query;
            std::string_view accept;
            ReportRequest::Format format;
        };
        using Format = ReportRequest::Format;
        const Row rows[] = {
            {"", "", Format::json},
            {"", "*/*", Format::json},
            {"", "text/csv", Format::csv},
            {"", "application/json, text/csv;q=0.5", Format::json},
            {"?format=csv", "application/json", Format::csv},
            {"?format=json", "text/csv", Format::json},
        };
        for (const Row& row : rows) {
            CAPTURE(row.query);
            CAPTURE(row.accept);
            auto request = get("/reports/feedback" + std::string(row.query));
            if (!row.accept.empty()) request.set(http::field::accept, row.accept);
            const auto asked = read_report_request(request, today);
            REQUIRE(asked.has_value());
            CHECK(asked->format == row.format);
        }
    }

    TEST_CASE("a request is from this machine if the client is and nobody stands between") {
        struct Row {
            const char* client;
            const char* host;
            const char* other_field;
            bool from_here;
        };
        const Row rows[] = {
            {"127.0.0.1", "127.0.0.1:8080", nullptr, true},
            {"127.0.0.1", "LOCALHOST", nullptr, true},
            {"::1", "[::1]:8080", nullptr, true},
            {"::ffff:127.0.0.1", "localhost:8080", nullptr, true},
            {"192.0.2.7", "localhost", nullptr, false},
            {"::ffff:192.0.2.7", "localhost", nullptr, false},
            {"127.0.0.1", "cds.example", nullptr, false},
            {"127.0.0.1", "localhost.evil.example", nullptr, false},
            {"127.0.0.1", "", nullptr, false},
            {"127.0.0.1", "localhost", "X-Forwarded-For", false},
            {"127.0.0.1", "localhost", "forwarded", false},
            {"127.0.0.1", "localhost", "Via", false},
            {"127.0.0.1", "localhost", "Origin", false},
            {"127.0.0.1", "localhost", "X-Forwarded-Proto", false},
            {"127.0.0.1", "localhost", "x-forwarded-port", false},
            {"127.0.0.1", "localhost", "X-Real-IP", false},
            {"127.0.0.1", "localhost", "X-Client-IP", false},
            {"127.0.0.1", "localhost", "x-original-host", false},
            {"127.0.0.1", "localhost", "CF-Connecting-IP", false},
            {"127.0.0.1", "localhost", "True-Client-IP", false},
            {"127.0.0.1", "127.0.0.1:1@evil.example", nullptr, false},
            {"127.0.0.1", "localhost:evil", nullptr, false},
            {"127.0.0.1", "localhost:", nullptr, false},
            {"127.0.0.1", "localhost:8080:1", nullptr, false},
            {"127.0.0.1", "localhost:123456", nullptr, false},
            {"::1", "[::1]", nullptr, true},
            {"::1", "[::1]evil", nullptr, false},
            {"127.0.0.1", "localhost", "X-Forward", true},
            {"127.0.0.1", "localhost", "Accept", true},
        };
        for (const Row& row : rows) {
            CAPTURE(row.client);
            CAPTURE(row.host);
            auto request = get("/reports/feedback");
            request.set(http::field::host, row.host);
            if (row.other_field != nullptr) request.insert(row.other_field, "x");
            CHECK(is_from_this_machine(request, boost::asio::ip::make_address(row.client)) == row.from_here);
            request.target("http://localhost/reports/feedback");
            CHECK_FALSE(is_from_this_machine(request, boost::asio::ip::make_address(row.client)));
            request.target("/reports/feedback");
            request.version(10); // as nginx passes requests on unless it is told otherwise
            CHECK_FALSE(is_from_this_machine(request, boost::asio::ip::make_address(row.client)));
        }
    }

    TEST_CASE("P-42: what a browser sends for another page is not from this machine") {
        const auto client = boost::asio::ip::make_address("127.0.0.1");
        auto request = get("/reports/feedback");
        request.set(http::field::host, "localhost:8080");
        for (const char* site : {"none", "same-origin"}) {
            request.set("Sec-Fetch-Site", site);
            CHECK(is_from_this_machine(request, client));
        }
        for (const char* site : {"cross-site", "same-site", "unheard-of"}) {
            request.set("Sec-Fetch-Site", site);
            CHECK_FALSE(is_from_this_machine(request, client));
        }
        request.erase("Sec-Fetch-Site");
        request.insert(http::field::host, "localhost");
        CHECK_FALSE(is_from_this_machine(request, client));
    }
}
