#include "hooks/sandbox/sandbox_files.hpp"

#include "fhir/client/origin.hpp"
#include "hooks/sandbox/embedded_files.hpp"
#include "hooks/sandbox/order_list.hpp"
#include "hooks/sandbox/story_list.hpp"

#include <boost/beast/core/string.hpp>
#include <boost/beast/http/verb.hpp>
#include <boost/json/serialize.hpp>
#include <boost/url/parse.hpp>
#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

namespace psoas::hooks {
namespace {

namespace http = boost::beast::http;

constexpr std::string_view json_type = "application/json";
constexpr std::string_view page_folder = "page/";
constexpr std::string_view story_folder = "stories/";
constexpr std::string_view story_request = "/request.json";

std::string_view media_type_of(std::string_view name) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 5> types{{
        {".html", "text/html; charset=utf-8"},
        {".css", "text/css; charset=utf-8"},
        {".js", "text/javascript; charset=utf-8"},
        {".mjs", "text/javascript; charset=utf-8"},
        {".svg", "image/svg+xml"},
    }};
    for (const auto& [ending, type] : types)
        if (name.ends_with(ending)) return type;
    return "application/octet-stream";
}

// Half of SHA-256 is enough to tell two versions of a file apart.
std::string entity_tag_of(std::string_view body) {
    constexpr std::size_t bytes = 16;
    constexpr std::string_view digits = "0123456789abcdef";
    std::array<unsigned char, EVP_MAX_MD_SIZE> hash{};
    EVP_Digest(body.data(), body.size(), hash.data(), nullptr, EVP_sha256(), nullptr);
    std::string tag = "\"";
    for (const unsigned char byte : std::span(hash).first(bytes)) {
        tag += digits[byte >> 4U];
        tag += digits[byte & 0xFU];
    }
    return tag + '"';
}

SandboxFile file_at(std::string path, std::string_view media_type, std::string_view body) {
    return {std::move(path), media_type, body, entity_tag_of(body)};
}

// "page/style.css" is served as sandbox/style.css, the page itself at the base.
SandboxFile page_file(const EmbeddedFile& file) {
    const std::string_view name = file.name.substr(page_folder.size());
    std::string path = name == "index.html" ? std::string() : std::string("sandbox/").append(name);
    return file_at(std::move(path), media_type_of(name), file.text);
}

// A name that no policy can be made to say something else with; of an IPv6 address a policy cannot speak.
bool fits_in_policy(const fhir::Origin& origin) {
    return origin.host.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789.-") == std::string::npos;
}

/// The FHIR server that the address of the page names, as an origin with a space before it.
std::string named_server(std::string_view target) {
    const auto parsed = boost::urls::parse_uri_reference(target);
    if (!parsed) return {};
    const auto parameter = parsed->params().find("fhir-server");
    if (parameter == parsed->params().end()) return {};
    const fhir::Result<fhir::ServerUrl> server = fhir::read_server_url(std::string((*parameter).value));
    return server && fits_in_policy(server->origin) ? " " + fhir::text(server->origin) : "";
}

// No inline script or style, no plug-in, no frame, no form that leaves, and markup only by way of DOMPurify
// (Trusted Types, https://www.w3.org/TR/trusted-types/).
std::string page_policy(std::string_view target) {
    return "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'"
           + named_server(target)
           + "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
             "require-trusted-types-for 'script'; trusted-types dompurify";
}

/// Whether the client says that it has this very file (RFC 9110, section 13.1.2).
bool is_known(std::string_view if_none_match, std::string_view entity_tag) {
    return if_none_match == "*" || if_none_match.find(entity_tag) != std::string_view::npos;
}

Response redirect_to_folder(std::string_view path) {
    Response response;
    response.result(http::status::permanent_redirect);
    response.set(http::field::location, std::string(path.substr(path.rfind('/') + 1)) + '/');
    return response;
}

} // namespace

SandboxFiles::SandboxFiles()
    : stories_(boost::json::serialize(story_list())), orders_(boost::json::serialize(order_list())) {
    for (const EmbeddedFile& file : embedded_files()) {
        if (file.name.starts_with(page_folder)) files_.push_back(page_file(file));
        if (file.name.starts_with(story_folder) && file.name.ends_with(story_request))
            files_.push_back(file_at(
                std::string("sandbox/").append(file.name.substr(0, file.name.size() - story_request.size())),
                json_type, file.text));
    }
    files_.push_back(file_at("sandbox/rows", "text/markdown; charset=utf-8", embedded_file("rows.md")));
    files_.push_back(file_at("sandbox/stories", json_type, stories_));
    files_.push_back(file_at("sandbox/orders", json_type, orders_));
    std::ranges::sort(files_, {}, &SandboxFile::path);
}

const SandboxFile* SandboxFiles::at(std::string_view path) const {
    const auto file = std::ranges::lower_bound(files_, path, {}, &SandboxFile::path);
    return file != files_.end() && file->path == path ? &*file : nullptr;
}

Response sandbox_file_response(const SandboxFile& file, const http::request_header<>& request) {
    const std::string_view target = request.target();
    const std::string_view path = target.substr(0, target.find('?'));
    if (file.path.empty() && !path.ends_with('/')) return redirect_to_folder(path);

    Response response;
    response.set(http::field::cache_control, "no-cache"); // kept, and asked for again by its tag
    response.set(http::field::etag, file.entity_tag);
    response.set("Cross-Origin-Resource-Policy", "same-origin");
    if (file.path.empty()) {
        response.set("Content-Security-Policy", page_policy(target));
        response.set("Cross-Origin-Opener-Policy", "same-origin");
    }
    if (is_known(request[http::field::if_none_match], file.entity_tag)) {
        response.result(http::status::not_modified);
        return response;
    }
    response.set(http::field::content_type, file.media_type);
    response.body() = file.body;
    return response;
}

} // namespace psoas::hooks
