#include "hooks/tls/server_tls.hpp"

#include "tests/certificates.hpp"
#include "tests/e2e/http_client.hpp"
#include "tests/e2e/program.hpp"
#include "tests/e2e/requests.hpp"
#include "tests/e2e/test_server.hpp"
#include "tests/hooks/feedback/test_postgresql.hpp"

#include <boost/asio/ssl/stream.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/read.hpp>
#include <doctest/doctest.h>

#include <csignal>
#include <fstream>
#include <functional>
#include <optional>

using namespace psoas;
using namespace psoas::e2e;
using namespace std::chrono_literals;
namespace net = boost::asio;
using boost::system::error_code;

namespace {

/// The files of a server's certificate for the time of a test.
struct ServerFiles {
    explicit ServerFiles(const CertificateAuthority& authority) { write(authority); }
    void write(const CertificateAuthority& authority) const {
        const auto shown = authority.shown("IP:127.0.0.1");
        std::ofstream(certificate()) << shown.certificate;
        std::ofstream(key()) << shown.key;
    }
    [[nodiscard]] std::string certificate() const { return (folder.path() / "server.pem").string(); }
    [[nodiscard]] std::string key() const { return (folder.path() / "key.pem").string(); }
    [[nodiscard]] hooks::TlsFiles files(std::string client_ca = {}) const {
        return {certificate(), key(), std::move(client_ca)};
    }
    hooks::TemporaryFolder folder;
};

/// How a client speaks TLS.
struct ClientTls {
    explicit ClientTls(const CertificateAuthority& trusted, int least = TLS1_2_VERSION,
                       int most = TLS1_3_VERSION)
        : context(net::ssl::context::tls_client) {
        context.load_verify_file(trusted.file());
        context.set_verify_mode(net::ssl::verify_peer);
        SSL_CTX_set_min_proto_version(context.native_handle(), least);
        SSL_CTX_set_max_proto_version(context.native_handle(), most);
    }
    void show(const CertificateAuthority::Shown& who) {
        context.use_certificate(net::buffer(who.certificate), net::ssl::context::pem);
        context.use_private_key(net::buffer(who.key), net::ssl::context::pem);
    }
    net::ssl::context context;
};

class TlsClient {
public:
    /// `session`: of an earlier connection, to be resumed.
    TlsClient(const net::ip::tcp::endpoint& server, ClientTls& tls, SSL_SESSION* session = nullptr)
        : stream_(*io_, tls.context) {
        stream_.next_layer().connect(server);
        if (session != nullptr) SSL_set_session(stream_.native_handle(), session);
        stream_.handshake(net::ssl::stream_base::client, failed);
    }

    std::optional<Reply> ask(const std::string& bytes) {
        net::write(stream_, net::buffer(bytes), failed);
        if (failed) return std::nullopt;
        boost::beast::http::response_parser<boost::beast::http::string_body> parser;
        boost::beast::http::read(stream_, buffer_, parser, failed);
        if (failed) return std::nullopt;
        return parser.release();
    }

    [[nodiscard]] std::string version() { return SSL_get_version(stream_.native_handle()); }
    [[nodiscard]] bool was_resumed() { return SSL_session_reused(stream_.native_handle()) == 1; }
    [[nodiscard]] SSL_SESSION* session() { return SSL_get1_session(stream_.native_handle()); }
    [[nodiscard]] std::string subject_serial() {
        X509* const shown = SSL_get0_peer_certificate(stream_.native_handle());
        return std::to_string(ASN1_INTEGER_get(X509_get0_serialNumber(shown)));
    }
    /// The end as TLS says it; "stream truncated" if it just stops.
    [[nodiscard]] error_code next_error() {
        char byte = 0;
        error_code error;
        stream_.read_some(net::buffer(&byte, 1), error);
        return error;
    }
    [[nodiscard]] net::ssl::stream<net::ip::tcp::socket>& stream() { return stream_; }

