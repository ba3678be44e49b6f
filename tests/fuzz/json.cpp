// Every reader of JSON that is told of a document as it arrives stands on fhir::JsonPass: it is held against
// Boost.JSON.
#include "tests/fuzz/fuzz.hpp"
#include "tests/json_events.hpp"

using namespace psoas;
using namespace psoas::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view input = text_of(data, size);
    const JsonEvents whole = events_of_pass({input});
    if (const std::optional<JsonEvents> boost = events_of_boost(input)) {
        require(whole.accepted == boost->accepted, "what is JSON to Boost.JSON is JSON");
        require(!whole.accepted || whole.told == boost->told, "a document is told of as Boost.JSON tells it");
    }

    JsonTranscript transcript;
    fhir::JsonPass<JsonTranscript> pass(transcript, 64);
    in_pieces(input, [&](std::string_view piece) { pass.write(piece); });
    require(pass.finish().has_value() == whole.accepted, "a document is accepted alike wherever it is split");
    require(transcript.told == whole.told, "the same is told wherever it is split");
    return 0;
}
