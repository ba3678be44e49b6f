#include "tests/bench/chart_request.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace psoas::bench {
namespace {

constexpr std::string_view subject =
    R"("subject":{"reference":"Patient/patient-1"},"encounter":{"reference":"Encounter/e-1"})";

// xorshift: small, and the same on every machine.
struct Random {
    std::uint64_t state = 0x9E3779B97F4A7C15;
    std::uint64_t operator()(std::uint64_t below) {
        state ^= state << 13U;
        state ^= state >> 7U;
        state ^= state << 17U;
        return state % below;
    }
};

std::string day(Random& random) {
    const auto two = [](std::uint64_t number) { return (number < 10 ? "0" : "") + std::to_string(number); };
    return std::to_string(2014 + random(12)) + "-" + two(1 + random(12)) + "-" + two(1 + random(28))
           + "T09:41:36+00:00";
}

struct Result {
    std::string_view code;
    std::string_view display;
    std::string_view unit;
    std::uint64_t low;
    std::uint64_t spread;
};

// LOINC codes as Synthea's charts carry them.
constexpr std::array results{
    Result{"8302-2", "Body Height", "cm", 160, 20},
    Result{"29463-7", "Body Weight", "kg", 71, 2},
    Result{"39156-5", "Body Mass Index", "kg/m2", 22, 4},
    Result{"2339-0", "Glucose", "mg/dL", 65, 40},
    Result{"6299-2", "Urea Nitrogen", "mg/dL", 7, 12},
    Result{"38483-4", "Creatinine", "mg/dL", 1, 2},
    Result{"49765-1", "Calcium", "mg/dL", 8, 2},
    Result{"2947-0", "Sodium", "mmol/L", 136, 8},
    Result{"6298-4", "Potassium", "mmol/L", 4, 1},
    Result{"2093-3", "Total Cholesterol", "mg/dL", 160, 60},
    Result{"718-7", "Hemoglobin [Mass/volume]", "g/dL", 12, 4},
    Result{"8331-1", "Oral temperature", "Cel", 36, 1},
};

std::string observation(Random& random, std::size_t number) {
    const Result& result = results[random(results.size())];
    const std::string when = day(random);
    std::string text =
        R"({"resource":{"resourceType":"Observation","id":"observation-)" + std::to_string(number)
        + R"(","status":"final","category":[{"coding":[{"system":)"
          R"("http://terminology.hl7.org/CodeSystem/observation-category","code":"laboratory",)"
          R"("display":"laboratory"}]}],"code":{"coding":[{"system":"http://loinc.org","code":")";
    text.append(result.code).append(R"(","display":")").append(result.display);
    text.append(R"("}],"text":")").append(result.display).append(R"("},)").append(subject);
    text.append(R"(,"effectiveDateTime":")").append(when).append(R"(","issued":")").append(when);
    text.append(R"(","valueQuantity":{"value":)")
        .append(std::to_string(result.low + random(result.spread + 1)));
    text.append(".").append(std::to_string(random(1'000'000'000)));
    text.append(R"(,"unit":")").append(result.unit);
    text.append(R"(","system":"http://unitsofmeasure.org","code":")").append(result.unit).append(R"("}}})");
    return text;
}

} // namespace

std::string chart_request(std::size_t bytes, Study selected) {
    const std::string study = selected == Study::lumbar_spine ? "72148" : "70551"; // CPT
    const std::string before =
        R"({"hook":"order-select","hookInstance":"7f1b5a5e-1c66-4f0e-8c9a-3c6a1e0d4b11","context":{"userId":"Practitioner/7",)"
        R"("patientId":"patient-1","selections":["ServiceRequest/mri"],"draftOrders":{"resourceType":"Bundle","type":"collection",)"
        R"("entry":[{"resource":{"resourceType":"ServiceRequest","id":"mri","status":"draft","intent":"order","code":{"coding":[)"
        R"({"system":"http://www.ama-assn.org/go/cpt","code":")"
        + study
        + R"("}]},"subject":{"reference":"Patient/patient-1"},"reasonCode":[)"
          R"({"coding":[{"system":"http://hl7.org/fhir/sid/icd-10-cm","code":"M54.50"}]}]}}]}},"prefetch":{"patient":{"resourceType":)"
          R"("Patient","id":"patient-1","gender":"female","birthDate":"1984-05-02"},"conditions":{"resourceType":"Bundle","type":)"
          R"("searchset","entry":[{"resource":{"resourceType":"Condition","id":"back-pain","clinicalStatus":{"coding":[{"code":)"
          R"("active"}]},"code":{"coding":[{"system":"http://hl7.org/fhir/sid/icd-10-cm","code":"M54.50"}]},)"
        + std::string(subject)
        + R"(,"onsetDateTime":"2026-11-16"}}]},"imagingStudies":{"resourceType":"Bundle","type":"searchset"},"diagnosticReports":)"
          R"({"resourceType":"Bundle","type":"searchset"},"medications":{"resourceType":"Bundle","type":"searchset"},"procedures":)"
          R"({"resourceType":"Bundle","type":"searchset"},"observations":{"resourceType":"Bundle","type":"searchset","entry":[)";
    const std::string after = "]}}}\n";

    Random random;
    std::string body = before;
    for (std::size_t number = 0; body.size() + after.size() < bytes; ++number)
        body.append(number == 0 ? "" : ",").append(observation(random, number));
    return body + after;
}

} // namespace psoas::bench
