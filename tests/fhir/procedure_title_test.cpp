#include "fhir/procedure_title.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace psoas;
using namespace psoas::fhir;
using logic::Contrast;
using logic::Guidance;
using logic::InjectionTarget;
using logic::Modality;
using logic::OrderKind;
using logic::Region;
using logic::Side;

namespace {

constexpr auto mri = Modality::mri;
constexpr auto ct = Modality::ct;
constexpr auto us = Modality::ultrasound;
constexpr auto xr = Modality::radiograph;
constexpr auto lumbar = Region::lumbar_spine;
constexpr auto no_side = Side::unknown;
constexpr auto open = Contrast::not_stated;
constexpr auto wo = Contrast::without;
constexpr auto both = Contrast::without_and_with;

} // namespace

TEST_SUITE("fhir/procedure_title") {
    TEST_CASE("an imaging study is read from its title as people write it") {
        struct Row {
            const char* title;
            Modality modality;
            Region region;
            Side side = no_side;
            Contrast contrast = open;
        };
        const Row rows[] = {
            {"MRI L-spine w/o", mri, lumbar, no_side, wo},
            {"MRI L-spine w/o contrast", mri, lumbar, no_side, wo},
            {"MRI LUMBAR SPINE WO CONTRAST", mri, lumbar, no_side, wo},
            {"MRI lumbar spine w/wo", mri, lumbar, no_side, both},
            {"MRI lumbar spine w/wo contrast", mri, lumbar, no_side, both},
            {"MRI Lumbar Spine W WO IV Contrast", mri, lumbar, no_side, both},
            {"MRI lumbar spine W&W/O", mri, lumbar, no_side, both},
            {"MRI lumbar spine with and without gadolinium", mri, lumbar, no_side, both},
            {"MRI Lumbar WOW", mri, lumbar, no_side, both},
            {"MRI lumbar without then with contrast", mri, lumbar, no_side, both},
            {"MRI lumbar spine pre and post contrast", mri, lumbar, no_side, both},
            {"MRI L spine C-/C+", mri, lumbar, no_side, both},
            {"MRI L spine C+", mri, lumbar, no_side, Contrast::with},
            {"MRI LS spine noncontrast", mri, lumbar, no_side, wo},
            {"non-contrast MRI of the lumbar spine", mri, lumbar, no_side, wo},
            {"MRI lumbar, no contrast", mri, lumbar, no_side, wo},
            {"MRI lumbar with sedation, without contrast", mri, lumbar, no_side, wo},
            {"MRI lumbar without sedation", mri, lumbar, no_side, open},
            {"MRI lumbar with or without contrast", mri, lumbar, no_side, open},
            {"MRI lumbar +/- contrast", mri, lumbar, no_side, open},
            {"MRI lumbar spine with contrast if needed", mri, lumbar, no_side, open},
            {"MRI lumbar spine contrast per radiology", mri, lumbar, no_side, open},
            {"MRI lumbar spine for pain with walking", mri, lumbar, no_side, open},
            {"MRI lumbar spine r/o abscess w/wo contrast", mri, lumbar, no_side, both},
            {"MR lumbosacral spine", mri, lumbar, no_side, open},
            {"mri lspine", mri, lumbar, no_side, open},
            {"MRI L/S spine", mri, lumbar, no_side, open},
            {"MRI T-L spine w/o", mri, lumbar, no_side, wo},
            {"MRI thoracic and lumbar spine", mri, lumbar, no_side, open},
            {"MRI low back", mri, lumbar, no_side, open},
            {"Lumbar MRI for left leg pain", mri, lumbar, no_side, open},
            {"Magnetic resonance imaging of lumbar spine", mri, lumbar, no_side, open},
            {"MRI referral: lumbar spine", mri, lumbar, no_side, open},
            {"MRI total spine", mri, Region::spine, no_side, open},
            {"MR hip left without contrast", mri, Region::hip, Side::left, wo},
            {"MR Hip - left WO contrast", mri, Region::hip, Side::left, wo},
            {"MRI HIP LT WO", mri, Region::hip, Side::left, wo},
            {"MRI Hip WO Left", mri, Region::hip, Side::left, wo},
            {"MRI RT HIP W/O CONT", mri, Region::hip, Side::right, wo},
            {"MRI L hip w/o", mri, Region::hip, Side::left, wo},
            {"MRI hip R", mri, Region::hip, Side::right, open},
            {"MRI hip (R) w/o", mri, Region::hip, Side::right, wo},
            {"R hip MRI", mri, Region::hip, Side::right, open},
            {"MRI hip r/o labral tear", mri, Region::hip, no_side, open},
            {"MRI hip, r/o fracture, right", mri, Region::hip, Side::right, open},
            {"MRI hips bilateral", mri, Region::hip, Side::bilateral, open},
            {"MRI both hips w/o", mri, Region::hip, Side::bilateral, wo},
            {"MRI B/L hips", mri, Region::hip, Side::bilateral, open},
            {"MRI left and right hip", mri, Region::hip, Side::bilateral, open},
            {"MRI lower extremity joint w/o, left hip", mri, Region::hip, Side::left, wo},
            {"Mr Hip Left Wo Contrast", mri, Region::hip, Side::left, wo},
            {"MR arthrogram left hip with contrast", mri, Region::hip, Side::left, open},
            {"hip MRI with intra-articular contrast", mri, Region::hip, no_side, open},
            {"hip arthrogram", Modality::other, Region::hip, no_side, open},
            {"MRI pelvis w/o contrast", mri, Region::pelvis, no_side, wo},
            {"MRI bony pelvis", mri, Region::pelvis, no_side, open},
            {"MRI pelvis and hips", mri, Region::pelvis, Side::bilateral, open},
            {"MRI iliopsoas right", mri, Region::psoas, Side::right, open},
            {"MRI psoas muscle w wo gad", mri, Region::psoas, no_side, both},
            {"MRI left thigh", mri, Region::thigh, Side::left, open},
            {"MRI groin", mri, Region::groin, no_side, open},
            {"CT A/P w contrast", ct, Region::abdomen_and_pelvis, no_side, Contrast::with},
            {"CT abd/pelvis w/o", ct, Region::abdomen_and_pelvis, no_side, wo},
            {"CT ABDOMEN PELVIS W CONTRAST", ct, Region::abdomen_and_pelvis, no_side, Contrast::with},
            {"CT abdomen and pelvis with oral and IV contrast", ct, Region::abdomen_and_pelvis, no_side,
             Contrast::with},
            {"CT abdomen and pelvis with oral contrast", ct, Region::abdomen_and_pelvis, no_side, open},
            {"CT abdomen, pelvis", ct, Region::abdomen_and_pelvis, no_side, open},
            {"CT chest/abdomen/pelvis", ct, Region::abdomen_and_pelvis, no_side, open},
            {"CT C/A/P w/ contrast", ct, Region::abdomen_and_pelvis, no_side, Contrast::with},
            {"CT lumbar spine w/o contrast", ct, lumbar, no_side, wo},
            {"CT L-spine", ct, lumbar, no_side, open},
            {"CT pelvis wo IV contrast", ct, Region::pelvis, no_side, wo},
            {"CT hip left w 3D recon", ct, Region::hip, Side::left, open},
            {"CT right hip unenhanced", ct, Region::hip, Side::right, wo},
            {"Computed tomography of hip without contrast", ct, Region::hip, no_side, wo},
            {"Cat scan of pelvis", ct, Region::pelvis, no_side, open},
            {"PET/CT lumbar spine", Modality::pet, lumbar, no_side, open},
            {"US hip", us, Region::hip, no_side, open},
            {"US Hip Rt limited", us, Region::hip, Side::right, open},
            {"Hip US left", us, Region::hip, Side::left, open},
            {"ultrasound left groin", us, Region::groin, Side::left, open},
            {"Sonogram of the iliopsoas bursa", us, Region::psoas, no_side, open},
            {"U/S pelvis", us, Region::pelvis, no_side, open},
            {"XR pelvis 1-2 views", xr, Region::pelvis, no_side, open},
            {"XR hip left 2-3 views", xr, Region::hip, Side::left, open},
            {"XR HIP 2 VW W PELVIS RIGHT", xr, Region::pelvis, Side::right, open},
            {"X-ray of both hips", xr, Region::hip, Side::bilateral, open},
            {"xray hips", xr, Region::hip, Side::bilateral, open},
            {"lumbar XR AP/lat", xr, lumbar, no_side, open},
            {"lumbar spine AP and lateral", xr, lumbar, no_side, open},
            {"L-spine films", xr, lumbar, no_side, open},
            {"Lumbar spine 4 views", xr, lumbar, no_side, open},
            {"AP pelvis", xr, Region::pelvis, no_side, open},
            {"XR pelvis A/P", xr, Region::pelvis, no_side, open},
            {"Plain film hip R", xr, Region::hip, Side::right, open},
            {"Radiologic examination, hip, unilateral, left", xr, Region::hip, Side::left, open},
            {"Radiographs of pelvis and hips", xr, Region::pelvis, Side::bilateral, open},
            {"left hip frog leg", xr, Region::hip, Side::left, open},
            {"XR femur left", xr, Region::thigh, Side::left, open},
            // Known and out of scope, whatever the reason says.
            {"MRI brain", mri, Region::other, no_side, open},
            {"MRI brain w/wo for hip pain", mri, Region::other, no_side, both},
            {"MRI knee left", mri, Region::knee, Side::left, open},
            {"MRI knee, also hip pain", mri, Region::knee, no_side, open},
            {"chest CT", ct, Region::other, no_side, open},
            {"CT head w/o contrast for fall with hip pain", ct, Region::other, no_side, wo},
            {"MRI C-spine", mri, Region::other, no_side, open},
            {"MRI thoracic spine", mri, Region::other, no_side, open},
            {"XR chest 2 views", xr, Region::other, no_side, open},
            {"US OB pelvis", us, Region::other, no_side, open},
            {"US pelvis transvaginal", us, Region::other, no_side, open},
            {"MRI prostate", mri, Region::other, no_side, open},
            {"MRI SI joints", mri, Region::other, no_side, open},
            {"US venous duplex left thigh", Modality::other, Region::thigh, Side::left, open},
            {"DXA hip and lumbar spine", Modality::other, lumbar, no_side, open},
            {"MRI shoulder, left", mri, Region::other, Side::left, open},
        };
        for (const Row& row : rows) {
            CAPTURE(row.title);
            const ProcedureTitle read = read_procedure_title(row.title);
            CHECK(read.kind == OrderKind::imaging);
            CHECK(read.modality == row.modality);
            CHECK(read.region == row.region);
            CHECK(read.side == row.side);
            CHECK(read.contrast == row.contrast);
            CHECK(read.target == InjectionTarget::not_stated);
        }
    }

    TEST_CASE("an injection is read with what it is given into and how it is guided") {
        struct Row {
            const char* title;
            Region region;
            InjectionTarget target;
            Guidance guidance = Guidance::not_stated;
            Side side = no_side;
            bool l3 = false;
        };
        const auto iliopsoas = InjectionTarget::iliopsoas_or_hip;
        const auto epidural = InjectionTarget::epidural;
        const Row rows[] = {
            {"US guided iliopsoas bursa inj", Region::hip, iliopsoas, Guidance::guided},
            {"iliopsoas bursa injection, left", Region::hip, iliopsoas, Guidance::not_stated, Side::left},
            {"Left iliopsoas bursa injection without imaging", Region::hip, iliopsoas, Guidance::none,
             Side::left},
            {"Iliopsoas bursa injection, landmark-guided", Region::hip, iliopsoas, Guidance::none},
            {"blind psoas bursa injection", Region::hip, iliopsoas, Guidance::none},
            {"R iliopsoas tendon sheath inj w/o US", Region::hip, iliopsoas, Guidance::none, Side::right},
            {"Hip injection under fluoro", Region::hip, iliopsoas, Guidance::guided},
            {"ultrasound-guided right hip joint steroid injection", Region::hip, iliopsoas, Guidance::guided,
             Side::right},
            {"Inject left hip", Region::hip, iliopsoas, Guidance::not_stated, Side::left},
            {"hip cortisone", Region::hip, iliopsoas},
            {"hip injection with or without fluoro", Region::hip, iliopsoas},
            {"hip injection, guidance if available", Region::hip, iliopsoas},
            {"LESI L3 under fluoro", lumbar, epidural, Guidance::guided, no_side, true},
            {"LESI", lumbar, epidural},
            {"L3-4 interlaminar ESI", lumbar, epidural, Guidance::not_stated, no_side, true},
            {"L2-L3 ESI", lumbar, epidural},
            {"L2, L3 TFESI", lumbar, epidural, Guidance::not_stated, no_side, true},
            {"Right L3 transforaminal epidural steroid injection, CT guided", lumbar, epidural,
             Guidance::guided, Side::right, true},
            {"L4-5 TFESI left under fluoroscopy", lumbar, epidural, Guidance::guided, Side::left},
            {"L3 selective nerve root block", lumbar, epidural, Guidance::not_stated, no_side, true},
            {"lumbar epidural steroid injection w/o fluoro", lumbar, epidural, Guidance::none},
            {"caudal epidural", lumbar, epidural},
            {"epidural steroid injection", Region::spine, epidural},
            {"cervical ESI", Region::other, epidural},
            {"lumbar facet injection", lumbar, InjectionTarget::other},
            {"lumbar trigger point injection", lumbar, InjectionTarget::other},
            {"greater trochanteric bursa injection left hip", Region::hip, InjectionTarget::other,
             Guidance::not_stated, Side::left},
            {"knee injection", Region::knee, InjectionTarget::not_stated},
        };
        for (const Row& row : rows) {
            CAPTURE(row.title);
            const ProcedureTitle read = read_procedure_title(row.title);
            CHECK(read.kind == OrderKind::injection);
            CHECK(read.region == row.region);
            CHECK(read.target == row.target);
            CHECK(read.guidance == row.guidance);
            CHECK(read.side == row.side);
            CHECK(read.names_l3 == row.l3);
            CHECK(read.contrast == open);
        }
    }

    TEST_CASE("other titles are no imaging study and no injection") {
        struct Row {
            const char* title;
            OrderKind kind;
        };
        const Row rows[] = {
            {"", OrderKind::unrecognised},
            {"   ", OrderKind::unrecognised},
            {",;:()", OrderKind::unrecognised},
            {"physical therapy – lumbar", OrderKind::physical_therapy},
            {"PT eval and treat, hip", OrderKind::physical_therapy},
            {"Physiotherapy with ultrasound, low back", OrderKind::physical_therapy},
            {"Referral for MRI lumbar spine", OrderKind::referral},
            {"Consult orthopedics, hip MRI pending", OrderKind::referral},
            {"CT guided biopsy psoas", OrderKind::unrecognised},
            {"US guided drainage of psoas abscess", OrderKind::unrecognised},
            {"MRI", OrderKind::unrecognised},
            {"hip", OrderKind::unrecognised},
            {"left hip pain", OrderKind::unrecognised},
            {"Mr. Smith has hip pain", OrderKind::unrecognised},
            {"please let us know whether the hip hurts", OrderKind::unrecognised},
            {"injection site reaction", OrderKind::unrecognised},
            {"enoxaparin injection", OrderKind::unrecognised},
            {"labor epidural", OrderKind::unrecognised},
            {"epidural abscess of the lumbar spine", OrderKind::unrecognised},
            {"CRP", OrderKind::unrecognised},
            {"actuarial hippocampus", OrderKind::unrecognised},
        };
        for (const Row& row : rows) {
            CAPTURE(row.title);
            CHECK(read_procedure_title(row.title).kind == row.kind);
        }
    }

    TEST_CASE("a title that speaks about a study does not ask for it") {
        for (const char* const title :
             {"cancel MRI", "MRI safety screening form", "D/C MRI lumbar spine", "no MRI needed, hip pain",
              "MRI lumbar spine results", "discontinue XR hip", "do not order CT pelvis", "hold MRI hip",
              "outside MRI lumbar spine", "MRI declined by patient", "MRI contraindicated",
              "MRI lumbar spine showed stenosis", "consent for hip injection",
              "MRI-compatible hip implant"}) {
            CAPTURE(title);
            CHECK(asks_for_nothing(title));
        }
        for (const char* const title : {"MRI lumbar spine w/o", "XR hip", "hip injection no imaging",
                                        "MRI lumbar spine stat", "CT A/P w contrast", ""}) {
            CAPTURE(title);
            CHECK_FALSE(asks_for_nothing(title));
        }
    }

    TEST_CASE("hostile titles of any length and bytes are read without harm") {
        std::string every_byte;
        for (int byte = 0; byte < 256; ++byte)
            every_byte += static_cast<char>(byte);
        const std::string titles[] = {
            every_byte,
            std::string(1 << 20, 'l'),
            std::string(1 << 20, '+'),
            std::string(100'000, '\0') + "MRI hip",
            "MRI hip " + std::string(1 << 20, 'w'),
            std::string("MRI\0hip", 7),
            "c",
            "c-",
            "c+c-c+c-",
            "+/",
            "\xff\xfe MRI hip \xc3",
            "l3",
            "l3l3l3l3",
            "w o w o w o w o w",
        };
        for (const std::string& title : titles) {
            const std::string beginning = title.substr(0, 200);
            CHECK(read_procedure_title(title) == read_procedure_title(beginning));
            CHECK(asks_for_nothing(title) == asks_for_nothing(beginning));
            CHECK(injection_guidance_in(title) == injection_guidance_in(beginning));
        }
        CHECK(read_procedure_title("<script>MRI</script> lumbar spine").region == lumbar);
        // Past 200 bytes nothing is a title any more.
        CHECK(read_procedure_title(std::string(200, '.') + "MRI lumbar spine").kind
              == OrderKind::unrecognised);
    }
}
