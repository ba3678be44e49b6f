#include "tests/attack/tls_games.hpp"

#include "tests/e2e/requests.hpp"

#include <openssl/err.h>
#include <openssl/ssl.h>

#include <algorithm>
#include <array>
#include <memory>
#include <random>
#include <thread>

namespace psoas::attack {

using namespace std::chrono_literals;

namespace {

constexpr auto most = 10s;
using Context = std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)>;

Context context_of(int least, int newest) {
    Context context(SSL_CTX_new(TLS_client_method()), SSL_CTX_free);
    SSL_CTX_set_security_level(context.get(), 0); // so that the old versions are tried at all
    SSL_CTX_set_min_proto_version(context.get(), least);
    SSL_CTX_set_max_proto_version(context.get(), newest);
    SSL_CTX_set_mode(context.get(), SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
    return context;
}

/// The first record that a client of OpenSSL writes.
std::string client_hello() {
    const Context context = context_of(TLS1_2_VERSION, TLS1_3_VERSION);
    const std::unique_ptr<SSL, decltype(&SSL_free)> state(SSL_new(context.get()), SSL_free);
    SSL_set_bio(state.get(), BIO_new(BIO_s_mem()), BIO_new(BIO_s_mem()));
    SSL_connect(state.get());
    ERR_clear_error();
    std::string bytes(65536, '\0');
    const int size = BIO_read(SSL_get_wbio(state.get()), bytes.data(), static_cast<int>(bytes.size()));
    bytes.resize(static_cast<std::size_t>(std::max(size, 0)));
    return bytes;
}

/// The same handshake message in records of so many bytes.
std::string in_records(const std::string& hello, std::size_t size) {
    std::string records;
    for (std::size_t at = 5; at < hello.size(); at += size) {
        const std::string piece = hello.substr(at, size);
        records.append(hello, 0, 3);
        records += static_cast<char>(piece.size() >> 8U);
        records += static_cast<char>(piece.size() & 0xffU);
        records += piece;
    }
    return records;
}

bool has_http(const RawClient& client) {
    return client.received().find("HTTP/1.1 2") != std::string::npos;
}

} // namespace

Tally tls_games(const Target& target, const std::string& name, Amount amount) {
    Tally tally(name, target);
    const bool full = amount == Amount::full;
    const std::string hello = client_hello();
    const auto on_tcp = [&](const std::string& bytes, const std::string& shape, bool half_close = false) {
        RawClient client(target.endpoint());
        client.send(bytes);
        if (half_close) client.end_sending();
        const bool hung = !client.read_to_end(most);
        tally.count(client, has_http(client), hung, shape);
    };

    // Plain HTTP to the TLS port is told so, with 400 and nothing done.
    for (const std::string& bytes :
         {std::string(e2e::discovery_request), e2e::call(), good_call(),
          std::string("GET /cds-services\r\n\r\n"), std::string("PUT / HTTP/1.1\r\n\r\n")})
        on_tcp(bytes, "plain HTTP");
    // Hellos that are cut and go no further; the server waits as long as for a header. All at once.
    {
        std::vector<RawClient> cut;
        for (std::size_t size = 0; size < hello.size(); size += full ? 1 : 16) {
            cut.emplace_back(target.endpoint());
            cut.back().send_what_fits(hello.substr(0, size));
            if (cut.size() < 200) continue;
            for (RawClient& client : cut) {
                const bool hung = !client.read_to_end(most);
                tally.count(client, has_http(client), hung, "half of a hello");
            }
            cut.clear();
        }
        for (RawClient& client : cut) {
            const bool hung = !client.read_to_end(most);
            tally.count(client, has_http(client), hung, "half of a hello");
        }
    }
    // One byte of it another one.
    std::mt19937 random{2026};
    for (std::size_t i = 0; i < (full ? 2000U : 100U); ++i) {
        std::string garbled = hello;
        garbled[random() % garbled.size()] = static_cast<char>(random() % 256);
        on_tcp(garbled, "a garbled hello", true);
    }
    for (const std::size_t size : {1U, 2U, 3U, 7U, 64U})
        on_tcp(in_records(hello, size), "a hello in records of " + std::to_string(size), true);
    on_tcp(std::string("\x16\x03\x01\x00\x00", 5) + hello, "an empty record", true);
    std::string empty_records;
    for (int i = 0; i < 10'000; ++i)
        empty_records.append("\x16\x03\x01\x00\x00", 5);
    on_tcp(empty_records, "empty records", true);
    on_tcp(std::string("\x16\x03\x01\x40\x00\x01\xff\xff\xff", 9) + std::string(16379, 'h'),
           "an endless hello", true);
    on_tcp(hello + std::string("\x17\x03\x03\x00\x10", 5) + std::string(16, 'd'), "early data", true);
    on_tcp(hello + hello, "two hellos", true);
    on_tcp(std::string("\x15\x03\x01\x00\x02\x02\x28", 7), "an alert", true);
    std::string warnings;
    for (int i = 0; i < 5000; ++i)
        warnings.append("\x15\x03\x01\x00\x02\x01\x5a", 7);
    on_tcp(warnings, "alerts without end", true);

    for (const int version : {SSL3_VERSION, TLS1_VERSION, TLS1_1_VERSION}) {
        const Context old = context_of(version, version);
        RawClient client(target.endpoint(), old.get());
        tally.count(client, client.end() == End::open, false, "an old version");
    }
    // The client asks for another handshake in the middle: there is no TLS that goes on after that.
    const Context tls12 = context_of(TLS1_2_VERSION, TLS1_2_VERSION);
    for (int i = 0; i < (full ? 50 : 5); ++i) {
        RawClient client(target.endpoint(), tls12.get());
        SSL_renegotiate(client.tls());
        for (int tries = 0; tries < 20; ++tries) {
            if (SSL_do_handshake(client.tls()) == 1 && SSL_renegotiate_pending(client.tls()) == 0) break;
            std::this_thread::sleep_for(5ms);
        }
        const bool renegotiated = SSL_num_renegotiations(client.tls()) > 0
                                  && SSL_renegotiate_pending(client.tls()) == 0
                                  && SSL_is_init_finished(client.tls()) == 1;
        ERR_clear_error();
        const bool hung = !client.read_to_end(most);
        tally.count(client, renegotiated, hung, "renegotiation");
    }
    // New keys again and again: allowed, and bounded by OpenSSL.
    for (int i = 0; i < (full ? 20 : 2); ++i) {
        RawClient client = target.connect();
        for (int updates = 0; updates < 200 && SSL_key_update(client.tls(), SSL_KEY_UPDATE_REQUESTED) == 1;
             ++updates) {
            SSL_do_handshake(client.tls());
            client.read_what_is_there();
        }
        client.send(e2e::discovery_request);
        client.end_sending();
        const bool hung = !client.read_to_end(most);
        tally.count(client, false, hung, "key updates");
    }
    // Ends at each stage.
    for (std::size_t i = 0; i < (full ? 300U : 30U); ++i) {
        RawClient client = target.connect();
        if (i % 3 == 1) client.send_what_fits(good_call().substr(0, i * 10));
        if (i % 3 == 2) client.send_what_fits(good_call());
        if (i % 2 == 0) {
            client.end_sending();
            const bool hung = !client.read_to_end(most);
            tally.count(client, false, hung, "TLS ended in the middle");
        } else {
            client.reset();
            tally.count(client, false, false, "vanished");
        }
    }
    // Records of one byte.
    for (int i = 0; i < (full ? 10 : 1); ++i) {
        RawClient client = target.connect();
        for (const char& byte : std::string(e2e::discovery_request))
            client.send({&byte, 1});
        client.end_sending();
        const bool hung = !client.read_to_end(most);
        tally.count(client, !has_http(client), hung, "records of one byte");
    }
    tally.finish();
    return tally;
}

} // namespace psoas::attack
