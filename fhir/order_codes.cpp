#include "fhir/order_codes.hpp"

#include "fhir/terminology.hpp"

#include <algorithm>
#include <array>

namespace psoas::fhir {
namespace {

using logic::Contrast;
using logic::Modality;
using logic::Region;
using logic::Side;

struct ImagingCode {
    Modality modality;
    Region region;
    Side side; ///< `unknown` where the code leaves it open
    Contrast contrast;
    std::string_view loinc;
    std::string_view display;
};

// LOINC, as in the value sets mri_*, ct_abdomen_pelvis, xray_* and ultrasound_hip_extremity: free to use
// under its licence, and read in orders by this service too. A row that says less comes after those that say
// more.
constexpr std::array imaging_codes{
    ImagingCode{Modality::mri, Region::lumbar_spine, Side::unknown, Contrast::without, "30679-5",
                "MR Lumbar spine WO contrast"},
    ImagingCode{Modality::mri, Region::lumbar_spine, Side::unknown, Contrast::without_and_with, "24967-2",
                "MR Lumbar spine WO and W contrast IV"},
    ImagingCode{Modality::mri, Region::lumbar_spine, Side::unknown, Contrast::not_stated, "24968-0",
                "MR Lumbar spine"},
    ImagingCode{Modality::mri, Region::pelvis, Side::unknown, Contrast::without, "30673-8",
                "MR Pelvis WO contrast"},
    ImagingCode{Modality::mri, Region::pelvis, Side::unknown, Contrast::without_and_with, "30674-6",
                "MR Pelvis WO and W contrast IV"},
    ImagingCode{Modality::mri, Region::pelvis, Side::unknown, Contrast::not_stated, "24867-4", "MR Pelvis"},
    ImagingCode{Modality::mri, Region::hip, Side::left, Contrast::without, "36488-5",
                "MR Hip - left WO contrast"},
    ImagingCode{Modality::mri, Region::hip, Side::right, Contrast::without, "36490-1",
                "MR Hip - right WO contrast"},
    ImagingCode{Modality::mri, Region::hip, Side::bilateral, Contrast::without, "36486-9",
                "MR Hip - bilateral WO contrast"},
    ImagingCode{Modality::mri, Region::hip, Side::unknown, Contrast::without, "30687-8",
                "MR Hip WO contrast"},
    ImagingCode{Modality::mri, Region::hip, Side::left, Contrast::without_and_with, "36363-0",
                "MR Hip - left WO and W contrast IV"},
    ImagingCode{Modality::mri, Region::hip, Side::right, Contrast::without_and_with, "36365-5",
                "MR Hip - right WO and W contrast IV"},
    ImagingCode{Modality::mri, Region::hip, Side::unknown, Contrast::without_and_with, "30688-6",
                "MR Hip WO and W contrast IV"},
    ImagingCode{Modality::mri, Region::hip, Side::left, Contrast::not_stated, "36020-6", "MR Hip - left"},
    ImagingCode{Modality::mri, Region::hip, Side::right, Contrast::not_stated, "36022-2", "MR Hip - right"},
    ImagingCode{Modality::mri, Region::hip, Side::bilateral, Contrast::not_stated, "36017-2",
                "MR Hip - bilateral"},
    ImagingCode{Modality::mri, Region::hip, Side::unknown, Contrast::not_stated, "36013-1", "MR Hip"},
    ImagingCode{Modality::radiograph, Region::lumbar_spine, Side::unknown, Contrast::not_stated, "24972-2",
                "XR Lumbar spine Views"},
    ImagingCode{Modality::radiograph, Region::pelvis, Side::unknown, Contrast::not_stated, "28561-9",
                "XR Pelvis Views"},
    // Pelvis and hip in one: the ACR rates the two as complementary.
    ImagingCode{Modality::radiograph, Region::hip, Side::unknown, Contrast::not_stated, "30767-8",
                "XR Pelvis and Hip Views"},
    ImagingCode{Modality::ct, Region::abdomen_and_pelvis, Side::unknown, Contrast::with, "36813-4",
                "CT Abdomen and Pelvis W contrast IV"},
    ImagingCode{Modality::ct, Region::abdomen_and_pelvis, Side::unknown, Contrast::not_stated, "44115-4",
                "CT Abdomen and Pelvis"},
    ImagingCode{Modality::ct, Region::lumbar_spine, Side::unknown, Contrast::without, "30620-9",
                "CT Lumbar spine WO contrast"},
    ImagingCode{Modality::ct, Region::lumbar_spine, Side::unknown, Contrast::with, "24964-9",
                "CT Lumbar spine W contrast IV"},
    ImagingCode{Modality::ct, Region::lumbar_spine, Side::unknown, Contrast::not_stated, "24963-1",
                "CT Lumbar spine"},
    ImagingCode{Modality::ct, Region::hip, Side::unknown, Contrast::without, "36484-4", "CT Hip WO contrast"},
    ImagingCode{Modality::ct, Region::hip, Side::unknown, Contrast::not_stated, "36014-9", "CT Hip"},
    ImagingCode{Modality::ultrasound, Region::hip, Side::unknown, Contrast::not_stated, "24760-1", "US Hip"},
};

// In the order of `CareOrder`. SNOMED CT and LOINC as in the value sets physical_therapy_referral, lab_esr,
// lab_crp, lab_hemoglobin, lab_inr, surgery_referral, oncology_referral, palliative_care,
// psoas_abscess_drainage and image_guidance. 58410-2 ("CBC panel - Blood by Automated count") and 600-7
// ("Bacteria identified in Blood by Culture") stand with these names in HL7's example resources of FHIR,
// 183866009 in the referral value sets of the eCQM update of 2020-05-07.
constexpr std::array care_codes{
    OrderCode{snomed_ct, "444831000124102", "Referral for physical therapy (procedure)"},
    OrderCode{loinc, "30341-2", "Erythrocyte sedimentation rate"},
    OrderCode{loinc, "1988-5", "C reactive protein [Mass/volume] in Serum or Plasma"},
    OrderCode{loinc, "58410-2", "CBC panel - Blood by Automated count"},
    OrderCode{loinc, "600-7", "Bacteria identified in Blood by Culture"},
    OrderCode{loinc, "718-7", "Hemoglobin [Mass/volume] in Blood"},
    OrderCode{loinc, "34714-6", "INR in Blood by Coagulation assay"},
    OrderCode{snomed_ct, "183866009", "Referral to emergency clinic (procedure)"},
    OrderCode{snomed_ct, "308482002", "Referral to neurosurgeon (procedure)"},
    OrderCode{snomed_ct, "183529009", "Referral to oncologist (procedure)"},
    OrderCode{snomed_ct, "306237005", "Referral to palliative care service (procedure)"},
    OrderCode{snomed_ct, "118442004", "Drainage of abscess (procedure)"},
    OrderCode{snomed_ct, "413815006", "Imaging guidance"},
};
static_assert(care_codes.size() == static_cast<std::size_t>(CareOrder::image_guidance) + 1);

} // namespace

std::optional<OrderCode> imaging_order_code(Modality modality, Region region, Side side, Contrast contrast) {
    const auto find = [&](Side named, Contrast stated) {
        return std::ranges::find_if(imaging_codes, [&](const ImagingCode& row) {
            return row.modality == modality && row.region == region && row.side == named
                   && row.contrast == stated;
        });
    };
    for (const Contrast stated : {contrast, Contrast::not_stated})
        for (const Side named : {side, Side::unknown})
            if (const auto row = find(named, stated); row != imaging_codes.end())
                return OrderCode{loinc, row->loinc, row->display};
    return std::nullopt;
}

OrderCode care_order_code(CareOrder order) {
    return care_codes[static_cast<std::size_t>(order)];
}

std::vector<OrderCode> order_codes() {
    std::vector<OrderCode> codes;
    for (const ImagingCode& row : imaging_codes)
        codes.push_back({loinc, row.loinc, row.display});
    codes.insert(codes.end(), care_codes.begin(), care_codes.end());
    return codes;
}

// The value sets body_structure_*; the groin is SNOMED CT's inguinal region.
std::optional<OrderCode> body_site_code(Region region) {
    switch (region) {
    case Region::lumbar_spine:
        return OrderCode{snomed_ct, "122496007", "Lumbar spine structure (body structure)"};
    case Region::spine:
        return OrderCode{snomed_ct, "421060004", "Structure of vertebral column (body structure)"};
    case Region::pelvis:
        return OrderCode{snomed_ct, "12921003", "Pelvic structure (body structure)"};
    case Region::hip:
        return OrderCode{snomed_ct, "29836001", "Hip region structure (body structure)"};
    case Region::psoas:
        return OrderCode{snomed_ct, "68455001", "Iliopsoas muscle"};
    case Region::groin:
        return OrderCode{snomed_ct, "26893007", "Inguinal region structure (body structure)"};
    case Region::thigh:
        return OrderCode{snomed_ct, "68367000", "Thigh structure (body structure)"};
    default:
        return std::nullopt;
    }
}

} // namespace psoas::fhir
