#include "tests/attack/hostile_request.hpp"

#include <random>

namespace psoas::attack {

std::vector<HostileRequest> other_protocols(Amount amount) {
    std::vector<HostileRequest> shapes;
    const auto refused = [&](std::string shape, std::string bytes) {
        shapes.push_back({std::move(shape), std::move(bytes), Expected::refused});
    };
    refused("HTTP/0.9", "GET /cds-services\r\n");
    refused("HTTP/0.9 with a line end", "GET /cds-services\r\n\r\n");
    refused("HTTP/2 preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + std::string("\0\0\0\4\0\0\0\0\0", 9));
    refused("HTTP/2 frames", std::string("\0\0\x12\4\0\0\0\0\0", 9) + std::string(18, '\0'));
    for (const char version : {'\0', '\1', '\2', '\3', '\4'})
        for (const std::size_t size : {std::size_t{0}, std::size_t{5}, std::size_t{512}, std::size_t{16384}})
            refused("TLS hello to a plain port",
                    std::string("\x16\x03") + version + static_cast<char>(size >> 8U)
                        + static_cast<char>(size & 0xffU) + "\1" + std::string(size, 'h'));
    refused("SSL 2 hello", std::string("\x80\x2e\1\0\2\0\x15\0\0\0\x10", 11) + std::string(37, 'c'));
    refused("SSH", "SSH-2.0-OpenSSH_9.2p1\r\n");
    refused("SMTP", "EHLO a\r\nMAIL FROM:<a@b>\r\n");
    refused("RTSP", "OPTIONS rtsp://a/b RTSP/1.0\r\nCSeq: 1\r\n\r\n");
    refused("SIP", "OPTIONS sip:a@b SIP/2.0\r\nVia: SIP/2.0/TCP a\r\n\r\n");
    refused("ICAP", "OPTIONS icap://a/b ICAP/1.0\r\nHost: a\r\n\r\n");
    refused("PROXY 1", "PROXY TCP4 1.2.3.4 5.6.7.8 9 10\r\n" + std::string(smuggled));
    refused("PROXY 2", std::string("\r\n\r\n\0\r\nQUIT\n\x21\x11\0\x0c", 16) + std::string(12, '\1')
                           + std::string(smuggled));
    refused("Redis", "*1\r\n$4\r\nPING\r\n");
    refused("FastCGI", std::string("\1\1\0\1\0\x08\0\0\0\1\0\0\0\0\0\0", 16));
    refused("MLLP", "\x0bMSH|^~\\&|A|B|C|D|202611210000||ADT^A01|1|P|2.5\r\x1c\r");
    refused("DICOM", std::string("\1\0\0\0\0\xcd\0\1\0\0", 10) + std::string(200, ' '));
    refused("memcached", "stats\r\n");
    refused("a JSON body without a header", R"({"hook":"patient-view"})");
    refused("telnet", "\xff\xfd\x18\xff\xfd\x20\xff\xfd\x23\xff\xfd\x27");
    // Nobody changes the protocol here: what asks for it is answered as if it had not asked.
    shapes.push_back(
        {"upgrade to HTTP/2",
         "GET /cds-services HTTP/1.1\r\nHost: a\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: "
         "h2c\r\nHTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA\r\n\r\n"
             + std::string(smuggled),
         Expected::answered, 2});
    shapes.push_back(
        {"upgrade to a websocket",
         "GET /cds-services HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: "
         "websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
             + std::string(smuggled),
         Expected::answered, 2});
    std::mt19937 random{2026};
    std::uniform_int_distribution<int> byte(0, 255);
    for (std::size_t i = 0; i < (amount == Amount::full ? 2000U : 100U); ++i) {
        std::string noise;
        for (std::size_t size = 1 + i % 400; size > 0; --size)
            noise += static_cast<char>(byte(random));
        refused("noise", noise);
    }
    return shapes;
}

} // namespace psoas::attack
