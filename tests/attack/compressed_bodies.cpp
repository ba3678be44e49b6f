#include "tests/attack/hostile_request.hpp"

#include "tests/e2e/requests.hpp"

#include <zlib.h>

namespace psoas::attack {

namespace {

/// How zlib writes: what its windowBits say.
enum class Form : int { zlib = 15, gzip = 31, deflate = -15 };

std::string compressed(const std::string& text, Form form) {
    z_stream stream{};
    deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, static_cast<int>(form), 9, Z_DEFAULT_STRATEGY);
    std::string out(deflateBound(&stream, text.size()) + 64, '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
    stream.avail_in = static_cast<uInt>(text.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    deflate(&stream, Z_FINISH);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    return out;
}

} // namespace

std::vector<HostileRequest> compressed_bodies(Amount amount) {
    const std::size_t blown_up = amount == Amount::full ? 200UL << 20U : 20UL << 20U;
    const std::string bomb = std::string(e2e::patient_view_body.substr(0, 1)) + std::string(blown_up, ' ');
    std::vector<std::string> bodies;
    for (const Form form : {Form::gzip, Form::zlib, Form::deflate}) {
        bodies.push_back(compressed(bomb, form));
        bodies.push_back(compressed(bodies.back(), Form::gzip)); // and once more
        bodies.push_back(compressed(std::string(e2e::patient_view_body), form));
    }
    bodies.emplace_back(e2e::patient_view_body); // that only says so
    bodies.emplace_back();

    std::vector<HostileRequest> shapes;
    for (const std::string& body : bodies) {
        const std::string length = "Content-Length: " + std::to_string(body.size()) + "\r\n";
        for (const char* coding :
             {"gzip", "x-gzip", "deflate", "br", "zstd", "compress", "GZIP", "gzip, gzip", "identity, gzip",
              "gzip, identity", "unknown", "aes128gcm", "*"})
            shapes.push_back(
                {std::string("Content-Encoding: ") + coding,
                 e2e::call_header(std::string("Content-Encoding: ") + coding + "\r\n" + length) + body,
                 Expected::refused});
        shapes.push_back(
            {"two codings",
             e2e::call_header("Content-Encoding: identity\r\nContent-Encoding: gzip\r\n" + length) + body,
             Expected::refused});
        for (const char* coding : {"gzip", "gzip, chunked", "deflate, chunked", "chunked, gzip"})
            shapes.push_back({std::string("Transfer-Encoding: ") + coding,
                              e2e::call_header(std::string("Transfer-Encoding: ") + coding + "\r\n") + body,
                              Expected::refused});
        if (body.starts_with('{')) continue;
        // Without saying so: it is no JSON.
        shapes.push_back({"compressed and not said", e2e::call_header(length) + body, Expected::rejected});
    }
    return shapes;
}

} // namespace psoas::attack
