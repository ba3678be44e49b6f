#pragma once

#include "fhir/client/origin.hpp"
#include "hooks/router.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace psoas::hooks {

/// Under which URLs clients reach the service, to tell whether `aud` of a token is the URL that was called.
class EndpointUrls {
public:
    /// A base URL; what is none is ignored.
    void add(std::string_view base_url);

    /// Is `audience` the URL of this route under one of the bases? Scheme and host in any case, the port of
    /// the scheme left out or not, repeated slashes as one and one at the end as none (P-110); nothing else
    /// is forgiven.
    [[nodiscard]] bool names(std::string_view audience, const Route& route) const;

private:
    std::vector<fhir::ServerUrl> bases_; ///< paths with single slashes
};

} // namespace psoas::hooks
