#include "tests/attack/hostile_request.hpp"

#include "tests/e2e/requests.hpp"

#include <algorithm>

namespace psoas::attack {

namespace {

using e2e::call_header;
using e2e::patient_view_body;

const std::string length_field = "Content-Length: " + std::to_string(patient_view_body.size()) + "\r\n";

/// A character of a name (RFC 9110, section 5.6.2).
bool is_token_character(unsigned char c) {
    constexpr std::string_view marks = "!#$%&'*+-.^_`|~";
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
           || marks.find(static_cast<char>(c)) != std::string_view::npos;
}
/// A character inside of a value (section 5.5): printable, beyond ASCII, or a blank.
bool is_value_character(unsigned char c) {
    return c == '\t' || (c >= ' ' && c != 0x7f);
}

HostileRequest with_field(std::string shape, const std::string& field, Expected expected) {
    return {std::move(shape), call_header(field + length_field).append(patient_view_body).append(smuggled),
            expected, 2};
}

/// Every byte at the beginning, in the middle and at the end of a field's name and value.
void add_bytes(std::vector<HostileRequest>& shapes) {
    for (int code = 0; code < 256; ++code) {
        const char c = static_cast<char>(code);
        const std::string shape = "byte " + std::to_string(code);
        if (c != ':')
            for (const std::string& name :
                 {std::string(1, c) + "ab", std::string("a") + c + "b", std::string("ab") + c})
                shapes.push_back(with_field(shape + " in a name", name + ": x\r\n",
                                            is_token_character(static_cast<unsigned char>(code))
                                                ? Expected::answered
                                                : Expected::refused));
        for (const std::string& value :
             {std::string("a") + c + "b", std::string("a") + c, c + std::string("b")})
            shapes.push_back(with_field(shape + " in a value", "X: " + value + "\r\n",
                                        is_value_character(static_cast<unsigned char>(code))
                                            ? Expected::answered
                                            : Expected::refused));
    }
}

void add_request_lines(std::vector<HostileRequest>& shapes) {
    const auto line = [&](std::string shape, const std::string& text, Expected expected = Expected::refused) {
        shapes.push_back({std::move(shape), text + "Host: a\r\n\r\n" + std::string(smuggled), expected, 2});
    };
    line("two blanks before the target", "GET  /cds-services HTTP/1.1\r\n");
    line("two blanks before the version", "GET /cds-services  HTTP/1.1\r\n");
    line("a tab before the target", "GET\t/cds-services HTTP/1.1\r\n");
    line("a tab before the version", "GET /cds-services\tHTTP/1.1\r\n");
    line("a blank before the method", " GET /cds-services HTTP/1.1\r\n");
    line("a blank after the version", "GET /cds-services HTTP/1.1 \r\n");
    line("a line that ends in LF", "GET /cds-services HTTP/1.1\n");
    line("a line that ends in CR", "GET /cds-services HTTP/1.1\r");
    line("a line that ends in CR CR LF", "GET /cds-services HTTP/1.1\r\r\n");
    line("no version", "GET /cds-services\r\n");
    line("no target", "GET  HTTP/1.1\r\n");
    line("nothing but a method", "GET\r\n");
    line("a field before the line", "Host: b\r\nGET /cds-services HTTP/1.1\r\n");
    for (const char* version : {"HTTP/1.2", "HTTP/1.9", "HTTP/2.0", "HTTP/3.0", "HTTP/0.9", "HTTP/1",
                                "HTTP/11", "HTTP/1.10", "HTTP/01.1", "HTTP/1.1.1", "http/1.1", "HTTPS/1.1",
                                "HTTP/a.b", "HTTP/-1.1", "HTTP 1.1", "HTTP/ 1.1", "ICY/1.1", "HTTP/1.1a"})
        line(std::string("version ") + version, std::string("GET /cds-services ") + version + "\r\n");
    for (const char* method :
         {"get", "Get", "G3T", "PUT", "DELETE", "PATCH", "TRACE", "LOCK", "PRI", "PURGE"})
        line(std::string("method ") + method, std::string(method) + " /cds-services HTTP/1.1\r\n",
             Expected::rejected);
    line("CONNECT", "CONNECT cds.example:443 HTTP/1.1\r\n", Expected::rejected);
    line("the server as a whole", "OPTIONS * HTTP/1.1\r\n", Expected::rejected);
    for (const char* target : {"cds-services",
                               "//../cds-services/..",
                               "/..",
                               "/cds-services/../healthz",
                               "/cds-services%00",
                               "/%63ds-services",
                               "/cds-services/%2e%2e/",
                               "/cds%2fservices",
                               "/cds-services;x=y",
                               "\\cds-services",
                               "http:///cds-services",
                               "http://",
                               "file:///etc/passwd",
                               "/cds-services/psoas-patient-view%0d%0aX:y",
                               "/%",
                               "/%zz",
                               "/cds-services#x",
                               "/\"",
                               "/<",
                               "/{}",
                               "*",
                               "?",
                               ""})
        if (std::string_view(target) != "")
            line(std::string("target ") + target, std::string("GET ") + target + " HTTP/1.1\r\n",
                 Expected::rejected);
    // All that a target must not have: blanks end it, others are no part of a URL (RFC 3986).
    for (int code = 0; code < 256; ++code)
        if (code <= ' ' || code >= 0x7f)
            line("byte " + std::to_string(code) + " in a target",
                 std::string("GET /cds-services?") + static_cast<char>(code) + " HTTP/1.1\r\n",
                 Expected::rejected);
    // Without a length a POST has no body, and an empty one is no hook call.
    shapes.push_back({"no length", call_header("").append(smuggled), Expected::rejected, 1});
}

} // namespace

std::vector<HostileRequest> broken_headers() {
    std::vector<HostileRequest> shapes;
    add_bytes(shapes);
    add_request_lines(shapes);
    return shapes;
}

} // namespace psoas::attack
