// The body of a hook call: read, judged and answered. The bytes may come in any pieces.
#include "hooks/hook_request.hpp"
#include "fhir/terminology.hpp"
#include "fhir/text_reader.hpp"
#include "hooks/hook_response.hpp"
#include "tests/fuzz/fuzz.hpp"
#include "tests/hooks/conformance.hpp"

#include <array>
#include <chrono>

using namespace psoas;
using namespace psoas::fuzz;
using namespace psoas::hooks;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const fhir::Terminology codes;
    static const fhir::TextReader words;
    static const ReadingAids aids{codes, words, JsonLimits{}};
    static const Settings settings = [] {
        Settings all;
        all.explain = true;
        all.pama = true;
        return all;
    }();
    const std::string_view input = text_of(data, size);
    constexpr std::array hooks{Hook::patient_view, Hook::order_select, Hook::order_sign};
    const Hook hook = hooks.at(size % hooks.size());

    HookReader reader(hook, aids);
    reader.write(input);
    const fhir::Result<HookRequest> whole = reader.finish();

    HookReader patient_reader(hook, aids);
    in_pieces(input, [&](std::string_view piece) { patient_reader.write(piece); });
    const fhir::Result<HookRequest> joined = patient_reader.finish();

    require(whole.has_value() == joined.has_value(), "a request is accepted alike wherever it is split");
    if (!whole) return 0; // what is told of malformed JSON is what came first, which the pieces may change
    require(whole->chart == joined->chart, "a chart is the same wherever its bytes are split");
    require(whole->orders == joined->orders, "orders are the same wherever their bytes are split");
    const HookResponse response =
        hook_response(*whole, settings, aids, std::chrono::sys_days{std::chrono::year{2026} / 11 / 21});
    const std::string violation = hooks::tests::violation_of_cards(response.body);
    require(violation.empty(), violation.c_str());
    return 0;
}
