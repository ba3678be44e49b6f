#include "hooks/feedback/hash_key.hpp"

#include "hooks/log.hpp"

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/params.h>
#include <openssl/rand.h>

#include <fstream>
#include <memory>
#include <sstream>
#include <stdexcept>
#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace psoas::hooks {

namespace {

constexpr std::size_t kept_bytes = 16;
constexpr std::size_t shortest_secret = 16;

std::string hexadecimal(const unsigned char* bytes, std::size_t count) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text(2 * count, '0');
    for (std::size_t i = 0; i < count; ++i) {
        text[2 * i] = digits[bytes[i] >> 4U];
        text[2 * i + 1] = digits[bytes[i] & 15U];
    }
    return text;
}

/// HMAC-SHA-256, again and again with the same key as a rule: OpenSSL takes longer to find the algorithm and
/// to take in the key than to hash the text of a card.
class Hmac {
public:
    using Code = std::array<unsigned char, 32>;

    Code of(std::string_view message, const HashKey& key) {
        if (!is_keyed_ || key != key_) take(key);
        Code code{};
        std::size_t length = 0;
        const auto* bytes = reinterpret_cast<const unsigned char*>(message.data());
        require(EVP_MAC_init(context_.get(), nullptr, 0, nullptr)
                && EVP_MAC_update(context_.get(), bytes, message.size())
                && EVP_MAC_final(context_.get(), code.data(), &length, code.size()));
        return code;
    }

private:
    void take(const HashKey& key) {
        char digest[] = "SHA256";
        const OSSL_PARAM parameters[] = {OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest, 0),
                                         OSSL_PARAM_construct_end()};
        require(context_ && EVP_MAC_init(context_.get(), key.data(), key.size(), parameters));
        key_ = key;
        is_keyed_ = true;
    }

    static void require(bool done) {
        if (!done) throw std::runtime_error("OpenSSL makes no HMAC");
    }

    struct Free {
        void operator()(EVP_MAC* algorithm) const { EVP_MAC_free(algorithm); }
        void operator()(EVP_MAC_CTX* context) const { EVP_MAC_CTX_free(context); }
    };
    std::unique_ptr<EVP_MAC, Free> algorithm_{EVP_MAC_fetch(nullptr, "HMAC", nullptr)};
    std::unique_ptr<EVP_MAC_CTX, Free> context_{EVP_MAC_CTX_new(algorithm_.get())};
    HashKey key_{};
    bool is_keyed_ = false;
};

std::string new_secret() {
    HashKey random{};
    if (RAND_bytes(random.data(), static_cast<int>(random.size())) != 1)
        throw DatabaseUnfit("the system gives no random numbers for a key");
    return hexadecimal(random.data(), random.size());
}

/// The key of a secret of any length.
HashKey key_of(std::string_view secret) {
    HashKey key{};
    unsigned length = 0;
    EVP_Digest(secret.data(), secret.size(), key.data(), &length, EVP_sha256(), nullptr);
    return key;
}

HashKey key_in(const std::filesystem::path& file) {
    const std::ifstream stream(file, std::ios::binary);
    std::ostringstream text;
    text << stream.rdbuf();
    std::string secret = std::move(text).str();
    while (!secret.empty() && (secret.back() == '\n' || secret.back() == '\r'))
        secret.pop_back();
    if (secret.size() < shortest_secret)
        throw DatabaseUnfit("the file with the key of hashes, " + file.string()
                            + ", cannot be read or is shorter than " + std::to_string(shortest_secret)
                            + " bytes");
    return key_of(secret);
}

/// Whoever comes first makes the file, whole: under another name, so that nobody reads a half.
void make_key_file(const std::filesystem::path& file) {
    const std::string secret = new_secret();
    const std::string draft = file.string() + "." + secret.substr(0, 8);
    const int descriptor = ::open(draft.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
    const bool written =
        descriptor >= 0
        && ::write(descriptor, secret.data(), secret.size()) == static_cast<ssize_t>(secret.size())
        && ::fsync(descriptor) == 0;
    if (descriptor >= 0) ::close(descriptor);
    const bool there = written && (::link(draft.c_str(), file.c_str()) == 0 || errno == EEXIST);
    const int error = errno;
    ::unlink(draft.c_str());
    if (!there)
        throw DatabaseUnavailable("the key of hashes cannot be kept in " + file.string() + ": "
                                  + std::error_code(error, std::system_category()).message());
}

/// Were cards issued, and so a key made before?
bool has_cards(Database& sqlite) {
    return !sqlite.execute("SELECT 1 FROM sqlite_master WHERE name = 'issued_card'").empty()
           && !sqlite.execute("SELECT 1 FROM issued_card LIMIT 1").empty();
}

HashKey key_beside(const std::filesystem::path& path, Database& database) {
    const std::filesystem::path file = path.string() + ".key";
    std::error_code ignored;
    if (!std::filesystem::exists(file, ignored)) {
        make_key_file(file);
        if (has_cards(database)) log_event(Severity::error, "key-made-anew", {{"file", file.string()}});
    }
    return key_in(file);
}

HashKey key_in(Database& database) {
    const std::string secret[] = {new_secret()};
    database.execute("INSERT INTO hash_key (id, secret) VALUES (1, $1) ON CONFLICT DO NOTHING", secret);
    return key_of(database.execute("SELECT secret FROM hash_key").at(0).at(0));
}

} // namespace

std::string keyed_hash(const HashKey& key, std::initializer_list<std::string_view> texts) {
    constexpr std::size_t longest_size = 20; // with its colon
    std::size_t size = 0;
    for (const std::string_view text : texts)
        size += longest_size + text.size();
    std::string message;
    message.reserve(size);
    for (const std::string_view text : texts)
        message.append(std::to_string(text.size())).append(":").append(text);
    thread_local Hmac hmac; // NOLINT(misc-use-internal-linkage): it has none
    const Hmac::Code code = hmac.of(message, key);
    return hexadecimal(code.data(), kept_bytes);
}

HashKey hash_key(Database& database, const DatabasePlace& place, const std::filesystem::path& file) {
    if (!file.empty()) return key_in(file);
    return place.kind == DatabasePlace::Kind::sqlite ? key_beside(place.path, database) : key_in(database);
}

} // namespace psoas::hooks
