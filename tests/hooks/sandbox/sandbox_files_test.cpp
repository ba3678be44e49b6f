#include "hooks/sandbox/sandbox_files.hpp"

#include <boost/beast/http/verb.hpp>
#include <boost/json/parse.hpp>
#include <doctest/doctest.h>

#include <string>
#include <string_view>

using namespace psoas::hooks;
namespace http = boost::beast::http;

namespace {

const SandboxFiles& files() {
    static const SandboxFiles all;
    return all;
}

Response response_to(std::string_view path, std::string_view target, std::string_view if_none_match = {}) {
    const SandboxFile* const file = files().at(path);
    REQUIRE(file != nullptr);
    http::request_header<> request;
    request.method(http::verb::get);
    request.target(target);
    if (!if_none_match.empty()) request.set(http::field::if_none_match, if_none_match);
    return sandbox_file_response(*file, request);
}

/// What the policy lets the page connect to.
std::string connections(std::string_view target) {
    const Response page = response_to("", target);
    const std::string policy(page["Content-Security-Policy"]);
    const std::size_t begin = policy.find("connect-src ");
    REQUIRE(begin != std::string::npos);
    return policy.substr(begin, policy.find(';', begin) - begin);
}

} // namespace

TEST_SUITE("hooks/sandbox/sandbox_files") {
    TEST_CASE("P-120: each file has the media type that browsers want of it") {
        struct Row {
            std::string_view path;
            std::string_view media_type;
        };
        const Row rows[] = {
            {"", "text/html; charset=utf-8"},
            {"sandbox/style.css", "text/css; charset=utf-8"},
            {"sandbox/app.js", "text/javascript; charset=utf-8"},
            {"sandbox/purify.es.mjs", "text/javascript; charset=utf-8"},
            {"sandbox/icon.svg", "image/svg+xml"},
            {"sandbox/stories", "application/json"},
            {"sandbox/stories/cauda-equina", "application/json"},
            {"sandbox/orders", "application/json"},
            {"sandbox/rows", "text/markdown; charset=utf-8"},
        };
        for (const Row& row : rows) {
            CAPTURE(row.path);
            const Response response = response_to(row.path, "/" + std::string(row.path));
            CHECK(response.result() == http::status::ok);
            CHECK(response[http::field::content_type] == row.media_type);
            CHECK_FALSE(response.body().empty());
        }
        CHECK(boost::json::parse(response_to("sandbox/stories", "/sandbox/stories").body()).is_array());
        CHECK(boost::json::parse(response_to("sandbox/orders", "/sandbox/orders").body()).is_array());
        for (const char* path : {"sandbox", "index.html", "sandbox/index.html", "sandbox/", "/"})
            CHECK(files().at(path) == nullptr);
    }

    TEST_CASE("P-120: who has a file already is told so and no two files share a tag") {
        const Response first = response_to("sandbox/app.js", "/sandbox/app.js");
        const std::string tag(first[http::field::etag]);
        CHECK(tag.starts_with("\""));
        for (const std::string& known : {tag, "\"other\", " + tag, std::string("*")}) {
            CAPTURE(known);
            const Response again = response_to("sandbox/app.js", "/sandbox/app.js", known);
            CHECK(again.result() == http::status::not_modified);
            CHECK(again.body().empty());
            CHECK(again[http::field::etag] == tag);
        }
        const Response other = response_to("sandbox/style.css", "/sandbox/style.css", tag);
        CHECK(other.result() == http::status::ok);
        CHECK(other[http::field::etag] != tag);
    }

    TEST_CASE("P-122: the page runs its own scripts alone and is shown in no frame") {
        const Response page = response_to("", "/");
        const std::string_view policy = page["Content-Security-Policy"];
        for (const char* part :
             {"default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'",
              "base-uri 'none'", "form-action 'none'", "require-trusted-types-for 'script'"}) {
            CAPTURE(part);
            CHECK(policy.find(part) != std::string_view::npos);
        }
        CHECK(policy.find("unsafe") == std::string_view::npos);
        CHECK(policy.find("https:") == std::string_view::npos);
        CHECK(page.body().find("<script>") == std::string::npos);
        CHECK(page.body().find(" style=") == std::string::npos);
        CHECK(page.body().find(" onclick=") == std::string::npos);
    }

    TEST_CASE("P-122: the page may connect to the service and to the FHIR server of its address alone") {
        struct Row {
            std::string_view target;
            std::string_view connections;
        };
        const Row rows[] = {
            {"/", "connect-src 'self'"},
            {"/?story=cauda-equina", "connect-src 'self'"},
            {"/?fhir-server=https%3A%2F%2FR4.example%2Ffhir", "connect-src 'self' https://r4.example"},
            {"/?fhir-server=https://r4.example:8443/fhir/", "connect-src 'self' https://r4.example:8443"},
            {"/?fhir-server=http%3A%2F%2F127.0.0.1%3A8000", "connect-src 'self' http://127.0.0.1:8000"},
            {"/?fhir-server=r4.example", "connect-src 'self'"},
            {"/?fhir-server=javascript:alert(1)", "connect-src 'self'"},
            {"/?fhir-server=*", "connect-src 'self'"},
            {"/?fhir-server=https://*", "connect-src 'self'"},
            {"/?fhir-server=https://a%3Bscript-src%20*", "connect-src 'self'"},
            {"/?fhir-server=https://a;script-src", "connect-src 'self'"},
            {"/?fhir-server=https://a,b", "connect-src 'self'"},
            {"/?fhir-server=https://user@a.example", "connect-src 'self'"},
            {"/?fhir-server=https://%5B::1%5D/", "connect-src 'self'"},
        };
        for (const Row& row : rows) {
            CAPTURE(row.target);
            CHECK(connections(row.target) == row.connections);
        }
    }

    TEST_CASE("P-120: the page without a slash at its end leads to where its files are found") {
        const Response away = response_to("", "/cds/psoas?story=1");
        CHECK(away.result() == http::status::permanent_redirect);
        CHECK(away[http::field::location] == "psoas/");
        CHECK(response_to("", "/cds/psoas/").result() == http::status::ok);
    }
}
