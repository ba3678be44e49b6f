#include "hooks/client_auth/issuer_setting.hpp"

#include "fhir/client/origin.hpp"
#include "hooks/service.hpp"

#include <boost/asio/ip/address.hpp>

#include <algorithm>

namespace psoas::hooks {

namespace {

using fhir::Issue;
using fhir::IssueType;

Issue defect(std::string_view what) {
    return {IssueType::value, "", std::string(what)};
}

/// The parts between separators; empty ones count.
std::vector<std::string> parts_of(std::string_view text, char separator) {
    std::vector<std::string> parts;
    for (std::size_t end = 0; end != std::string_view::npos;) {
        end = text.find(separator);
        parts.emplace_back(text.substr(0, end));
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    return parts;
}

bool is_url(std::string_view text) {
    return text.find("://") != std::string_view::npos;
}

bool is_loopback(const std::string& host) {
    boost::system::error_code error;
    const auto address = boost::asio::ip::make_address(host, error);
    return host == "localhost" || (!error && address.is_loopback());
}

bool may_bring_keys(std::string_view url) {
    const auto server = fhir::read_server_url(url);
    return server
           && (server->origin.scheme == fhir::Origin::Scheme::https || is_loopback(server->origin.host));
}

/// Nothing if the word was understood.
std::optional<Issue> read_word(IssuerSetting& issuer, std::string_view word) {
    const std::size_t equals = word.find('=');
    const std::string_view name = word.substr(0, equals);
    const std::string_view value = equals == std::string_view::npos ? "" : word.substr(equals + 1);
    if (value.empty()) return defect("is no issuer: after the key set come words such as services=a|b");
    if (name == "services") {
        issuer.services = parts_of(value, '|');
        const auto exists = [](const std::string& id) { return service_with_id(id) != nullptr; };
        if (!std::ranges::all_of(issuer.services, exists))
            return defect("is an issuer with a service that there is not");
    } else if (name == "tenants") {
        issuer.tenants = parts_of(value, '|');
    } else if (name == "jku") {
        issuer.jku = value;
    } else {
        return defect("is an issuer with a word other than services, tenants and jku");
    }
    return std::nullopt;
}

} // namespace

bool IssuerSetting::has_key_url() const {
    return is_url(key_set);
}

fhir::Result<IssuerSetting> read_issuer_setting(std::string_view text) {
    const std::vector<std::string> words = parts_of(text, ' ');
    const std::string& first = words.front();
    const std::size_t equals = first.find('=');
    if (equals == std::string::npos || equals == 0 || equals + 1 == first.size())
        return defect("is no issuer such as https://ehr.example=https://ehr.example/jwks.json");
    IssuerSetting issuer{.issuer = first.substr(0, equals), .key_set = first.substr(equals + 1)};
    if (issuer.has_key_url()) {
        if (!may_bring_keys(issuer.key_set))
            return defect("is an issuer whose key set is neither a file nor an https URL");
        issuer.jku = issuer.key_set;
    }
    for (std::size_t i = 1; i < words.size(); ++i)
        if (!words[i].empty())
            if (const std::optional<Issue> wrong = read_word(issuer, words[i])) return *wrong;
    return issuer;
}

} // namespace psoas::hooks
