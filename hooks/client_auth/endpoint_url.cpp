#include "hooks/client_auth/endpoint_url.hpp"

#include <algorithm>

namespace psoas::hooks {

namespace {

std::string with_single_slashes(std::string_view path) {
    std::string single;
    for (const char c : path)
        if (c != '/' || !single.ends_with('/')) single += c;
    if (single.ends_with('/')) single.pop_back();
    return single;
}

std::string path_of(const Route& route) {
    std::string path = "/cds-services";
    if (route.service != nullptr) path.append("/").append(route.service->id);
    if (route.kind == Route::Kind::feedback) path.append("/feedback");
    return path;
}

} // namespace

void EndpointUrls::add(std::string_view base_url) {
    fhir::Result<fhir::ServerUrl> base = fhir::read_server_url(base_url);
    if (!base) return;
    base->base_path = with_single_slashes(base->base_path);
    bases_.push_back(*std::move(base));
}

bool EndpointUrls::names(std::string_view audience, const Route& route) const {
    const fhir::Result<fhir::ServerUrl> url = fhir::read_server_url(audience);
    if (!url) return false;
    const std::string path = with_single_slashes(url->base_path);
    return std::ranges::any_of(bases_, [&](const fhir::ServerUrl& base) {
        return base.origin == url->origin && path == base.base_path + path_of(route);
    });
}

} // namespace psoas::hooks
