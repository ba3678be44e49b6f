#include "fhir/result.hpp"

namespace psoas::fhir {

std::string_view code(IssueType type) {
    switch (type) {
    case IssueType::structure:
        return "structure";
    case IssueType::required:
        return "required";
    case IssueType::value:
        return "value";
    case IssueType::invalid:
        return "invalid";
    case IssueType::not_found:
        return "not-found";
    case IssueType::forbidden:
        return "forbidden";
    case IssueType::not_supported:
        return "not-supported";
    case IssueType::too_long:
        return "too-long";
    case IssueType::too_costly:
        return "too-costly";
    case IssueType::timeout:
        return "timeout";
    case IssueType::throttled:
        return "throttled";
    case IssueType::transient:
        return "transient";
    case IssueType::exception:
        return "exception";
    }
    return "exception";
}

std::ostream& operator<<(std::ostream& out, const Issue& issue) {
    return out << code(issue.type) << " at '" << issue.expression << "': " << issue.diagnostics;
}

} // namespace psoas::fhir
