#include "fhir/body_site.hpp"

#include "tests/fhir/charted.hpp"
#include "tests/fhir/with_resource.hpp"

#include <doctest/doctest.h>

using namespace psoas;
using namespace psoas::fhir;
using logic::Region;
using logic::Side;

TEST_SUITE("fhir/body_site") {
    TEST_CASE("DATA-7: region and side are read from codes and words of a site") {
        struct Row {
            std::string_view story;
            const char* json;
            Region region;
            Side side;
        };
        const Row rows[] = {
            {"words", R"({"bodySite":{"text":"Left thigh"}})", Region::thigh, Side::left},
            {"a psoas at the spine", R"({"bodySite":{"text":"Right psoas muscle, lumbar level"}})",
             Region::psoas, Side::right},
            {"outside", R"({"bodySite":[{"text":"Left shoulder"}]})", Region::other, Side::left},
            {"a thoracic vertebra", R"({"bodySite":[{"text":"T8, thoracic vertebra"}]})", Region::other,
             Side::unknown},
            {"a neck that is of the femur", R"({"bodySite":{"text":"Right femoral neck"}})", Region::hip,
             Side::right},
            {"a head that is of the femur", R"({"bodySite":{"text":"Left femoral head"}})", Region::hip,
             Side::left},
            {"a kidney", R"({"bodySite":{"text":"Left kidney"}})", Region::other, Side::left},
            {"a part of the brain", R"({"bodySite":{"text":"Left hippocampus"}})", Region::other, Side::left},
            {"two sides", R"({"bodySite":[{"text":"Left hip"},{"text":"Right hip"}]})", Region::hip,
             Side::bilateral},
            {"by code and qualifier",
             R"({"bodySite":[{"coding":[{"system":"http://snomed.info/sct","code":"24136001","display":"Hip joint structure"}]},
                 {"coding":[{"system":"http://snomed.info/sct","code":"7771000","display":"Left"}]}]})",
             Region::hip, Side::left},
            {"a body structure of R5",
             R"({"bodyStructure":{"reference":"BodyStructure/1","display":"Left groin"}})", Region::groin,
             Side::left},
            {"nothing", R"({"status":"final"})", Region::unspecified, Side::unknown},
            {"hostile", R"({"bodySite":[5,[[]],{"coding":"left"}]})", Region::unspecified, Side::unknown},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            with_resource(row.json, [&](const Resource& resource) {
                const BodySite site = read_body_site(resource.root(), terminology());
                CHECK(site.region == row.region);
                CHECK(site.side == row.side);
            });
        }
    }
}
