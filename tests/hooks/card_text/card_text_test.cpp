#include "hooks/card_text/card_text.hpp"

#include "hooks/plain_text.hpp"

#include <doctest/doctest.h>

#include <set>
#include <string>
#include <vector>

using namespace psoas;
using namespace psoas::hooks;
using logic::ActionKind;
using logic::Advice;
using logic::CriterionState;
using logic::Evidence;
using logic::Finding;
using logic::Indicator;
using logic::Note;
using logic::Row;
using namespace std::chrono_literals;

namespace {

Advice advice_of(Row row, std::vector<Evidence> evidence = {}, std::vector<Note> notes = {}) {
    return {.indicator = Indicator::warning,
            .rows = {row},
            .evidence = std::move(evidence),
            .notes = std::move(notes)};
}

Advice lasting(Advice advice, int days) {
    advice.pain_duration = std::chrono::days{days};
    return advice;
}

Advice lasting_at_most(Advice advice, int days) {
    advice.pain_duration_at_most = std::chrono::days{days};
    return advice;
}

Advice critical(Advice advice) {
    advice.indicator = Indicator::critical;
    return advice;
}

Advice losing(Advice advice, double kg, double percent) {
    advice.weight_loss = logic::WeightLoss{kg, percent};
    return advice;
}

Advice aged(Advice advice, int years) {
    advice.age_years = years;
    return advice;
}

Advice missing(Advice advice, logic::Gap gap) {
    advice.gaps.push_back(gap);
    return advice;
}

Advice informing(Advice advice) {
    advice.indicator = Indicator::info;
    return advice;
}

Advice offering(Advice advice, std::initializer_list<ActionKind> kinds) {
    for (const ActionKind kind : kinds)
        advice.actions.push_back({.kind = kind});
    return advice;
}

Advice repeating(Advice advice, int days, logic::DateRange done) {
    advice.studies = {{.modality = logic::Modality::mri,
                       .region = logic::Region::hip,
                       .side = logic::Side::left,
                       .date = done}};
    advice.since_study = std::chrono::days{days};
    return advice;
}

Advice noted(Advice advice, Note note) {
    advice.notes.push_back(note);
    return advice;
}

Advice treated(Advice advice, logic::MpsTreatment treatment) {
    for (const Row row : {Row::mps_tx_1, Row::mps_tx_2, Row::mps_tx_3, Row::mps_tx_4, Row::mps_tx_5,
                          Row::mps_tx_6, Row::mps_tx_7, Row::mps_rec_1})
        advice.rows.push_back(row);
    advice.mps_treatment = std::move(treatment);
    return advice;
}

Advice judged(Row row, std::array<CriterionState, 4> states, std::vector<Note> notes = {}) {
    Advice advice = advice_of(row, {}, std::move(notes));
    advice.mps.emplace();
    for (std::size_t i = 0; i < states.size(); ++i)
        advice.mps->criteria[i].state = states[i];
    advice.mps->criteria[1].evidence = {{.finding = Finding::hip_fixed_flexion}};
    advice.mps->criteria[2].evidence = {{.finding = Finding::allodynia}};
    return advice;
}

constexpr auto present = CriterionState::present;
constexpr auto partial = CriterionState::partial;
constexpr auto not_available = CriterionState::not_available;
constexpr auto violated = CriterionState::violated;

const Evidence past_cancer{.finding = Finding::cancer_history, .text = "Malignant neoplasm of breast"};
const Evidence fever{.finding = Finding::fever, .value = "38.6 \u00b0C"};
const Evidence unconfirmed_infection{.finding = Finding::spinal_infection,
                                     .certainty = logic::Certainty::unconfirmed};

const Evidence apixaban{.finding = Finding::anticoagulant,
                        .source = logic::Source::medications,
                        .text = "apixaban 5 MG Oral Tablet"};

Evidence suspected(Finding finding) {
    return {.finding = finding, .certainty = logic::Certainty::unconfirmed};
}

Advice with_inr(Advice advice, double value) {
    advice.measured = {{.quantity = logic::Quantity::inr,
                        .value = value,
                        .date = logic::DateRange{std::chrono::sys_days{2026y / 11 / 20}}}};
    return advice;
}

struct Said {
    const char* story;
    Advice advice;
    std::string_view summary;
};

std::vector<Said> all_rows() {
    return {
        {"IMG-PREM-1", lasting(advice_of(Row::img_prem_1), 5),
         "MRI at day 5 of nonspecific pain without a recorded red flag: incidental findings are common; "
         "treat first, re-assess at 6 weeks"},
        {"IMG-PREM-1: onset known to the month", lasting_at_most(lasting(advice_of(Row::img_prem_1), 0), 20),
         "MRI by day 20 of nonspecific pain without a recorded red flag: incidental findings are common; "
         "treat "
         "first, re-assess at 6 weeks"},
        {"IMG-PREM-1: a weak flag is not left out",
         lasting(advice_of(Row::img_prem_1, {}, {Note::weak_flag_lowers}), 28),
         "MRI at day 28 of nonspecific pain with only a weak red flag: incidental findings are common; treat "
         "first, re-assess at 6 weeks"},
        {"IMG-PREM-2: first day", lasting(advice_of(Row::img_prem_2), 29),
         "MRI at week 5: guidance favours completing 6 weeks of care first unless surgery or intervention is "
         "planned"},
        {"IMG-PREM-2: last day", lasting(advice_of(Row::img_prem_2), 42),
         "MRI at week 6: guidance favours completing 6 weeks of care first unless surgery or intervention is "
         "planned"},
        {"IMG-PREM-3", advice_of(Row::img_prem_3),
         "Onset of pain is not recorded: MRI is premature in the first 6 weeks unless a red flag is present"},
        {"IMG-PREM-3: unread list",
         missing(advice_of(Row::img_prem_3), {logic::Sought::pain_onset, logic::Availability::unreadable}),
         "Onset of pain could not be checked: MRI is early in the first 6 weeks unless a red flag is "
         "present"},
        {"IMG-PREM-4", advice_of(Row::img_prem_4), "No 6-week trial of conservative care found before MRI"},
        {"IMG-PREM-4: unread list",
         missing(advice_of(Row::img_prem_4),
                 {logic::Sought::conservative_care, logic::Availability::not_supplied}),
         "Whether 6 weeks of conservative care came before MRI could not be checked"},
        {"RAD-1", advice_of(Row::rad_1),
         "Pelvis and hip radiographs come first for psoas-related symptoms; none found in the last 180 days"},
        {"RAD-1: unread lists", advice_of(Row::rad_1, {}, {Note::radiographs_could_not_be_checked}),
         "Pelvis and hip radiographs come first for psoas-related symptoms; whether there are any of the "
         "last 180 days could not be checked"},
        {"RAD-2",
         offering(advice_of(Row::rad_2), {ActionKind::mri_without_contrast, ActionKind::hip_ultrasound}),
         "Radiographs nondiagnostic: MRI without contrast or ultrasound is the next step for iliopsoas soft "
         "tissue"},
        {"RAD-2: no MRI", offering(advice_of(Row::rad_2), {ActionKind::hip_ultrasound}),
         "Radiographs nondiagnostic: ultrasound is the next step for iliopsoas soft tissue"},
        {"SEL-CONTRAST", advice_of(Row::sel_contrast),
         "MRI without IV contrast is the preferred study here; contrast adds little without suspected tumour "
         "or infection"},
        {"SEL-CONTRAST: unread list", informing(advice_of(Row::sel_contrast)),
         "MRI without IV contrast is preferred unless tumour or infection is suspected or the spine "
         "operated, "
         "which could not be checked"},
        {"CT-1",
         offering(advice_of(Row::ct_1), {ActionKind::mri_without_contrast, ActionKind::hip_ultrasound}),
         "CT is reserved for calcification, 3-D morphology or guiding a procedure; MRI without contrast or "
         "ultrasound fits better"},
        {"CT-1: back", offering(advice_of(Row::ct_1), {ActionKind::mri_without_contrast}),
         "CT is reserved for calcification, 3-D morphology or guiding a procedure; MRI without contrast fits "
         "better"},
        {"CT-1: reason unknown",
         informing(
             offering(advice_of(Row::ct_1), {ActionKind::mri_without_contrast, ActionKind::hip_ultrasound})),
         "CT is reserved for calcification, 3-D morphology or guidance; reason not known: MRI without "
         "contrast or ultrasound may fit better"},
        {"DUP-1", repeating(advice_of(Row::dup_1), 30, std::chrono::sys_days{2026y / 10 / 22}),
         "MRI of left hip was done 30 days ago; no new finding since is recorded"},
        {"DUP-1: yesterday", repeating(advice_of(Row::dup_1), 1, std::chrono::sys_days{2026y / 11 / 20}),
         "MRI of left hip was done 1 day ago; no new finding since is recorded"},
        {"DUP-1: in a month",
         repeating(advice_of(Row::dup_1), 21,
                   {std::chrono::sys_days{2026y / 10 / 1}, std::chrono::sys_days{2026y / 10 / 31}}),
         "MRI of left hip was done in 2026-10; no new finding since is recorded"},
        {"SEL-L3", advice_of(Row::sel_l3),
         "Findings suggest L3 (or L4) radiculopathy: lumbar spine MRI without contrast is the first-line "
         "study"},
        {"L3-1",
         advice_of(Row::l3_1,
                   {{.finding = Finding::medial_lower_leg_sensory_loss}, {.finding = Finding::thigh_pain}}),
         "Sensory loss of the medial lower leg with thigh pain suggests L3 (or L4) radiculopathy rather than "
         "hip or psoas disease"},
        {"L3-1: the longest words",
         advice_of(Row::l3_1, {{.finding = Finding::anterior_thigh_sensory_loss},
                               {.finding = Finding::radicular_pain_l3_distribution}}),
         "Sensory loss of the anterior thigh or medial knee with pain suggests L3 (or L4) radiculopathy "
         "rather than hip or psoas disease"},
        {"L3-2", advice_of(Row::l3_2),
         "Negative FABER and FADIR with L3 pain pattern: intra-articular hip pain unlikely, look at the "
         "lumbar spine"},
        {"L3-3", advice_of(Row::l3_3),
         "Before hip imaging, test sensation of the medial lower leg: L3 radiculopathy mimics hip pain"},
        {"L3-4", advice_of(Row::l3_4), "A negative straight leg raise does not exclude L3 radiculopathy"},
        {"ILP-1", advice_of(Row::ilp_1),
         "Pattern of iliopsoas bursitis or tendinitis: radiographs first, then ultrasound or MRI without "
         "contrast"},
        {"RF-CES-0", advice_of(Row::rf_ces_0, {{.finding = Finding::cauda_equina_syndrome}}),
         "Cauda equina syndrome is recorded: emergency MRI and surgical review now"},
        {"RF-CES-0: unconfirmed",
         advice_of(Row::rf_ces_0,
                   {{.finding = Finding::cauda_equina_syndrome, .certainty = logic::Certainty::unconfirmed}}),
         "Cauda equina syndrome is suspected in the record: examine today, emergency MRI if signs are found"},
        {"RF-CES-0: operated",
         advice_of(Row::rf_ces_0, {{.finding = Finding::cauda_equina_syndrome}}, {Note::already_operated}),
         "Cauda equina syndrome is recorded, and decompression: check that follow-up is in place"},
        {"RF-CES-1", advice_of(Row::rf_ces_1, {{.finding = Finding::urinary_retention}}),
         "Possible cauda equina syndrome (urinary retention): emergency MRI and surgical review now"},
        {"RF-CES-2", advice_of(Row::rf_ces_2, {{.finding = Finding::fecal_incontinence}}),
         "Possible cauda equina syndrome (faecal incontinence): emergency MRI and surgical review now"},
        {"RF-CES-3",
         advice_of(Row::rf_ces_3,
                   {{.finding = Finding::saddle_anesthesia}, {.finding = Finding::urinary_retention}}),
         "Possible cauda equina syndrome (saddle anaesthesia, urinary retention): emergency MRI and surgical "
         "review now"},
        {"RF-CES-4", advice_of(Row::rf_ces_4, {{.finding = Finding::bilateral_leg_weakness}}),
         "Possible cauda equina syndrome (weakness of both legs): emergency MRI and surgical review now"},
        {"RF-CES-5", advice_of(Row::rf_ces_5, {{.finding = Finding::urinary_retention}}),
         "With back pain: urinary retention; check for cauda equina syndrome today"},
        {"RF-MAL-1", advice_of(Row::rf_mal_1, {past_cancer}),
         "Back or hip pain with cancer (history of Malignant neoplasm of breast): image without waiting; MRI "
         "lumbar spine is appropriate"},
        {"RF-MAL-2", losing(advice_of(Row::rf_mal_2), 6.3, 8.1),
         "Unexplained weight loss (6.3 kg, 8.1 %) with back or hip pain: look for malignancy before routine "
         "care"},
        {"RF-MAL-2: intent unknown",
         losing(advice_of(Row::rf_mal_2, {}, {Note::weight_loss_intent_unknown}), 6.3, 8.1),
         "Weight loss (6.3 kg, 8.1 %), intent not recorded, with back or hip pain: look for malignancy "
         "before routine care"},
        {"RF-MAL-2: coded", advice_of(Row::rf_mal_2),
         "Unexplained weight loss with back or hip pain: look for malignancy before routine care"},
        {"RF-MAL-3", advice_of(Row::rf_mal_3),
         "Over 50 and no better after a month: radiograph and ESR first, MRI if suspicion remains"},
        {"RF-MAL-4", advice_of(Row::rf_mal_4, {{.finding = Finding::failure_to_improve}}),
         "Weak signs of malignancy together (failure to improve): radiograph and ESR first"},
        {"RF-INF-0", advice_of(Row::rf_inf_0, {{.finding = Finding::spinal_infection}}),
         "Spinal infection is recorded with back or hip pain: MRI and infection team now"},
        {"RF-INF-0: unconfirmed", advice_of(Row::rf_inf_0, {unconfirmed_infection}),
         "Spinal infection is suspected in the record: MRI and inflammatory markers, ask the infection team"},
        {"RF-INF-1", advice_of(Row::rf_inf_1, {fever}),
         "Fever with back or hip pain: consider spinal infection or psoas abscess; MRI and inflammatory "
         "markers"},
        {"RF-INF-2: over and not named",
         advice_of(Row::rf_inf_2, {{.finding = Finding::recent_infection, .course = logic::Course::past}}),
         "Recorded infection with back or hip pain: consider spinal infection"},
        {"RF-INF-2",
         advice_of(Row::rf_inf_2,
                   {{.finding = Finding::recent_infection, .text = "Urinary tract infection"}}),
         "Recent or active Urinary tract infection with back or hip pain: consider spinal infection"},
        {"RF-INF-3", advice_of(Row::rf_inf_3),
         "IV drug use with back or hip pain: consider spinal infection"},
        {"RF-INF-3: route unknown", advice_of(Row::rf_inf_3, {}, {Note::drug_route_not_recorded}),
         "Drug use (route not recorded) with back or hip pain: ask about injection, consider spinal "
         "infection"},
        {"RF-INF-4", advice_of(Row::rf_inf_4, {{.finding = Finding::organ_transplant}}),
         "Immunocompromised (organ transplant) with back or hip pain: low threshold for MRI"},
        {"RF-FX-0", advice_of(Row::rf_fx_0),
         "Fracture recorded or suspected with back or hip pain: radiograph or CT first, protect "
         "weight-bearing"},
        {"RF-FX-0: a broken hip", offering(advice_of(Row::rf_fx_0), {ActionKind::emergency_referral}),
         "Hip fracture recorded: emergency department and orthopaedic surgeon now; no weight-bearing, no "
         "further imaging first"},
        {"RF-FX-1", aged(advice_of(Row::rf_fx_1, {{.finding = Finding::minor_trauma}}), 82),
         "Fracture risk (age 82, minor trauma or fall): radiograph or CT first, MRI without contrast if "
         "doubt remains"},
        {"RF-FX-2", advice_of(Row::rf_fx_2, {{.finding = Finding::osteoporosis}}),
         "Fracture risk (osteoporosis): radiograph or CT first, MRI without contrast if doubt remains"},
        {"RF-FX-3", advice_of(Row::rf_fx_3, {{.finding = Finding::long_term_steroid_use}}),
         "Fracture risk (long-term corticosteroid use): radiograph or CT first, MRI without contrast if "
         "doubt remains"},
        {"RF-FX-4", advice_of(Row::rf_fx_4, {{.finding = Finding::significant_trauma}}),
         "Fracture risk (significant trauma): radiograph or CT first, MRI without contrast if doubt remains"},
        {"NEU-1", advice_of(Row::neu_1, {{.finding = Finding::foot_drop}}),
         "Progressive neurologic deficit: refer to spine surgery now, do not wait for 6\u201312 weeks of "
         "care"},
        {"NEU-1: unconfirmed", advice_of(Row::neu_1),
         "Progressive neurologic deficit is suspected: examine today, refer to spine surgery if it is found"},
        {"NEU-2", advice_of(Row::neu_2),
         "New leg weakness with this episode: grade it and look for progression today"},
        {"PSO-ABS-1: of long ago", advice_of(Row::pso_abs_1, {{.finding = Finding::psoas_abscess}}),
         "Psoas abscess in the record, but in no recent report: look whether it is there; drainage and "
         "antibiotics if so"},
        {"PSO-ABS-1", critical(advice_of(Row::pso_abs_1, {{.finding = Finding::psoas_abscess}})),
         "Psoas abscess reported: image-guided aspiration/drainage (diagnostic and therapeutic) plus "
         "antibiotics"},
        {"PSO-ABS-1: hedged", advice_of(Row::pso_abs_1, {suspected(Finding::psoas_abscess)}),
         "Psoas abscess suspected in the record: confirm it today; drainage and antibiotics if it is one"},
        {"PSO-ABS-1: drained",
         noted(advice_of(Row::pso_abs_1, {{.finding = Finding::psoas_abscess}}), Note::lesion_drained),
         "Psoas abscess reported, and drainage: check that antibiotics and follow-up imaging are in place"},
        {"PSO-ABS-2", advice_of(Row::pso_abs_2, {fever}),
         "Fever with back or hip pain: consider spinal infection or psoas abscess; MRI and inflammatory "
         "markers"},
        {"PSO-HEM-1", advice_of(Row::pso_hem_1, {{.finding = Finding::psoas_hematoma}}),
         "Psoas haemorrhage reported: treat the cause; ask for a surgical opinion"},
        {"PSO-HEM-1: on an anticoagulant",
         advice_of(Row::pso_hem_1, {{.finding = Finding::psoas_hematoma}, apixaban}),
         "Psoas haemorrhage reported on anticoagulant: treat the cause; review reversal and surgical "
         "opinion"},
        {"PSO-HEM-1: with a high INR",
         with_inr(advice_of(Row::pso_hem_1, {{.finding = Finding::psoas_hematoma}}), 8),
         "Psoas haemorrhage reported, INR 8 on 2026-11-20: treat the cause; review reversal and surgical "
         "opinion"},
        {"PSO-HEM-1: with an INR that is no reason",
         with_inr(advice_of(Row::pso_hem_1, {{.finding = Finding::psoas_hematoma}}), 1.1),
         "Psoas haemorrhage reported: treat the cause; ask for a surgical opinion"},
        {"PSO-HEM-1: on an anticoagulant with a high INR",
         with_inr(advice_of(Row::pso_hem_1, {{.finding = Finding::psoas_hematoma}, apixaban}), 8.4),
         "Psoas haemorrhage reported on anticoagulant, INR 8.4 on 2026-11-20: treat the cause; review "
         "reversal and surgical opinion"},
        {"PSO-HEM-1: medications unread",
         noted(advice_of(Row::pso_hem_1, {{.finding = Finding::psoas_hematoma}}),
               Note::anticoagulation_unknown),
         "Psoas haemorrhage reported, anticoagulation unknown: treat the cause; review reversal and surgical "
         "opinion"},
        {"PSO-HEM-1: hedged", advice_of(Row::pso_hem_1, {suspected(Finding::psoas_hematoma), apixaban}),
         "Psoas haemorrhage suspected on anticoagulant: treat the cause; review reversal and surgical "
         "opinion"},
        {"PSO-HEM-1: drained",
         noted(advice_of(Row::pso_hem_1, {{.finding = Finding::psoas_hematoma}}), Note::lesion_drained),
         "Psoas haemorrhage reported, and drainage: follow haemoglobin, strength and anticoagulation"},
        {"PSO-HEM-2",
         advice_of(Row::pso_hem_2,
                   {apixaban, {.finding = Finding::groin_pain}, {.finding = Finding::hip_extension_painful}}),
         "On apixaban 5 MG Oral Tablet with groin pain and pain on hip extension: consider iliopsoas "
         "haematoma"},
        {"PSO-NEO-1", advice_of(Row::pso_neo_1, {{.finding = Finding::psoas_mass}}),
         "Psoas mass reported: tissue diagnosis and oncology review"},
        {"PSO-NEO-1: seen again after benign tissue",
         noted(advice_of(Row::pso_neo_1, {{.finding = Finding::psoas_mass}}), Note::benign_tissue),
         "Psoas mass seen again after its tissue was read as benign: compare with the earlier study"},
        {"PSO-NEO-1: grows after benign tissue",
         noted(advice_of(Row::pso_neo_1, {{.finding = Finding::psoas_mass}}), Note::tissue_contradicted),
         "Psoas mass grows or invades after its tissue was read as benign: tissue again and oncology review"},
        {"PSO-HEM-2: weakness of long ago",
         noted(advice_of(
                   Row::pso_hem_2,
                   {apixaban, {.finding = Finding::groin_pain}, {.finding = Finding::quadriceps_weakness}}),
               Note::documented_long_ago),
         "On apixaban 5 MG Oral Tablet with groin pain, weakness documented earlier: examine strength now "
         "(iliopsoas haematoma?)"},
        {"RF-INF-0: forgotten",
         noted(
             advice_of(Row::rf_inf_0, {{.finding = Finding::spinal_infection,
                                        .recorded = logic::DateRange{std::chrono::sys_days{2024y / 1 / 1}}}}),
             Note::documented_long_ago),
         "Spinal infection left active in the record (last named 2024-01-01): is it over? MRI and "
         "inflammatory markers"},
        {"RF-FX-0: a lesion of the femur",
         noted(advice_of(Row::rf_fx_0, {{.finding = Finding::proximal_femur_metastasis}}),
               Note::impending_fracture),
         "Metastasis of the proximal femur, with pain; it may break: no weight-bearing, orthopaedic surgeon "
         "today"},
        {"RF-FX-0: a suspected lesion of the femur",
         noted(advice_of(Row::rf_fx_0, {suspected(Finding::bone_metastasis)}), Note::impending_fracture),
         "Metastasis suspected in the proximal femur, with pain; it may break: no weight-bearing, "
         "orthopaedic "
         "surgeon today"},
        {"RF-INF-1: the psoas was imaged since",
         advice_of(Row::rf_inf_1, {{.finding = Finding::fever},
                                   {.finding = Finding::psoas_abscess, .presence = logic::Presence::absent}}),
         "Fever with hip or groin pain, and imaging since shows no psoas abscess: inflammatory markers, look "
         "for another focus"},
        {"MPS-S2: an examination of long ago",
         judged(Row::mps_s2, {present, CriterionState::long_ago, not_available, present}),
         "Malignant psoas syndrome suspected: 2 of 4 criteria recorded, criterion 3 not available, criterion "
         "2 "
         "long ago; oncology review now"},
        {"PSO-HEM-2: on no anticoagulant with a high INR",
         with_inr(advice_of(Row::pso_hem_2,
                            {{.finding = Finding::groin_pain}, {.finding = Finding::hip_extension_painful}}),
                  9),
         "INR 9 on 2026-11-20 with groin pain and pain on hip extension: consider iliopsoas haematoma"},
        {"MPS-S2: signs of the other side",
         judged(Row::mps_s2, {present, CriterionState::other_side, CriterionState::other_side, present}),
         "Malignant psoas syndrome suspected: 2 of 4 criteria recorded, criteria 2 and 3 on the other side; "
         "oncology review now"},
        {"RAD-1: inadequate radiographs", advice_of(Row::rad_1, {}, {Note::radiographs_inadequate}),
         "Pelvis and hip radiographs come first for psoas-related symptoms; those of the last 180 days were "
         "inadequate by their report"},
        {"PSO-NEO-1: hedged",
         advice_of(Row::pso_neo_1, {suspected(Finding::psoas_mass)}, {Note::reported_lesion_unconfirmed}),
         "Psoas mass suspected: confirm it by imaging; tissue diagnosis and oncology review if it is one"},
        {"SURG-2", advice_of(Row::surg_2),
         "Meets referral criteria (no improvement after 6 weeks): neurosurgery, spine surgery or "
         "orthopaedics"},
        {"SURG-3", advice_of(Row::surg_3),
         "Meets referral criteria (structural pathology in a report): neurosurgery, spine surgery or "
         "orthopaedics"},
        {"MPS-S1", judged(Row::mps_s1, {not_available, partial, partial, not_available}),
         "Consider malignant psoas syndrome: cancer with hip held in flexion, allodynia; image the psoas and "
         "look at the hip position"},
        {"MPS-S2", judged(Row::mps_s2, {present, partial, not_available, not_available}),
         "Malignant psoas syndrome suspected: 1 of 4 criteria recorded, criterion 2 in part, criteria 3 and "
         "4 not available; oncology review now"},
        {"MPS-S2: vertebral metastases",
         judged(Row::mps_s2, {present, present, present, violated}, {Note::vertebral_metastases}),
         "Malignant psoas syndrome suspected: 3 of 4 criteria recorded; vertebral metastases: criterion 4 "
         "not met; oncology review now"},
        {"MPS-S2: another polyradiculopathy",
         judged(Row::mps_s2, {present, present, present, violated}, {Note::other_polyradiculopathy}),
         "Malignant psoas syndrome suspected: 3 of 4 criteria recorded; criterion 4 not met; oncology review "
         "now"},
        {"MPS-S2: with its treatment",
         treated(judged(Row::mps_s2, {present, partial, not_available, not_available}),
                 {.names_methadone = true, .names_blocks = true}),
         "Malignant psoas syndrome suspected: 1 of 4 criteria recorded, criterion 2 in part, criteria 3 and "
         "4 not available; "
         "oncology review now"},
        {"MPS-S3", judged(Row::mps_s3, {present, present, present, present}),
         "Malignant psoas syndrome: criteria met (4 of 4); immediate oncology evaluation and multimodal pain "
         "plan"},
        {"CON-1", advice_of(Row::con_1),
         "Psoas-related pain: no red flag found in the data; activity advice, hip-extension stretching, core "
         "work, review at 6\u201312 weeks"},
        {"CON-2", advice_of(Row::con_2),
         "Psoas-related pain: no red flag found in the data; activity advice, hip-extension stretching, core "
         "work, review at 6\u201312 weeks"},
        {"CON-3", advice_of(Row::con_3),
         "Psoas-related pain: no red flag found in the data; activity advice, hip-extension stretching, core "
         "work, review at 6\u201312 weeks"},
        {"CON-5", advice_of(Row::con_5),
         "Psoas-related pain: no red flag found in the data; activity advice, hip-extension stretching, core "
         "work, review at 6\u201312 weeks"},
        {"CON-4", advice_of(Row::con_4),
         "Psoas-related pain: no red flag found in the data; activity advice, hip-extension stretching, core "
         "work, review at 6\u201312 weeks"},
        {"CON-1: unread lists",
         missing(advice_of(Row::con_1), {logic::Sought::infection, logic::Availability::unreadable}),
         "Psoas-related pain: not all red flags could be checked; if none is present, activity advice, "
         "exercises, review at 6\u201312 weeks"},
        {"CON-1: a weak flag", aged(advice_of(Row::con_1), 60),
         "Psoas-related pain: only a weak red flag found; activity advice, hip-extension stretching, core "
         "work, review at 6\u201312 weeks"},
        {"INJ-1", advice_of(Row::inj_1),
         "Injections around the iliopsoas or spine should be image-guided; this order says without guidance"},
        {"INJ-2", missing(lasting(advice_of(Row::inj_2), 10), {logic::Sought::conservative_care, {}}),
         "Injection is for pain that persists after 6\u201312 weeks of conservative care; day 10 of the "
         "pain, no care found"},
        {"INJ-2: under care", lasting(advice_of(Row::inj_2), 20),
         "Injection is for pain that persists after 6\u201312 weeks of conservative care; day 20 of care"},
        {"INJ-3", advice_of(Row::inj_3),
         "Epidural at L3 helps confirmed L3 radiculopathy; no confirming finding was found"},
        {"INJ-3: unread lists",
         missing(advice_of(Row::inj_3), {logic::Sought::l3_findings, logic::Availability::cut}),
         "Epidural at L3 helps confirmed L3 radiculopathy; whether it is confirmed could not be checked"},
        {"INJ-4", advice_of(Row::inj_4),
         "After 6\u201312 weeks of care without success an image-guided iliopsoas bursa injection can "
         "diagnose and treat"},
    };
}

} // namespace

