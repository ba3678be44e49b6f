#include "hooks/client_auth/client_authenticator.hpp"

#include "tests/e2e/http_client.hpp"
#include "tests/e2e/requests.hpp"
#include "tests/e2e/test_server.hpp"
#include "tests/fault_server.hpp"
#include "tests/hooks/feedback/test_databases.hpp"
#include "tests/token_maker.hpp"

#include <boost/json/serialize.hpp>
#include <doctest/doctest.h>

#include <concepts>
#include <fstream>
#include <functional>
#include <mutex>
#include <optional>
#include <set>

using namespace psoas;
using namespace psoas::e2e;
using namespace std::chrono_literals;
using hooks::TemporaryFolder;

namespace {

constexpr long now = 1'790'000'000; // in 2026
constexpr const char* ehr = "https://ehr.example";
constexpr const char* key_set_url = "https://ehr.example/jwks.json";
const std::string base = "https://cds.example";
const std::string endpoint = base + std::string(patient_view_path);

std::chrono::sys_seconds fixed_now() {
    return std::chrono::sys_seconds(std::chrono::seconds(now));
}

/// A file for the time of a test.
struct File {
    explicit File(const std::string& text) { write(text); }
    void write(const std::string& text) const { std::ofstream(path()) << text; }
    [[nodiscard]] std::string path() const { return (folder.path() / "keys.json").string(); }
    TemporaryFolder folder;
};

/// A service that takes tokens of one issuer, whose keys stand in a file.
struct Guarded {
    explicit Guarded(const std::string& key_set, hooks::IssuerSetting issuer = {}, bool open_discovery = true)
        : keys(key_set), clients(rules(std::move(issuer), open_discovery), {}, nullptr, {}, fixed_now) {
        clients.reached_at(base);
        server.emplace(hooks::ServerLimits{}, no_cards, 1U, nullptr, fhir::AddressRule{},
                       Trust{.clients = &clients});
    }

    hooks::ClientRules rules(hooks::IssuerSetting issuer, bool open_discovery) const {
        issuer.issuer = ehr;
        issuer.key_set = keys.path();
        issuer.jku = key_set_url;
        return {.issuers = {issuer}, .discovery_is_open = open_discovery};
    }

    File keys;
    hooks::ClientAuthenticator clients;
    std::optional<TestServer> server;
};

std::string bearing(std::string_view token, std::string_view path = patient_view_path) {
    std::string fields = "Content-Length: " + std::to_string(patient_view_body.size()) + "\r\n";
    if (!token.empty()) fields.append("Authorization: Bearer ").append(token).append("\r\n");
    return call_header(fields, path).append(patient_view_body);
}

Reply answer(const TestServer& server, const std::string& bytes) {
    HttpClient client(server.endpoint());
    client.send_what_it_takes(bytes);
    const auto reply = client.receive();
    REQUIRE(reply.has_value());
    return *reply;
}

unsigned status(const TestServer& server, std::string_view token, std::string_view path = patient_view_path) {
    return answer(server, bearing(token, path)).result_int();
}

TokenMaker sound(const SigningKey& key) {
    return {key, ehr, endpoint, now};
}

/// With another text in the place of one part: 0 is the header, 2 the signature.
std::string with_part(const std::string& token, int part, const std::string& text) {
    const std::size_t first = token.find('.');
    const std::size_t second = token.find('.', first + 1);
    if (part == 0) return text + token.substr(first);
    if (part == 1) return token.substr(0, first + 1) + text + token.substr(second);
    return token.substr(0, second + 1) + text;
}

/// Signed as it stands, whatever is in it.
std::string signed_raw(const SigningKey& key, const std::string& header, const std::string& claims) {
    const std::string text = base64url(header) + '.' + base64url(claims);
    return text + '.' + base64url(key.sign(text));
}

/// The value of a member that a test changes.
struct Member {
    Member(const std::string& text) : value(boost::json::string(text.data(), text.size())) {}
    Member(const char* text) : value(text) {}
    Member(std::nullptr_t) : value(nullptr) {}
    template <class Other>
    requires(!std::convertible_to<Other, std::string>) Member(Other other) : value(std::move(other)) {}
    boost::json::value value;
};

std::string json(const boost::json::object& object) {
    return boost::json::serialize(object);
}

} // namespace

