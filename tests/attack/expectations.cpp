#include "tests/attack/hostile_request.hpp"

#include "tests/e2e/requests.hpp"

namespace psoas::attack {

std::vector<HostileRequest> expectations() {
    const std::string body{e2e::patient_view_body};
    const std::string length = "Content-Length: " + std::to_string(body.size()) + "\r\n";
    const std::string expect = "Expect: 100-continue\r\n";
    std::vector<HostileRequest> shapes;
    for (const char* value : {"200-ok", "100-continue, 100-continue", "101", "", "100-continue;x",
                              "\"100-continue\"", "continue", "100"})
        shapes.push_back({std::string("Expect: ") + value,
                          e2e::call_header(std::string("Expect: ") + value + "\r\n" + length) + body,
                          std::string_view(value).empty() ? Expected::handled : Expected::refused});
    shapes.push_back({"one that can be met and one that cannot",
                      e2e::call_header(expect + "Expect: x\r\n" + length) + body, Expected::refused});
    shapes.push_back(
        {"the same twice", e2e::call_header(expect + expect + length) + body, Expected::answered, 1});
    shapes.push_back({"and then nothing", e2e::call_header(expect + length), Expected::refused});
    shapes.push_back(
        {"and then half", e2e::call_header(expect + length) + body.substr(0, 40), Expected::refused});
    shapes.push_back({"for a body that is too long",
                      e2e::call_header(expect + "Content-Length: 1000000000\r\n"), Expected::refused});
    shapes.push_back({"for a compressed body",
                      e2e::call_header(expect + "Content-Encoding: gzip\r\n" + length), Expected::refused});
    shapes.push_back({"for a path that is not there",
                      e2e::call_header(expect + length, "/cds-services/nothing") + body, Expected::rejected});
    shapes.push_back({"without a body", e2e::call_header(expect), Expected::rejected});
    shapes.push_back(
        {"with an empty body", e2e::call_header(expect + "Content-Length: 0\r\n"), Expected::rejected});
    shapes.push_back(
        {"on a GET", "GET /cds-services HTTP/1.1\r\nHost: a\r\n" + expect + "\r\n", Expected::answered, 1});
    shapes.push_back({"with chunks", e2e::call_header(expect + "Transfer-Encoding: chunked\r\n") + "1\r\n",
                      Expected::refused});
    std::string old = e2e::call_header(expect + length) + body;
    shapes.push_back({"in HTTP/1.0", old.replace(old.find("1.1"), 3, "1.0"), Expected::answered, 1});
    std::string many;
    for (int i = 0; i < 50; ++i)
        many += e2e::call_header(expect + length) + body;
    shapes.push_back({"fifty at once", many, Expected::answered, 50});
    return shapes;
}

} // namespace psoas::attack
