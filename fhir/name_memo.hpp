#pragma once

#include "fhir/resource.hpp"

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_set>

namespace psoas::fhir {

/// Names (elements such as `code`) that were looked through and mean nothing to any rule. A record gives few
/// different names to its many results, so each is looked through once. For one record: it keeps words of it.
class NameMemo {
public:
    /// Does the name mean nothing? `judge` is asked if that is not known yet; two names are the same if they
    /// have the same codes and words in the same places.
    template <class Judge> [[nodiscard]] bool means_nothing(Value name, const Judge& judge) {
        identity_.clear();
        name.append_identity(identity_);
        if (nothing_.contains(std::string_view(identity_))) return true;
        const bool nothing = judge();
        if (nothing && identity_.size() <= longest_kept && nothing_.size() < most_kept)
            nothing_.insert(identity_);
        return nothing;
    }

private:
    static constexpr std::size_t most_kept = 1000;
    static constexpr std::size_t longest_kept = 1000; ///< bytes

    struct Hash : std::hash<std::string_view> {
        using is_transparent = void;
    };
    std::unordered_set<std::string, Hash, std::equal_to<>> nothing_;
    std::string identity_; ///< of the name that is asked about; kept for its storage
};

} // namespace psoas::fhir
