#include "hooks/context_tree.hpp"

#include <boost/json/array.hpp>

namespace psoas::hooks {
namespace {

// The members of an object and of all that it holds.
std::size_t member_count_of(const boost::json::value& value) {
    std::size_t count = 0;
    if (const boost::json::object* object = value.if_object()) {
        count = object->size();
        for (const auto& member : *object)
            count += member_count_of(member.value());
    } else if (const boost::json::array* array = value.if_array()) {
        for (const boost::json::value& item : *array)
            count += member_count_of(item);
    }
    return count;
}

} // namespace

fhir::Result<void> ContextTree::end() {
    tree_.emplace(values_.release());
    if (member_count_of(*tree_) < members_)
        return fhir::Issue{fhir::IssueType::structure, "context",
                           "An object of the context gives a member twice"};
    return {};
}

} // namespace psoas::hooks
