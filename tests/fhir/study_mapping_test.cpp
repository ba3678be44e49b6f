#include "fhir/study_mapping.hpp"

#include "fhir/document_reader.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace psoas;
using namespace psoas::fhir;
using namespace std::chrono_literals;
using logic::Contrast;
using logic::Modality;
using logic::PriorStudy;
using logic::Region;
using logic::Side;
using logic::Source;
using std::chrono::sys_days;

namespace {

std::vector<PriorStudy> studies(const std::string& json) {
    static const Terminology terminology;
    std::vector<PriorStudy> found;
    int resources = 0;
    const auto read = read_document(json, [&](const Resource& resource, ResourceReader::Place) {
        ++resources;
        found = prior_studies(resource, terminology);
    });
    CHECK(read.has_value());
    CHECK(resources == 1);
    return found;
}

} // namespace

TEST_SUITE("fhir/study_mapping") {
    TEST_CASE("an ImagingStudy is read alike in every version of FHIR") {
        struct Row {
            const char* version;
            const char* json;
        };
        const Row rows[] = {
            {"R4",
             R"({"resourceType":"ImagingStudy","id":"1","status":"available","started":"2026-10-01T10:00:00Z",
                "modality":[{"system":"http://dicom.nema.org/resources/ontology/DCM","code":"MR"}],
                "series":[{"modality":{"system":"http://dicom.nema.org/resources/ontology/DCM","code":"MR"},
                    "bodySite":{"system":"http://snomed.info/sct","code":"24136001"},
                    "laterality":{"system":"http://snomed.info/sct","code":"7771000"}}]})"},
            {"R5", R"({"resourceType":"ImagingStudy","id":"1","status":"available","started":"2026-10-01",
                "series":[{"modality":{"coding":[{"system":
                    "http://dicom.nema.org/resources/ontology/DCM","code":"MR"}]},
                    "bodySite":{"concept":{"coding":[{"system":"http://snomed.info/sct","code":"24136001"}]}},
                    "laterality":{"coding":[{"system":"http://snomed.info/sct","code":"7771000"}]}}]})"},
            {"STU3",
             R"({"resourceType":"ImagingStudy","id":"1","availability":"ONLINE","started":"2026-10-01",
                "modalityList":[{"system":"http://dicom.nema.org/resources/ontology/DCM","code":"MR"}],
                "procedureReference":[{"reference":"Procedure/1"}],
                "series":[{"modality":{"code":"MR"},
                    "bodySite":{"system":"http://snomed.info/sct","code":"24136001"},
                    "laterality":{"display":"left"}}]})"},
            {"DSTU2", R"({"resourceType":"ImagingStudy","id":"1","started":"2026-10-01",
                "modalityList":[{"system":"http://nema.org/dicom/dicm","code":"MR"}],
                "procedure":[{"reference":"Procedure/1"}],"description":"Left hip"})"},
        };
        for (const Row& row : rows) {
            CAPTURE(row.version);
            const std::vector<PriorStudy> found = studies(row.json);
            REQUIRE(found.size() == 1);
            CHECK(found[0].modality == Modality::mri);
            CHECK(found[0].region == Region::hip);
            CHECK(found[0].side == Side::left);
            CHECK(found[0].date == logic::DateRange{sys_days{2026y / 10 / 1}});
            CHECK(found[0].source == Source::imaging_studies);
            CHECK(found[0].reference == "ImagingStudy/1");
        }
    }

    TEST_CASE("a procedure code says more than the series and the series fill in what it leaves open") {
        const std::vector<PriorStudy> coded =
            studies(R"({"resourceType":"ImagingStudy","description":"MRI L-spine",
            "procedureCode":[{"coding":[{"system":"http://loinc.org","code":"24967-2"}]}],
            "series":[{"modality":{"code":"MR"}},{"modality":{"code":"SR"}}]})");
        REQUIRE(coded.size() == 1);
        CHECK(coded[0].modality == Modality::mri);
        CHECK(coded[0].region == Region::lumbar_spine);
        CHECK(coded[0].contrast == Contrast::without_and_with);
        CHECK(coded[0].text == "MRI L-spine");
        CHECK_FALSE(coded[0].date.has_value());

        const std::vector<PriorStudy> r5 = studies(R"({"resourceType":"ImagingStudy",
            "procedure":[{"concept":{"coding":[{"system":"http://loinc.org","code":"26132-1"}],
                "text":"Hip films"}}]})");
        REQUIRE(r5.size() == 1);
        CHECK(r5[0].modality == Modality::radiograph);
        CHECK(r5[0].side == Side::right);
        CHECK(r5[0].text == "Hip films");

        const std::vector<PriorStudy> open = studies(R"({"resourceType":"ImagingStudy",
            "procedureCode":[{"coding":[{"system":"http://snomed.info/sct","code":"77477000"}]}],
            "series":[{"modality":{"code":"CT"},"bodySite":{"display":"Pelvis"}}]})");
        REQUIRE(open.size() == 1);
        CHECK(open[0].modality == Modality::ct);
        CHECK(open[0].region == Region::pelvis);
    }

    TEST_CASE("a study of several modalities or regions is several studies") {
        const std::vector<PriorStudy> found = studies(R"({"resourceType":"ImagingStudy","series":[
            {"modality":{"code":"DX"},"bodySite":{"display":"Pelvis"}},
            {"modality":{"code":"DX"},"bodySite":{"display":"Left hip"}},
            {"modality":{"code":"CR"},"bodySite":{"display":"Right hip"}},
            {"modality":{"code":"US"},"bodySite":{"display":"Hip"}},
            {"modality":{"code":"KO"}}]})");
        REQUIRE(found.size() == 3);
        CHECK(found[0].region == Region::pelvis);
        CHECK(found[1].region == Region::hip);
        CHECK(found[1].side == Side::bilateral);
        CHECK(found[2].modality == Modality::ultrasound);
    }

    TEST_CASE("modalities of DICOM are told apart") {
        struct Row {
            const char* code;
            Modality modality;
        };
        const Row rows[] = {
            {"MR", Modality::mri},        {"CT", Modality::ct},         {"DX", Modality::radiograph},
            {"CR", Modality::radiograph}, {"RG", Modality::radiograph}, {"US", Modality::ultrasound},
            {"PT", Modality::pet},        {"NM", Modality::other},      {"XA", Modality::other},
        };
        for (const Row& row : rows) {
            CAPTURE(row.code);
            const std::vector<PriorStudy> found =
                studies(std::string{R"({"resourceType":"ImagingStudy","modality":[{"code":")"} + row.code
                        + R"("}]})");
            REQUIRE(found.size() == 1);
            CHECK(found[0].modality == row.modality);
            CHECK(found[0].region == Region::unspecified);
        }
        for (const char* const none : {R"({"code":"SR"})", R"({"code":""})", R"({})", R"({"display":"MRI"})",
                                       R"({"system":"http://hospital.example","code":"MR"})"})
            CHECK(
                studies(std::string{R"({"resourceType":"ImagingStudy","modality":[)"} + none + "]}").empty());
    }

    TEST_CASE("DATA-3: what was not done proves no study") {
        const std::string code = R"("code":{"coding":[{"system":"http://loinc.org","code":"28561-9"}]})";
        struct Row {
            const char* type;
            const char* member;
            bool counts;
        };
        const Row rows[] = {
            {"Procedure", R"("status":"completed")", true},
            {"Procedure", R"("status":"unknown")", true},
            {"Procedure", R"("status":"not-done")", false},
            {"Procedure", R"("status":"preparation")", false},
            {"Procedure", R"("status":"entered-in-error")", false},
            {"Procedure", R"("status":"aborted")", false},
            {"Procedure", R"("status":"completed","notPerformed":true)", false},
            {"Procedure", R"("status":"completed","notDone":true)", false},
            {"DiagnosticReport", R"("status":"final")", true},
            {"DiagnosticReport", R"("status":"preliminary")", true},
            {"DiagnosticReport", R"("status":"registered")", false},
            {"DiagnosticReport", R"("status":"cancelled")", false},
            {"DiagnosticReport", R"("status":"entered-in-error")", false},
            {"ImagingStudy", R"("status":"available","modality":{"code":"DX"})", true},
            {"ImagingStudy", R"("status":"registered","modality":{"code":"DX"})", false},
            {"ImagingStudy", R"("status":"cancelled","modality":{"code":"DX"})", false},
            {"ImagingStudy", R"("status":"entered-in-error","modality":{"code":"DX"})", false},
            {"Observation", R"("status":"final")", false},
            {"ServiceRequest", R"("status":"completed")", false},
        };
        for (const Row& row : rows) {
            CAPTURE(row.type);
            CAPTURE(row.member);
            const std::string json =
                std::string{R"({"resourceType":")"} + row.type + "\"," + code + ',' + row.member + '}';
            CHECK(studies(json).empty() != row.counts);
        }
    }

    TEST_CASE("a procedure and a report prove the study that their code names on their day") {
        struct Row {
            const char* json;
            Source source;
            const char* reference;
        };
        const Row rows[] = {
            {R"({"resourceType":"Procedure","id":"p","status":"completed","performedDateTime":"2026-09-30",
                "code":{"coding":[{"system":"http://loinc.org","code":"28561-9","display":"XR Pelvis"}]}})",
             Source::procedures, "Procedure/p"},
            {R"({"resourceType":"Procedure","id":"p","status":"completed",
                "occurrencePeriod":{"start":"2026-09-30","end":"2026-10-01"},
                "code":{"text":"XR Pelvis","coding":[{"system":"http://loinc.org","code":"28561-9"}]}})",
             Source::procedures, "Procedure/p"},
            {R"({"resourceType":"DiagnosticReport","id":"r","status":"final","effectiveDateTime":"2026-09-30",
                "issued":"2026-10-05T10:00:00Z",
                "code":{"coding":[{"system":"http://loinc.org","code":"28561-9","display":"XR Pelvis"}]}})",
             Source::diagnostic_reports, "DiagnosticReport/r"},
            {R"({"resourceType":"DiagnosticReport","id":"r","status":"final","issued":"2026-09-30T10:00:00Z",
                "code":{"coding":[{"system":"http://loinc.org","code":"28561-9","display":"XR Pelvis"}]}})",
             Source::diagnostic_reports, "DiagnosticReport/r"},
        };
        for (const Row& row : rows) {
            CAPTURE(row.json);
            const std::vector<PriorStudy> found = studies(row.json);
            REQUIRE(found.size() == 1);
            CHECK(found[0]
                  == PriorStudy{.modality = Modality::radiograph,
                                .region = Region::pelvis,
                                .date = logic::DateRange{sys_days{2026y / 9 / 30}},
                                .source = row.source,
                                .reference = row.reference,
                                .text = "XR Pelvis"});
        }
        CHECK(studies(R"({"resourceType":"DiagnosticReport","code":{"coding":
            [{"system":"http://loinc.org","code":"58410-2"}]}})")
                  .empty());
    }

    TEST_CASE("a study that is recorded in words only was done as well as a coded one") {
        struct Row {
            const char* title;
            Modality modality;
            Region region;
        };
        const Row rows[] = {
            {"XR Pelvis AP", Modality::radiograph, Region::pelvis},
            {"X-ray of both hips", Modality::radiograph, Region::hip},
            {"MRI lumbar spine without contrast", Modality::mri, Region::lumbar_spine},
            {"US HIP LIMITED", Modality::ultrasound, Region::hip},
            {"PET/CT pelvis", Modality::pet, Region::pelvis},
            {"CT brain", Modality::ct, Region::other},
        };
        for (const Row& row : rows) {
            CAPTURE(row.title);
            const std::string title = std::string{"\""} + row.title + '"';
            for (const std::string& json :
                 {R"({"resourceType":"DiagnosticReport","status":"final","code":{"text":)" + title + "}}",
                  R"({"resourceType":"Procedure","status":"completed","code":{"coding":[{"display":)" + title
                      + "}]}}",
                  R"({"resourceType":"ImagingStudy","status":"available","description":)" + title + "}"}) {
                const std::vector<PriorStudy> found = studies(json);
                REQUIRE(found.size() == 1);
                CHECK(found[0].modality == row.modality);
                CHECK(found[0].region == row.region);
                CHECK(found[0].text == row.title);
            }
        }
        for (const char* const title : {"MRI", "Hip replacement", "CT guided biopsy of the pelvis",
                                        "Hip injection US", "", "Hip MRSA screen"}) {
            CAPTURE(title);
            CHECK(studies(std::string{R"({"resourceType":"Procedure","code":{"text":")"} + title + R"("}})")
                      .empty());
        }
    }

    TEST_CASE("a study with any number of series is kept small") {
        std::string series;
        for (int i = 0; i < 2'000; ++i)
            series += R"({"modality":{"code":"M)" + std::to_string(i) + R"("},"bodySite":{"display":"x"}},)";
        series.pop_back();
        CHECK(studies(R"({"resourceType":"ImagingStudy","series":[)" + series + "]}").size() <= 16);
    }
}
