// What each part of a hook call costs, in time and in allocations: psoas_parts_cost (Google Benchmark; its
// flags choose among the parts). The numbers beside a name are the bytes of the request and whether a card
// follows.

#include "fhir/document_reader.hpp"
#include "fhir/terminology.hpp"
#include "fhir/text_reader.hpp"
#include "hooks/card.hpp"
#include "hooks/feedback/card_memory.hpp"
#include "hooks/hook_request.hpp"
#include "hooks/hook_response.hpp"
#include "hooks/situation.hpp"
#include "hooks/spare_readers.hpp"
#include "logic/advise.hpp"
#include "tests/bench/allocations.hpp"
#include "tests/bench/chart_request.hpp"
#include "tests/bench/null_parse.hpp"

#include <benchmark/benchmark.h>

#include <chrono>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

using namespace psoas;
using namespace psoas::hooks;
using benchmark::State;

/// As much as the server reads of a socket at once.
constexpr std::size_t piece_bytes = 65536;

constexpr std::chrono::sys_days as_of{std::chrono::year(2026) / 11 / 21};

/// What the service builds once.
struct Surroundings {
    fhir::Terminology terminology;
    fhir::TextReader text_reader;
    Settings settings{};
    ReadingAids aids{terminology, text_reader, {}};
    CardMemory memory{};

    Surroundings() { memory.set_key(HashKey{1, 2, 3}); }
};

const Surroundings& surroundings() {
    static const Surroundings all;
    return all;
}

std::string body_of(const State& state) {
    const auto study = state.range(1) == 1 ? bench::Study::lumbar_spine : bench::Study::brain;
    return bench::chart_request(static_cast<std::size_t>(state.range(0)), study);
}

SentRequest read(std::string_view body) {
    static SpareReaders readers(surroundings().aids);
    HookReader reader = readers.take(Hook::order_select);
    for (; !body.empty(); body.remove_prefix(std::min(piece_bytes, body.size())))
        reader.write(body.substr(0, piece_bytes));
    fhir::Result<SentRequest> sent = reader.sent();
    if (!sent) throw std::logic_error("the request is not read");
    readers.give_back(std::move(reader));
    return *std::move(sent);
}

std::vector<logic::Advice> advice_on(const HookRequest& request) {
    return logic::advise(situation_of(request, request.orders, surroundings().settings.policy, as_of));
}

/// A part as it is once all that is made only once is there: tests/bench/instructions counts what happens
/// within.
[[gnu::noinline]] void in_steady_state(auto& part) {
    part();
}

/// Runs a part again and again, and counts its allocations.
void repeat(State& state, auto part) {
    part();
    const std::size_t before = bench::allocation_count();
    part();
    const auto allocations = static_cast<double>(bench::allocation_count() - before);
    for ([[maybe_unused]] const auto _ : state)
        in_steady_state(part);
    state.counters["allocations"] = allocations;
}

/// The yardstick: JSON that is parsed and not looked at.
void json_alone(State& state) {
    const std::string body = body_of(state);
    repeat(state, [&] { benchmark::DoNotOptimize(bench::is_json(body)); });
}

/// JSON to resources, of which nothing is done.
void resources(State& state) {
    const std::string body = body_of(state);
    const std::size_t begin = body.find(
        R"({"resourceType":"Bundle","type":"searchset","entry":[{"resource":{"resourceType":"Observation")");
    const std::string_view bundle = std::string_view(body).substr(begin, body.size() - begin - 3);
    fhir::DocumentReader reader([](const fhir::Resource&, fhir::ResourceReader::Place) {}, {}, 64);
    repeat(state, [&] {
        reader.write(bundle);
        if (!reader.finish()) throw std::logic_error("the bundle is not read");
    });
}

/// The whole request to what its chart is made of: reader, mappings and the check of the envelope.
void reading(State& state) {
    const std::string body = body_of(state);
    repeat(state, [&] { benchmark::DoNotOptimize(read(body)); });
}

/// The reading, the end of the chart and of the draft orders.
void reading_and_orders(State& state) {
    const std::string body = body_of(state);
    repeat(state, [&] { benchmark::DoNotOptimize(completed(read(body))); });
}

