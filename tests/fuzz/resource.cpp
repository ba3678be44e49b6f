// FHIR resources: what a server answers, a file, a line of NDJSON.
#include "fhir/chart_builder.hpp"
#include "fhir/document_reader.hpp"
#include "fhir/terminology.hpp"
#include "fhir/text_reader.hpp"
#include "tests/fuzz/fuzz.hpp"

#include <utility>

using namespace psoas;
using namespace psoas::fuzz;

namespace {

struct Read {
    logic::Chart chart;
    fhir::Result<void> finished;
};

template <class Give> Read read(const Give& give) {
    static const fhir::Terminology codes;
    static const fhir::TextReader words;
    fhir::ChartBuilder chart(codes, words);
    std::size_t draft = 0;
    fhir::DocumentReader reader([&](const fhir::Resource& resource, fhir::ResourceReader::Place) {
        chart.add(resource);
        const std::size_t place = draft++;
        const logic::Order order = chart.add_draft(resource, place, place % 2 == 0);
        require(order.draft == place, "an order knows its draft");
    });
    give(reader);
    fhir::Result<void> finished = reader.finish();
    return {std::move(chart).finish("patient-1"), std::move(finished)};
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view input = text_of(data, size);
    const Read whole = read([&](fhir::DocumentReader& reader) { reader.write(input); });
    const Read joined = read([&](fhir::DocumentReader& reader) {
        in_pieces(input, [&](std::string_view piece) { reader.write(piece); });
    });
    require(whole.finished.has_value() == joined.finished.has_value(),
            "a document is accepted alike wherever it is split");
    require(whole.chart == joined.chart, "a chart is the same wherever its bytes are split");
    return 0;
}
