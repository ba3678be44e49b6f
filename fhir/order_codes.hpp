#pragma once

#include "logic/chart.hpp"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace psoas::fhir {

/// A code for something that the service may propose to order. The views last as long as the program.
struct OrderCode {
    std::string_view system;
    std::string_view code;
    std::string_view display;

    friend bool operator==(const OrderCode&, const OrderCode&) = default;
};

/// What is ordered that is no imaging study.
enum class CareOrder : std::uint8_t {
    physical_therapy,
    erythrocyte_sedimentation_rate,
    c_reactive_protein,
    blood_count,
    blood_cultures,
    hemoglobin,
    inr,
    emergency_referral,
    spine_surgery_referral,
    oncology_referral,
    palliative_referral,
    abscess_drainage,
    image_guidance,
};

/// The code for an imaging study: the one that says the side and the contrast, else one that leaves open what
/// no code says. Nothing where no verified code names modality and region.
[[nodiscard]] std::optional<OrderCode> imaging_order_code(logic::Modality modality, logic::Region region,
                                                          logic::Side side, logic::Contrast contrast);
[[nodiscard]] OrderCode care_order_code(CareOrder order);

/// All that may be proposed: imaging studies, then care.
[[nodiscard]] std::vector<OrderCode> order_codes();

/// SNOMED CT body structure for a region, where there is one.
[[nodiscard]] std::optional<OrderCode> body_site_code(logic::Region region);

/// `ServiceRequest.category`, from FHIR R4's example value set
/// (https://hl7.org/fhir/R4/valueset-servicerequest-category.html).
inline constexpr OrderCode imaging_category{"http://snomed.info/sct", "363679005", "Imaging"};
inline constexpr OrderCode laboratory_category{"http://snomed.info/sct", "108252007", "Laboratory procedure"};

} // namespace psoas::fhir