TEST_SUITE("e2e/client_auth") {
    TEST_CASE("P-61 and P-108: a token of every algorithm that is taken opens the service once") {
        for (const char* algorithm :
             {"ES256", "ES384", "ES512", "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "EdDSA"}) {
            CAPTURE(algorithm);
            const SigningKey key(algorithm);
            const Guarded guarded(key_set_of({&key}));
            const std::string token = sound(key).text();
            CHECK(status(*guarded.server, token) == 200);
            CHECK(status(*guarded.server, token) == 401); // replayed
            CHECK(status(*guarded.server, sound(key).text()) == 200);
        }
    }

    TEST_CASE("P-61 and P-09: every hostile token is refused with the same words and a challenge") {
        const SigningKey key("ES384");
        const SigningKey rsa("RS256", "key-rsa");
        const SigningKey same_id_elsewhere("ES384");
        const Guarded guarded(key_set_of({&key, &rsa}));
        const std::string good = sound(key).text();
        const std::string unsigned_text = good.substr(0, good.rfind('.'));
        const TokenMaker parts = sound(key);

        const auto changed = [&](const std::function<void(TokenMaker&)>& change) {
            TokenMaker maker = sound(key);
            change(maker);
            return maker.text();
        };
        const auto header = [&](const char* name, const Member& member) {
            return changed([&](TokenMaker& maker) { maker.header[name] = member.value; });
        };
        const auto claim = [&](const char* name, const Member& member) {
            return changed([&](TokenMaker& maker) { maker.claims[name] = member.value; });
        };
        const auto without_header = [&](const char* name) {
            return changed([&](TokenMaker& maker) { maker.header.erase(name); });
        };
        const auto without_claim = [&](const char* name) {
            return changed([&](TokenMaker& maker) { maker.claims.erase(name); });
        };
        /// The header says another algorithm than the one of the key; signed by the key all the same.
        const auto swapped = [&](const SigningKey& by, const char* algorithm) {
            TokenMaker maker = sound(by);
            maker.header["alg"] = algorithm;
            return maker.text();
        };
        const auto hmac_by = [&](const std::string& secret, const char* algorithm) {
            TokenMaker maker = sound(key);
            maker.header["alg"] = algorithm;
            return maker.unsigned_text() + '.' + base64url(hmac(secret, maker.unsigned_text()));
        };
        const auto none_with = [&](const char* word, const std::string& signature) {
            TokenMaker maker = sound(key);
            maker.header["alg"] = word;
            return maker.unsigned_text() + '.' + signature;
        };
        const std::string claims_text = json(parts.claims);
        const std::string header_text = json(parts.header);
        std::string zeros(96, '\0');
        std::string changed_signature = key.sign(unsigned_text);
        changed_signature[5] = static_cast<char>(changed_signature[5] ^ 1);
        std::string deep = R"({"a":)" + std::string(2000, '[') + std::string(2000, ']') + '}';

        struct Row {
            const char* what;
            std::string token;
        };
        const Row rows[] = {
            {"alg none without a signature", none_with("none", "")},
            {"alg none with a signature", none_with("none", base64url(key.sign(unsigned_text)))},
            {"alg None", none_with("None", "")},
            {"alg nOnE", none_with("nOnE", "")},
            {"an empty alg", none_with("", "")},
            {"HS256 with the public key as PEM", hmac_by(key.public_pem(), "HS256")},
            {"HS256 with the public key as JWK", hmac_by(json(key.jwk()), "HS256")},
            {"HS256 with an empty secret", hmac_by("", "HS256")},
            {"HS384", hmac_by(key.public_pem(), "HS384")},
            {"HS512", hmac_by(key.public_pem(), "HS512")},
            {"ES256 said of a P-384 key", swapped(key, "ES256")},
            {"ES512 said of a P-384 key", swapped(key, "ES512")},
            {"RS256 said of a P-384 key", swapped(key, "RS256")},
            {"EdDSA said of a P-384 key", swapped(key, "EdDSA")},
            {"PS256 said of an RS256 key", swapped(rsa, "PS256")},
            {"RS384 said of an RS256 key", swapped(rsa, "RS384")},
            {"ES384 said of an RSA key", swapped(rsa, "ES384")},
            {"alg in lower case", swapped(key, "es384")},
            {"an alg that does not exist", swapped(key, "ES384K")},
            {"alg is a number", header("alg", 1)},
            {"alg is null", header("alg", nullptr)},
            {"no alg", without_header("alg")},
            {"no kid", without_header("kid")},
            {"an empty kid", header("kid", "")},
            {"kid is a number", header("kid", 1)},
            {"kid of another", header("kid", "key-2")},
            {"kid of the RSA key", header("kid", "key-rsa")},
            {"kid with control characters", header("kid", "key-1\r\nX: y")},
            {"kid with a NUL", header("kid", std::string("key-1\0", 6))},
            {"kid as a path", header("kid", "../../../../dev/null")},
            {"kid as SQL", header("kid", "key-1' OR '1'='1")},
            {"a kid of 2000 letters", header("kid", std::string(1500, 'k'))},
            {"typ of another kind", header("typ", "at+jwt")},
            {"typ is a number", header("typ", 1)},
            {"crit", header("crit", boost::json::array{"exp"})},
            {"crit that is empty", header("crit", boost::json::array{})},
            {"b64 false with crit", changed([](TokenMaker& maker) {
                 maker.header["b64"] = false;
                 maker.header["crit"] = boost::json::array{"b64"};
             })},
            {"jku elsewhere", header("jku", "https://attacker.example/jwks.json")},
            {"jku that begins as ours does", header("jku", std::string(key_set_url) + ".attacker.example")},
            {"jku to this machine", header("jku", "http://127.0.0.1:1/jwks.json")},
            {"jku is a number", header("jku", 7)},
            {"jku that is empty", header("jku", "")},
            {"signed by another key of the same kid", sound(same_id_elsewhere).text()},
            {"its own key in the header",
             [&] {
                 TokenMaker maker = sound(same_id_elsewhere);
                 maker.header["jwk"] = same_id_elsewhere.jwk();
                 return maker.text();
             }()},
            {"unknown issuer", claim("iss", "https://attacker.example")},
            {"issuer with a slash more", claim("iss", std::string(ehr) + "/")},
            {"issuer in capitals", claim("iss", "HTTPS://EHR.EXAMPLE")},
            {"issuer is an array", claim("iss", boost::json::array{ehr})},
            {"no iss", without_claim("iss")},
            {"no aud", without_claim("aud")},
            {"aud of another service", claim("aud", base + "/cds-services/psoas-order-sign")},
            {"aud of feedback", claim("aud", endpoint + "/feedback")},
            {"aud of discovery", claim("aud", base + "/cds-services")},
            {"aud is the base URL", claim("aud", base)},
            {"aud of another host", claim("aud", "https://other.example" + std::string(patient_view_path))},
            {"aud of another scheme", claim("aud", "http://cds.example" + std::string(patient_view_path))},
            {"aud of another port",
             claim("aud", "https://cds.example:8443" + std::string(patient_view_path))},
            {"aud with a user",
             claim("aud", "https://cds.example@other.example" + std::string(patient_view_path))},
            {"aud with a query", claim("aud", endpoint + "?x=y")},
            {"aud with more behind", claim("aud", endpoint + "x")},
            {"aud is empty", claim("aud", "")},
            {"aud is an empty array", claim("aud", boost::json::array{})},
            {"aud is an array of numbers", claim("aud", boost::json::array{1})},
            {"aud is an object", claim("aud", boost::json::object{})},
            {"aud is an array of thousands",
             claim("aud", boost::json::array(17, boost::json::value(endpoint.c_str())))},
            {"expired", changed([](TokenMaker& maker) {
                 maker.claims["iat"] = now - 400;
                 maker.claims["exp"] = now - 60;
             })},
            {"no exp", without_claim("exp")},
            {"exp is a text", claim("exp", std::to_string(now + 300))},
            {"exp is negative", claim("exp", -1)},
            {"exp in the year 10000", claim("exp", 253'402'300'800)},
            {"exp past all numbers", signed_raw(key, header_text,
                                                R"({"iss":"https://ehr.example","aud":")" + endpoint
                                                    + R"(","iat":1790000000,"exp":1e999,"jti":"big"})")},
            {"exp before iat", changed([](TokenMaker& maker) {
                 maker.claims["iat"] = now + 30;
                 maker.claims["exp"] = now + 20;
             })},
            {"a life of a day", claim("exp", now + 86'400)},
            {"iat in the future", claim("iat", now + 61)},
            {"iat long ago", claim("iat", now - 86'400)},
            {"no iat", without_claim("iat")},
            {"iat is true", claim("iat", true)},
            {"nbf in the future", claim("nbf", now + 61)},
            {"nbf is a text", claim("nbf", "now")},
            {"no jti", without_claim("jti")},
            {"jti is empty", claim("jti", "")},
            {"jti is a number", claim("jti", 5)},
            {"a jti of 1500 letters", claim("jti", std::string(1500, 'j'))},
            {"jti with a control character", claim("jti", "a\x01")},
            {"tenant is a number", claim("tenant", 5)},
            {"no signature", with_part(good, 2, "")},
            {"a signature of zeros", with_part(good, 2, base64url(zeros))},
            {"one bit of the signature changed", with_part(good, 2, base64url(changed_signature))},
            {"half of the signature", with_part(good, 2, base64url(key.sign(unsigned_text).substr(0, 48)))},
            {"a byte less", with_part(good, 2, base64url(key.sign(unsigned_text).substr(0, 95)))},
            {"a byte more", with_part(good, 2, base64url(key.sign(unsigned_text) + '\0'))},
            {"the lengths of P-256", with_part(good, 2, base64url(std::string(64, '\1')))},
            {"the lengths of P-521", with_part(good, 2, base64url(std::string(132, '\1')))},
            {"DER instead of r and s", with_part(good, 2, base64url(key.sign_der(unsigned_text)))},
            {"r and s as large as can be", with_part(good, 2, base64url(std::string(96, '\xff')))},
            {"claims of another token", with_part(good, 1, base64url(json(sound(key).claims)))},
            {"padded base64", with_part(good, 2, base64url(key.sign(unsigned_text)) + "=")},
            {"padded header", with_part(good, 0, good.substr(0, good.find('.')) + "==")},
            {"base64 of the other alphabet", with_part(good, 2, std::string(127, '+') + '/')},
            {"a letter that is none", with_part(good, 2, std::string(127, 'A') + '!')},
            {"a length that nothing has", with_part(good, 2, std::string(125, 'A'))},
            {"bits left over", with_part(good, 0, good.substr(0, good.find('.')) + "B")},
            {"truncated in the claims", good.substr(0, good.find('.') + 20)},
            {"truncated by a letter", good.substr(0, good.size() - 1)},
            {"two parts", unsigned_text},
            {"four parts", good + ".AAAA"},
            {"five parts as encryption has them", good + ".AAAA.AAAA"},
            {"only dots", ".."},
            {"one letter", "x"},
            {"a claim twice",
             signed_raw(key, header_text,
                        claims_text.substr(0, claims_text.size() - 1) + R"(,"iss":"https://ehr.example"})")},
            {"alg twice", signed_raw(key, R"({"alg":"none",)" + header_text.substr(1), claims_text)},
            {"alg twice with an escape",
             signed_raw(key, R"({"\u0061lg":"none",)" + header_text.substr(1), claims_text)},
            {"a member twice deep inside",
             signed_raw(key, header_text, R"({"x":{"a":1,"a":2},)" + claims_text.substr(1))},
            {"claims that are an array", signed_raw(key, header_text, "[" + claims_text + "]")},
            {"claims that are null", signed_raw(key, header_text, "null")},
            {"claims followed by more", signed_raw(key, header_text, claims_text + "{}")},
            {"claims that end in the middle", signed_raw(key, header_text, claims_text.substr(0, 40))},
            {"claims that are not UTF-8", signed_raw(key, header_text, "{\"iss\":\"\xff\"}")},
            {"empty claims", signed_raw(key, header_text, "")},
            {"claims that nest", signed_raw(key, header_text, deep)},
            {"a huge header", header("x", std::string(3000, 'x'))},
            {"a huge token", claim("x", std::string(8000, 'x'))},
        };
        std::set<std::string> answers;
        for (const Row& row : rows) {
            CAPTURE(row.what);
            const Reply reply = answer(*guarded.server, bearing(row.token));
            CHECK(reply.result_int() == 401);
            CHECK(reply["WWW-Authenticate"] == R"(Bearer error="invalid_token")");
            answers.insert(reply.body());
        }
        CHECK(answers.size() == 1); // nobody learns what was wrong
        CHECK(answers.begin()->find(R"("resourceType":"OperationOutcome")") != std::string::npos);
        CHECK(status(*guarded.server, good) == 200); // none of them used it up
    }

    TEST_CASE("P-61: other ways to send a token than one Bearer header are refused") {
        const SigningKey key("ES256");
        const Guarded guarded(key_set_of({&key}));
        const std::string length = "Content-Length: " + std::to_string(patient_view_body.size()) + "\r\n";
        const auto fields = [&](const std::string& more) {
            return call_header(length + more).append(patient_view_body);
        };
        const std::string token = sound(key).text();
        struct Row {
            const char* what;
            std::string fields;
        };
        const Row rows[] = {
            {"nothing", ""},
            {"another scheme", "Authorization: Basic " + token + "\r\n"},
            {"no scheme", "Authorization: " + token + "\r\n"},
            {"the scheme alone", "Authorization: Bearer\r\n"},
            {"twice", "Authorization: Bearer " + token + "\r\nAuthorization: Bearer " + token + "\r\n"},
            {"under another name", "X-Authorization: Bearer " + token + "\r\n"},
        };
        for (const Row& row : rows) {
            CAPTURE(row.what);
            const Reply reply = answer(*guarded.server, fields(row.fields));
            CHECK(reply.result_int() == 401);
            CHECK(reply["WWW-Authenticate"] == "Bearer");
        }
        CHECK(answer(*guarded.server, fields("authorization: bearer " + token + "\r\n")).result_int() == 200);
    }

    TEST_CASE("P-61: what a real client may do differently opens the service all the same") {
        const SigningKey key("ES384");
        const SigningKey rsa("PS384", "rsa");
        boost::json::object any_rsa = rsa.jwk();
        any_rsa.erase("alg");
        any_rsa.erase("use");
        const Guarded guarded(json({{"keys", boost::json::array{key.jwk(), any_rsa}}}));
        const auto opens = [&](const SigningKey& by, const std::function<void(TokenMaker&)>& change) {
            TokenMaker maker = sound(by);
            change(maker);
            return status(*guarded.server, maker.text()) == 200;
        };
        CHECK(opens(key, [](TokenMaker& maker) {
            maker.claims["aud"] = boost::json::array{"x", endpoint.c_str()};
        }));
        CHECK(opens(key, [](TokenMaker& maker) { maker.claims["aud"] = (endpoint + "/").c_str(); }));
        CHECK(opens(key, [](TokenMaker& maker) {
            maker.claims["aud"] = "HTTPS://CDS.example:443//cds-services//psoas-patient-view";
        }));
        CHECK(opens(key, [](TokenMaker& maker) { maker.header.erase("typ"); }));
        CHECK(opens(key, [](TokenMaker& maker) { maker.header["jku"] = key_set_url; }));
        CHECK(opens(key, [](TokenMaker& maker) { maker.claims["tenant"] = "2ddd6c3a"; }));
        CHECK(opens(key, [](TokenMaker& maker) { maker.claims["exp"] = static_cast<double>(now) + 299.5; }));
        CHECK(opens(key, [](TokenMaker& maker) { maker.claims["exp"] = now + 3600; }));
        CHECK(opens(key, [](TokenMaker& maker) { maker.claims["iat"] = now + 60; }));
        CHECK(opens(key, [](TokenMaker& maker) {
            maker.claims["iat"] = now - 300;
            maker.claims["exp"] = now - 59;
        }));
        CHECK(opens(rsa, [](TokenMaker&) {})); // an RSA key without alg
    }

    TEST_CASE("P-61: an issuer may call its services for its tenants and no others") {
        const SigningKey key("ES256");
        const Guarded guarded(key_set_of({&key}),
                              {.services = {"psoas-patient-view"}, .tenants = {"north", "south"}});
        const auto ask = [&](std::string_view path, const char* tenant) {
            TokenMaker maker(key, ehr, base + std::string(path), now);
            if (tenant != nullptr) maker.claims["tenant"] = tenant;
            return answer(*guarded.server, bearing(maker.text(), path));
        };
        CHECK(ask(patient_view_path, "north").result_int() == 200);
        CHECK(ask(patient_view_path, "south").result_int() == 200);
        for (const char* tenant : {"east", "", "North"})
            CHECK(ask(patient_view_path, tenant).result_int() >= 401);
        CHECK(ask(patient_view_path, "east").result_int() == 403);
        CHECK(ask(patient_view_path, nullptr).result_int() == 403);
        const Reply other = ask("/cds-services/psoas-order-sign", "north");
        CHECK(other.result_int() == 403);
        CHECK(other["WWW-Authenticate"] == R"(Bearer error="insufficient_scope")");
    }

    TEST_CASE(
        "P-61 and P-108: discovery is open unless it was closed and feedback needs a token of its own") {
        const SigningKey key("ES256");
        const Guarded open(key_set_of({&key}));
        CHECK(answer(*open.server, std::string(discovery_request)).result_int() == 200);
        const std::string feedback = std::string(patient_view_path) + "/feedback";
        CHECK(status(*open.server, "", feedback) == 401);
        CHECK(status(*open.server, sound(key).text(), feedback) == 401);
        // It is let in, and there is nothing that keeps feedback here.
        CHECK(status(*open.server, TokenMaker(key, ehr, base + feedback, now).text(), feedback) == 404);

        const Guarded closed(key_set_of({&key}), {}, false);
        CHECK(answer(*closed.server, std::string(discovery_request)).result_int() == 401);
        const std::string token = TokenMaker(key, ehr, base + "/cds-services", now).text();
        CHECK(answer(*closed.server,
                     "GET /cds-services HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + token + "\r\n\r\n")
                  .result_int()
              == 200);
    }

    TEST_CASE("P-61 and P-105: a page may ask without a token whether it may call and reads the refusal") {
        const SigningKey key("ES256");
        const Guarded guarded(key_set_of({&key}));
        for (const char* path :
             {"/cds-services", "/cds-services/psoas-order-sign", "/cds-services/psoas-order-sign/feedback"}) {
            CAPTURE(path);
            const Reply reply =
                answer(*guarded.server, "OPTIONS " + std::string(path)
                                            + " HTTP/1.1\r\nHost: x\r\nOrigin: https://ehr.example\r\n"
                                              "Access-Control-Request-Method: POST\r\n\r\n");
            CHECK(reply.result_int() == 204);
            CHECK(reply["Access-Control-Allow-Headers"] == "authorization, content-type");
            CHECK(reply["Access-Control-Allow-Origin"] == "https://ehr.example");
        }
        const Reply refused =
            answer(*guarded.server, call_header("Content-Length: 0\r\nOrigin: https://ehr.example\r\n"));
        CHECK(refused.result_int() == 401);
        CHECK(refused["Access-Control-Allow-Origin"] == "https://ehr.example");
    }

    TEST_CASE("P-61: keys rotate without a restart and a stranger cannot make the service fetch them often") {
        const SigningKey old_key("ES256", "old");
        const SigningKey new_key("ES256", "new");
        std::mutex mutex;
        std::string published = key_set_of({&old_key});
        std::string status_line = "200 OK";
        FaultServer ehr_server(
            [&](FaultServer::Peer& peer, FaultServer::Request) -> boost::asio::awaitable<void> {
                const std::scoped_lock lock(mutex);
                return say(peer, response(status_line, "application/jwk-set+json", published));
            });
        hooks::ClientRules rules{
            .issuers = {{.issuer = ehr, .key_set = ehr_server.url() + "/jwks.json", .jku = key_set_url}},
            .key_patience = 10s};
        hooks::ClientAuthenticator clients(rules, {}, nullptr, {.between_refreshes = 300ms, .retry = 20ms},
                                           fixed_now);
        clients.reached_at(base);
        const TestServer server({}, no_cards, 1, nullptr, {}, {.clients = &clients});
        while (!clients.keys().is_ready())
            std::this_thread::sleep_for(5ms);
        const std::size_t at_first = ehr_server.requests().size();
        for (int i = 0; i < 50; ++i)
            CHECK(status(server, sound(old_key).text()) == 200);
        CHECK(ehr_server.requests().size() == at_first); // the key is at hand
        CHECK(status(server, sound(new_key).text()) == 401);
        const std::size_t asked = ehr_server.requests().size();
        const auto began = std::chrono::steady_clock::now();
        for (int i = 0; i < 20; ++i)
            CHECK(status(server, sound(new_key).text()) == 401);
        const auto looks = (std::chrono::steady_clock::now() - began) / 300ms + 1;
        CHECK(ehr_server.requests().size() - asked <= static_cast<std::size_t>(looks));

        {
            const std::scoped_lock lock(mutex);
            published = key_set_of({&new_key});
        }
        std::this_thread::sleep_for(320ms);
        CHECK(status(server, sound(new_key).text()) == 200); // the first call already
        CHECK(status(server, sound(old_key).text()) == 401); // withdrawn

        for (const char* broken : {"503 Service Unavailable", "200 OK"}) {
            {
                const std::scoped_lock lock(mutex);
                published = "{}";
                status_line = broken;
            }
            std::this_thread::sleep_for(320ms);
            CHECK(status(server, sound(old_key).text()) == 401); // makes it look
            CHECK(status(server, sound(new_key).text()) == 200); // what there was is kept
        }
    }

    TEST_CASE("P-61: a token that one replica took is refused by the other where they share a database") {
        const SigningKey key("ES256");
        const File keys(key_set_of({&key}));
        // The database forgets by its own clock.
        const long later = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
        for (const hooks::DatabasePlace& place : hooks::TestDatabases()) {
            CAPTURE(static_cast<int>(place.kind));
            const auto replica = [&] {
                auto made = std::make_unique<hooks::ClientAuthenticator>(
                    hooks::ClientRules{.issuers = {{.issuer = ehr, .key_set = keys.path()}},
                                       .database_patience = 10s},
                    fhir::FhirAccess{},
                    std::make_unique<hooks::SharedReplay>([place] { return hooks::writing(place); }));
                made->reached_at(base);
                return made;
            };
            const auto first = replica();
            const auto second = replica();
            const TestServer one({}, no_cards, 1, nullptr, {}, {.clients = first.get()});
            const TestServer other({}, no_cards, 1, nullptr, {}, {.clients = second.get()});
            for (int i = 0; i < 5; ++i) {
                const std::string token = TokenMaker(key, ehr, endpoint, later).text();
                CHECK(status(i % 2 == 0 ? one : other, token) == 200);
                CHECK(status(i % 2 == 0 ? other : one, token) == 401);
            }
        }
    }

    TEST_CASE("P-61 and P-107: hooks go on without the database that replicas share") {
        const SigningKey key("ES256");
        const File keys(key_set_of({&key}));
        hooks::ClientAuthenticator clients(
            hooks::ClientRules{.issuers = {{.issuer = ehr, .key_set = keys.path()}}}, fhir::FhirAccess{},
            std::make_unique<hooks::SharedReplay>(
                []() -> std::unique_ptr<hooks::Database> { throw hooks::DatabaseUnavailable("gone"); }),
            {}, fixed_now);
        clients.reached_at(base);
        const TestServer server({}, no_cards, 1, nullptr, {}, {.clients = &clients});
        for (int i = 0; i < 3; ++i) {
            const std::string token = sound(key).text();
            CHECK(status(server, token) == 200);
            CHECK(status(server, token) == 401);
        }
    }
}
