#pragma once

#include "fhir/chart_builder.hpp"
#include "fhir/resource_reader.hpp"
#include "logic/chart.hpp"

#include <cstddef>

namespace psoas::hooks {

/// Reads the values of `prefetch` into the chart, one after the other, and judges what became of each list
/// (P-04):
///
/// | value                                                                     | the list is  |
/// | ------------------------------------------------------------------------- | ------------ |
/// | none under its key                                                        | not supplied |
/// | null, a Bundle without entries, resources of the kind asked for           | read         |
/// | a Bundle with a next page or with fewer entries than its total            | cut          |
/// | a resource too large or contradictory, an error among the entries         | cut          |
/// | an OperationOutcome, a text or number, nothing of the kind asked for      | unreadable   |
class PrefetchReader {
public:
    explicit PrefetchReader(fhir::ChartBuilder& chart); ///< which outlives the reader
    PrefetchReader(const PrefetchReader&) = delete;
    PrefetchReader& operator=(const PrefetchReader&) = delete;

    /// The value of a key: `begin`, its events to `events`, `end`.
    void begin(logic::Source source);
    [[nodiscard]] fhir::ResourceReader& events() { return reader_; }
    void end();

    /// The value null: the client asked and there is nothing.
    void null(logic::Source source);

private:
    void add(const fhir::Resource& resource, fhir::ResourceReader::Place place);
    [[nodiscard]] logic::Availability judged() const;

    /// What was seen of the value that is being read.
    struct Seen {
        bool resource = false; ///< a value that is a resource at all
        bool bundle = false;
        bool outcome = false;    ///< the value itself is an OperationOutcome
        bool in_part = false;    ///< more pages, or a resource that could not be read whole
        bool error = false;      ///< an entry says that something failed
        std::size_t entries = 0; ///< but outcomes and Bundles
        std::size_t of_the_kind = 0;
        double total = 0; ///< matches that the server found, if it says so
    };

    fhir::ChartBuilder& chart_;
    fhir::ResourceReader reader_;
    logic::Source source_{};
    Seen seen_;
};

} // namespace psoas::hooks
