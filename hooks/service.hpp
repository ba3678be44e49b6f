#pragma once

#include "logic/chart.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace psoas::hooks {

enum class Hook : std::uint8_t { patient_view, order_select, order_sign };
[[nodiscard]] std::string_view name(Hook hook); ///< "patient-view"
[[nodiscard]] std::optional<Hook> hook_named(std::string_view name);

/// A prefetch key, its template and the list of the chart that it fills (P-03).
struct PrefetchTemplate {
    std::string_view key;
    std::string_view query;
    logic::Source source;
};

/// One CDS service as discovery describes it (P-01, P-02).
struct Service {
    Hook hook;
    std::string_view id;
    std::string_view title;
    std::string_view description;
    std::string_view usage_requirements;
};

inline constexpr std::size_t service_count = 3;
[[nodiscard]] std::span<const Service> services();                    ///< in the order of `Hook`
[[nodiscard]] std::span<const PrefetchTemplate> prefetch_templates(); ///< the same for all services
[[nodiscard]] std::string_view prefetch_key(logic::Source source);    ///< empty for what no template asks for
[[nodiscard]] const Service* service_with_id(std::string_view id);    ///< nullptr if there is none

[[nodiscard]] const Service& service_of(Hook hook);

/// The body of `GET {base}/cds-services`.
[[nodiscard]] const std::string& discovery_document();

} // namespace psoas::hooks
