#include "hooks/client_auth/token.hpp"

#include "hooks/client_auth/base64url.hpp"
#include "hooks/client_auth/unambiguous_json.hpp"

#include <boost/beast/core/string.hpp>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <array>
#include <cmath>

namespace psoas::hooks {

namespace {

using boost::json::object;
using boost::json::value;

constexpr std::size_t longest_header = 2048; ///< bytes of its base64url
constexpr std::size_t longest_name = 1024;   ///< of an issuer, an audience, a key, a tenant, a jti
constexpr std::size_t most_audiences = 16;
/// The end of the year 9999: later times overflow nothing and mean nothing.
constexpr double last_second = 253'402'300'799;

/// A text of the right length without control characters; nothing if it is anything else.
std::optional<std::string> text_of(const value* found) {
    if (found == nullptr || !found->is_string()) return std::nullopt;
    const auto& text = found->get_string();
    const bool is_plain =
        std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) >= 0x20 && c != 0x7F; });
    if (text.empty() || text.size() > longest_name || !is_plain) return std::nullopt;
    return std::string(text);
}

/// A NumericDate (RFC 7519, section 2), which may have a fraction.
std::optional<std::chrono::sys_seconds> time_of(const value* found) {
    if (found == nullptr || !found->is_number()) return std::nullopt;
    const double seconds = found->to_number<double>();
    if (!(seconds >= 0 && seconds <= last_second)) return std::nullopt;
    return std::chrono::sys_seconds(std::chrono::seconds(static_cast<std::int64_t>(std::floor(seconds))));
}

std::vector<std::string> audience_of(const value* found) {
    std::vector<std::string> audience;
    if (found != nullptr && found->is_array()) {
        if (found->get_array().size() > most_audiences) return {};
        for (const value& each : found->get_array()) {
            const std::optional<std::string> text = text_of(&each);
            if (!text) return {};
            audience.push_back(*text);
        }
    } else if (const std::optional<std::string> text = text_of(found)) {
        audience.push_back(*text);
    }
    return audience;
}

std::optional<TokenDefect> read_header(const object& header, Token& token) {
    const std::optional<std::string> algorithm = text_of(header.if_contains("alg"));
    if (!algorithm) return TokenDefect::header;
    const std::optional<SignatureAlgorithm> known = signature_algorithm_named(*algorithm);
    if (!known) return TokenDefect::algorithm;
    token.algorithm = *known;

    const std::optional<std::string> key = text_of(header.if_contains("kid"));
    const bool is_jwt = !header.contains("typ")
                        || boost::beast::iequals(text_of(header.if_contains("typ")).value_or(""), "JWT");
    if (!key || !is_jwt || header.contains("crit")) return TokenDefect::header;
    token.key_id = *key;
    if (!header.contains("jku")) return std::nullopt;
    token.key_set_url = text_of(header.if_contains("jku"));
    return token.key_set_url ? std::nullopt : std::optional(TokenDefect::header);
}

std::optional<TokenDefect> read_claims(const object& claims, Token& token) {
    const std::optional<std::string> issuer = text_of(claims.if_contains("iss"));
    const std::optional<std::string> id = text_of(claims.if_contains("jti"));
    const auto issued = time_of(claims.if_contains("iat"));
    const auto expires = time_of(claims.if_contains("exp"));
    token.audience = audience_of(claims.if_contains("aud"));
    if (!issuer || !id || !issued || !expires || token.audience.empty()) return TokenDefect::claims;
    token.issuer = *issuer;
    token.id = *id;
    token.issued = *issued;
    token.expires = *expires;
    if (claims.contains("nbf")) {
        token.not_before = time_of(claims.if_contains("nbf"));
        if (!token.not_before) return TokenDefect::claims;
    }
    if (claims.contains("tenant")) {
        token.tenant = text_of(claims.if_contains("tenant"));
        if (!token.tenant) return TokenDefect::claims;
    }
    return std::nullopt;
}

} // namespace

std::variant<Token, TokenDefect> read_token(std::string_view text) {
    if (text.size() > longest_token) return TokenDefect::too_long;
    if (std::ranges::count(text, '.') != 2) return TokenDefect::malformed;
    const std::size_t first = text.find('.');
    const std::size_t second = text.find('.', first + 1);
    if (first > longest_header) return TokenDefect::too_long;

    const auto header = base64url_decoded(text.substr(0, first));
    const auto claims = base64url_decoded(text.substr(first + 1, second - first - 1));
    auto signature = base64url_decoded(text.substr(second + 1));
    if (!header || !claims || !signature) return TokenDefect::malformed;
    const std::optional<object> header_object = read_unambiguous_object(*header);
    if (!header_object) return TokenDefect::malformed;

    Token token{.signed_text = std::string(text.substr(0, second)), .signature = *std::move(signature)};
    if (const std::optional<TokenDefect> defect = read_header(*header_object, token)) return *defect;
    const std::optional<object> claims_object = read_unambiguous_object(*claims);
    if (!claims_object) return TokenDefect::malformed;
    if (const std::optional<TokenDefect> defect = read_claims(*claims_object, token)) return *defect;
    return token;
}

std::optional<TokenDefect> defect_of_times(const Token& token, const TokenTimes& times,
                                           std::chrono::sys_seconds now) {
    if (token.expires + times.clock_skew <= now) return TokenDefect::expired;
    if (token.issued > now + times.clock_skew) return TokenDefect::not_yet_valid;
    if (token.not_before && *token.not_before > now + times.clock_skew) return TokenDefect::not_yet_valid;
    if (token.expires <= token.issued || token.expires - token.issued > times.longest_life)
        return TokenDefect::lives_too_long;
    return std::nullopt;
}

} // namespace psoas::hooks
