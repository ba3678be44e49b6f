#pragma once

#include "fhir/result.hpp"
#include "hooks/sandbox/sandbox_files.hpp"
#include "hooks/service.hpp"

#include <boost/beast/http/verb.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace psoas::hooks {

/// What a path of this server leads to.
struct Route {
    enum class Kind : std::uint8_t {
        discovery,
        hook_call,
        feedback_report, ///< what became of all cards (P-42)
        feedback,        ///< what became of a service's cards (P-40)
        questionnaire,   ///< the FHIR Questionnaire that A-EXAM points to
        health,          ///< `/healthz`: the process answers
        readiness,       ///< `/readyz`: it can do all that it is there for
        metrics,         ///< `/metrics`: what was done and how long it took
        sandbox_file,    ///< the page for trying the service out, and what it is made of
        sandbox_call,    ///< a hook call of that page
    };
    Kind kind{};
    const Service* service = nullptr;  ///< of `hook_call`, `feedback` and `sandbox_call`
    const SandboxFile* file = nullptr; ///< of `sandbox_file`

    /// A route of the sandbox, which pages of its own origin alone may use.
    [[nodiscard]] bool is_in_sandbox() const;
    [[nodiscard]] bool allows(boost::beast::http::verb method) const;
    [[nodiscard]] std::string_view allowed_methods() const; ///< as the `Allow` header has them

    friend bool operator==(const Route&, const Route&) = default;
};

inline constexpr std::size_t route_kind_count = static_cast<std::size_t>(Route::Kind::sandbox_call) + 1;
[[nodiscard]] std::string_view name(Route::Kind kind); ///< as logs and metrics have it, "discovery"

/// Leads request targets to what answers them.
class Router {
public:
    /// `base_paths`: the paths under which a proxy may offer the service ("/psoas"); none is needed.
    /// `sandbox`, which outlives the router: nullptr where there is no page for trying the service out.
    explicit Router(std::span<const std::string> base_paths = {}, const SandboxFiles* sandbox = nullptr);

    /// The route of a request target ("/cds-services?x=y" or "http://host/cds-services").
    /// Repeated slashes count as one and a slash at the end as none: a client joins a discovery URL that ends
    /// in a slash with "/psoas-order-select" (P-110).
    /// Fails with `structure` for what is no path, and with `not_found`.
    [[nodiscard]] fhir::Result<Route> route(std::string_view target) const;

private:
    using Segments = std::span<const std::string_view>;
    /// Of what is left of a path below a base; none if it leads nowhere.
    [[nodiscard]] std::optional<Route> below_base(Segments rest) const;
    [[nodiscard]] std::optional<Route> in_sandbox(Segments rest) const;

    std::vector<std::vector<std::string>> bases_; ///< each as its segments
    const SandboxFiles* sandbox_;
};

/// The path of an absolute URL such as `--base-url` gives, without a slash at its end.
[[nodiscard]] fhir::Result<std::string> path_of_url(std::string_view url);

} // namespace psoas::hooks
