// The words of reports, notes and order reasons.
#include "fhir/text_reader.hpp"
#include "tests/fuzz/fuzz.hpp"

#include <functional>

using namespace psoas;
using namespace psoas::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const fhir::TextReader reader;
    const std::string text(text_of(data, size));
    const std::string_view input = text;
    for (const fhir::LookedFor looked_for : {fhir::LookedFor::says_nothing, fhir::LookedFor::is_suspected}) {
        const std::vector<fhir::Mention> mentions = reader.read(input, looked_for);
        require(mentions.size() <= fhir::TextReader::most_mentions, "a text names no more than the limit");
        require(mentions.empty() || reader.may_mention(input), "the cheap look rules out nothing that is there");
        for (const fhir::Mention& mention : mentions) {
            require(!mention.sentence.empty(), "a finding has its sentence");
            const std::less_equal<const char*> before;
            require(before(input.data(), mention.sentence.data())
                        && before(mention.sentence.data() + mention.sentence.size(), input.data() + input.size()),
                    "a sentence is a part of the text");
        }
        require(mentions == reader.read(input, looked_for), "a text always says the same");
    }
    (void)fhir::side_named_in(input);
    return 0;
}
