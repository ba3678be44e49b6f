#include "hooks/request_path.hpp"

#include <algorithm>
#include <cstddef>
#include <string>

namespace psoas::hooks {

using fhir::Issue;
using fhir::IssueType;

Place RequestPath::leave() {
    const Place place = open_.back();
    open_.pop_back();
    return place;
}

fhir::Result<void> RequestPath::name(std::string_view member) {
    switch (open_.back()) {
    case Place::request:
        return name_of_request(member);
    case Place::prefetch:
        return name_of_prefetch(member);
    case Place::context:
        named_ = member == "draftOrders" ? Place::draft_orders : Place::context_part;
        break;
    case Place::draft_orders:
        named_ = member == "entry" ? Place::entries : Place::context_part;
        break;
    case Place::entry:
        named_ = member == "resource" ? Place::draft : Place::context_part;
        break;
    case Place::plain:
        named_ = Place::plain;
        break;
    default:
        named_ = Place::context_part;
    }
    return {};
}

fhir::Result<void> RequestPath::name_of_request(std::string_view member) {
    member_ = member_named(member);
    switch (member_) {
    case Member::context:
        named_ = Place::context;
        break;
    case Member::prefetch:
        named_ = Place::prefetch;
        break;
    case Member::extension:
        named_ = Place::extension;
        break;
    case Member::unknown:
        named_ = Place::skipped;
        return {};
    default:
        named_ = Place::plain;
    }
    const auto place = static_cast<std::size_t>(member_);
    if (seen_.test(place))
        return Issue{IssueType::structure, std::string(member), "The request gives a member twice"};
    seen_.set(place);
    return {};
}

fhir::Result<void> RequestPath::name_of_prefetch(std::string_view key) {
    const auto prefetch_template = std::ranges::find(prefetch_templates(), key, &PrefetchTemplate::key);
    named_ = prefetch_template == prefetch_templates().end() ? Place::skipped : Place::prefetch_value;
    if (named_ == Place::skipped) return {};
    source_ = prefetch_template->source;
    const auto list = static_cast<std::size_t>(source_);
    if (seen_keys_.test(list))
        return Issue{IssueType::structure, "prefetch." + std::string(key), "The prefetch gives a key twice"};
    seen_keys_.set(list);
    return {};
}

Place RequestPath::place_of_value() const {
    if (open_.empty()) return Place::request;
    switch (open_.back()) {
    case Place::draft:
    case Place::draft_part:
        return Place::draft_part;
    case Place::extension:
    case Place::skipped:
        return Place::skipped;
    case Place::entries:
        return Place::entry;
    default:
        return named_;
    }
}

} // namespace psoas::hooks
