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

// Limits that inputs reach; one long string is within them, since its parts would tell how it is left out.
constexpr fhir::ResourceReader::Limits tight{.nodes = 30, .text_bytes = 300};

template <class Give> Read read(const fhir::ResourceReader::Limits& limits, const Give& give) {
    static const fhir::Terminology codes;
    static const fhir::TextReader words;
    fhir::ChartBuilder chart(codes, words);
    std::size_t draft = 0;
    fhir::DocumentReader reader(
        [&](const fhir::Resource& resource, fhir::ResourceReader::Place) {
            chart.add(resource);
            const std::size_t place = draft++;
            const logic::Order order = chart.add_draft(resource, place, place % 2 == 0);
            require(order.draft == place, "an order knows its draft");
        },
        limits);
    give(reader);
    fhir::Result<void> finished = reader.finish();
    return {std::move(chart).finish("patient-1"), std::move(finished)};
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view input = text_of(data, size);
    for (const fhir::ResourceReader::Limits& limits : {fhir::ResourceReader::Limits{}, tight}) {
        const Read whole = read(limits, [&](fhir::DocumentReader& reader) { reader.write(input); });
        const Read joined = read(limits, [&](fhir::DocumentReader& reader) {
            in_pieces(input, [&](std::string_view piece) { reader.write(piece); });
        });
        require(whole.finished.has_value() == joined.finished.has_value(),
                "a document is accepted alike wherever it is split");
        require(whole.chart == joined.chart, "a chart is the same wherever its bytes are split");
    }
    return 0;
}
