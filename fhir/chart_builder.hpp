#pragma once

#include "fhir/resource.hpp"
#include "fhir/subject.hpp"
#include "fhir/terminology.hpp"
#include "fhir/text_reader.hpp"
#include "logic/chart.hpp"
#include "logic/order.hpp"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace psoas::fhir {

/// Turns resources into one patient's chart, as they are read.
///
/// A resource about a patient is kept apart from those about another: at the end only the evidence about the
/// patient asked for, and that without a subject, is left. Resource types without a mapping and
/// OperationOutcome say nothing.
///
/// A hostile record cannot fill the memory: of each list so many statements are kept (`most_of_a_list`), of
/// so many subjects (`most_subjects`); what goes past that is left out and the list is said to be cut.
class ChartBuilder {
public:
    static constexpr std::size_t most_of_a_list = 2000;
    static constexpr std::size_t most_subjects = 32;

    /// The list that resources of a type belong to; nothing for types that say nothing here.
    [[nodiscard]] static std::optional<logic::Source> list_of(std::string_view resource_type);

    /// Both outlive the builder.
    ChartBuilder(const Terminology& terminology, const TextReader& text_reader);
    ~ChartBuilder();
    ChartBuilder(ChartBuilder&&) noexcept;
    ChartBuilder& operator=(ChartBuilder&&) noexcept;

    /// Maps one resource, and says whom it is about. Whatever list it came in, it is read by its own type.
    Subject add(const Resource& resource);

    /// Maps a draft order (ServiceRequest, ProcedureRequest, DiagnosticOrder, MedicationRequest, …) and, if
    /// it is selected, its reasons as evidence. Always gives an order: one that is not recognised has
    /// `OrderKind::unrecognised` (P-100).
    [[nodiscard]] logic::Order add_draft(const Resource& resource, std::size_t draft, bool selected);

    /// What became of a list. The worst of what was said of it stays.
    void set(logic::Source source, logic::Availability state);

    /// The chart of a patient. `patient_id` may be "123", "Patient/123" or a URL or URN of the same; empty
    /// means the Patient that was read, or the only subject there is.
    [[nodiscard]] logic::Chart finish(std::string_view patient_id) &&;

private:
    class State;
    std::unique_ptr<State> state_;
};

} // namespace psoas::fhir
