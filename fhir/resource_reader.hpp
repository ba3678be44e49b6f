#pragma once

#include "fhir/resource.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

namespace psoas::fhir {

/// Reads FHIR resources out of a stream of JSON events, without a tree of the document.
///
/// Give it the events of one value (a resource, a Bundle, or null) at a time. Each resource is handed to the sink at its end: the entries
/// of a Bundle one by one as they are read, then the Bundle itself (with its type, links and total, without its entries).
/// A Bundle inside a Bundle is read alike. Member order is free: `resourceType` may come last. Keys and strings may come in parts.
/// Memory grows with the largest resource, never with the document.
class ResourceReader {
public:
    struct Limits {
        std::size_t nodes = 100'000;          ///< values kept of one resource
        std::size_t text_bytes = 4UL << 20U;  ///< bytes of strings kept of one resource
    };
    /// Whether a resource is the value itself or an entry of a Bundle.
    enum class Place : std::uint8_t { outermost, bundle_entry };
    /// Called for each resource at its end; the resource is gone after the call.
    using Sink = std::function<void(const Resource& resource, Place place)>;

    explicit ResourceReader(Sink sink) : ResourceReader(std::move(sink), Limits{}) {}
    ResourceReader(Sink sink, Limits limits);

    void begin_object();
    void end_object();
    void begin_array();
    void end_array();
    void key_part(std::string_view part);  ///< more of the key follows
    void key(std::string_view last_part);
    void string_part(std::string_view part);
    void string(std::string_view last_part);
    void number_part(std::string_view digits);
    void number(std::string_view last_digits);
    void boolean(bool truth);
    void null();

    /// Forgets a value that was broken off, keeping the storage.
    void reset();
};

} // namespace psoas::fhir
