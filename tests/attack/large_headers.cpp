#include "tests/attack/hostile_request.hpp"

#include "tests/e2e/requests.hpp"

namespace psoas::attack {

namespace {

std::string repeated(std::string_view text, std::size_t times) {
    std::string all;
    all.reserve(text.size() * times);
    for (std::size_t i = 0; i < times; ++i)
        all += text;
    return all;
}

} // namespace

std::vector<HostileRequest> large_headers(Amount amount) {
    const std::string begin = "GET /cds-services HTTP/1.1\r\nHost: a\r\n";
    const std::string end = "\r\n" + std::string(smuggled);
    const std::string chunked = e2e::call_header("Transfer-Encoding: chunked\r\n");
    std::vector<HostileRequest> shapes;
    const auto too_large = [&](std::string shape, std::string bytes) {
        shapes.push_back({std::move(shape), std::move(bytes), Expected::refused});
    };
    for (const std::size_t kib : amount == Amount::full
                                     ? std::vector<std::size_t>{17, 64, 65, 256, 1024, 8192}
                                     : std::vector<std::size_t>{17, 65, 1024}) {
        const std::size_t size = kib << 10U;
        const std::string text(size, 'x');
        const std::string shape = std::to_string(kib) + " KiB of ";
        too_large(shape + "one value", begin + "X: " + text + "\r\n" + end);
        too_large(shape + "one name", begin + text + ": x\r\n" + end);
        too_large(shape + "a line without a colon and an end", begin + text);
        too_large(shape + "blanks in a value", begin + "X:" + std::string(size, ' ') + "x\r\n" + end);
        too_large(shape + "fields", begin + repeated("X: y\r\n", size / 6) + end);
        too_large(shape + "fields without values", begin + repeated("X:\r\n", size / 4) + end);
        too_large(shape + "fields of one letter", begin + repeated("Y:z\r\n", size / 5) + end);
        too_large(shape + "cookies", begin + repeated("Cookie: a=b\r\n", size / 13) + end);
        too_large(shape + "authorizations", begin + repeated("Authorization: Bearer x\r\n", size / 25) + end);
        too_large(shape + "method", text + " / HTTP/1.1\r\nHost: a\r\n" + end);
        too_large(shape + "path", "GET /" + text + " HTTP/1.1\r\nHost: a\r\n" + end);
        too_large(shape + "slashes", "GET " + std::string(size, '/') + " HTTP/1.1\r\nHost: a\r\n" + end);
        too_large(shape + "query", "GET /cds-services?" + text + " HTTP/1.1\r\nHost: a\r\n" + end);
        too_large(shape + "chunk extension", chunked + "1;" + text + "\r\n{\r\n" + end);
        too_large(shape + "digits of a chunk size", chunked + std::string(size, '0') + "1\r\n{\r\n" + end);
        too_large(shape + "trailer", chunked + "2\r\n[]\r\n0\r\nX: " + text + "\r\n" + end);
        too_large(shape + "trailers", chunked + "2\r\n[]\r\n0\r\n" + repeated("X: y\r\n", size / 6) + end);
        shapes.push_back({shape + "empty lines before a request",
                          repeated("\r\n", size / 2) + std::string(smuggled), Expected::handled});
        too_large(shape + "the digits of a length",
                  e2e::call_header("Content-Length: " + std::string(size, '9') + "\r\n"));
        too_large(shape + "codings",
                  e2e::call_header("Transfer-Encoding: " + repeated("chunked, ", size / 9) + "chunked\r\n"));
        too_large(shape + "nothing but NUL", std::string(size, '\0'));
        too_large(shape + "nothing but CR", std::string(size, '\r'));
        shapes.push_back({shape + "nothing but LF", std::string(size, '\n'), Expected::refused});
    }
    // Just inside of the limit.
    for (const std::size_t size : {8000U, 16000U})
        shapes.push_back({"a header of " + std::to_string(size) + " bytes",
                          begin + "X: " + std::string(size, 'x') + "\r\n" + end, Expected::answered, 2});
    // Many chunks of one byte, with an extension each: long, and a body like others.
    shapes.push_back({"a chunk for each byte",
                      e2e::chunked_call(std::string(5000, ' ') + std::string(e2e::patient_view_body), 1),
                      Expected::answered, 1});
    return shapes;
}

} // namespace psoas::attack