void rules(State& state) {
    const HookRequest request = completed(read(body_of(state)));
    repeat(state, [&] { benchmark::DoNotOptimize(advice_on(request)); });
}

void card_words(State& state) {
    const HookRequest request = completed(read(body_of(state)));
    const std::vector<logic::Advice> advice = advice_on(request);
    repeat(state, [&] {
        for (const logic::Advice& each : advice)
            benchmark::DoNotOptimize(card_for(each, request, surroundings().settings.policy, as_of));
    });
}

void card_writing(State& state) {
    const HookRequest request = completed(read(body_of(state)));
    std::vector<Card> cards;
    for (const logic::Advice& each : advice_on(request))
        cards.push_back(card_for(each, request, surroundings().settings.policy, as_of));
    repeat(state, [&] { benchmark::DoNotOptimize(cards_response(cards)); });
}

/// What a card costs by which it is known again: two hashes and the uuids.
void card_marks(State& state) {
    const HookRequest request = completed(read(body_of(state)));
    const std::vector<logic::Advice> advice = advice_on(request);
    std::vector<Card> cards;
    for (const logic::Advice& each : advice)
        cards.push_back(card_for(each, request, surroundings().settings.policy, as_of));
    repeat(state, [&] {
        Repetition repetition(surroundings().memory, request, as_of);
        for (const logic::Advice& each : advice)
            benchmark::DoNotOptimize(repetition.is_answered(each));
        repetition.seal(cards);
    });
}

/// Everything from the bytes of the request to those of the answer.
void whole_call(State& state) {
    const std::string body = body_of(state);
    repeat(state, [&] {
        const HookRequest request = completed(read(body));
        Repetition repetition(surroundings().memory, request, as_of);
        benchmark::DoNotOptimize(
            hook_response(request, surroundings().settings, surroundings().aids, as_of, &repetition));
    });
}

constexpr std::string_view report =
    "Lumbar MRI. There is a 4 cm rim-enhancing collection in the left psoas muscle suspicious for abscess. "
    "No evidence of vertebral metastasis. Degenerative disc disease at L4-L5 without stenosis. The patient "
    "denies fever, night sweats or saddle numbness. History of breast cancer in 2019. Urinary retention for "
    "two days cannot be excluded. Straight leg raise is negative on both sides.";
constexpr std::string_view beside_the_point =
    "Comprehensive metabolic panel: sodium 140 mmol/L, potassium 4.1 mmol/L, chloride 102 mmol/L, glucose "
    "92 mg/dL, creatinine 0.9 mg/dL, calcium 9.4 mg/dL, all within the reference interval of the laboratory. "
    "Specimen received in good condition. Reviewed by the attending physician on the day of collection.";

void text_reading(State& state, std::string_view text) {
    repeat(state, [&] { benchmark::DoNotOptimize(surroundings().text_reader.read(text)); });
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text.size()));
}

void with_cards(benchmark::internal::Benchmark* part) {
    for (const int bytes : {6000, 60000})
        part->Args({bytes, 1});
}
void small_and_large(benchmark::internal::Benchmark* part) {
    part->Args({6000, 0});
    for (const int bytes : {6000, 60000, 500000, 2000000})
        part->Args({bytes, 1});
}

BENCHMARK(json_alone)->Apply(small_and_large);
BENCHMARK(resources)->Apply(small_and_large);
BENCHMARK(reading)->Apply(small_and_large);
BENCHMARK(reading_and_orders)->Apply(small_and_large);
BENCHMARK(rules)->Args({6000, 0})->Apply(with_cards);
BENCHMARK(card_words)->Apply(with_cards);
BENCHMARK(card_marks)->Apply(with_cards);
BENCHMARK(card_writing)->Apply(with_cards);
BENCHMARK(whole_call)->Apply(small_and_large);
BENCHMARK_CAPTURE(text_reading, report, report);
BENCHMARK_CAPTURE(text_reading, beside_the_point, beside_the_point);

} // namespace

BENCHMARK_MAIN();
