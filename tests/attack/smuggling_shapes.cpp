#include "tests/attack/hostile_request.hpp"

#include "tests/e2e/requests.hpp"

#include <array>

namespace psoas::attack {

namespace {

using e2e::call_header;
using e2e::patient_view_body;

const std::string length = std::to_string(patient_view_body.size());

/// The body in one chunk, without the last chunk.
std::string chunk_of_body(std::string_view size = {}) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string hex;
    for (std::size_t rest = patient_view_body.size(); rest > 0; rest /= 16)
        hex.insert(hex.begin(), digits[rest % 16]);
    return std::string(size.empty() ? hex : size).append("\r\n").append(patient_view_body).append("\r\n");
}

/// A call with some framing fields and a body that is whole in both framings, as far as that can be.
HostileRequest framed(std::string shape, const std::string& fields, std::string_view body,
                      Expected expected = Expected::refused) {
    return {std::move(shape), call_header(fields).append(body).append(smuggled), expected,
            expected == Expected::answered ? 2U : 1U};
}

void add_lengths(std::vector<HostileRequest>& shapes) {
    const std::string field = "Content-Length: ";
    for (const std::string& value : std::vector<std::string>{"+" + length,
                                                             "-" + length,
                                                             "-0",
                                                             "-1",
                                                             "0x" + length,
                                                             length + " " + length,
                                                             length + ", " + length,
                                                             length + "," + length,
                                                             length + ", 0",
                                                             "0, " + length,
                                                             length + ",",
                                                             "," + length,
                                                             length + ";",
                                                             length + ".0",
                                                             length + "e0",
                                                             "1e2",
                                                             std::string(),
                                                             std::string(" "),
                                                             "\"" + length + "\"",
                                                             std::string("18446744073709551616"),
                                                             "18446744073709551616" + length,
                                                             std::string("9223372036854775808"),
                                                             std::string("99999999999999999999999999"),
                                                             length + std::string(1, '\0'),
                                                             std::string(1, '\0') + length,
                                                             "\v" + length,
                                                             length + "\f",
                                                             std::string("\xd9\xa3\xd9\xa3"),
                                                             std::string("abc"),
                                                             length + "a",
                                                             length + "\r" + length,
                                                             std::string("0 ") + length,
                                                             length + "\x01",
                                                             "_" + length,
                                                             "1_0",
                                                             std::string("infinity")})
        shapes.push_back(framed("Content-Length: " + value, field + value + "\r\n", patient_view_body));
    // Refused as well: nobody needs a body to be announced twice, even if both say the same.
    for (const std::string& second :
         std::vector<std::string>{length, std::string("0"), std::string("1"), length + "0", "0" + length})
        for (const char* name : {"Content-Length", "content-length", "CONTENT-LENGTH"}) {
            shapes.push_back(framed("two lengths", field + length + "\r\n" + name + ": " + second + "\r\n",
                                    patient_view_body));
            shapes.push_back(framed("two lengths apart",
                                    field + second + "\r\nX: y\r\n" + name + ": " + length + "\r\n",
                                    patient_view_body));
        }
    // Right: zeros before it and blanks around it (RFC 9110, section 8.6; RFC 9112, section 5.1).
    for (const std::string& value :
         std::vector<std::string>{"0" + length, "0000000000" + length, "  " + length, length + " \t"})
        shapes.push_back(
            framed("length " + value, field + value + "\r\n", patient_view_body, Expected::answered));
}

void add_codings(std::vector<HostileRequest>& shapes) {
    const std::string chunks = chunk_of_body() + "0\r\n\r\n";
    for (const std::string& coding : std::vector<std::string>{std::string("xchunked"),
                                                              std::string("chunkedx"),
                                                              std::string("chunked, identity"),
                                                              std::string("identity, chunked"),
                                                              std::string("identity"),
                                                              std::string("chunked, chunked"),
                                                              std::string("chunked,"),
                                                              std::string(", chunked"),
                                                              std::string("chunked;q=1"),
                                                              std::string("chunked;"),
                                                              std::string("chunked chunked"),
                                                              std::string("\"chunked\""),
                                                              std::string("'chunked'"),
                                                              std::string("gzip"),
                                                              std::string("gzip, chunked"),
                                                              std::string("chunked, gzip"),
                                                              std::string("deflate, chunked"),
                                                              std::string("compress"),
                                                              std::string("cow"),
                                                              std::string(),
                                                              std::string("chunke"),
                                                              std::string("hunked"),
                                                              std::string("chunked") + '\0',
                                                              std::string(1, '\0') + "chunked",
                                                              std::string("\vchunked"),
                                                              std::string("chunked\x0b"),
                                                              std::string("\x01") + "chunked",
                                                              std::string("chun\xc4\xb7"
                                                                          "ed"),
                                                              std::string("trailers, chunked"),
                                                              std::string("chunked\rX")}) {
        const std::string field = "Transfer-Encoding: " + coding + "\r\n";
        shapes.push_back(framed("coding " + coding, field, chunks));
        for (const std::string& size :
             std::vector<std::string>{length, std::to_string(chunks.size()), std::string("0")}) {
            const std::string length_field = "Content-Length: " + size + "\r\n";
            shapes.push_back(framed("length and coding " + coding, length_field + field, chunks));
            shapes.push_back(framed("coding and length " + coding, field + length_field, chunks));
        }
        shapes.push_back(
            framed("chunked and coding " + coding, "Transfer-Encoding: chunked\r\n" + field, chunks));
        shapes.push_back(
            framed("coding and chunked " + coding, field + "Transfer-Encoding: chunked\r\n", chunks));
    }
    for (const std::string& size :
         std::vector<std::string>{length, std::to_string(chunks.size()), std::string("0"), std::string("5")})
        for (const char* name :
             {"Transfer-Encoding: chunked", "transfer-encoding: Chunked", "Transfer-Encoding:\tCHUNKED"}) {
            const std::string length_field = "Content-Length: " + size + "\r\n";
            shapes.push_back(framed("length and chunked", length_field + name + "\r\n", chunks));
            shapes.push_back(framed("chunked and length", std::string(name) + "\r\n" + length_field, chunks));
        }
    for (const char* field : {"Transfer-Encoding : chunked", "Transfer-Encoding\t: chunked",
                              " Transfer-Encoding: chunked", "X: y\r\n Transfer-Encoding: chunked",
                              "X: y\r\n\tTransfer-Encoding: chunked", "X: y\nTransfer-Encoding: chunked",
                              "X: y\rTransfer-Encoding: chunked", "Transfer-Encoding:\r\n chunked",
                              "Transfer-Encoding\r\n: chunked", "Transfer-Encoding: chunked\r\n X"})
        for (const std::string& more :
             std::vector<std::string>{"Content-Length: " + length + "\r\n", std::string()})
            shapes.push_back(framed(field, more + field + "\r\n", chunks));
    for (const char* field : {"Transfer-Encoding: chunked", "transfer-encoding: CHUNKED",
                              "Transfer-Encoding:chunked", "Transfer-Encoding: \t chunked \t"})
        shapes.push_back(framed(field, std::string(field) + "\r\n", chunks, Expected::answered));
    // In HTTP/1.0 there are no codings.
    std::string old = call_header("Transfer-Encoding: chunked\r\nConnection: keep-alive\r\n");
    shapes.push_back({"chunked in HTTP/1.0",
                      old.replace(old.find("1.1"), 3, "1.0") + chunks + std::string(smuggled),
                      Expected::refused});
}

void add_chunks(std::vector<HostileRequest>& shapes) {
    const std::string chunked = "Transfer-Encoding: chunked\r\n";
    const std::string hex = chunk_of_body().substr(0, chunk_of_body().find('\r'));
    const std::string last = "0\r\n\r\n";
    for (const std::string& size : std::vector<std::string>{"+" + hex,
                                                            "-" + hex,
                                                            "0x" + hex,
                                                            "0X" + hex,
                                                            " " + hex,
                                                            "\t" + hex,
                                                            hex + "h",
                                                            hex + " " + hex,
                                                            "\"" + hex + "\"",
                                                            std::string("g"),
                                                            std::string("x"),

                                                            std::string("-1"),
                                                            std::string("fffffffffffffffff"),
                                                            std::string("10000000000000000") + hex,
                                                            hex + "\n",
                                                            hex + "\r",
                                                            "\n" + hex,
                                                            hex + std::string(1, '\0'),
                                                            std::string(1, '\0') + hex,
                                                            hex + ",",
                                                            hex + ".0",
                                                            "\xef\xbc\x99",
                                                            hex + "_",
                                                            "'" + hex,
                                                            hex + "\v"})
        shapes.push_back(framed("chunk size " + size, chunked, chunk_of_body(size) + last));
    for (const std::string& size :
         std::vector<std::string>{std::string("ffffffffffffffff"), std::string("8000000000000000"),
                                  std::string("7fffffffffffffff"), std::string("fffffffffffffff0")})
        shapes.push_back(framed("chunk size " + size, chunked, chunk_of_body(size) + last));
    const std::string chunk = chunk_of_body();
    for (const auto& [story, bytes] : std::vector<std::pair<std::string, std::string>>{
             {"a chunk one byte longer than it says", chunk.substr(0, chunk.size() - 2) + " \r\n" + last},
             {"a chunk that ends in LF", chunk.substr(0, chunk.size() - 2) + "\n" + last},
             {"a chunk that ends in CR", chunk.substr(0, chunk.size() - 2) + "\r" + last},
             {"a chunk without an end", chunk.substr(0, chunk.size() - 2) + last},
             {"a size that ends in LF", hex + "\n" + std::string(patient_view_body) + "\r\n" + last},
             {"a last chunk that ends in LF", chunk + "0\n\n"},
             {"a last chunk and a bare LF", chunk + "0\r\n\n"},
             {"a last chunk and a bare CR", chunk + "0\r\n\rX"},
             {"a trailer", chunk + "0\r\nX: y\r\n\r\n"},
             {"a trailer with a length", chunk + "0\r\nContent-Length: 9999\r\n\r\n"},
             {"a trailer with a coding", chunk + "0\r\nTransfer-Encoding: chunked\r\n\r\n"},
             {"a size that is not there", "\r\n" + std::string(patient_view_body) + "\r\n" + last},
             {"a trailer without a colon", chunk + "0\r\nX\r\n\r\n"},
             {"a trailer with a blank before its colon", chunk + "0\r\nX : y\r\n\r\n"},
             {"a trailer that begins with a blank", chunk + "0\r\n X: y\r\n\r\n"},
             {"a folded trailer", chunk + "0\r\nX: y\r\n z\r\n\r\n"},
             {"a trailer with NUL", chunk + "0\r\nX: y" + std::string(1, '\0') + "\r\n\r\n"},
             {"a trailer that ends in LF", chunk + "0\r\nX: y\n\r\n"},
             {"a trailer with no name", chunk + "0\r\n: y\r\n\r\n"},
         })
        shapes.push_back(framed(story, chunked, bytes));
    for (const auto& [story, bytes] : std::vector<std::pair<std::string, std::string>>{
             {"an extension", chunk_of_body(hex + ";a=b") + last},
             {"a quoted extension", chunk_of_body(hex + ";a=\"b c\"") + last},
             {"a last chunk of many zeros", chunk + "00000000\r\n\r\n"},
         })
        shapes.push_back(framed(story, chunked, bytes, Expected::answered));
}

void add_hosts(std::vector<HostileRequest>& shapes) {
    const std::string rest = "Content-Length: " + length + "\r\n";
    for (const char* host : {"Host: a", "host: cds.example", "HOST:", "Host: cds.example\r\nHost: b"})
        shapes.push_back(framed("another host", rest + host + "\r\n", patient_view_body));
    for (const char* field : {"Host : b", "Host\t: b", " Host: b", "Host: b\n", "X: y\nHost: b"})
        shapes.push_back(framed("a host that hides", rest + field + "\r\n", patient_view_body));
}

} // namespace

std::vector<HostileRequest> smuggling_shapes() {
    std::vector<HostileRequest> shapes;
    add_lengths(shapes);
    add_codings(shapes);
    add_chunks(shapes);
    add_hosts(shapes);
    return shapes;
}

} // namespace psoas::attack
