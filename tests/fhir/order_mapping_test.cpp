#include "fhir/order_mapping.hpp"

#include "fhir/document_reader.hpp"

#include "tests/fhir/cpt_codes.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace psoas;
using namespace psoas::fhir;
using logic::Contrast;
using logic::Guidance;
using logic::Modality;
using logic::Order;
using logic::OrderKind;
using logic::Region;
using logic::Side;

namespace {

Order mapped(const std::string& json) {
    static const Terminology terminology;
    Order order;
    int resources = 0;
    const auto read = read_document(json, [&](const Resource& resource, ResourceReader::Place) {
        ++resources;
        order = map_order(resource, terminology, 3, true);
    });
    CHECK(read.has_value());
    CHECK(resources == 1);
    return order;
}

/// A ServiceRequest with these members.
std::string request(const std::string& members) {
    return R"({"resourceType":"ServiceRequest","id":"1","status":"draft","intent":"plan",)" + members + '}';
}

/// A ServiceRequest of a code of one system.
std::string request(std::string_view system, const std::string& code, const std::string& more = {}) {
    return request(R"("code":{"coding":[{"system":")" + std::string{system} + R"(","code":")" + code
                   + R"("}]})" + more);
}

} // namespace

TEST_SUITE("fhir/order_mapping") {
    TEST_CASE("an imaging order is known by its code in every system") {
        struct Row {
            std::string_view system;
            const char* code;
            Modality modality;
            Region region;
            Side side;
            Contrast contrast;
        };
        const Row rows[] = {
            {cpt, "72148", Modality::mri, Region::lumbar_spine, Side::unknown, Contrast::without},
            {cpt, "72158", Modality::mri, Region::lumbar_spine, Side::unknown, Contrast::without_and_with},
            {cpt, "72131", Modality::ct, Region::lumbar_spine, Side::unknown, Contrast::without},
            {cpt, "72193", Modality::ct, Region::pelvis, Side::unknown, Contrast::with},
            {cpt, "73521", Modality::radiograph, Region::hip, Side::bilateral, Contrast::not_stated},
            {loinc, "24968-0", Modality::mri, Region::lumbar_spine, Side::unknown, Contrast::not_stated},
            {loinc, "36488-5", Modality::mri, Region::hip, Side::left, Contrast::without},
            {loinc, "36365-5", Modality::mri, Region::hip, Side::right, Contrast::without_and_with},
            {loinc, "30671-2", Modality::mri, Region::pelvis, Side::unknown, Contrast::without},
            {loinc, "36952-0", Modality::ct, Region::abdomen_and_pelvis, Side::unknown, Contrast::without},
            {loinc, "28561-9", Modality::radiograph, Region::pelvis, Side::unknown, Contrast::not_stated},
            {snomed_ct, "41333006", Modality::mri, Region::lumbar_spine, Side::unknown, Contrast::with},
            {snomed_ct, "241640003", Modality::mri, Region::thigh, Side::unknown, Contrast::not_stated},
            {snomed_ct, "241502008", Modality::ultrasound, Region::hip, Side::unknown, Contrast::not_stated},
            {snomed_ct, "82918005", Modality::pet, Region::unspecified, Side::unknown, Contrast::not_stated},
            {radlex, "RPID519", Modality::mri, Region::hip, Side::unknown, Contrast::without},
            {loinc, "25031-6", Modality::bone_scan, Region::unspecified, Side::unknown, Contrast::not_stated},
        };
        for (const Row& row : rows) {
            if (row.system == cpt && !cpt_codes_are_there()) continue;
            CAPTURE(row.code);
            const Order order = mapped(request(row.system, row.code));
            CHECK(order.kind == OrderKind::imaging);
            CHECK(order.modality == row.modality);
            CHECK(order.region == row.region);
            CHECK(order.side == row.side);
            CHECK(order.contrast == row.contrast);
            CHECK(order.guidance == Guidance::not_stated);
        }
    }

    TEST_CASE("what an order is besides its study") {
        const Order order = mapped(request(R"("code":{"coding":[{"system":"http://loinc.org","code":"24968-0",
            "display":"MR Lumbar spine"}],"text":"Lumbar MRI"},"reasonCode":[{"text":"back pain"}])"));
        CHECK(order.reference == "ServiceRequest/1");
        CHECK(order.draft == 3);
        CHECK(order.selected);
        CHECK(order.reason_recorded);
        CHECK(order.text == "Lumbar MRI");
    }

    TEST_CASE("P-100: a draft that says nothing yet is not recognised and no error") {
        const char* const drafts[] = {
            R"({"resourceType":"ServiceRequest","code":{"coding":[{}]},"reasonCode":[],"intent":"plan"})",
            R"({"resourceType":"ServiceRequest"})",
            R"({"resourceType":"ServiceRequest","code":null})",
            R"({"resourceType":"ServiceRequest","code":[],"item":[{}]})",
            R"({"resourceType":"ServiceRequest","code":"24968-0"})",
            R"({"resourceType":"ServiceRequest","code":{"coding":[{"code":"24968-0"}]}})",
            R"({"resourceType":"ServiceRequest","code":{"text":"MRI"},
                "category":[{"coding":[{"system":"http://snomed.info/sct","code":"363679005"}]}]})",
            R"({"resourceType":"ServiceRequest",
                "code":{"coding":[{"system":"http://loinc.org","code":"24590-2"}]}})",
            R"({"resourceType":"NutritionOrder",
                "code":{"coding":[{"system":"http://loinc.org","code":"24968-0"}]}})",
            R"({"resourceType":"MedicationRequest"})",
        };
        for (const char* const draft : drafts) {
            CAPTURE(draft);
            const Order order = mapped(draft);
            CHECK(order.kind == OrderKind::unrecognised);
            CHECK(order.modality == Modality::unknown);
            CHECK(order.region == Region::unspecified);
            CHECK(order.draft == 3);
            CHECK(order.reference.empty());
            CHECK_FALSE(order.reason_recorded);
        }
    }

    TEST_CASE("an order is read alike in every version of FHIR") {
        const char* const drafts[] = {
            R"({"resourceType":"ServiceRequest",
                "code":{"coding":[{"system":"http://loinc.org","code":"36013-1"}]},
                "bodySite":[{"text":"Left hip"}]})",
            R"({"resourceType":"ServiceRequest","code":{"concept":{"coding":
                [{"system":"http://loinc.org","code":"36013-1"}]}},"bodySite":[{"text":"Left hip"}]})",
            R"({"resourceType":"ProcedureRequest",
                "code":{"coding":[{"system":"http://loinc.org","code":"36013-1"}]},
                "bodySite":{"coding":[{"system":"http://snomed.info/sct","code":"7771000"}]}})",
            R"({"resourceType":"DiagnosticOrder","item":[{"code":{"coding":
                [{"system":"urn:oid:2.16.840.1.113883.6.1","code":"36013-1"}]},
                "bodySite":{"text":"left hip"}}]})",
            R"({"resourceType":"ServiceRequest",
                "code":{"coding":[{"system":"http://loinc.org","code":"36013-1",
                "display":"MR left hip"}]}})",
        };
        for (const char* const draft : drafts) {
            CAPTURE(draft);
            const Order order = mapped(draft);
            CHECK(order.kind == OrderKind::imaging);
            CHECK(order.modality == Modality::mri);
            CHECK(order.region == Region::hip);
            CHECK(order.side == Side::left);
        }
    }

    TEST_CASE("of several codes the more specific counts and another fills in what it leaves open") {
        const Order generic_first = mapped(request(R"("code":{"coding":[
            {"system":"http://snomed.info/sct","code":"113091000"},
            {"system":"http://loinc.org","code":"24968-0"},
            {"system":"http://www.ama-assn.org/go/cpt","code":"72148"}]})"));
        CHECK(generic_first.region == Region::lumbar_spine);
        if (cpt_codes_are_there()) CHECK(generic_first.contrast == Contrast::without);

        const Order other_study = mapped(request(R"("code":{"coding":[
            {"system":"http://loinc.org","code":"36013-1"},
            {"system":"http://loinc.org","code":"36402-6"}]})"));
        CHECK(other_study.modality == Modality::ct);
        CHECK(other_study.region == Region::lumbar_spine);
        CHECK(other_study.contrast == Contrast::without_and_with);

        const Order local_first = mapped(request(R"("code":{"coding":[
            {"system":"http://hospital.example","code":"72148"},
            {"system":"http://www.ama-assn.org/go/cpt","code":"72148"}]})"));
        if (cpt_codes_are_there()) CHECK(local_first.region == Region::lumbar_spine);

        const Order items = mapped(R"({"resourceType":"DiagnosticOrder","item":[
            {"code":{"coding":[{"system":"http://loinc.org","code":"1988-5"}]}},
            {"code":{"coding":[{"system":"http://loinc.org","code":"36013-1"}]}}]})");
        CHECK(items.kind == OrderKind::imaging);
        CHECK(items.region == Region::hip);
    }

    TEST_CASE("a code that leaves the region open takes it from the body site or the words") {
        struct Row {
            const char* story;
            std::string json;
            Region region;
        };
        const Row rows[] = {
            {"any MRI of a coded site",
             request(snomed_ct, "113091000",
                     R"(,"bodySite":[{"coding":[{"system":"http://snomed.info/sct","code":"122496007"}]}])"),
             Region::lumbar_spine},
            {"any MRI of the spine at no level",
             request(snomed_ct, "113091000",
                     R"(,"bodySite":[{"coding":[{"system":"http://snomed.info/sct","code":"421060004"}]}])"),
             Region::spine},
            {"any MRI of the brain", request(snomed_ct, "113091000", R"(,"bodySite":[{"text":"Brain"}])"),
             Region::other},
            {"any MRI of nothing said", request(snomed_ct, "113091000"), Region::unspecified},
            {"any CT in words",
             request(R"("code":{"coding":[{"system":"http://snomed.info/sct","code":"77477000"}],
                 "text":"CT of the pelvis"})"),
             Region::pelvis},
            {"MRI of a joint of the lower extremity, hip",
             request(R"("code":{"coding":[{"system":"http://www.ama-assn.org/go/cpt","code":"73721",
                 "display":"MRI HIP WO CONTRAST"}]})"),
             Region::hip},
            {"MRI of a joint of the lower extremity, knee",
             request(R"("code":{"coding":[{"system":"http://www.ama-assn.org/go/cpt","code":"73721"}],
                 "text":"MRI right knee"})"),
             Region::knee},
            {"MRI of a joint of the lower extremity, ankle by its site",
             request(cpt, "73721", R"(,"bodySite":[{"text":"Ankle"}])"), Region::other},
            {"MRI of a joint of the lower extremity, hip pain its reason",
             request(cpt, "73721", R"(,"reasonCode":[{"text":"Right hip pain"}])"), Region::hip},
            {"MRI of a joint of the lower extremity, knee pain its reason",
             request(cpt, "73721", R"(,"reasonCode":[{"text":"Right knee pain"}])"), Region::unspecified},
            {"MRI of a joint of the lower extremity, pain of hip and knee its reasons",
             request(cpt, "73721", R"(,"reasonCode":[{"text":"Hip pain"},{"text":"Knee pain"}])"),
             Region::unspecified},
            {"MRI of a joint of the lower extremity, nothing said", request(cpt, "73721"),
             Region::unspecified},
            {"a code that names its region keeps it",
             request(loinc, "24968-0", R"(,"bodySite":[{"text":"Knee"}])"), Region::lumbar_spine},
        };
        for (const Row& row : rows) {
            if (row.json.find(cpt) != std::string::npos && !cpt_codes_are_there()) continue;
            CAPTURE(row.story);
            const Order order = mapped(row.json);
            CHECK(order.kind == OrderKind::imaging);
            CHECK(order.region == row.region);
        }
    }

    TEST_CASE("an injection is known with its guidance where the code says so") {
        struct Row {
            std::string_view system;
            const char* code;
            Region region;
            Guidance guidance;
        };
        const Row rows[] = {
            {cpt, "62322", Region::lumbar_spine, Guidance::none},
            {cpt, "62323", Region::lumbar_spine, Guidance::guided},
            {cpt, "64483", Region::lumbar_spine, Guidance::guided},
            {cpt, "20610", Region::unspecified, Guidance::none},
            {cpt, "20611", Region::unspecified, Guidance::guided},
            {loinc, "30638-1", Region::hip, Guidance::guided},
            {snomed_ct, "180885006", Region::lumbar_spine, Guidance::not_stated},
        };
        for (const Row& row : rows) {
            if (row.system == cpt && !cpt_codes_are_there()) continue;
            CAPTURE(row.code);
            const Order order = mapped(request(row.system, row.code));
            CHECK(order.kind == OrderKind::injection);
            CHECK(order.region == row.region);
            CHECK(order.guidance == row.guidance);
        }
        if (!cpt_codes_are_there()) return;
        const Order with_guidance = mapped(request(R"("code":{"coding":[
            {"system":"http://www.ama-assn.org/go/cpt","code":"20610"},
            {"system":"http://www.ama-assn.org/go/cpt","code":"77002"}],"text":"Left hip injection"})"));
        CHECK(with_guidance.guidance == Guidance::guided);
        CHECK(with_guidance.region == Region::hip);
        CHECK(with_guidance.side == Side::left);
    }

    TEST_CASE("orders other than imaging are told apart") {
        struct Row {
            std::string_view system;
            const char* code;
            OrderKind kind;
        };
        const Row rows[] = {
            {cpt, "97110", OrderKind::physical_therapy},
            {snomed_ct, "91251008", OrderKind::physical_therapy},
            {snomed_ct, "306170007", OrderKind::physical_therapy},
            {snomed_ct, "308482002", OrderKind::referral},
            {snomed_ct, "183529009", OrderKind::referral},
            {loinc, "1988-5", OrderKind::other},
        };
        for (const Row& row : rows) {
            if (row.system == cpt && !cpt_codes_are_there()) continue;
            CAPTURE(row.code);
            CHECK(mapped(request(row.system, row.code)).kind == row.kind);
        }
    }

    TEST_CASE("an order without a known code is read from its words wherever they stand") {
        struct Row {
            const char* story;
            std::string json;
            Modality modality;
            Region region;
            Side side;
            Contrast contrast;
        };
        const Row rows[] = {
            {"the text of the code", request(R"("code":{"text":"MRI L-spine w/o"})"), Modality::mri,
             Region::lumbar_spine, Side::unknown, Contrast::without},
            {"the display of a local code",
             request(R"("code":{"coding":[{"system":"http://hospital.example","code":"IMG77",
                 "display":"MR HIP LEFT WITHOUT CONTRAST"}]})"),
             Modality::mri, Region::hip, Side::left, Contrast::without},
            {"region in a second display",
             request(R"("code":{"text":"CT","coding":[{"display":"CT pelvis"}]})"), Modality::ct,
             Region::pelvis, Side::unknown, Contrast::not_stated},
            {"details",
             request(R"("code":{"text":"MRI hip"},"orderDetail":[{"text":"left, w/wo contrast"}])"),
             Modality::mri, Region::hip, Side::left, Contrast::without_and_with},
            {"details of R5", request(R"("code":{"concept":{"text":"MRI hip"}},"orderDetail":[{"parameter":[
                 {"valueString":"right"},{"valueCodeableConcept":{"text":"without contrast"}}]}])"),
             Modality::mri, Region::hip, Side::right, Contrast::without},
            {"the study in the details", request(R"("code":{"text":"Imaging"},
                 "orderDetail":[{"text":"XR pelvis 1-2 views"}])"),
             Modality::radiograph, Region::pelvis, Side::unknown, Contrast::not_stated},
            {"a coded body site", request(R"("code":{"text":"MRI w/o"},"bodySite":[{"coding":[
                 {"system":"http://snomed.info/sct","code":"122496007"}]}])"),
             Modality::mri, Region::lumbar_spine, Side::unknown, Contrast::without},
            {"a note adds",
             request(R"("code":{"text":"MRI hip"},"note":[{"text":"Left hip. No contrast."}])"),
             Modality::mri, Region::hip, Side::left, Contrast::without},
            {"a note about another region adds nothing",
             request(R"("code":{"text":"MRI hip"},"note":[{"text":"left knee hurts too"}])"), Modality::mri,
             Region::hip, Side::unknown, Contrast::not_stated},
            {"a note about an earlier study adds nothing",
             request(
                 R"("code":{"text":"MRI hip"},"note":[{"text":"MRI with contrast showed a tear, left"}])"),
             Modality::mri, Region::hip, Side::unknown, Contrast::not_stated},
            {"a note alone", request(R"("note":[{"text":"CT A/P w contrast"}])"), Modality::ct,
             Region::abdomen_and_pelvis, Side::unknown, Contrast::with},
            {"an item of DSTU2",
             R"({"resourceType":"DiagnosticOrder","item":[{"code":{"text":"lumbar XR AP/lat"}}]})",
             Modality::radiograph, Region::lumbar_spine, Side::unknown, Contrast::not_stated},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            const Order order = mapped(row.json);
            CHECK(order.kind == OrderKind::imaging);
            CHECK(order.modality == row.modality);
            CHECK(order.region == row.region);
            CHECK(order.side == row.side);
            CHECK(order.contrast == row.contrast);
        }
    }

    TEST_CASE("words that ask for no study make no order") {
        for (const char* const words :
             {R"("code":{"text":"cancel MRI"},"orderDetail":[{"text":"MRI lumbar spine"}])",
              R"("code":{"text":"MRI safety screening form"},"bodySite":[{"text":"lumbar spine"}])",
              R"("code":{"text":"Wound care"},"note":[{"text":"consider MRI hip"}])",
              R"("code":{"text":"injection"})", R"("code":{"text":""},"note":[{}],"orderDetail":[null,7])"}) {
            CAPTURE(words);
            const Order order = mapped(request(words));
            CHECK(order.kind == OrderKind::unrecognised);
            CHECK(order.region == Region::unspecified);
            CHECK(order.modality == Modality::unknown);
        }
        CHECK(mapped(request(R"("code":{"text":"physical therapy – lumbar"})")).kind
              == OrderKind::physical_therapy);
        CHECK(mapped(request(R"("code":{"text":"MRI knee"})")).region == Region::knee);
    }

    TEST_CASE("where code and words differ the code decides what and where, and the words fill in the rest") {
        struct Row {
            const char* story;
            std::string json;
            Region region;
            Side side;
            Contrast contrast;
        };
        const auto lumbar_mri = [](const std::string& text) {
            return request(R"("code":{"coding":[{"system":"http://loinc.org","code":"24968-0"}],"text":")"
                           + text + "\"}");
        };
        const auto hip_mri = [](const std::string& text) {
            return request(R"("code":{"coding":[{"system":"http://loinc.org","code":"36013-1"}],"text":")"
                           + text + "\"}");
        };
        const Row rows[] = {
            {"contrast", lumbar_mri("MRI L-spine w/wo"), Region::lumbar_spine, Side::unknown,
             Contrast::without_and_with},
            {"another modality", lumbar_mri("CT lumbar spine with contrast"), Region::lumbar_spine,
             Side::unknown, Contrast::not_stated},
            {"another region", lumbar_mri("MRI left hip w/o"), Region::lumbar_spine, Side::left,
             Contrast::not_stated},
            {"side and contrast", hip_mri("MR hip LT w/o"), Region::hip, Side::left, Contrast::without},
            {"a contrast that the code has",
             request(R"("code":{"coding":[{"system":"http://loinc.org","code":"36488-5"}],
                 "text":"MRI right hip with contrast"})"),
             Region::hip, Side::left, Contrast::without},
            {"any MRI", request(R"("code":{"coding":[{"system":"http://snomed.info/sct","code":"113091000"}],
                 "text":"MRI L-spine w/o"})"),
             Region::lumbar_spine, Side::unknown, Contrast::without},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            const Order order = mapped(row.json);
            CHECK(order.kind == OrderKind::imaging);
            CHECK(order.modality == Modality::mri);
            CHECK(order.region == row.region);
            CHECK(order.contrast == row.contrast);
            CHECK(order.side == row.side);
        }
        const Order laboratory = mapped(request(
            R"("code":{"coding":[{"system":"http://loinc.org","code":"1988-5"}],"text":"MRI lumbar spine"})"));
        CHECK(laboratory.kind == OrderKind::other);
    }

    TEST_CASE("words say what is injected and how it is guided where the code leaves it open") {
        using logic::InjectionTarget;
        struct Row {
            const char* story;
            std::string json;
            Region region;
            InjectionTarget target;
            Guidance guidance;
            bool l3 = false;
        };
        const auto loinc_epidural =
            std::string{R"("coding":[{"system":"http://snomed.info/sct","code":"180885006"}])"};
        const Row rows[] = {
            {"text alone", request(R"("code":{"text":"US guided iliopsoas bursa inj"})"), Region::hip,
             InjectionTarget::iliopsoas_or_hip, Guidance::guided},
            {"guidance in the details",
             request(
                 R"("code":{"text":"iliopsoas bursa injection"},"orderDetail":[{"text":"under ultrasound"}])"),
             Region::hip, InjectionTarget::iliopsoas_or_hip, Guidance::guided},
            {"guidance denied in a note",
             request(R"("code":{"text":"left hip injection"},"note":[{"text":"landmark based"}])"),
             Region::hip, InjectionTarget::iliopsoas_or_hip, Guidance::none},
            {"a coded epidural", request("\"code\":{" + loinc_epidural + '}'), Region::lumbar_spine,
             InjectionTarget::epidural, Guidance::not_stated},
            {"a coded epidural at L3 under fluoroscopy",
             request("\"code\":{" + loinc_epidural + R"(,"text":"LESI L3 under fluoro"})"),
             Region::lumbar_spine, InjectionTarget::epidural, Guidance::guided, true},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            const Order order = mapped(row.json);
            CHECK(order.kind == OrderKind::injection);
            CHECK(order.region == row.region);
            CHECK(order.target == row.target);
            CHECK(order.guidance == row.guidance);
            CHECK(order.names_l3 == row.l3);
        }
    }

    TEST_CASE("P-101: a medication draft is read as far as it goes") {
        const Order sandbox = mapped(R"({"resourceType":"MedicationRequest","id":"m","status":"draft",
            "category":{"text":"Outpatient"},"reasonCode":{"text":"pain"},
            "medicationCodeableConcept":{"coding":[{"display":"Ibuprofen 400 MG"}]}})");
        CHECK(sandbox.kind == OrderKind::medication);
        CHECK(sandbox.text == "Ibuprofen 400 MG");
        CHECK(sandbox.reference == "MedicationRequest/m");
        CHECK(sandbox.reason_recorded);

        const char* const drafts[] = {
            R"({"resourceType":"MedicationOrder","medicationReference":{"reference":"Medication/1"}})",
            R"({"resourceType":"MedicationRequest","medication":{"concept":{"text":"Ibuprofen"}}})",
            R"({"resourceType":"MedicationRequest","medication":{"reference":{"reference":"Medication/1"}}})",
        };
        for (const char* const draft : drafts)
            CHECK(mapped(draft).kind == OrderKind::medication);
        CHECK(mapped(R"({"resourceType":"MedicationRequest","medicationCodeableConcept":{}})").kind
              == OrderKind::unrecognised);
    }

    TEST_CASE("DATA-3: an order that is withdrawn or says not to do something is not judged") {
        for (const char* const member :
             {R"("status":"entered-in-error")", R"("status":"revoked")", R"("status":"cancelled")",
              R"("status":"stopped")", R"("doNotPerform":true)"}) {
            CAPTURE(member);
            const Order order = mapped(std::string{R"({"resourceType":"ServiceRequest","id":"1",
                "code":{"coding":[{"system":"http://loinc.org","code":"24968-0","display":"MR"}]},)"}
                                       + member + '}');
            CHECK(order.kind == OrderKind::unrecognised);
            CHECK(order.modality == Modality::unknown);
            CHECK(order.text == "MR");
        }
    }

    TEST_CASE("a reason is recorded in any of its shapes") {
        for (const char* const member :
             {R"("reasonCode":[{"text":"x"}])", R"("reasonCode":{"coding":[{"code":"x"}]})",
              R"("reasonReference":[{"reference":"Condition/1"}])", R"("reason":[{"concept":{"text":"x"}}])",
              R"("reason":[{"reference":{"reference":"Condition/1"}}])",
              R"("reasonCodeableConcept":{"text":"x"})", R"("reason":[{"text":"x"}])",
              R"("reasonReference":[{"identifier":{"value":"5"}}])",
              R"("reason":[{"reference":{"identifier":{"value":"5"}}}])"}) {
            CAPTURE(member);
            CHECK(mapped(request(loinc, "24968-0", std::string{","} + member)).reason_recorded);
        }
        for (const char* const member :
             {R"("reasonCode":[])", R"("reasonCode":[{}])", R"("reasonReference":null)", R"("reason":{})"}) {
            CAPTURE(member);
            CHECK_FALSE(mapped(request(loinc, "24968-0", std::string{","} + member)).reason_recorded);
        }
    }
}
