#pragma once

#include "hooks/service.hpp"

#include <boost/json/object.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace psoas::hooks {

/// A hook request, taken apart so that it can be asked another way. Everything but `hook` and `context` stays
/// as it was written: numbers keep their digits.
class ChangedRequest {
public:
    /// Nothing if the JSON is malformed or deeper than that, or has no one context that is an object.
    [[nodiscard]] static std::optional<ChangedRequest> of(std::string_view request, std::size_t depth);

    boost::json::object context;

    /// The request again, of this hook and with the context as it is now.
    [[nodiscard]] std::string asked_as(Hook hook) const;

private:
    std::string other_members_; ///< each with a comma before it
};

} // namespace psoas::hooks
