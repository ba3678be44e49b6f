#pragma once

#include "fhir/codeable_concept.hpp"
#include "fhir/resource.hpp"
#include "logic/chart.hpp"

#include <cstddef>
#include <memory_resource>
#include <optional>
#include <unordered_map>

namespace psoas::fhir {

/// What the name of an observation (its `code`) says, whatever its value.
struct NameMeaning {
    std::optional<logic::Quantity> measures{};
    bool of_family = false;                      ///< a question about relatives (DATA-3)
    bool read_in_part = false;                   ///< it is longer than is read of it
    std::optional<bool> nothing_with_a_number{}; ///< to any rule; of numbers alone it is asked
};

/// The meanings of names that were looked through. A record gives few different names to its many results, so
/// each is looked through once, and known again as it is written, before anything is read of it. For one
/// record: it keeps words of it.
class NameMemo {
public:
    NameMemo() = default;
    NameMemo(const NameMemo&) = delete; // its keys are of its own resource
    NameMemo& operator=(const NameMemo&) = delete;

    /// The meaning of a name; `judge` is asked for it if it is not known yet. What is found out later may be
    /// added to it. Valid until the next question.
    template <class Judge> [[nodiscard]] NameMeaning& meaning_of(Value name, const Judge& judge) {
        if (const auto known = meanings_.find(name); known != meanings_.end()) return known->second;
        return keep(name, judge(read_codeable_concept(name)));
    }

private:
    struct Hash {
        [[nodiscard]] std::size_t operator()(Value name) const;
    };
    struct Same {
        [[nodiscard]] bool operator()(Value one, Value other) const { return one.is_written_like(other); }
    };
    NameMeaning& keep(Value name, const NameMeaning& meaning);

    Resource names_;
    std::pmr::monotonic_buffer_resource storage_;
    std::pmr::unordered_map<Value, NameMeaning, Hash, Same> meanings_{&storage_};
    NameMeaning not_kept_; ///< of the name that was asked about, if it is not kept
};

} // namespace psoas::fhir
