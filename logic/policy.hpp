#pragma once

#include <chrono>

namespace psoas::logic {

/// What becomes of MRI in the first weeks of an L3 radiculopathy.
enum class EarlyMri : unsigned char { allow, wait };

/// Which sensory loss suggests an L3 radiculopathy.
enum class L3Signs : unsigned char { lower_leg, lower_leg_or_thigh };

enum class WeakOrModerate : unsigned char { weak, moderate };

/// Every clinical threshold, named as in README.md; the configuration file sets them under these names.
struct Policy {
    using days = std::chrono::days;

    days premature_firm_days{28};      ///< IMG-PREM-1 warns up to and including this day (HEDIS LBP)
    days premature_soft_days{42};      ///< IMG-PREM-2 informs up to and including this day (ACR 2021, six weeks)
    bool ask_conservative_care = false; ///< IMG-PREM-4 speaks
    bool offer_care_plan = true; ///< CON-1 speaks when a chart is opened
    int age_malignancy = 50;           ///< years; older than this is a flag (D; ACP 2011)
    WeakOrModerate age_alone_strength = WeakOrModerate::weak;
    days no_improvement_days{28}; ///< D "after 1 month"
    int age_fracture_men = 70;    ///< years; this age or older is a weak fracture flag (ACP 2011: 65)
    int age_fracture_women = 70;  ///< years, and so for women (ACP 2011: 75)
    days radiograph_lookback_days{180};
    days duplicate_days{90}; ///< DUP-1: a study answers for this long
    EarlyMri l3_early_mri = EarlyMri::allow; ///< wait: IMG-PREM applies to it too (ACR 2021, variant 1)
    L3Signs l3_signs = L3Signs::lower_leg_or_thigh; ///< the thigh counts beside D's sign
    bool remind_exam = false; ///< L3-3 speaks
    bool mps_c2_both = true;    ///< MPS-C2 is full only with flexion and stretch test (Stevens 1990)
    bool mps_c4_blocks = true;  ///< a violated MPS-C4 keeps the stage at "suspected"
    double fever_c = 38.0;      ///< °C
    days fever_days{14};        ///< a temperature counts this long
    days infection_days{30};    ///< a minor infection counts this long after its end
    days bloodstream_infection_days{90}; ///< bacteraemia, endocarditis, spinal procedure
    days steroid_days{90};      ///< systemic steroids at least this long within `steroid_lookback_days`
    days steroid_lookback_days{365};
    double weight_loss_pct = 5; ///< percent
    days weight_loss_days{365};
    days weight_gap_days{14}; ///< two weights must lie at least this far apart
    days iv_drug_days{365};
    days trauma_days{90};
    int minor_trauma_age = 65; ///< years
    days new_sign_days{180};   ///< a cauda equina sign older than this is not new (section 3)
    days new_weakness_days{30}; ///< NEU-2
    days acute_pain_days{28};  ///< PSO-HEM-2: pain is acute this long (ACR 2021: under four weeks)
    double inr_high = 5;       ///< PSO-HEM-2: a higher INR is critical
    days inr_days{7};          ///< an INR counts this long
    double pain_uncontrolled = 4; ///< MPS-TX-6: a pain score (0 to 10) from here on is uncontrolled
    days pain_score_days{7};   ///< a pain score counts this long
    /// What the record has named for the last time longer ago than this is of another time: a lesion, a
    /// fracture, an infection that was left active, an order of an opioid.
    days forgotten_after_days{365};
    int adult_age = 18;        ///< GATE-3
    int max_cards = 3;         ///< FAT-1; a critical card is never dropped
    /// A date this far after the as-of date is still today: a record is written in the patient's time zone.
    days clock_tolerance{1};

    friend bool operator==(const Policy&, const Policy&) = default;
};

} // namespace psoas::logic
