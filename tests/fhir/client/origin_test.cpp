#include "fhir/client/origin.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace psoas::fhir;

TEST_SUITE("fhir/client/origin") {
    TEST_CASE("the base of a FHIR server is an absolute http or https URL") {
        struct Row {
            const char* url;
            const char* origin; ///< empty: refused
            const char* path;
        };
        const Row rows[] = {
            {"https://fhir.example", "https://fhir.example", ""},
            {"https://fhir.example/", "https://fhir.example", ""},
            {"https://fhir.example/r4/", "https://fhir.example", "/r4"},
            {"https://fhir.example/a/b%20c//", "https://fhir.example", "/a/b%20c"},
            {"HTTPS://Fhir.EXAMPLE:443/R4", "https://fhir.example", "/R4"},
            {"http://10.0.0.1:8080/fhir", "http://10.0.0.1:8080", "/fhir"},
            {"https://[2001:DB8::1]:8443/r4", "https://[2001:db8::1]:8443", "/r4"},
            {"https://fhir.example:/r4", "https://fhir.example", "/r4"},
            {"", "", ""},
            {"fhir.example/r4", "", ""},
            {"/r4", "", ""},
            {"ftp://fhir.example", "", ""},
            {"file:///etc/passwd", "", ""},
            {"https://", "", ""},
            {"https://user:word@fhir.example", "", ""},
            {"https://fhir.example@evil.example", "", ""},
            {"https://fhir.example?a=b", "", ""},
            {"https://fhir.example/#a", "", ""},
            {"https://fhir.example:0", "", ""},
            {"https://fhir.example:65536", "", ""},
            {"https://fhir.example:99999", "", ""},
            {"https://fhir.example:99999999999", "", ""},
            {"https://fhir .example", "", ""},
            {"https://fhir.example/a b", "", ""},
            {"https://fhir.example/\r\nX: y", "", ""},
            {"https://fhir%2eexample", "", ""},
            {"https://fhir.example\\@evil.example", "", ""},
            {"https://f\xc3\xa4hir.example", "", ""},
            {"https://[fe80::1%25eth0]/", "", ""},
            {"https://[v1.x]/", "", ""},
        };
        for (const Row& row : rows) {
            CAPTURE(row.url);
            const auto url = read_server_url(row.url);
            if (std::string(row.origin).empty()) {
                CHECK_FALSE(url.has_value());
                continue;
            }
            REQUIRE(url.has_value());
            CHECK(text(url->origin) == row.origin);
            CHECK(url->base_path == row.path);
        }
        CHECK_FALSE(read_server_url("https://fhir.example/" + std::string(10'000, 'a')).has_value());
    }

    TEST_CASE("P-62: a page follows only from the same origin") {
        struct Row {
            const char* story;
            const char* link;
            const char* target; ///< empty: refused
        };
        const Row rows[] = {
            {"absolute", "https://fhir.example/r4/Observation?page=2", "/r4/Observation?page=2"},
            {"port of the scheme", "https://fhir.example:443/r4?p=2", "/r4?p=2"},
            {"outside of the base", "https://fhir.example/other?_getpages=a&b=c", "/other?_getpages=a&b=c"},
            {"relative to the server", "/r4/Observation?page=2", "/r4/Observation?page=2"},
            {"relative to the page", "Observation?page=2", "/r4/Observation?page=2"},
            {"a query alone", "?page=2", "/r4/Observation?page=2"},
            {"no path", "https://fhir.example?_getpages=a", "/?_getpages=a"},
            {"a bar and spaces as some servers leave them", "?code=http://loinc.org|1 2",
             "/r4/Observation?code=http://loinc.org%7C1%202"},
            {"a line end", "?a=b\r\nX-Evil: y", "/r4/Observation?a=b%0D%0AX-Evil:%20y"},
            {"a fragment is not sent", "?page=2#top", "/r4/Observation?page=2"},
            {"another host", "https://evil.example/r4/Observation?page=2", ""},
            {"another host without a scheme", "//evil.example/r4", ""},
            {"another scheme", "http://fhir.example/r4", ""},
            {"another port", "https://fhir.example:8443/r4", ""},
            {"a user", "https://a:b@fhir.example/r4", ""},
            {"no URL", "https://[", ""},
            {"a script", "javascript:alert(1)", ""},
        };
        const Origin origin = read_server_url("https://fhir.example/r4")->origin;
        for (const Row& row : rows) {
            CAPTURE(row.story);
            const auto target = target_of_link(origin, "/r4/Observation?patient=1", row.link);
            CHECK(target.value_or("") == row.target);
        }
    }

    TEST_CASE("the id of a patient cannot break out of its place in a URL") {
        CHECK(percent_encoded("a-B.0_~") == "a-B.0_~");
        CHECK(percent_encoded("1/../2?x=y&z#\r\n %\xc3\xa4")
              == "1%2F..%2F2%3Fx%3Dy%26z%23%0D%0A%20%25%C3%A4");
    }

    TEST_CASE("the Host header has the port unless it is that of the scheme") {
        CHECK(host_header({Origin::Scheme::https, "fhir.example", 443}) == "fhir.example");
        CHECK(host_header({Origin::Scheme::http, "fhir.example", 443}) == "fhir.example:443");
        CHECK(host_header({Origin::Scheme::https, "::1", 8443}) == "[::1]:8443");
    }
}
