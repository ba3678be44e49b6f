#include "fhir/imaging_procedure.hpp"

#include "tests/fhir/cpt_codes.hpp"

#include <doctest/doctest.h>

using namespace psoas::fhir;
using psoas::logic::Contrast;
using psoas::logic::Modality;
using psoas::logic::Region;
using psoas::logic::Side;

TEST_SUITE("fhir/imaging_procedure") {
    TEST_CASE("codes that name no imaging study name none whatever their words") {
        const Terminology terminology;
        CHECK_FALSE(imaging_procedure({}, {}, terminology).has_value());
        CHECK_FALSE(imaging_procedure({.text = "MRI lumbar spine"}, {}, terminology).has_value());
        const CodeableConcept blood{.codings = {{loinc, "1988-5", "CRP"}}, .text = "MRI"};
        CHECK_FALSE(imaging_procedure(blood, {.region = Region::hip}, terminology).has_value());
    }

    TEST_CASE("a code of another study does not fill in what the more specific one leaves open") {
        const Terminology terminology;
        const CodeableConcept code{
            .codings = {{loinc, "24968-0", ""}, {cpt, "72131", ""}, {loinc, "36204-6", ""}}, .text = {}};
        // MR lumbar spine without a word on contrast, CT lumbar spine without, MR left hip with.
        const auto study = imaging_procedure(code, {}, terminology);
        REQUIRE(study.has_value());
        CHECK(*study
              == ImagingProcedure{.modality = Modality::mri,
                                  .region = Region::hip,
                                  .side = Side::left,
                                  .contrast = Contrast::with});

        if (!cpt_codes_are_there()) return;
        const CodeableConcept two{.codings = {{loinc, "24968-0", ""}, {cpt, "72131", ""}}, .text = {}};
        CHECK(imaging_procedure(two, {}, terminology)
              == ImagingProcedure{
                  .modality = Modality::ct, .region = Region::lumbar_spine, .contrast = Contrast::without});
    }
}
