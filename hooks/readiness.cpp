#include "hooks/readiness.hpp"

#include "hooks/operation_outcome.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <utility>

namespace psoas::hooks {

namespace {

/// Is "exclude=NAME" among the parameters of a request target?
bool excludes(std::string_view target, std::string_view name) {
    std::string_view query = target.substr(std::min(target.find('?'), target.size()));
    while (!query.empty()) {
        query.remove_prefix(1);
        const std::string_view parameter = query.substr(0, query.find('&'));
        if (parameter.starts_with("exclude=") && parameter.substr(8) == name) return true;
        query.remove_prefix(parameter.size());
    }
    return false;
}

} // namespace

void Readiness::needs(std::string name, std::function<bool()> is_there) {
    needs_.push_back({std::move(name), std::move(is_there)});
}

std::vector<Readiness::Part> Readiness::parts() const {
    std::vector<Part> parts;
    for (const Need& need : needs_)
        parts.push_back({need.name, need.is_there()});
    return parts;
}

Response readiness_response(const Readiness* readiness, std::string_view target, Serving serving) {
    boost::json::object checks;
    std::string missing = serving == Serving::stops ? "the service is stopping" : "";
    if (readiness != nullptr)
        for (const auto& [name, is_there] : readiness->parts()) {
            checks[name] = is_there;
            if (!is_there && !excludes(target, name))
                missing.append(missing.empty() ? "" : ", ").append(name);
        }
    if (!missing.empty()) return operation_outcome({fhir::IssueType::transient, "", "Not ready: " + missing});
    return json_response(serialize(boost::json::object{{"status", "ready"}, {"checks", std::move(checks)}}));
}

} // namespace psoas::hooks
