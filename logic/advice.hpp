#pragma once

#include "logic/chart.hpp"
#include "logic/order.hpp"

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace psoas::logic {

/// The rows of README.md that advice can rest on. A row is added with the rule that implements it.
enum class Row : std::uint8_t {
    img_prem_1, img_prem_2, img_prem_3, img_prem_4,
    rad_1, rad_2,
    sel_contrast, sel_l3,
    ct_1,
    dup_1,
    rf_ces_0, rf_ces_1, rf_ces_2, rf_ces_3, rf_ces_4, rf_ces_5,
    rf_mal_1, rf_mal_2, rf_mal_3, rf_mal_4,
    rf_inf_0, rf_inf_1, rf_inf_2, rf_inf_3, rf_inf_4,
    rf_fx_0, rf_fx_1, rf_fx_2, rf_fx_3, rf_fx_4,
    neu_1, neu_2,
    l3_1, l3_2, l3_3, l3_4,
    ilp_1,
    pso_abs_1, pso_abs_2, pso_hem_1, pso_hem_2, pso_neo_1,
    mps_s1, mps_s2, mps_s3,
    mps_tx_1, mps_tx_2, mps_tx_3, mps_tx_4, mps_tx_5, mps_tx_6, mps_tx_7, mps_rec_1, ///< beside a stage
    con_1, con_2, con_3, con_4, con_5,
    inj_1, inj_2, inj_3, inj_4,
    surg_2, surg_3,
};
inline constexpr std::size_t row_count = static_cast<std::size_t>(Row::surg_3) + 1;
[[nodiscard]] std::string_view id(Row row); ///< "IMG-PREM-1"

/// P-21: `source.topic` of a card, system `urn:psoas-cds:card-topic`.
enum class Topic : std::uint8_t {
    premature_imaging, radiograph_first, imaging_selection, duplicate_imaging,
    red_flag_cauda_equina, red_flag_malignancy, red_flag_infection, red_flag_fracture,
    progressive_deficit, malignant_psoas_syndrome, psoas_abscess, psoas_hemorrhage,
    l3_radiculopathy, iliopsoas_bursitis, injection_guidance, injection_timing, conservative_care,
};
inline constexpr std::size_t topic_count = static_cast<std::size_t>(Topic::conservative_care) + 1;
[[nodiscard]] std::string_view code(Topic topic); ///< "premature-imaging"

enum class Indicator : std::uint8_t { info, warning, critical };
inline constexpr std::size_t indicator_count = static_cast<std::size_t>(Indicator::critical) + 1;
[[nodiscard]] std::string_view code(Indicator indicator); ///< "warning", as CDS Hooks has it

/// README.md, actions. `Action::finding`/`region`/`side` say what for.
enum class ActionKind : std::uint8_t {
    delete_order,           ///< A-DEL
    hip_pelvis_radiographs, ///< A-XR
    lumbar_radiographs,     ///< A-XRL
    mri_without_contrast,   ///< A-MRI0
    urgent_mri,             ///< A-MRI01
    urgent_ct,              ///< A-CT
    lumbar_mri,             ///< A-LMRI
    hip_ultrasound,         ///< A-US
    laboratory,             ///< A-LAB
    physical_therapy,       ///< A-PT
    follow_up,              ///< A-FU
    record_finding,         ///< A-EXAM
    emergency_referral,     ///< A-ED
    spine_surgery_referral, ///< A-NS
    oncology_referral,      ///< A-ONC
    palliative_referral,    ///< A-PALL
    radiotherapy_referral,  ///< A-RT
    image_guided_drainage,  ///< A-IR
    cultures_and_antibiotics, ///< A-ABX
    anticoagulation_review, ///< A-REV
    add_image_guidance,     ///< A-GUIDE
};
[[nodiscard]] std::string_view id(ActionKind kind); ///< "A-PT"

/// What an A-EXAM task asks to be recorded.
enum class ExamQuestion : std::uint8_t {
    pain_onset, cauda_equina_signs, leg_strength, psoas_examination, red_flag_interview,
    dermatomes, femoral_stretch,
};

struct Action {
    ActionKind kind{};
    Region region = Region::unspecified; ///< of the study proposed
    Side side = Side::unknown;
    std::optional<std::chrono::sys_days> due{}; ///< A-FU: the day of the review
    std::optional<ExamQuestion> question{};     ///< A-EXAM
    bool recommended = false;                 ///< at most one of a card
    bool replaces_order = false;              ///< in place of the judged order, else beside it
    friend bool operator==(const Action&, const Action&) = default;
};

enum class OverrideReason : std::uint8_t { red_flag, new_finding, care_done, done_elsewhere, already_acted, known_stable,
    specialist_plan, acute_setting, ct_indication, too_small, other_fever_source, weight_loss_intended, not_diagnostic,
    patient_preference, mri_contraindicated };
[[nodiscard]] std::string_view id(OverrideReason reason); ///< "O-RF"

/// What a rule looked for and did not find; hooks/ turns it into "none found in …" or "could not be checked" (DATA-1).
enum class Sought : std::uint8_t {
    birth_date, pain_onset, body_temperature, body_weight, cauda_equina_signs, neurologic_examination, leg_sensation, cancer,
    infection, immune_status, drug_use, osteoporosis_and_fracture, trauma, steroid_use, radiographs,
    conservative_care, psoas_imaging, hip_examination, neuropathic_signs, vertebral_imaging, drainage, medications,
    anti_inflammatory_contraindications, l3_findings,
};
struct Gap {
    Sought sought{};
    /// The worst state of the lists that would hold it: `read` means looked for and not there.
    Availability availability = Availability::read;
    friend bool operator==(const Gap&, const Gap&) = default;
};

/// A sentence that a card must add.
enum class Note : std::uint8_t {
    birth_date_missing,      ///< GATE-3
    side_unknown,            ///< DATA-7
    sides_disagree,          ///< MPS-S2
    vertebral_metastases,    ///< MPS-S2: criterion 4 not met, an overlapping cause
    other_polyradiculopathy, ///< MPS-C4: neuraxial spread, chemotherapy or radiation
    polyradiculopathy_only_unrecorded, ///< MPS-C4: the second half is met unless one is recorded
    weight_loss_intent_unknown, ///< RF-MAL-2
    drug_route_not_recorded, ///< RF-INF-3
    osteonecrosis,           ///< RF-FX-3: steroids with groin or hip pain
    palliative_care,         ///< GATE-4: one indicator lower
    weak_flag_lowers,        ///< section 3: named in the premature card, which becomes info
    sensory_sparing_mri_without_contrast_enough, ///< RF-CES-1: MRI without contrast is enough
    imaging_alone,           ///< IMG-ALONE
    radiographs_could_not_be_checked, ///< RAD-1
    already_operated,        ///< RF-CES-0
    reported_lesion_unconfirmed, ///< PSO: hedged or suspected, never critical
    lesion_drained,              ///< PSO-ABS-1, PSO-HEM-1
    anticoagulation_unknown,     ///< PSO-HEM-1: the medications could not be read
    normal_inr_does_not_exclude, ///< PSO-HEM-2
    ct_if_mri_delays,            ///< PSO-ABS-2
    recurrence_can_be_both,      ///< MPS-REC-1
    orders_not_judged,    ///< FAT-1: more different ones are selected than are judged
    anti_inflammatory_contraindicated, ///< CON-4
    anti_inflammatory_unchecked,       ///< CON-4: medications or conditions were not read
    imaging_cause_without_symptoms,   ///< IMG-ALONE: what imaging showed, and no symptom or sign
    mri_contraindication,             ///< no MRI is proposed
    ultrasound_user_dependent,        ///< SEL-US
    l3_treat_first,                   ///< section 11: D names the study, not its date
    earlier_report_unread,          ///< DUP-1: no report of the earlier study could be read
    radiographs_inadequate, ///< RAD-1, ILP-1: by their report
    benign_tissue,        ///< PSO-NEO-1: a biopsy before the reading called the lesion benign
    rests_on_unconfirmed, ///< DATA-3: a red flag that is suspected or hedged, never critical
    documented_long_ago,  ///< MPS, RF-INF-0: what was last named more than `forgotten_after_days` ago
    tissue_contradicted,  ///< PSO-NEO-1: a lesion that grows or invades after its tissue was read as benign
    impending_fracture,   ///< RF-FX-0: a lesion of the proximal femur
    biopsy_or_infection_raised, ///< DUP-1: by the report of the earlier study
    order_reason_unread,        ///< the order names a reason that the record that was sent does not hold
};

/// MPS: one of the four criteria of Stevens and Gonet 1990.
enum class CriterionState : std::uint8_t {
    not_available, absent, partial, unconfirmed, present, violated,
    other_side, ///< documented on the side where the lesion is not (DATA-7)
    long_ago,   ///< for the last time more than `forgotten_after_days` ago
};
struct Criterion {
    CriterionState state = CriterionState::not_available;
    std::vector<Evidence> evidence{};
    std::vector<Evidence> documented_long_ago{}; ///< does not count
    std::vector<Evidence> taken_back{};          ///< by a later examination (DATA-3): does not count
    friend bool operator==(const Criterion&, const Criterion&) = default;
};
struct MpsCriteria {
    std::array<Criterion, 4> criteria{}; ///< C1 to C4
    Side side = Side::unknown;
    bool sides_disagree = false;
    friend bool operator==(const MpsCriteria&, const MpsCriteria&) = default;
};

/// MPS-TX: a class of medication in the medication data. A list that was not read whole cannot say "not found".
enum class TreatmentState : std::uint8_t { not_available, not_found, found };
struct Treatment {
    TreatmentState state = TreatmentState::not_available;
    std::vector<Evidence> evidence{};
    friend bool operator==(const Treatment&, const Treatment&) = default;
};
struct MpsTreatment {
    /// MPS-TX-1 to MPS-TX-4: opioid, neuropathic agent, muscle relaxant, anti-inflammatory agent.
    std::array<Treatment, 4> classes{};
    std::vector<Evidence> radiotherapy{};  ///< MPS-TX-5: of the psoas, recorded already
    bool names_methadone = false;          ///< MPS-TX-6: the sentence; an order is never drafted
    bool qt_is_recorded = false;           ///< MPS-TX-6: that it is not is said
    bool names_blocks = false;             ///< MPS-TX-7
    friend bool operator==(const MpsTreatment&, const MpsTreatment&) = default;
};

/// Percent and kilograms lost (RF-MAL-2).
struct WeightLoss {
    double kg = 0;
    double percent = 0;
    friend bool operator==(const WeightLoss&, const WeightLoss&) = default;
};

/// What silenced cards of one row said, folded into the card that silenced them (FOLD).
struct Folded {
    Row row{};
    std::vector<Evidence> evidence{};
    std::vector<std::size_t> orders{}; ///< indices of the orders that it was about, if it was about any
    friend bool operator==(const Folded&, const Folded&) = default;
};

/// One piece of advice: everything that a card will say, and no words. hooks/ writes the card.
struct Advice {
    Topic topic{};
    Indicator indicator{};
    std::vector<Row> rows{};              ///< the first chooses the summary
    std::vector<Evidence> evidence{};     ///< strongest first, without repeats
    std::vector<Measurement> measured{};  ///< numbers that the rule rested on
    std::vector<PriorStudy> studies{};
    std::vector<Evidence> weak_flags{};   ///< named in the detail (section 3)
    std::vector<Gap> gaps{};
    std::vector<Note> notes{};
    std::vector<Folded> folded{};
    std::vector<Action> actions{};
    std::vector<OverrideReason> override_reasons{};
    std::optional<std::size_t> order{};   ///< index into the orders judged
    std::vector<std::size_t> repeated_orders{}; ///< indices of the drafts that are the same order (FAT-1)
    std::optional<std::chrono::days> pain_duration{};
    std::optional<std::chrono::days> since_study{}; ///< DUP-1: since the newest of `studies`
    std::optional<std::chrono::days> pain_duration_at_most{}; ///< of an onset known to the month
    std::optional<int> age_years{};       ///< where the rule used it
    std::optional<WeightLoss> weight_loss{};
    std::optional<MpsCriteria> mps{};
    std::optional<MpsTreatment> mps_treatment{}; ///< from "suspected" on

    friend bool operator==(const Advice&, const Advice&) = default;
};

} // namespace psoas::logic
