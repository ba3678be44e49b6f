#include "hooks/feedback/hash_key.hpp"

#include "hooks/log.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

#include <fstream>
#include <sstream>
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
    std::string text;
    for (std::size_t i = 0; i < count; ++i)
        text.append({digits[bytes[i] >> 4U], digits[bytes[i] & 15U]});
    return text;
}

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
    std::ifstream stream(file, std::ios::binary);
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
    std::string message;
    for (const std::string_view text : texts)
        message.append(std::to_string(text.size())).append(":").append(text);
    std::array<unsigned char, EVP_MAX_MD_SIZE> code{};
    unsigned length = 0;
    HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()),
         reinterpret_cast<const unsigned char*>(message.data()), message.size(), code.data(), &length);
    return hexadecimal(code.data(), kept_bytes);
}

HashKey hash_key(Database& database, const DatabasePlace& place, const std::filesystem::path& file) {
    if (!file.empty()) return key_in(file);
    return place.kind == DatabasePlace::Kind::sqlite ? key_beside(place.path, database) : key_in(database);
}

} // namespace psoas::hooks
