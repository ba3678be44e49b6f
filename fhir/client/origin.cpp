#include "fhir/client/origin.hpp"

#include <boost/url/host_type.hpp>
#include <boost/url/parse.hpp>
#include <boost/url/url.hpp>
#include <boost/url/url_view.hpp>

#include <algorithm>
#include <charconv>
#include <system_error>

namespace psoas::fhir {
namespace {

namespace urls = boost::urls;

constexpr std::size_t longest_url = 8192;

std::uint16_t port_of(Origin::Scheme scheme) {
    return scheme == Origin::Scheme::https ? 443 : 80;
}

bool is_of_host_name(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_';
}

// In lower case; nothing for what no name server knows and for literals of the future.
std::optional<std::string> host_of(const urls::url_view& url) {
    std::string host(url.encoded_host());
    std::ranges::transform(host, host.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    switch (url.host_type()) {
    case urls::host_type::ipv4:
        return host;
    case urls::host_type::ipv6:
        return host.substr(1, host.size() - 2);
    case urls::host_type::name:
        if (!host.empty() && std::ranges::all_of(host, is_of_host_name)) return host;
        return std::nullopt;
    default:
        return std::nullopt;
    }
}

std::optional<Origin> origin_of(const urls::url_view& url) {
    Origin origin;
    if (url.scheme_id() == urls::scheme::http)
        origin.scheme = Origin::Scheme::http;
    else if (url.scheme_id() != urls::scheme::https)
        return std::nullopt;
    if (!url.has_authority() || url.has_userinfo()) return std::nullopt;
    std::optional<std::string> host = host_of(url);
    if (!host) return std::nullopt;
    origin.host = *std::move(host);
    origin.port = port_of(origin.scheme);
    // Boost's port_number() takes some numbers that do not fit for others: 99999 for 34463.
    if (const std::string_view port = url.port(); !port.empty()) {
        const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), origin.port);
        if (error != std::errc{} || end != port.data() + port.size() || origin.port == 0) return std::nullopt;
    }
    return origin;
}

void append_encoded(std::string& to, char c) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    const auto byte = static_cast<unsigned char>(c);
    to += '%';
    to += digits[byte / 16U];
    to += digits[byte % 16U];
}

bool is_unreserved(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.'
           || c == '_' || c == '~';
}

// Those that RFC 3986 has nowhere in a URL, and that servers put into links nevertheless.
std::string with_stray_characters_encoded(std::string_view link) {
    constexpr std::string_view stray = "\"<>\\^`{|}";
    std::string clean;
    for (const char c : link) {
        if (c > ' ' && c <= '~' && stray.find(c) == stray.npos)
            clean += c;
        else
            append_encoded(clean, c);
    }
    return clean;
}

} // namespace

std::string host_header(const Origin& origin) {
    std::string header = origin.host.find(':') == std::string::npos ? origin.host : '[' + origin.host + ']';
    if (origin.port != port_of(origin.scheme)) header += ':' + std::to_string(origin.port);
    return header;
}

std::string text(const Origin& origin) {
    return (origin.scheme == Origin::Scheme::https ? "https://" : "http://") + host_header(origin);
}

Result<ServerUrl> read_server_url(std::string_view url) {
    const Issue defect{IssueType::value, "fhirServer", "The FHIR server is no http or https URL"};
    if (url.size() > longest_url) return defect;
    const auto parsed = urls::parse_uri(url);
    if (!parsed || parsed->has_query() || parsed->has_fragment()) return defect;
    std::optional<Origin> origin = origin_of(*parsed);
    if (!origin) return defect;
    std::string path(parsed->encoded_path());
    path.resize(path.find_last_not_of('/') + 1); // nothing found and one make zero
    return ServerUrl{*std::move(origin), std::move(path)};
}

std::string percent_encoded(std::string_view text) {
    std::string encoded;
    for (const char c : text) {
        if (is_unreserved(c))
            encoded += c;
        else
            append_encoded(encoded, c);
    }
    return encoded;
}

std::optional<std::string> target_of_link(const Origin& origin, std::string_view page_target,
                                          std::string_view link) {
    if (link.empty() || link.size() > longest_url) return std::nullopt;
    const std::string clean = with_stray_characters_encoded(link);
    const std::string page = text(origin).append(page_target);
    const auto base = urls::parse_uri(page);
    const auto reference = urls::parse_uri_reference(clean);
    if (!base || !reference) return std::nullopt;
    urls::url url;
    if (!urls::resolve(*base, *reference, url)) return std::nullopt;
    if (origin_of(url) != origin) return std::nullopt;
    std::string target(url.encoded_path());
    if (target.empty()) target = "/";
    if (url.has_query()) target.append("?").append(std::string_view(url.encoded_query()));
    return target;
}

} // namespace psoas::fhir
