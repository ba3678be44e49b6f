#pragma once

#include "logic/chart.hpp"

#include <cstdint>
#include <string_view>

namespace psoas::fhir {

/// One finding that a text names, with what the words around it say of it.
struct Mention {
    logic::Finding finding{};
    logic::Presence presence = logic::Presence::present; ///< absent: negated
    logic::Certainty certainty = logic::Certainty::confirmed;
    logic::Course course = logic::Course::active; ///< past: "history of …"
    logic::Side side = logic::Side::unknown;      ///< from the same sentence
    logic::Region region = logic::Region::unspecified;
    bool where_studied = false;  ///< "acute fracture": of the bone that a study shows, else of any
    std::string_view sentence{}; ///< of the text that was read; valid as long as that text

    friend bool operator==(const Mention&, const Mention&) = default;
};

/// What a finding that is looked for ("rule out discitis") says: nothing in a note, where it stands for a
/// test, and a suspicion as the reason of an order (DATA-3).
enum class LookedFor : std::uint8_t { says_nothing, is_suspected };

/// What a text is about beside what it names: the report of a study that shows the whole psoas denies an
/// abscess of it by "No collection." alone.
enum class About : std::uint8_t { what_it_names, the_psoas };

} // namespace psoas::fhir
