#pragma once

#include "logic/advise.hpp"

#include <cstdint>

namespace psoas::logic {

/// How an order stands to the criteria that this service knows.
enum class Appropriateness : std::uint8_t {
    undetermined,      ///< not imaging by MRI or CT, or what decides is not known
    appropriate,       ///< "usually appropriate" by ACR for what the record shows
    not_appropriate,   ///< "usually not appropriate" by ACR for what the record shows
    no_criteria_apply, ///< no study of back, hip or psoas, no such complaint, or a minor
};

/// Judges MRI and CT for the rating that PAMA asks for (P-26); other studies are not subject to it.
///
/// Not appropriate: nonspecific pain inside `premature_soft_days` without any flag, or contrast without a
/// reason, where every list that could say otherwise was read, and the order's reason too. Appropriate: lumbar
/// MRI with a confirmed flag that is at least moderate and no contraindication. Undetermined: all between, for
/// a rating that is wrong is worse than none; whether six weeks of care have failed is left to the reader.
///
/// `order` is one of `situation.orders`.
/// Rows: IMG-PREM-1, IMG-PREM-2, SEL-CONTRAST, GATE-3, section 3.
/// Source: ACR Appropriateness Criteria, Low Back Pain, 2021 update, variants 1 to 7.
[[nodiscard]] Appropriateness appropriateness(const Situation& situation, const Order& order);

} // namespace psoas::logic
