#pragma once

#include "logic/date.hpp"
#include "logic/finding.hpp"

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace psoas::logic {

/// DATA-1: a finding is documented as there, documented as not there, or unknown.
enum class Presence : std::uint8_t { unknown, absent, present };

/// DATA-3: hedged, provisional or suspected evidence is unconfirmed and never reaches "criteria met" or critical.
enum class Certainty : std::uint8_t { confirmed, unconfirmed };

/// DATA-4: `past` is resolved, inactive, in remission or written as history.
enum class Course : std::uint8_t { active, past };

/// DATA-7.
enum class Side : std::uint8_t { unknown, left, right, bilateral };

enum class Region : std::uint8_t {
    unspecified,
    lumbar_spine,
    spine, ///< of another or no stated level
    pelvis,
    hip,
    psoas,
    groin,
    thigh,
    knee,
    lower_leg,
    abdomen,
    abdomen_and_pelvis,
    other, ///< known, and outside the service's scope (brain, chest, …)
};

/// The lists of a record that evidence comes from; each is also a prefetch key (P-03), except `order_reason`.
enum class Source : std::uint8_t {
    patient,
    conditions,
    observations,
    imaging_studies,
    diagnostic_reports,
    medications,
    procedures,
    service_requests,
    questionnaire_responses,
    order_reason,
};
inline constexpr std::size_t source_count = static_cast<std::size_t>(Source::order_reason) + 1;

/// What became of a list. Only `read` may be called "none found"; the others "could not be checked" (DATA-1).
enum class Availability : std::uint8_t {
    not_supplied, ///< the client sent nothing for it
    unreadable,   ///< the client or its server failed, or what came was not what was asked for
    cut,          ///< read in part: more pages exist, or a resource was too large to read
    read,
};

/// One statement of the record, kept with where it was said. Strings are as recorded: hostile until escaped.
struct Evidence {
    Finding finding{};
    Presence presence = Presence::present;
    Certainty certainty = Certainty::confirmed;
    Course course = Course::active;
    Side side = Side::unknown;
    Region region = Region::unspecified;
    Source source = Source::conditions;
    std::string reference{}; ///< "Condition/123"
    std::string code{};      ///< "ICD-10-CM M54.50"; empty for evidence that was text only
    std::string text{};      ///< display, text or the sentence that was read
    std::string value{};     ///< as recorded with its unit, "38.6 °C"; empty where there is none
    std::optional<DateRange> onset{};    ///< when it began (DATA-5: only `onset[x]`, a stated duration or a period)
    std::optional<DateRange> ended{};    ///< when it ended
    std::optional<DateRange> recorded{}; ///< when it was seen or written down; proves "has lasted at least this long"

    friend bool operator==(const Evidence&, const Evidence&) = default;
};

enum class Quantity : std::uint8_t {
    body_temperature, ///< °C
    body_weight,      ///< kg
    pain_score,       ///< 0 to 10
    inr,
    t_score,
};

/// A measured number in the unit that `Quantity` names (DATA-6).
struct Measurement {
    Quantity quantity{};
    double value = 0;
    std::optional<DateRange> date{};
    std::string reference{};
    std::string text{};  ///< what was measured, as recorded
    std::string shown{}; ///< number and unit as recorded, "101.3 [degF]"

    friend bool operator==(const Measurement&, const Measurement&) = default;
};

enum class Modality : std::uint8_t { unknown, radiograph, mri, ct, ultrasound, bone_scan, pet, other };
enum class Contrast : std::uint8_t { not_stated, without, with, without_and_with };

/// A study that was done, or that somebody reported on.
struct PriorStudy {
    Modality modality = Modality::unknown;
    Region region = Region::unspecified;
    Side side = Side::unknown;
    Contrast contrast = Contrast::not_stated;
    std::optional<DateRange> date{};
    Source source = Source::imaging_studies;
    std::string reference{};
    std::string text{};
    bool report_read = false; ///< a report of it was there in words

    friend bool operator==(const PriorStudy&, const PriorStudy&) = default;
};

/// An imaging study that the record has an active order for.
struct OrderedStudy {
    Modality modality = Modality::unknown;
    Region region = Region::unspecified;
    Side side = Side::unknown;
    std::optional<DateRange> ordered{};
    std::string reference{}; ///< "ServiceRequest/123"

    friend bool operator==(const OrderedStudy&, const OrderedStudy&) = default;
};

enum class Sex : std::uint8_t { unknown, female, male, other };

/// Everything that was read about one patient. A list that holds nothing proves nothing (DATA-1).
struct Chart {
    std::optional<DateRange> birth_date{};
    std::optional<DateRange> deceased{};
    Sex sex = Sex::unknown;
    std::vector<Evidence> evidence{};
    std::vector<Measurement> measurements{};
    std::vector<PriorStudy> studies{};
    std::vector<OrderedStudy> ordered_studies{};
    std::array<Availability, source_count> availability{};
    /// The orders, by their references, with a reason that was given and of which nothing was understood.
    std::vector<std::string> unread_reasons{};

    [[nodiscard]] Availability of(Source source) const { return availability[static_cast<std::size_t>(source)]; }
    void set(Source source, Availability state) { availability[static_cast<std::size_t>(source)] = state; }

    friend bool operator==(const Chart&, const Chart&) = default;
};

} // namespace psoas::logic
