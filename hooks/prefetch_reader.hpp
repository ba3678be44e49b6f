#pragma once

#include "fhir/chart_builder.hpp"
#include "fhir/resource_reader.hpp"
#include "hooks/list_reading.hpp"
#include "logic/chart.hpp"

#include <array>
#include <optional>
#include <utility>

namespace psoas::hooks {

/// What was supplied of each list of the record; nothing for a list that was not (P-04).
using ListReadings = std::array<std::optional<ListReading>, logic::source_count>;

/// Reads the values of `prefetch` into a chart, one after the other, and keeps what became of each list.
class PrefetchReader {
public:
    /// Both outlive the reader.
    PrefetchReader(const fhir::Terminology& terminology, const fhir::TextReader& text_reader);
    PrefetchReader(const PrefetchReader&) = delete;
    PrefetchReader& operator=(const PrefetchReader&) = delete;

    /// Begins with an empty chart, as it is at first. Of what was read before only the room is left that it
    /// took.
    void reset();

    /// The value of a key: `begin`, then its events to `events`.
    void begin(logic::Source source);
    [[nodiscard]] fhir::ResourceReader& events() { return reader_; }

    /// The value null: the client asked and there is nothing.
    void null(logic::Source source);

    [[nodiscard]] fhir::ChartBuilder release_chart() { return std::move(chart_); }
    [[nodiscard]] ListReadings release_lists() { return std::move(lists_); }

private:
    const fhir::Terminology& terminology_;
    const fhir::TextReader& text_reader_;
    fhir::ChartBuilder chart_{terminology_, text_reader_};
    fhir::ResourceReader reader_;
    ListReading* list_ = nullptr; ///< that is being read
    ListReadings lists_;
};

} // namespace psoas::hooks
