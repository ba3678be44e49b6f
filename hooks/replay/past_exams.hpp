#pragma once

#include "fhir/as_it_stood.hpp"
#include "fhir/resource.hpp"
#include "fhir/terminology.hpp"
#include "logic/order.hpp"

#include <chrono>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace psoas::hooks {

/// One of a patient's resources, read.
struct HeldResource {
    fhir::Resource resource{};
    std::string text{};                        ///< as it was written
    std::optional<fhir::TimeOfRecord> known{}; ///< fhir::known_since
};

/// An MRI or CT of spine, pelvis, hip or psoas that a record tells of: when it was ordered, else done.
struct PastExam {
    std::size_t told_by = 0; ///< the resource that tells of it first: its order, if there is one
    fhir::TimeOfRecord time;
    logic::Modality modality{};
    logic::Region region{};
    /// The resources that are this exam or came of it, with `told_by`; nobody saw them when it was ordered.
    std::vector<std::size_t> resources{};

    /// Only then can it be judged: on the last day of a month that it was ordered in, its order would see
    /// what came later.
    [[nodiscard]] bool has_day() const { return time.day.is_exact(); }
    /// The day, or the last that it can have been.
    [[nodiscard]] std::chrono::sys_days day() const { return time.day.last; }
};

/// The exams of a patient in the order of their times, and how many have none and cannot be replayed.
struct PastExams {
    std::vector<PastExam> exams{};
    std::size_t undated = 0;
};

/// A study, procedure or report of an exam follows its order by so many days at most, where no reference
/// joins them.
inline constexpr std::chrono::days result_follows_within{30};

/// Finds the exams among a patient's resources.
///
/// An order (ServiceRequest and the like) is one exam, whatever became of it, unless it is a draft, a
/// proposal or entered in error. An ImagingStudy, Procedure or DiagnosticReport belongs to the order that it
/// is based on; without such a reference to the last order or study of the same modality and region within
/// `result_follows_within` days before it that has none of its kind yet, and if no such one has its region,
/// to one of the spine where one of both names no level and the other the lumbar; else it tells of an exam of
/// its own. An order of a month or year, without a day, comes before what was done in it. Nothing that comes
/// later changes which exams there were before.
[[nodiscard]] PastExams past_exams(std::span<const HeldResource> resources,
                                   const fhir::Terminology& terminology);

/// Whether a resource of this type can tell of an exam.
[[nodiscard]] bool tells_of_exams(std::string_view resource_type);

} // namespace psoas::hooks
