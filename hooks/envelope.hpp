#pragma once

#include "hooks/schema_check.hpp"
#include "hooks/service.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace psoas::hooks {

/// The members of a hook request (CDS Hooks 2.0, "HTTP Request - Fields").
enum class Member : std::uint8_t {
    hook,
    hook_instance,
    fhir_server,
    fhir_authorization,
    context,
    prefetch,
    extension,
    unknown,
};
inline constexpr std::size_t member_count = static_cast<std::size_t>(Member::unknown);

[[nodiscard]] Member member_named(std::string_view name);
[[nodiscard]] std::string_view name_of(Member member); ///< "hookInstance"; empty for `unknown`
/// Of an optional member, null is as good as nothing.
[[nodiscard]] bool may_be_null(Member member);

/// Where a value stands in a hook request.
enum class Place : std::uint8_t {
    request, ///< the whole
    plain,   ///< hook, hookInstance, fhirServer, fhirAuthorization and what is in it
    extension,
    skipped, ///< an unknown member, or inside of an extension
    context,
    draft_orders,
    entries,
    entry,
    draft,
    draft_part,   ///< inside of a draft
    context_part, ///< anything else in the context
    prefetch,
    prefetch_value, ///< of a key of ours; what is inside of it has no place of its own
};

/// Who is told of a value while it is read.
struct Hearers {
    bool schema = false; ///< the check of the envelope; it need not know what is in resources and extensions
    bool tree = false;   ///< the tree of the context
    bool resources = false; ///< the reader of prefetched resources
};
[[nodiscard]] constexpr Hearers hearers_of(Place place) {
    switch (place) {
    case Place::request:
    case Place::plain:
    case Place::extension:
    case Place::prefetch:
        return {.schema = true};
    case Place::context:
    case Place::draft_orders:
    case Place::entries:
    case Place::entry:
    case Place::draft:
    case Place::context_part:
        return {.schema = true, .tree = true};
    case Place::draft_part:
        return {.tree = true};
    case Place::prefetch_value:
        return {.resources = true};
    case Place::skipped:
        break;
    }
    return {};
}

/// hooks/schemas/hook-request.json for a hook and its context; the same object for every request.
[[nodiscard]] const Schema& request_schema(Hook hook);

} // namespace psoas::hooks
