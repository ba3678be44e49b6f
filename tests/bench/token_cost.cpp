// What it costs to let a client in: of each algorithm the whole judgement of a token (reading, key,
// signature, times, audience, memory of used ones) against a bare EVP_DigestVerify of the same signature, in
// turns in one run. Medians. And how often an issuer whose keys are replaced now and then is asked for them.
#include "hooks/client_auth/client_authenticator.hpp"
#include "tests/fault_server.hpp"
#include "tests/token_maker.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>

#include <openssl/evp.h>
#include <openssl/rsa.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include <unistd.h>

using namespace psoas;
using Clock = std::chrono::steady_clock;

namespace {

constexpr int rounds = 7;
constexpr int tokens_a_round = 200;

double microseconds(Clock::duration time) {
    return std::chrono::duration<double, std::micro>(time).count() / tokens_a_round;
}

double median(std::vector<double> values) {
    std::ranges::sort(values);
    return values[values.size() / 2];
}

const unsigned char* data_of(const std::string& bytes) {
    return reinterpret_cast<const unsigned char*>(bytes.data());
}

/// OpenSSL alone, with the signature in the form that it reads and the digest at hand.
bool verifies(const SigningKey& key, const EVP_MD* digest, const std::string& text,
              const std::string& signature) {
    const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
    EVP_PKEY_CTX* settings = nullptr;
    EVP_DigestVerifyInit(context.get(), &settings, digest, nullptr, key.key());
    if (key.algorithm().starts_with("PS")) {
        EVP_PKEY_CTX_set_rsa_padding(settings, RSA_PKCS1_PSS_PADDING);
        EVP_PKEY_CTX_set_rsa_pss_saltlen(settings, RSA_PSS_SALTLEN_DIGEST);
    }
    return EVP_DigestVerify(context.get(), data_of(signature), signature.size(), data_of(text), text.size())
           == 1;
}

EVP_MD* digest_of(const std::string& algorithm) {
    if (algorithm == "EdDSA") return nullptr;
    const std::string name = "SHA2-" + algorithm.substr(2);
    return EVP_MD_fetch(nullptr, name.c_str(), nullptr);
}

boost::asio::awaitable<void> judge(hooks::ClientAuthenticator& clients, const std::string& token,
                                   int& let_in) {
    std::vector<std::string> authorizations{"Bearer " + token};
    const hooks::Route route{hooks::Route::Kind::hook_call, hooks::service_with_id("psoas-order-sign")};
    const hooks::ClientVerdict verdict = co_await clients.judge(std::move(authorizations), route);
    let_in += verdict.defect ? 0 : 1;
}

/// An issuer whose keys come from its server signs with a new one after each so many tokens. Prints how many
/// tokens were let in and how often the key set was fetched for it.
bool print_fetches() {
    constexpr int keys = 5;
    constexpr int tokens_a_key = 2000;
    std::mutex mutex;
    std::string published;
    FaultServer ehr([&](FaultServer::Peer& peer, FaultServer::Request) -> boost::asio::awaitable<void> {
        const std::scoped_lock lock(mutex);
        return say(peer, response("200 OK", "application/jwk-set+json", published));
    });
    std::optional<hooks::ClientAuthenticator> clients;
    boost::asio::io_context io;
    int let_in = 0;
    for (int number = 0; number < keys; ++number) {
        const SigningKey key("ES256", "key-" + std::to_string(number));
        {
            const std::scoped_lock lock(mutex);
            published = key_set_of({&key});
        }
        if (!clients) {
            clients.emplace(hooks::ClientRules{.issuers = {{.issuer = "https://ehr.example",
                                                            .key_set = ehr.url() + "/keys"}},
                                               .key_patience = std::chrono::seconds(10)},
                            fhir::FhirAccess{}, nullptr,
                            hooks::KeyTimes{.between_refreshes =
                                                std::chrono::milliseconds(0)}); // a minute lasts too long
            clients->reached_at("https://cds.example");
        }
        const long now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
        for (int i = 0; i < tokens_a_key; ++i) {
            const std::string token = TokenMaker(key, "https://ehr.example",
                                                 "https://cds.example/cds-services/psoas-order-sign", now)
                                          .text();
            boost::asio::co_spawn(io, judge(*clients, token, let_in), boost::asio::detached);
            io.run();
            io.restart();
        }
    }
    const std::size_t fetches = ehr.requests().size();
    std::printf(
        "\n| tokens let in | keys replaced | key sets fetched | key at hand |\n| --- | --- | --- | --- |\n"
        "| %d | %d | %zu | %.2f %% |\n",
        let_in, keys - 1, fetches, 100.0 * (1.0 - static_cast<double>(fetches) / let_in));
    return let_in == keys * tokens_a_key;
}

} // namespace

int main() {
    const auto file =
        std::filesystem::temp_directory_path() / ("psoas-bench-keys-" + std::to_string(getpid()));
    std::printf("| algorithm | EVP_DigestVerify | whole judgement | ratio |\n| --- | --- | --- | --- |\n");
    int let_in = 0;
    for (const char* algorithm :
         {"ES256", "ES384", "ES512", "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "EdDSA"}) {
        const SigningKey key(algorithm);
        std::ofstream(file) << key_set_of({&key});
        hooks::ClientAuthenticator clients(
            {.issuers = {{.issuer = "https://ehr.example", .key_set = file.string()}}}, {});
        clients.reached_at("https://cds.example");
        std::unique_ptr<EVP_MD, decltype(&EVP_MD_free)> digest(digest_of(algorithm), EVP_MD_free);
        boost::asio::io_context io;
        std::vector<double> bare;
        std::vector<double> whole;
        for (int round = 0; round < rounds; ++round) {
            std::vector<std::string> tokens;
            std::vector<std::string> texts;
            std::vector<std::string> signatures;
            const long now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
            for (int i = 0; i < tokens_a_round; ++i) {
                const TokenMaker maker(key, "https://ehr.example",
                                       "https://cds.example/cds-services/psoas-order-sign", now);
                tokens.push_back(maker.text());
                texts.push_back(tokens.back().substr(0, tokens.back().rfind('.')));
                signatures.push_back(key.sign_der(texts.back()));
            }
            const auto first = Clock::now();
            for (int i = 0; i < tokens_a_round; ++i)
                if (!verifies(key, digest.get(), texts[static_cast<std::size_t>(i)],
                              signatures[static_cast<std::size_t>(i)]))
                    return 1;
            const auto second = Clock::now();
            for (const std::string& token : tokens)
                boost::asio::co_spawn(io, judge(clients, token, let_in), boost::asio::detached);
            io.run();
            io.restart();
            const auto third = Clock::now();
            bare.push_back(microseconds(second - first));
            whole.push_back(microseconds(third - second));
        }
        std::printf("| %s | %.0f µs | %.0f µs | %.2f |\n", algorithm, median(bare), median(whole),
                    median(whole) / median(bare));
    }
    std::filesystem::remove(file);
    const int expected = 10 * rounds * tokens_a_round;
    std::printf("%d of %d tokens were let in\n", let_in, expected);
    return let_in == expected && print_fetches() ? 0 : 1;
}
