#include "fhir/document_reader.hpp"

#include "fhir/json_pass.hpp"

#include <utility>

namespace psoas::fhir {

class DocumentReader::State {
public:
    State(ResourceReader::Sink sink, ResourceReader::Limits limits, std::size_t depth)
        : reader(std::move(sink), limits), pass(reader, depth) {}

    ResourceReader reader;
    JsonPass<ResourceReader> pass;
};

DocumentReader::DocumentReader(ResourceReader::Sink sink, ResourceReader::Limits limits, std::size_t depth)
    : state_(std::make_unique<State>(std::move(sink), limits, depth)) {}
DocumentReader::~DocumentReader() = default;
DocumentReader::DocumentReader(DocumentReader&&) noexcept = default;
DocumentReader& DocumentReader::operator=(DocumentReader&&) noexcept = default;

void DocumentReader::write(std::string_view bytes) {
    state_->pass.write(bytes);
}

Result<void> DocumentReader::finish() {
    state_->reader.reset();
    return state_->pass.finish();
}

Result<void> read_document(std::string_view json, const ResourceReader::Sink& sink) {
    DocumentReader reader(sink);
    reader.write(json);
    return reader.finish();
}

} // namespace psoas::fhir
