#pragma once

#include "fhir/result.hpp"

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace psoas::hooks {

/// What must be known of a resource to know whose it is.
struct ResourceOutline {
    std::string type{};
    std::string id{};
    std::string patient{}; ///< the id of the patient whom it is about; empty if it names none

    friend bool operator==(const ResourceOutline&, const ResourceOutline&) = default;
};

/// Reads outlines of resources, one after the other, without looking at the rest of them.
class OutlineReader {
public:
    explicit OutlineReader(std::size_t depth);
    ~OutlineReader();
    OutlineReader(OutlineReader&&) noexcept;
    OutlineReader& operator=(OutlineReader&&) noexcept;

    /// Fails with `structure` for malformed JSON, and with `invalid` for JSON that is no resource. The
    /// outline lives until the next is read.
    [[nodiscard]] fhir::Result<const ResourceOutline*> read(std::string_view json);

private:
    class State;
    std::unique_ptr<State> state_;
};

} // namespace psoas::hooks
