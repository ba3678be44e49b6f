// A site's ValueSet file, and the table with its codes.
#include "fhir/value_set.hpp"
#include "fhir/code_index.hpp"
#include "fhir/code_table.hpp"
#include "tests/fuzz/fuzz.hpp"

#include <algorithm>
#include <span>

using namespace psoas;
using namespace psoas::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const fhir::Result<fhir::ValueSet> read = fhir::read_value_set(text_of(data, size));
    if (!read) {
        require(!read.error().diagnostics.empty(), "what is wrong is said");
        return 0;
    }
    const fhir::OwnedCodeTable table(fhir::CodeTable{}, std::span(&*read, 1));
    const fhir::CodeIndex index(table.view());
    for (const fhir::ValueSet::Code& code : read->included) {
        if (std::ranges::find(read->excluded, code) != read->excluded.end()) continue;
        const fhir::Meaning meaning = index.meaning(code.system, code.code);
        require(meaning.concepts.size() + meaning.findings.size() <= 1,
                "one ValueSet gives a code one meaning");
    }
    return 0;
}