TEST_SUITE("hooks/card_text/card_text") {
    TEST_CASE("the card of every row says what the row has it say") {
        std::set<Row> rows;
        const logic::Policy policy;
        for (const Said& said : all_rows()) {
            CAPTURE(said.story);
            const CardText text = card_text({said.advice, policy});
            CHECK(text.summary == said.summary);
            CHECK(character_count(text.summary) < 140);
            CHECK(text.why.ends_with('.'));
            CHECK(text.guidance.ends_with('.'));
            CHECK_FALSE(text.citations.empty());
            rows.insert(said.advice.rows.begin(), said.advice.rows.end());
        }
        CHECK(rows.size() == logic::row_count);
    }

    TEST_CASE("MPS-S1 to MPS-S3: each stage has its own word and no other stage's") {
        const logic::Policy policy;
        for (const Said& said : all_rows()) {
            if (!said.advice.mps) continue;
            CAPTURE(said.story);
            const std::string summary = card_text({said.advice, policy}).summary;
            const Row row = said.advice.rows.front();
            CHECK((summary.find("onsider") != std::string::npos) == (row == Row::mps_s1));
            CHECK((summary.find("suspected") != std::string::npos) == (row == Row::mps_s2));
            CHECK((summary.find("criteria met") != std::string::npos) == (row == Row::mps_s3));
        }
    }

    TEST_CASE("MPS-TX-5 to MPS-TX-7: measures and methadone and blocks are said where they apply") {
        const logic::Policy policy;
        const auto guidance = [&](logic::MpsTreatment treatment) {
            return card_text({treated(judged(Row::mps_s2, {present, partial, partial, present}), treatment),
                              policy})
                .guidance;
        };
        const auto says = [](const std::string& text, std::string_view words) {
            return text.find(words) != std::string::npos;
        };
        const std::string plain = guidance({});
        CHECK(says(plain, "radiotherapy, chemotherapy, surgery"));
        CHECK(says(plain, "12 irradiated sites"));
        CHECK_FALSE(says(plain, "ethadone"));
        CHECK_FALSE(says(plain, "neuraxial"));
        CHECK(says(guidance({.radiotherapy = {{.finding = Finding::radiotherapy_psoas}}}),
                   "Radiotherapy is recorded already"));

        logic::MpsTreatment told{.names_methadone = true, .qt_is_recorded = true, .names_blocks = true};
        told.classes[0].state = logic::TreatmentState::found;
        for (const char* words :
             {"15 to 30 mg a day", "case series of 3 patients", "\u22127.3",
              "95 % CI \u22124.97 to \u22129.69", "very low certainty", "for specialists to start",
              "QT interval, interactions, accumulation", "neuraxial block", "case reports only"}) {
            CAPTURE(words);
            CHECK(says(guidance(told), words));
        }
        CHECK_FALSE(says(guidance(told), "No reading of the QT interval"));
        CHECK_FALSE(says(guidance(told), "medication data were not available"));
        told.qt_is_recorded = false;
        told.classes[0].state = logic::TreatmentState::not_available;
        CHECK(says(guidance(told), "No reading of the QT interval was found."));
        CHECK(says(guidance(told), "medication data were not available"));
    }

    TEST_CASE("MPS-RARE-1: the card says that rarity is no reason to wait") {
        const logic::Policy policy;
        for (const Row row : {Row::mps_s1, Row::mps_s2, Row::mps_s3})
            CHECK(card_text({judged(row, {present, present, present, present}), policy})
                      .guidance.find("rarity is no reason to wait")
                  != std::string::npos);
    }

    TEST_CASE("the study is named as it was ordered and thresholds as the site set them") {
        logic::Policy policy;
        policy.premature_soft_days = std::chrono::days{56};
        policy.radiograph_lookback_days = std::chrono::days{90};
        policy.age_malignancy = 55;
        const logic::Order ct{.modality = logic::Modality::ct};
        CHECK(card_text({lasting(advice_of(Row::img_prem_2), 30), policy, &ct})
                  .summary.starts_with("CT at week 5"));
        CHECK(card_text({advice_of(Row::img_prem_3), policy}).summary.find("first 8 weeks")
              != std::string::npos);
        CHECK(card_text({advice_of(Row::rad_1), policy}).summary.find("90 days") != std::string::npos);
        CHECK(card_text({advice_of(Row::rf_mal_3), policy}).summary.starts_with("Over 55"));
    }

    TEST_CASE(
        "P-20: a summary stays under 140 characters and keeps its sentence with hostile and long values") {
        const logic::Policy policy;
        std::string bones;
        for (int i = 0; i < 200; ++i)
            bones += "\U0001F9B4";
        using namespace std::string_literals;
        const std::string texts[] = {std::string(5000, 'x'),
                                     "<script>alert(1)</script>",
                                     "[x](javascript:alert(1))",
                                     "a\nb\0c"s,
                                     "\xFF\xED\xA0\x80",
                                     bones,
                                     "\u202Eabc",
                                     ""};
        for (const std::string& hostile : texts)
            for (const Said& said : all_rows()) {
                CAPTURE(said.story);
                CAPTURE(hostile);
                Advice advice = said.advice;
                for (Evidence& evidence : advice.evidence)
                    evidence.text = evidence.value = evidence.reference = evidence.code = hostile;
                advice.pain_duration = std::chrono::days{1'000'000};
                advice.weight_loss = logic::WeightLoss{1e300, 1e300};
                for (int i = 0; i < 40; ++i)
                    advice.evidence.push_back({.finding = static_cast<Finding>(i), .text = hostile});
                const std::string summary = card_text({advice, policy}).summary;
                CAPTURE(summary);
                CHECK(character_count(summary) < 140);
                CHECK(summary == valid_utf8(summary));
                CHECK(summary.find_first_of("<>[]`\n\0"s) == std::string::npos);
                CHECK(summary.substr(0, 3) == said.summary.substr(0, 3));
            }
    }

    TEST_CASE("no card says that a diagnosis is made or excluded or that nothing is there") {
        const logic::Policy policy;
        for (const Said& said : all_rows()) {
            CAPTURE(said.story);
            const CardText text = card_text({said.advice, policy});
            for (const std::string& part : {text.summary, text.why, text.guidance})
                for (const char* claim :
                     {"no red flags", "no fever", "afebrile", "is excluded", "rules out", "is diagnosed",
                      "the diagnosis is", "was not done", "No radiograph"})
                    CHECK(part.find(claim) == std::string::npos);
        }
    }

    TEST_CASE("P-21: every topic has a name for people") {
        std::set<std::string_view> names;
        for (std::size_t topic = 0; topic < logic::topic_count; ++topic)
            names.insert(display(static_cast<logic::Topic>(topic)));
        CHECK(names.size() == logic::topic_count);
    }
}
