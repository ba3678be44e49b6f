#include "logic/imaging_exclusion.hpp"

#include "logic/evidence.hpp"

#include <array>

namespace psoas::logic {
namespace {

using std::chrono::days;

// The look-backs of the measure that are no threshold of another rule (HEDIS LBP, "Exclusions").
constexpr days neurologic_lookback{365};
constexpr days spinal_infection_lookback{365};
constexpr days steroid_lookback{365};
constexpr days fragility_fracture_lookback{90};
constexpr std::optional<days> whole_record = std::nullopt; // "ever"

// An event is over when it has happened; a state lasts until the record ends it.
enum class Kind : unsigned char { event, state };
struct Exclusion {
    Finding finding{};
    Kind kind{};
    std::optional<days> lookback;
};

bool is_within(const Situation& situation, const Exclusion& exclusion, const Evidence& evidence) {
    if (!exclusion.lookback) return true;
    const bool is_past =
        evidence.course == Course::past || (evidence.ended && evidence.ended->last < situation.as_of);
    if (exclusion.kind == Kind::state && !is_past) return true;
    // The day on which somebody wrote of what is past is not the day on which it ended.
    if (is_past && !evidence.ended && !evidence.onset) return false;
    const std::optional<days> since = days_since(evidence, situation.as_of);
    return since ? *since <= *exclusion.lookback : !is_past;
}

} // namespace

ImagingExclusion imaging_exclusion(const Situation& situation) {
    const Policy& policy = situation.policy;
    // Courses of corticosteroids are not here: 90 days within a year are flag RF-FX-3, which silences alone.
    const std::array exclusions{
        Exclusion{Finding::cancer_active, Kind::state, whole_record},
        Exclusion{Finding::cancer_history, Kind::state, whole_record},
        Exclusion{Finding::bone_metastasis, Kind::state, whole_record},
        Exclusion{Finding::lumbar_vertebral_metastasis, Kind::state, whole_record},
        Exclusion{Finding::proximal_femur_metastasis, Kind::state, whole_record},
        Exclusion{Finding::psoas_malignancy, Kind::state, whole_record},
        Exclusion{Finding::significant_trauma, Kind::event, policy.trauma_days},
        Exclusion{Finding::iv_drug_use, Kind::state, policy.iv_drug_days},
        Exclusion{Finding::neurologic_impairment, Kind::state, neurologic_lookback},
        Exclusion{Finding::cauda_equina_syndrome, Kind::state, neurologic_lookback},
        Exclusion{Finding::foot_drop, Kind::state, neurologic_lookback},
        Exclusion{Finding::hiv, Kind::state, whole_record},
        Exclusion{Finding::spinal_infection, Kind::state, spinal_infection_lookback},
        Exclusion{Finding::organ_transplant, Kind::state, whole_record},
        Exclusion{Finding::long_term_steroid_use, Kind::state, steroid_lookback},
        Exclusion{Finding::osteoporosis, Kind::state, whole_record},
        Exclusion{Finding::osteoporosis_treatment, Kind::state, whole_record},
        Exclusion{Finding::fracture_known, Kind::event, fragility_fracture_lookback},
        Exclusion{Finding::prior_lumbar_surgery, Kind::event, whole_record},
        Exclusion{Finding::cauda_equina_operated, Kind::event, whole_record},
        Exclusion{Finding::spondylopathy, Kind::state, whole_record},
    };

    ImagingExclusion found;
    for (const Exclusion& exclusion : exclusions)
        for (const Evidence& evidence : ever(situation, exclusion.finding))
            if (is_within(situation, exclusion, evidence)) found.evidence.push_back(evidence);
    if (in_palliative_care(situation)) append(found.evidence, current_palliative_care(situation));
    found.silences = !found.evidence.empty();

    const EvidenceView minor_cancer = ever(situation, Finding::cancer_skin_or_in_situ);
    found.lowers = !minor_cancer.empty();
    append(found.evidence, minor_cancer);
    return found;
}

} // namespace psoas::logic
