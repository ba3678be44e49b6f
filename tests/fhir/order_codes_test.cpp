#include "fhir/order_codes.hpp"

#include "fhir/terminology.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <string>

using namespace psoas;
using namespace psoas::fhir;
using logic::Contrast;
using logic::Modality;
using logic::Region;
using logic::Side;

namespace {

bool stands_for(const OrderCode& code, Concept wanted) {
    static const Terminology terminology;
    const auto concepts = terminology.concepts(code.system, code.code);
    return std::ranges::find(concepts, wanted) != concepts.end();
}

} // namespace

TEST_SUITE("fhir/order_codes") {
    TEST_CASE("all codes that may be proposed are listed once with a display") {
        std::set<std::string> seen;
        for (const OrderCode& order : order_codes()) {
            CAPTURE(order.code);
            CHECK(seen.insert(std::string(order.system).append("|").append(order.code)).second);
            CHECK_FALSE(order.display.empty());
        }
        CHECK(seen.contains("http://loinc.org|30679-5"));
        CHECK(seen.contains("http://snomed.info/sct|444831000124102"));
    }

    TEST_CASE("P-23: an imaging study is proposed with a code that the service reads as that study") {
        struct Row {
            const char* story;
            Modality modality;
            Region region;
            Side side;
            Contrast contrast;
            std::string_view code;
            Concept means;
        };
        const Row rows[] = {
            {"lumbar MRI without", Modality::mri, Region::lumbar_spine, Side::unknown, Contrast::without,
             "30679-5", Concept::mri_lumbar_spine_without_contrast},
            {"lumbar MRI with both", Modality::mri, Region::lumbar_spine, Side::unknown,
             Contrast::without_and_with, "24967-2", Concept::mri_lumbar_spine_without_and_with_contrast},
            {"lumbar MRI left open", Modality::mri, Region::lumbar_spine, Side::unknown, Contrast::not_stated,
             "24968-0", Concept::mri_lumbar_spine},
            {"a side that the spine has not", Modality::mri, Region::lumbar_spine, Side::left,
             Contrast::without, "30679-5", Concept::mri_lumbar_spine_without_contrast},
            {"pelvis MRI", Modality::mri, Region::pelvis, Side::unknown, Contrast::without, "30673-8",
             Concept::mri_pelvis_without_contrast},
            {"left hip MRI", Modality::mri, Region::hip, Side::left, Contrast::without, "36488-5",
             Concept::mri_hip_without_contrast},
            {"right hip MRI", Modality::mri, Region::hip, Side::right, Contrast::without, "36490-1",
             Concept::mri_hip_without_contrast},
            {"both hips MRI", Modality::mri, Region::hip, Side::bilateral, Contrast::without, "36486-9",
             Concept::mri_hip_without_contrast},
            {"hip MRI", Modality::mri, Region::hip, Side::unknown, Contrast::without, "30687-8",
             Concept::mri_hip_without_contrast},
            {"contrast that no code names", Modality::mri, Region::hip, Side::left, Contrast::with, "36020-6",
             Concept::mri_hip},
            {"lumbar radiographs", Modality::radiograph, Region::lumbar_spine, Side::unknown,
             Contrast::not_stated, "24972-2", Concept::xray_lumbar_spine},
            {"pelvis radiographs", Modality::radiograph, Region::pelvis, Side::unknown, Contrast::not_stated,
             "28561-9", Concept::xray_pelvis},
            {"pelvis and hip radiographs", Modality::radiograph, Region::hip, Side::left,
             Contrast::not_stated, "30767-8", Concept::xray_pelvis},
            {"CT for blood", Modality::ct, Region::abdomen_and_pelvis, Side::unknown, Contrast::not_stated,
             "44115-4", Concept::ct_abdomen_pelvis},
            {"CT for an abscess", Modality::ct, Region::abdomen_and_pelvis, Side::unknown, Contrast::with,
             "36813-4", Concept::ct_abdomen_pelvis},
            {"hip ultrasound", Modality::ultrasound, Region::hip, Side::right, Contrast::not_stated,
             "24760-1", Concept::ultrasound_hip_extremity},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            const auto code = imaging_order_code(row.modality, row.region, row.side, row.contrast);
            REQUIRE(code.has_value());
            CHECK(code->system == loinc);
            CHECK(code->code == row.code);
            CHECK(stands_for(*code, row.means));
        }
    }

    TEST_CASE("a study that no verified code names has none") {
        CHECK_FALSE(
            imaging_order_code(Modality::mri, Region::psoas, Side::left, Contrast::without).has_value());
        CHECK_FALSE(
            imaging_order_code(Modality::bone_scan, Region::hip, Side::left, Contrast::without).has_value());
        CHECK_FALSE(
            imaging_order_code(Modality::mri, Region::other, Side::unknown, Contrast::without).has_value());
    }

    TEST_CASE("P-23: care is proposed with codes of the value sets") {
        struct Row {
            CareOrder order;
            std::string_view code;
            Concept means;
        };
        const Row rows[] = {
            {CareOrder::physical_therapy, "444831000124102", Concept::physical_therapy_referral},
            {CareOrder::erythrocyte_sedimentation_rate, "30341-2", Concept::lab_esr},
            {CareOrder::c_reactive_protein, "1988-5", Concept::lab_crp},
            {CareOrder::hemoglobin, "718-7", Concept::lab_hemoglobin},
            {CareOrder::inr, "34714-6", Concept::lab_inr},
            {CareOrder::spine_surgery_referral, "308482002", Concept::surgery_referral},
            {CareOrder::oncology_referral, "183529009", Concept::oncology_referral},
            {CareOrder::abscess_drainage, "118442004", Concept::psoas_abscess_drainage},
            {CareOrder::image_guidance, "413815006", Concept::image_guidance},
        };
        for (const Row& row : rows) {
            const OrderCode code = care_order_code(row.order);
            CAPTURE(row.code);
            CHECK(code.code == row.code);
            CHECK(stands_for(code, row.means));
        }
        CHECK(care_order_code(CareOrder::blood_count).code == "58410-2");
        CHECK(care_order_code(CareOrder::blood_cultures).code == "600-7");
        CHECK(care_order_code(CareOrder::emergency_referral).code == "183866009");
        CHECK(care_order_code(CareOrder::palliative_referral).code == "306237005");
    }

    TEST_CASE("body sites are SNOMED CT body structures of the value sets") {
        struct Row {
            Region region;
            Concept means;
        };
        const Row rows[] = {
            {Region::lumbar_spine, Concept::body_structure_lumbar_spine},
            {Region::pelvis, Concept::body_structure_pelvis},
            {Region::hip, Concept::body_structure_hip},
            {Region::psoas, Concept::body_structure_iliopsoas},
            {Region::groin, Concept::body_structure_thigh},
            {Region::thigh, Concept::body_structure_thigh},
        };
        for (const Row& row : rows) {
            CAPTURE(static_cast<int>(row.region));
            const auto code = body_site_code(row.region);
            REQUIRE(code.has_value());
            CHECK(code->system == snomed_ct);
            CHECK(stands_for(*code, row.means));
        }
        CHECK(body_site_code(Region::spine)->code == "421060004");
        CHECK_FALSE(body_site_code(Region::unspecified).has_value());
        CHECK_FALSE(body_site_code(Region::other).has_value());
    }
}
