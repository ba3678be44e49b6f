#include "hooks/sandbox/sandbox_query.hpp"

#include "fhir/date.hpp"

#include <boost/url/parse.hpp>

#include <algorithm>
#include <utility>

namespace psoas::hooks {
namespace {

using fhir::Issue;
using fhir::IssueType;

constexpr std::size_t longest_visit = 64;

/// The value of a parameter of the target's query; empty if it is not there.
std::string parameter_of(const boost::urls::url_view& target, const char* name) {
    const auto found = target.params().find(name);
    return found == target.params().end() ? std::string() : std::string((*found).value);
}

bool is_visit(std::string_view text) {
    const auto fits = [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-';
    };
    return text.size() <= longest_visit && std::ranges::all_of(text, fits);
}

} // namespace

fhir::Result<SandboxQuery> read_sandbox_query(std::string_view target) {
    const auto parsed = boost::urls::parse_uri_reference(target);
    if (!parsed) return Issue{IssueType::structure, "", "The request target is not a path"};
    SandboxQuery query;
    if (const std::string day = parameter_of(*parsed, "as-of"); !day.empty()) {
        const auto date = fhir::read_date(day);
        if (day.size() != 10 || !date || !date->is_exact())
            return Issue{IssueType::value, "as-of", "The day is none such as 2026-11-21"};
        query.as_of = date->first;
    }
    query.visit = parameter_of(*parsed, "visit");
    if (!is_visit(query.visit))
        return Issue{IssueType::value, "visit", "A visit is named by up to 64 letters, digits and dashes"};
    return query;
}

} // namespace psoas::hooks
