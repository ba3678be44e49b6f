#include "hooks/request_checks.hpp"

#include <doctest/doctest.h>

#include <string_view>
#include <utility>
#include <vector>

using namespace psoas::hooks;
namespace http = boost::beast::http;

namespace {

using Headers = std::vector<std::pair<const char*, const char*>>;

http::request_header<> request_with(const Headers& headers, http::verb method = http::verb::post,
                                    unsigned version = 11) {
    http::request_header<> request;
    if (method == http::verb::unknown)
        request.method_string("BREW");
    else
        request.method(method);
    request.version(version);
    for (const auto& [name, value] : headers)
        request.insert(name, value);
    return request;
}

const Route hook_call{Route::Kind::hook_call, service_with_id("psoas-order-sign")};

} // namespace

TEST_SUITE("hooks/request_checks") {
    TEST_CASE("a folded header line is found and the blank line at the end is none") {
        CHECK(holds_folded_line("Host: a\r\n b\r\n"));
        CHECK(holds_folded_line("Host: a\r\n\tb\r\n"));
        CHECK_FALSE(holds_folded_line("Host: a\r\nX: b\r\n\r\n"));
        CHECK_FALSE(holds_folded_line(""));
    }

    TEST_CASE("empty lines before a request are counted in bytes") {
        CHECK(size_of_empty_lines("") == 0);
        CHECK(size_of_empty_lines("GET / HTTP/1.1\r\n") == 0);
        CHECK(size_of_empty_lines("\r\n\r\nGET / HTTP/1.1\r\n\r\n") == 4);
        CHECK(size_of_empty_lines("\r\n\r") == 2);
        CHECK(size_of_empty_lines("\n\r\n") == 0);
    }

    TEST_CASE("a version of HTTP is told from what is none") {
        for (const char* line :
             {"GET / HTTP/2.0", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "GET / HTTP/1.2\r\n"}) {
            CAPTURE(line);
            CHECK(names_http_version(line));
        }
        for (const char* line :
             {"", "HTTP/2.0", "GET / HTTP/2", "GET / HTTP/x.0\r\n", "GET / HTTPS/2.0\r\n"}) {
            CAPTURE(line);
            CHECK_FALSE(names_http_version(line));
        }
    }

    TEST_CASE("framing that a proxy may read otherwise is refused") {
        struct Row {
            std::string_view story;
            Headers headers;
            unsigned version;
            bool refused;
        };
        const Row rows[] = {
            {"one host", {{"Host", "a"}}, 11, false},
            {"no host", {}, 11, true},
            {"no host in HTTP/1.0", {}, 10, false},
            {"two hosts", {{"Host", "a"}, {"Host", "a"}}, 11, true},
            {"chunked", {{"Host", "a"}, {"Transfer-Encoding", "Chunked"}}, 11, false},
            {"chunked in HTTP/1.0", {{"Host", "a"}, {"Transfer-Encoding", "chunked"}}, 10, true},
            {"a word that ends in chunked", {{"Host", "a"}, {"Transfer-Encoding", "xchunked"}}, 11, true},
            {"another coding before", {{"Host", "a"}, {"Transfer-Encoding", "gzip, chunked"}}, 11, true},
            {"chunked twice",
             {{"Host", "a"}, {"Transfer-Encoding", "chunked"}, {"Transfer-Encoding", "chunked"}},
             11,
             true},
            {"identity", {{"Host", "a"}, {"Transfer-Encoding", "identity"}}, 11, true},
            {"a length", {{"Host", "a"}, {"Content-Length", "5"}}, 11, false},
            {"the same length twice",
             {{"Host", "a"}, {"Content-Length", "5"}, {"Content-Length", "5"}},
             11,
             true},
            {"the same length twice in one field", {{"Host", "a"}, {"Content-Length", "5, 5"}}, 11, true},
            {"an empty coding", {{"Host", "a"}, {"Transfer-Encoding", ""}}, 11, true},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            const auto request = request_with(row.headers, http::verb::post, row.version);
            CHECK(framing_defect(request, false).has_value() == row.refused);
            CHECK(framing_defect(request, true).has_value());
        }
    }

    TEST_CASE("P-09: a hook call is JSON that is posted") {
        struct Row {
            std::string_view story;
            http::verb method;
            Headers headers;
            unsigned status; ///< 0: taken
            unsigned version = 11;
        };
        const Row rows[] = {
            {"JSON", http::verb::post, {{"Content-Type", "application/json"}}, 0},
            {"JSON with a charset",
             http::verb::post,
             {{"Content-Type", "Application/JSON ; charset=utf-8"}},
             0},
            {"FHIR JSON", http::verb::post, {{"Content-Type", "application/fhir+json"}}, 0},
            {"no type", http::verb::post, {}, 415},
            {"a form", http::verb::post, {{"Content-Type", "application/x-www-form-urlencoded"}}, 415},
            {"another JSON", http::verb::post, {{"Content-Type", "application/jsonp"}}, 415},
            {"blanks", http::verb::post, {{"Content-Type", "  "}}, 415},
            {"compressed",
             http::verb::post,
             {{"Content-Type", "application/json"}, {"Content-Encoding", "gzip"}},
             415},
            {"compressed after all",
             http::verb::post,
             {{"Content-Type", "application/json"},
              {"Content-Encoding", "identity"},
              {"Content-Encoding", "gzip"}},
             415},
            {"two types",
             http::verb::post,
             {{"Content-Type", "application/json"}, {"Content-Type", "text/plain"}},
             415},
            {"waits for 100 in HTTP/1.0 where it means nothing",
             http::verb::post,
             {{"Content-Type", "application/json"}, {"Expect", "100-continue"}},
             0,
             10},
            {"expects more than 100",
             http::verb::post,
             {{"Content-Type", "application/json"}, {"Expect", "100-continue"}, {"Expect", "tea"}},
             417},
            {"waits for 100",
             http::verb::post,
             {{"Content-Type", "application/json"}, {"Expect", "100-Continue"}},
             0},
            {"expects more",
             http::verb::post,
             {{"Content-Type", "application/json"}, {"Expect", "a miracle"}},
             417},
            {"GET", http::verb::get, {}, 405},
            {"a method of its own", http::verb::unknown, {}, 405},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            const auto refused = refusal(hook_call, request_with(row.headers, row.method, row.version));
            CHECK((refused ? refused->result_int() : 0) == row.status);
            if (row.status == 405) CHECK((*refused)[http::field::allow] == "POST, OPTIONS");
        }
    }
}
