#pragma once

#include "fhir/date.hpp"
#include "logic/chart.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace psoas::fhir {

/// What the resources about one subject say, before it is known whether that is the patient asked for.
struct SubjectRecord {
    /// An onset or end that waits for the birth date: both may be written as an age.
    struct AtAge {
        std::size_t evidence = 0; ///< index
        std::optional<AgeRange> onset{};
        std::optional<AgeRange> ended{};
    };
    /// A draft whose reason is another resource: what that says is also a reason.
    struct ReasonReference {
        std::string order{};     ///< "ServiceRequest/1"
        std::string target{};    ///< "Condition/1"
        bool named = false;      ///< the reference has words of its own
        bool understood = false; ///< those words are evidence
    };

    bool has_patient = false;
    std::optional<logic::DateRange> birth_date{};
    std::optional<logic::DateRange> deceased{};
    bool deceased_undated = false;
    logic::Sex sex = logic::Sex::unknown;
    std::vector<logic::Evidence> evidence{};
    std::vector<logic::Measurement> measurements{};
    std::vector<logic::PriorStudy> studies{};
    std::vector<logic::OrderedStudy> ordered_studies{};
    std::vector<AtAge> at_ages{};
    std::vector<ReasonReference> reasons{};

    std::vector<std::size_t> read{};           ///< hashes of the references of all resources
    bool contained_reason_lost = false;        ///< a draft's reason is a contained resource that is not there
    std::vector<std::string> unread_reasons{}; ///< the drafts with a reason of which nothing was understood

    bool cut = false; ///< not all of what was said was read

    void add(std::vector<logic::Evidence> found);
};

/// Sets the dates that were written as ages, for those who were born on a known day.
void settle_ages(SubjectRecord& record);

/// The hash of a reference, "Condition/1", in `SubjectRecord::read`.
[[nodiscard]] std::size_t hash_of_reference(std::string_view type, std::string_view id);

/// Is there a draft whose reason is a resource that was not read, so that nobody knows what it says? A
/// reference with words of its own says it.
/// Leaves `read` sorted.
[[nodiscard]] bool any_reason_unread(SubjectRecord& record);

/// The drafts with a reason of which nothing was understood, in its own words or in what it refers to. To be
/// asked before the reasons are settled.
[[nodiscard]] std::vector<std::string> drafts_with_unread_reasons(const SubjectRecord& record);

/// Repeats the evidence of what drafts refer to as their reasons, up to so many pieces. False if there were
/// more.
bool settle_reasons(SubjectRecord& record, std::size_t most);

} // namespace psoas::fhir
