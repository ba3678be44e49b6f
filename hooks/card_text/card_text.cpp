#include "hooks/card_text/card_text.hpp"

#include <array>
#include <cassert>

namespace psoas::hooks {

CardText card_text(const CardSubject& subject) {
    using logic::Row;
    assert(!subject.advice.rows.empty());
    switch (subject.advice.rows.front()) {
    case Row::img_prem_1:
    case Row::img_prem_2:
    case Row::img_prem_3:
    case Row::img_prem_4:
        return premature_imaging_text(subject);
    case Row::rad_1:
        return radiograph_first_text(subject);
    case Row::rad_2:
    case Row::sel_contrast:
    case Row::ct_1:
        return imaging_selection_text(subject);
    case Row::dup_1:
        return duplicate_imaging_text(subject);
    case Row::sel_l3:
    case Row::l3_1:
    case Row::l3_2:
    case Row::l3_3:
    case Row::l3_4:
        return l3_radiculopathy_text(subject);
    case Row::ilp_1:
        return iliopsoas_bursitis_text(subject);
    case Row::rf_ces_0:
    case Row::rf_ces_1:
    case Row::rf_ces_2:
    case Row::rf_ces_3:
    case Row::rf_ces_4:
    case Row::rf_ces_5:
        return cauda_equina_text(subject);
    case Row::rf_mal_1:
    case Row::rf_mal_2:
    case Row::rf_mal_3:
    case Row::rf_mal_4:
        return malignancy_text(subject);
    case Row::rf_inf_0:
    case Row::rf_inf_1:
    case Row::rf_inf_2:
    case Row::rf_inf_3:
    case Row::rf_inf_4:
    case Row::pso_abs_2:
        return infection_text(subject);
    case Row::rf_fx_0:
    case Row::rf_fx_1:
    case Row::rf_fx_2:
    case Row::rf_fx_3:
    case Row::rf_fx_4:
        return fracture_text(subject);
    case Row::neu_1:
    case Row::neu_2:
        return neurologic_deficit_text(subject);
    case Row::pso_abs_1:
        return psoas_abscess_text(subject);
    case Row::pso_hem_1:
    case Row::pso_hem_2:
        return psoas_hemorrhage_text(subject);
    case Row::pso_neo_1:
        return psoas_neoplasm_text(subject);
    case Row::surg_2:
    case Row::surg_3:
        return surgical_referral_text(subject);
    case Row::mps_s1:
    case Row::mps_s2:
    case Row::mps_s3:
    case Row::mps_tx_1:
    case Row::mps_tx_2:
    case Row::mps_tx_3:
    case Row::mps_tx_4:
    case Row::mps_tx_5:
    case Row::mps_tx_6:
    case Row::mps_tx_7:
    case Row::mps_rec_1:
        return malignant_psoas_syndrome_text(subject);
    case Row::con_1:
    case Row::con_2:
    case Row::con_3:
    case Row::con_4:
    case Row::con_5:
        return conservative_care_text(subject);
    case Row::inj_1:
    case Row::inj_2:
    case Row::inj_3:
    case Row::inj_4:
        return injection_text(subject);
    }
    return {};
}

std::string_view display(logic::Topic topic) {
    constexpr std::array names{
        "Premature imaging",     "Radiographs first",        "Imaging selection",  "Duplicate imaging",
        "Cauda equina red flag", "Malignancy red flag",      "Infection red flag", "Fracture red flag",
        "Progressive deficit",   "Malignant psoas syndrome", "Psoas abscess",      "Psoas haemorrhage",
        "L3 radiculopathy",      "Iliopsoas bursitis",       "Injection guidance", "Injection timing",
        "Conservative care",
    };
    static_assert(names.size() == logic::topic_count);
    return names[static_cast<std::size_t>(topic)];
}

} // namespace psoas::hooks
