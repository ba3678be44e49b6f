#pragma once

#include "logic/advice.hpp"
#include "logic/presentation.hpp"

namespace psoas::logic {

/// Reminds in every card about imaging that imaging alone does not confirm the source of pain, and in those
/// where reports name a cause and no symptom or sign is recorded, that this is so. It makes no card.
///
/// Row: IMG-ALONE.
/// Source: Dr.Oracle, Psoas-Related Pain, 2026, pitfall 2.
void remind_of_symptoms(const Presentation& presentation, Advice& advice);

} // namespace psoas::logic
