#include "logic/advice.hpp"

namespace psoas::logic {
namespace {

// In the order of `Row`.
constexpr std::array<std::string_view, row_count> rows{
    "IMG-PREM-1", "IMG-PREM-2", "IMG-PREM-3", "IMG-PREM-4", "RAD-1",     "RAD-2",     "SEL-CONTRAST",
    "SEL-L3",     "CT-1",       "DUP-1",      "RF-CES-0",   "RF-CES-1",  "RF-CES-2",  "RF-CES-3",
    "RF-CES-4",   "RF-CES-5",   "RF-MAL-1",   "RF-MAL-2",   "RF-MAL-3",  "RF-MAL-4",  "RF-INF-0",
    "RF-INF-1",   "RF-INF-2",   "RF-INF-3",   "RF-INF-4",   "RF-FX-0",   "RF-FX-1",   "RF-FX-2",
    "RF-FX-3",    "RF-FX-4",    "NEU-1",      "NEU-2",      "L3-1",      "L3-2",      "L3-3",
    "L3-4",       "ILP-1",      "PSO-ABS-1",  "PSO-ABS-2",  "PSO-HEM-1", "PSO-HEM-2", "PSO-NEO-1",
    "MPS-S1",     "MPS-S2",     "MPS-S3",     "MPS-TX-1",   "MPS-TX-2",  "MPS-TX-3",  "MPS-TX-4",
    "MPS-TX-5",   "MPS-TX-6",   "MPS-TX-7",   "MPS-REC-1",  "CON-1",     "CON-2",     "CON-3",
    "CON-4",      "CON-5",      "INJ-1",      "INJ-2",      "INJ-3",     "INJ-4",     "SURG-2",
    "SURG-3",
};
static_assert(!rows.back().empty());

// In the order of `Topic` (P-21).
constexpr std::array<std::string_view, topic_count> topics{
    "premature-imaging",     "radiograph-first",         "imaging-selection",  "duplicate-imaging",
    "red-flag-cauda-equina", "red-flag-malignancy",      "red-flag-infection", "red-flag-fracture",
    "progressive-deficit",   "malignant-psoas-syndrome", "psoas-abscess",      "psoas-hemorrhage",
    "l3-radiculopathy",      "iliopsoas-bursitis",       "injection-guidance", "injection-timing",
    "conservative-care",
};

// In the order of `Indicator`.
constexpr std::array<std::string_view, 3> indicators{"info", "warning", "critical"};

// In the order of `ActionKind` (README.md, actions).
constexpr std::array<std::string_view, static_cast<std::size_t>(ActionKind::add_image_guidance) + 1> actions{
    "A-DEL",  "A-XR", "A-XRL", "A-MRI0", "A-MRI01", "A-CT", "A-LMRI", "A-US",  "A-LAB", "A-PT",    "A-FU",
    "A-EXAM", "A-ED", "A-NS",  "A-ONC",  "A-PALL",  "A-RT", "A-IR",   "A-ABX", "A-REV", "A-GUIDE",
};

// In the order of `OverrideReason` (README.md, actions).
constexpr std::array<std::string_view, static_cast<std::size_t>(OverrideReason::mri_contraindicated) + 1>
    override_reasons{
        "O-RF",    "O-NEW",   "O-CARE",     "O-ELSE",   "O-DONE", "O-KNOWN", "O-SPEC", "O-ACUTE",
        "O-CTIND", "O-SMALL", "O-OTHERSRC", "O-INTENT", "O-QUAL", "O-PREF",  "O-MRIX",
    };

} // namespace

std::string_view id(Row row) {
    return rows[static_cast<std::size_t>(row)];
}

std::string_view code(Topic topic) {
    return topics[static_cast<std::size_t>(topic)];
}

std::string_view code(Indicator indicator) {
    return indicators[static_cast<std::size_t>(indicator)];
}

std::string_view id(ActionKind kind) {
    return actions[static_cast<std::size_t>(kind)];
}

std::string_view id(OverrideReason reason) {
    return override_reasons[static_cast<std::size_t>(reason)];
}

} // namespace psoas::logic