    error_code failed{};

private:
    std::unique_ptr<net::io_context> io_ = std::make_unique<net::io_context>();
    net::ssl::stream<net::ip::tcp::socket> stream_;
    boost::beast::flat_buffer buffer_;
};

/// A server with TLS on a free port.
struct Secured {
    explicit Secured(hooks::TlsFiles files, hooks::ServerLimits limits = {})
        : tls(std::move(files)), server(limits, no_cards, 1, nullptr, {}, {.tls = &tls}) {}
    hooks::ServerTls tls;
    TestServer server;
};

unsigned status(TlsClient& client, const std::string& bytes = call()) {
    const auto reply = client.ask(bytes);
    return reply ? reply->result_int() : 0;
}

} // namespace

TEST_SUITE("e2e/tls") {
    TEST_CASE("P-60: TLS 1.2 and 1.3 are spoken and what is older is refused") {
        const CertificateAuthority authority;
        const ServerFiles files(authority);
        Secured secured(files.files());
        struct Row {
            int version;
            const char* spoken; ///< nullptr: refused
        };
        const Row rows[] = {
            {TLS1_VERSION, nullptr},
            {TLS1_1_VERSION, nullptr},
            {TLS1_2_VERSION, "TLSv1.2"},
            {TLS1_3_VERSION, "TLSv1.3"},
        };
        for (const Row& row : rows) {
            CAPTURE(row.version);
            ClientTls tls(authority, row.version, row.version);
            SSL_CTX_set_security_level(tls.context.native_handle(), 0); // the client would take them
            TlsClient client(secured.server.endpoint(), tls);
            CHECK(!client.failed == (row.spoken != nullptr));
            if (row.spoken == nullptr) continue;
            CHECK(client.version() == row.spoken);
            CHECK(status(client) == 200);
            CHECK(status(client) == 200); // the connection is kept
        }
    }

    TEST_CASE("P-60: ciphers without forward secrecy or without authenticated encryption are refused") {
        const CertificateAuthority authority;
        const ServerFiles files(authority);
        Secured secured(files.files());
        for (const char* ciphers :
             {"ECDHE-ECDSA-AES128-SHA256", "ECDHE-ECDSA-AES256-SHA", "AES128-GCM-SHA256", "aNULL", "eNULL"}) {
            CAPTURE(ciphers);
            ClientTls tls(authority, TLS1_2_VERSION, TLS1_2_VERSION);
            SSL_CTX_set_security_level(tls.context.native_handle(), 0);
            REQUIRE(SSL_CTX_set_cipher_list(tls.context.native_handle(), ciphers) == 1);
            CHECK(TlsClient(secured.server.endpoint(), tls).failed);
        }
        ClientTls h2(authority);
        const unsigned char only_h2[] = {2, 'h', '2'};
        SSL_CTX_set_alpn_protos(h2.context.native_handle(), only_h2, sizeof only_h2);
        CHECK(TlsClient(secured.server.endpoint(), h2).failed);
    }

    TEST_CASE("P-60: a client that comes back resumes its session whatever the version") {
        const CertificateAuthority authority;
        const ServerFiles files(authority);
        for (const bool mutual : {false, true}) {
            Secured secured(files.files(mutual ? authority.file() : ""));
            for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
                CAPTURE(mutual);
                CAPTURE(version);
                ClientTls tls(authority, version, version);
                if (mutual) tls.show(authority.shown(""));
                TlsClient first(secured.server.endpoint(), tls);
                REQUIRE(status(first) == 200); // tickets of TLS 1.3 come after the handshake
                CHECK_FALSE(first.was_resumed());
                SSL_SESSION* const session = first.session();
                TlsClient again(secured.server.endpoint(), tls, session);
                CHECK(status(again) == 200);
                CHECK(again.was_resumed());
                SSL_SESSION_free(session);
            }
        }
    }

    TEST_CASE("P-60: with mutual TLS only clients with a certificate of the named authority are answered") {
        const CertificateAuthority authority;
        const CertificateAuthority other;
        const ServerFiles files(authority);
        Secured secured(files.files(authority.file()));
        struct Row {
            const char* who;
            std::optional<CertificateAuthority::Shown> shown;
            bool answered;
        };
        const Row rows[] = {
            {"nobody", std::nullopt, false},
            {"a client of the authority", authority.shown(""), true},
            {"a client of another authority", other.shown(""), false},
            {"a client whose certificate has expired", authority.shown("", -1), false},
        };
        for (const Row& row : rows)
            for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
                CAPTURE(row.who);
                CAPTURE(version);
                ClientTls tls(authority, version, version);
                if (row.shown) tls.show(*row.shown);
                TlsClient client(secured.server.endpoint(), tls);
                CHECK((status(client) == 200) == row.answered);
            }
    }

    TEST_CASE("P-60: who speaks plain HTTP to it is told so and nothing is done") {
        const CertificateAuthority authority;
        const ServerFiles files(authority);
        Secured secured(files.files());
        HttpClient client(secured.server.endpoint());
        client.send_what_it_takes(call());
        const auto reply = client.receive();
        REQUIRE(reply.has_value());
        CHECK(reply->result_int() == 400);
        CHECK(reply->body().find("https://") != std::string::npos);
        client.end_sending();
        CHECK(client.is_closed_by_server());
    }

    TEST_CASE("P-60 and P-65: who begins no handshake or half of one or writes noise is let go") {
        const CertificateAuthority authority;
        const ServerFiles files(authority);
        Secured secured(files.files(), {.connections = 2, .header_time = 150ms});
        for (const std::string& bytes :
             {std::string(), std::string("\x16\x03\x01\x02", 4), std::string(300, '\x16'),
              std::string("\x16\x03\x01\xff\xff", 5) + std::string(70'000, 'x')}) {
            HttpClient client(secured.server.endpoint());
            client.send_what_it_takes(bytes);
            const auto reply = client.receive(); // at most an alert, which is no response
            CHECK_FALSE(reply.has_value());
        }
        ClientTls tls(authority);
        unsigned answered = 0; // the places of those above are free once their ends were noticed
        while (answered == 0) {
            try {
                TlsClient client(secured.server.endpoint(), tls);
                answered = status(client);
            } catch (const boost::system::system_error&) { // closed at once: all places are taken
            }
        }
        CHECK(answered == 200);
    }

    TEST_CASE("P-60: the end of a connection is said in TLS so that nobody mistakes a cut for it") {
        const CertificateAuthority authority;
        const ServerFiles files(authority);
        Secured secured(files.files(), {.idle_time = 100ms});
        ClientTls tls(authority);
        TlsClient idle(secured.server.endpoint(), tls);
        CHECK(status(idle) == 200);
        CHECK(idle.next_error() == net::error::eof);

        TlsClient closing(secured.server.endpoint(), tls);
        const auto reply = closing.ask("GET /cds-services HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        REQUIRE(reply.has_value());
        CHECK(reply->result_int() == 200);
        CHECK((*reply)["Strict-Transport-Security"] == "max-age=31536000");
        CHECK(closing.next_error() == net::error::eof);
    }

    TEST_CASE("P-60: a refused upload is answered and a large one is taken over TLS") {
        const CertificateAuthority authority;
        const ServerFiles files(authority);
        Secured secured(files.files(), {.body_bytes = 2'000'000});
        ClientTls tls(authority);
        const std::string padding(1'500'000, ' ');
        TlsClient large(secured.server.endpoint(), tls);
        CHECK(status(large, call(std::string(patient_view_body) + padding)) == 200);
        TlsClient refused(secured.server.endpoint(), tls);
        CHECK(status(refused, call_header("Content-Length: 3000000\r\n")) == 413);
        TlsClient pipelining(secured.server.endpoint(), tls);
        CHECK(status(pipelining, call() + call() + call()) == 200);
        CHECK(status(pipelining, "") == 200);
        CHECK(status(pipelining, "") == 200);
    }

    TEST_CASE("P-60: the certificate is replaced under running connections and a broken one is not taken") {
        const CertificateAuthority authority;
        const ServerFiles files(authority);
        Secured secured(files.files());
        ClientTls tls(authority);
        TlsClient before(secured.server.endpoint(), tls);
        CHECK(status(before) == 200);
        const std::string old_serial = before.subject_serial();

        files.write(authority);
        secured.tls.reload();
        TlsClient after(secured.server.endpoint(), tls);
        CHECK(status(after) == 200);
        const std::string new_serial = after.subject_serial();
        CHECK(new_serial != old_serial);
        CHECK(status(before) == 200); // goes on with what it began with

        std::ofstream(files.certificate()) << "no certificate";
        CHECK_THROWS_AS(secured.tls.reload(), std::runtime_error);
        const auto other = authority.shown("IP:127.0.0.1");
        std::ofstream(files.certificate()) << other.certificate; // of another key
        CHECK_THROWS_AS(secured.tls.reload(), std::runtime_error);
        TlsClient still(secured.server.endpoint(), tls);
        CHECK(status(still) == 200);
        CHECK(still.subject_serial() == new_serial);
    }

    TEST_CASE("P-60: SIGHUP reads the files of a running program again and a failure is said in the log") {
        const CertificateAuthority authority;
        const ServerFiles files(authority);
        Program program({"serve", "--port", "0", "--threads", "2", "--tls-certificate", files.certificate(),
                         "--tls-key", files.key()});
        const std::string line = program.line();
        CAPTURE(line);
        REQUIRE(line.starts_with("CDS Hooks discovery: https://127.0.0.1:"));
        const net::ip::tcp::endpoint endpoint(
            net::ip::address_v4::loopback(),
            static_cast<std::uint16_t>(std::stoi(line.substr(line.rfind(':') + 1))));
        const auto logged = [&program](const std::string& event) {
            std::string words;
            do
                words = program.line();
            while (words.find("\"event\":\"" + event + '"') == std::string::npos && !words.empty());
            return words;
        };
        CHECK(logged("certificate").find(R"("level":"error")") != std::string::npos); // ends in a day
        ClientTls tls(authority);
        TlsClient before(endpoint, tls);
        CHECK(status(before, std::string(discovery_request)) == 200);
        files.write(authority);
        program.signal(SIGHUP);
        (void)logged("certificate");
        TlsClient after(endpoint, tls);
        CHECK(after.subject_serial() != before.subject_serial());
        CHECK(status(before, std::string(discovery_request)) == 200);

        std::ofstream(files.key()) << "no key";
        program.signal(SIGHUP);
        const std::string failure = logged("certificate-not-read");
        CHECK(failure.find("tls-key") != std::string::npos);
        TlsClient still(endpoint, tls);
        CHECK(still.subject_serial() == after.subject_serial());
        program.terminate();
        CHECK(program.exit_code() == 0);
    }

    TEST_CASE("P-60: files that do not fit make the start fail with the setting that is wrong") {
        const CertificateAuthority authority;
        const ServerFiles files(authority);
        const ServerFiles other(authority);
        const auto words_of = [](hooks::TlsFiles wrong) {
            try {
                const hooks::ServerTls tls(std::move(wrong));
            } catch (const std::runtime_error& error) {
                return std::string(error.what());
            }
            return std::string();
        };
        CHECK(words_of({files.certificate(), other.key(), ""}).starts_with("tls-key: "));
        CHECK(words_of({files.key(), files.key(), ""}).starts_with("tls-certificate: "));
        CHECK(words_of({"/no/such/file", files.key(), ""}).starts_with("tls-certificate: "));
        CHECK(words_of(files.files(files.key())).starts_with("tls-client-ca: "));
        CHECK(words_of(files.files()).empty());
    }
}
