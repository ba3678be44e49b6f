#pragma once

#include "fhir/resource_reader.hpp"
#include "fhir/result.hpp"

#include <cstddef>
#include <memory>
#include <string_view>

namespace psoas::fhir {

/// How deep objects and arrays may nest in a document (P-65).
inline constexpr std::size_t default_json_depth = 64;

/// Reads the resources of a JSON document whose bytes arrive in pieces: a resource, a Bundle, a line of
/// NDJSON.
class DocumentReader {
public:
    explicit DocumentReader(ResourceReader::Sink sink, ResourceReader::Limits limits = {},
                            std::size_t depth = default_json_depth);
    ~DocumentReader();
    DocumentReader(DocumentReader&&) noexcept;
    DocumentReader& operator=(DocumentReader&&) noexcept;

    /// The next bytes. Resources reach the sink as they end; after malformed JSON the rest is ignored.
    void write(std::string_view bytes);

    /// Ends the document and makes ready for the next. Fails with `structure` and the place in bytes if the
    /// JSON was malformed, cut short, nested too deep, or followed by anything but white space. A document
    /// that holds no resource is no failure: nothing has reached the sink.
    [[nodiscard]] Result<void> finish();

private:
    class State;
    std::unique_ptr<State> state_;
};

/// Reads a document that is there as a whole.
[[nodiscard]] Result<void> read_document(std::string_view json, const ResourceReader::Sink& sink);

} // namespace psoas::fhir
