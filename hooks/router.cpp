#include "hooks/router.hpp"

#include <boost/url/parse.hpp>

#include <algorithm>
#include <array>
#include <optional>

namespace psoas::hooks {

namespace {

namespace urls = boost::urls;
using boost::beast::http::verb;
using fhir::Issue;
using fhir::IssueType;

constexpr std::array<std::string_view, 3> questionnaire_path{"fhir", "Questionnaire", "psoas-examination"};
constexpr std::array<std::string_view, 2> feedback_report_path{"reports", "feedback"};

/// The segments of a path that are not empty; views of `path`.
std::vector<std::string_view> segments_of(std::string_view path) {
    std::vector<std::string_view> segments;
    while (!path.empty()) {
        const std::size_t end = std::min(path.find('/'), path.size());
        if (end > 0) segments.push_back(path.substr(0, end));
        path.remove_prefix(std::min(end + 1, path.size()));
    }
    return segments;
}

/// The path of a request target in one of the forms that RFC 9112, section 3.2, has for other methods than
/// CONNECT and for resources; none if it is in no such form.
std::optional<std::string_view> path_of_target(std::string_view target) {
    const auto parsed = target.starts_with('/') ? urls::parse_origin_form(target) : urls::parse_uri(target);
    if (!parsed) return std::nullopt;
    // The path comes first in an origin form; in an absolute form Boost.URL finds it.
    if (target.starts_with('/')) return target.substr(0, target.find('?'));
    const bool is_http =
        parsed->scheme_id() == urls::scheme::http || parsed->scheme_id() == urls::scheme::https;
    if (!is_http || parsed->encoded_host().empty()) return std::nullopt; // RFC 9110, section 4.2.1
    const urls::string_view path = parsed->encoded_path();
    return std::string_view{path.data(), path.size()};
}

} // namespace

std::string_view name(Route::Kind kind) {
    switch (kind) {
    case Route::Kind::discovery:
        return "discovery";
    case Route::Kind::hook_call:
        return "hook";
    case Route::Kind::feedback_report:
        return "report";
    case Route::Kind::feedback:
        return "feedback";
    case Route::Kind::questionnaire:
        return "questionnaire";
    case Route::Kind::health:
        return "health";
    case Route::Kind::readiness:
        return "readiness";
    case Route::Kind::metrics:
        return "metrics";
    case Route::Kind::sandbox_file:
        return "sandbox";
    case Route::Kind::sandbox_call:
        return "sandbox-hook";
    }
    return "";
}

bool Route::is_in_sandbox() const {
    return kind == Kind::sandbox_file || kind == Kind::sandbox_call;
}

bool Route::allows(verb method) const {
    switch (kind) {
    case Kind::discovery:
    case Kind::questionnaire:
    case Kind::feedback_report:
    case Kind::health:
    case Kind::readiness:
    case Kind::metrics:
        return method == verb::get || method == verb::head || method == verb::options;
    case Kind::hook_call:
    case Kind::feedback:
        return method == verb::post || method == verb::options;
    case Kind::sandbox_file:
        return method == verb::get || method == verb::head;
    case Kind::sandbox_call:
        return method == verb::post;
    }
    return false;
}

std::string_view Route::allowed_methods() const {
    if (is_in_sandbox()) return allows(verb::post) ? "POST" : "GET, HEAD";
    return allows(verb::post) ? "POST, OPTIONS" : "GET, HEAD, OPTIONS";
}

Router::Router(std::span<const std::string> base_paths, const SandboxFiles* sandbox) : sandbox_(sandbox) {
    for (const std::string& path : base_paths) {
        const std::vector<std::string_view> segments = segments_of(path);
        bases_.emplace_back(segments.begin(), segments.end());
    }
    // The longest first, so that "/cds/psoas" is not taken for "/cds"; none at all comes last.
    bases_.emplace_back();
    std::ranges::stable_sort(bases_, std::ranges::greater{}, &std::vector<std::string>::size);
}

fhir::Result<Route> Router::route(std::string_view target) const {
    const std::optional<std::string_view> path = path_of_target(target);
    if (!path) return Issue{IssueType::structure, "", "The request target is not a path"};

    const std::vector<std::string_view> segments = segments_of(*path);
    for (const std::vector<std::string>& base : bases_) {
        const auto [rest, end] = std::ranges::mismatch(segments, base);
        if (end != base.end()) continue;
        const Segments below(rest, segments.end());
        if (const std::optional<Route> found = below_base(below)) return *found;
        if (const std::optional<Route> found = in_sandbox(below)) return *found;
    }
    return Issue{IssueType::not_found, "",
                 "There is no CDS service at this path; GET cds-services lists those that are"};
}

std::optional<Route> Router::below_base(Segments rest) const {
    if (rest.empty()) return std::nullopt;
    if (std::ranges::equal(rest, questionnaire_path)) return Route{.kind = Route::Kind::questionnaire};
    if (std::ranges::equal(rest, feedback_report_path)) return Route{.kind = Route::Kind::feedback_report};
    if (rest.size() == 1 && rest[0] == "healthz") return Route{.kind = Route::Kind::health};
    if (rest.size() == 1 && rest[0] == "readyz") return Route{.kind = Route::Kind::readiness};
    if (rest.size() == 1 && rest[0] == "metrics") return Route{.kind = Route::Kind::metrics};
    if (rest[0] != "cds-services") return std::nullopt;
    if (rest.size() == 1) return Route{.kind = Route::Kind::discovery};
    const Service* service = service_with_id(rest[1]);
    if (service == nullptr) return std::nullopt;
    if (rest.size() == 2) return Route{.kind = Route::Kind::hook_call, .service = service};
    if (rest.size() == 3 && rest[2] == "feedback")
        return Route{.kind = Route::Kind::feedback, .service = service};
    return std::nullopt;
}

std::optional<Route> Router::in_sandbox(Segments rest) const {
    if (sandbox_ == nullptr) return std::nullopt;
    if (rest.size() == 3 && rest[0] == "sandbox" && rest[1] == "cds-services") {
        const Service* service = service_with_id(rest[2]);
        if (service == nullptr) return std::nullopt;
        return Route{.kind = Route::Kind::sandbox_call, .service = service};
    }
    std::string path;
    for (const std::string_view segment : rest)
        path.append(path.empty() ? "" : "/").append(segment);
    const SandboxFile* file = sandbox_->at(path);
    if (file == nullptr) return std::nullopt;
    return Route{.kind = Route::Kind::sandbox_file, .file = file};
}

fhir::Result<std::string> path_of_url(std::string_view url) {
    const auto parsed = urls::parse_uri(url);
    if (!parsed || !parsed->has_authority() || parsed->has_query() || parsed->has_fragment())
        return Issue{IssueType::value, "", "is no absolute URL without query and fragment"};
    std::string path;
    for (const std::string_view segment :
         segments_of({parsed->encoded_path().data(), parsed->encoded_path().size()}))
        path.append("/").append(segment);
    return path;
}

} // namespace psoas::hooks
