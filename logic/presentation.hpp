#pragma once

#include "logic/advise.hpp"

#include <chrono>
#include <optional>
#include <set>
#include <string_view>

namespace psoas::logic {

/// How long the newest active episode of pain has lasted (DATA-5). The complaints are the chart's.
struct Episode {
    EvidenceView complaints{};
    /// Since its onset; nothing if unknown, or known too roughly to say which side of a threshold it is on.
    std::optional<std::chrono::days> duration{};
    /// The most that `duration` can be: more than it where the onset is known to the month only.
    std::optional<std::chrono::days> duration_at_most{};
    /// A recorded date proves that it has lasted at least this long.
    std::optional<std::chrono::days> lasted_at_least{};
};

/// Why the patient is seen, as far as this service is concerned (GATE-1, DATA-5). The complaints are the
/// chart's.
struct Presentation {
    EvidenceView complaints{};       ///< active pains, hip-flexion and psoas findings, newest episode first
    bool relevant = false;           ///< GATE-1 lets the rules run
    bool low_back_pain = false;      ///< low back, buttock or radiating leg pain
    bool hip_groin_or_psoas = false; ///< hip, groin, thigh or psoas-related: radiograph-first applies
    /// Time since the onset of the newest active episode; nothing if unknown.
    std::optional<std::chrono::days> duration{};
    /// A recorded date proves that it has lasted at least this long (DATA-5).
    std::optional<std::chrono::days> lasted_at_least{};
    Side side = Side::unknown; ///< of the pain; left beside right is bilateral
};

/// The presentation on the as-of day. Only confirmed or suspected findings that are active count; a reason of
/// an order for a region out of scope does not. Unknown: without a complaint no rule but GATE-1's exceptions
/// runs; pain without a date has no duration.
///
/// Rows: GATE-1, DATA-5.
[[nodiscard]] Presentation presentation(const Situation& situation);

/// One of the pains of GATE-1, rather than a sign or a lesion.
[[nodiscard]] bool is_pain(Finding finding);

/// Whether one of these findings is among the complaints.
[[nodiscard]] bool complains_of_any(const Presentation& presentation, FindingSet findings);

/// The newest episode of pain where a study of this region looks, or of any pain where none is there.
/// Pains decide; findings do only where no pain is recorded. An onset in the future is unknown. An onset
/// known to the month or year counts if every day that it allows lies between the same two thresholds of the
/// policy, and is then the shortest time. `complaints` holds what was considered.
[[nodiscard]] Episode newest_episode(const Situation& situation, const Presentation& presentation,
                                     Region region);

/// GATE-2: whether an order is for the lumbar spine, pelvis, hip or psoas, or its reason is a relevant
/// complaint. A known region elsewhere (brain, chest, knee) is out of scope whatever the reason.
[[nodiscard]] bool in_scope(const Situation& situation, const Order& order);

/// The same for many orders, with one look at their reasons. Refers to the chart that it was made from.
class OrdersInScope {
public:
    explicit OrdersInScope(const Situation& situation);
    [[nodiscard]] bool contains(const Order& order) const;

private:
    std::set<std::string_view> relevant_reason_; ///< references of the orders that have one
};

} // namespace psoas::logic
