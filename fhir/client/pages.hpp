#pragma once

#include "fhir/client/fhir_client.hpp"
#include "fhir/resource_reader.hpp"

#include <cstddef>
#include <functional>
#include <optional>

namespace psoas::fhir {

/// How much is read of one list, page after page (P-81).
struct PageLimits {
    std::size_t pages = 20;
    std::size_t resources = 5000;
    std::size_t bytes = 16UL << 20U; ///< of JSON, inflated
};

/// What became of a list.
struct PagesRead {
    std::optional<FetchFailure> failure{}; ///< nothing: it was read to its last page
    unsigned status = 0;                   ///< of the last response; 0 if none came
    std::size_t pages = 0;                 ///< that were read to their end
};

/// Reads a resource or a list with all its pages. Each resource is given to `sink` as it is read, as
/// ResourceReader has it: a page's Bundle comes after its entries.
/// Pages are followed to the same origin alone, since the token goes with the request (P-62).
[[nodiscard]] boost::asio::awaitable<PagesRead>
read_pages(FhirClient& client, FhirRequest first, ResourceReader::Sink sink, PageLimits limits, Until until);

} // namespace psoas::fhir
