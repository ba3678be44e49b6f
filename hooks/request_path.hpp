#pragma once

#include "fhir/result.hpp"
#include "hooks/envelope.hpp"
#include "logic/chart.hpp"

#include <boost/container/small_vector.hpp>

#include <bitset>
#include <cstddef>
#include <string_view>

namespace psoas::hooks {

/// Where in a hook request a pass over it is: the objects and arrays that are open, and the member that was
/// named last.
class RequestPath {
public:
    [[nodiscard]] bool is_outside() const { return open_.empty(); }
    /// The place of the innermost object or array that is open, of which there must be one.
    [[nodiscard]] Place place() const { return open_.back(); }
    /// Does a member of the request itself come, or one of an object that is such a member?
    [[nodiscard]] bool is_in_request() const { return open_.size() == 1; }
    [[nodiscard]] bool is_in_member() const { return open_.size() == 2; }

    void enter(Place place) { open_.push_back(place); }
    /// Leaves the innermost object or array, and says what it was.
    Place leave();

    /// The innermost object names its next member. Fails with `structure` for a member of the request or a
    /// key of prefetch that was there before.
    [[nodiscard]] fhir::Result<void> name(std::string_view member);

    /// Where a value stands that begins now: the whole, the member that was named, or an item.
    [[nodiscard]] Place place_of_value() const;

    [[nodiscard]] Member member() const { return member_; }        ///< of the request, the last one named
    [[nodiscard]] logic::Source source() const { return source_; } ///< of the last key of prefetch

private:
    static constexpr std::size_t usual_depth = 16;

    [[nodiscard]] fhir::Result<void> name_of_request(std::string_view member);
    [[nodiscard]] fhir::Result<void> name_of_prefetch(std::string_view key);

    boost::container::small_vector<Place, usual_depth> open_;
    std::bitset<member_count> seen_;             ///< members of the request
    std::bitset<logic::source_count> seen_keys_; ///< of prefetch, by the list that they fill
    Member member_ = Member::unknown;
    logic::Source source_{};
    Place named_ = Place::request; ///< of the value of the last key
};

} // namespace psoas::hooks
