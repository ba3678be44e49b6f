#pragma once

#include <boost/system/result.hpp>

#include <cstdint>
#include <exception>
#include <ostream>
#include <stdexcept>
#include <string>
#include <string_view>

namespace psoas::fhir {

/// The codes of FHIR's `issue-type` value set that this service uses
/// (https://hl7.org/fhir/R4/valueset-issue-type.html).
enum class IssueType : std::uint8_t {
    structure, ///< malformed JSON or a member of the wrong type
    required,  ///< a required member is missing
    value,     ///< a member has a value that is not allowed
    invalid,   ///< well-formed, and not what was asked for
    not_found,
    forbidden,
    not_supported,
    too_long,
    too_costly,
    timeout,
    throttled,
    transient,
    exception,
};

/// The code as FHIR writes it, "not-found".
[[nodiscard]] std::string_view code(IssueType type);

/// One `OperationOutcome.issue`. `diagnostics` is one sentence for a person and never holds a value from the
/// record.
struct Issue {
    IssueType type{};
    std::string expression; ///< FHIRPath or JSON Pointer of the element, "context.patientId"; may be empty
    std::string diagnostics;

    friend bool operator==(const Issue&, const Issue&) = default;
};
std::ostream& operator<<(std::ostream& out, const Issue& issue);

/// Required by `boost::system::result` for `.value()` and `.error()` on the wrong state: a programmer's
/// defect.
[[noreturn]] inline void throw_exception_from_error(const Issue& issue, const boost::source_location&) {
    throw std::logic_error("unchecked result: " + issue.diagnostics);
}

template <class T> using Result = boost::system::result<T, Issue>;

} // namespace psoas::fhir
