#pragma once

#include "fhir/chart_builder.hpp"
#include "fhir/resource_reader.hpp"
#include "hooks/list_reading.hpp"
#include "logic/chart.hpp"

#include <array>
#include <optional>

namespace psoas::hooks {

/// What was supplied of each list of the record; nothing for a list that was not (P-04).
using ListReadings = std::array<std::optional<ListReading>, logic::source_count>;

/// Reads the values of `prefetch` into the chart, one after the other, and keeps what became of each list.
class PrefetchReader {
public:
    explicit PrefetchReader(fhir::ChartBuilder& chart); ///< which outlives the reader
    PrefetchReader(const PrefetchReader&) = delete;
    PrefetchReader& operator=(const PrefetchReader&) = delete;

    /// The value of a key: `begin`, then its events to `events`.
    void begin(logic::Source source);
    [[nodiscard]] fhir::ResourceReader& events() { return reader_; }

    /// The value null: the client asked and there is nothing.
    void null(logic::Source source);

    [[nodiscard]] const ListReadings& lists() const { return lists_; }

private:
    fhir::ChartBuilder& chart_;
    fhir::ResourceReader reader_;
    ListReading* list_ = nullptr; ///< that is being read
    ListReadings lists_;
};

} // namespace psoas::hooks
