#include "hooks/replay/past_exams.hpp"

#include "fhir/document_reader.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace psoas;
using namespace psoas::hooks;

namespace {

const fhir::Terminology& terminology() {
    static const fhir::Terminology known;
    return known;
}

std::vector<HeldResource> held(const std::vector<std::string>& resources) {
    std::vector<HeldResource> all;
    for (const std::string& json : resources)
        REQUIRE(fhir::read_document(json, [&](const fhir::Resource& resource, fhir::ResourceReader::Place) {
            all.push_back({.resource = resource, .text = json, .known = fhir::known_since(resource)});
        }));
    return all;
}

// "told_by@day:resources" of each exam, with their ids.
std::string exams_of(const std::vector<std::string>& resources) {
    const std::vector<HeldResource> all = held(resources);
    std::string text;
    for (const PastExam& exam : past_exams(all, terminology()).exams) {
        const std::chrono::year_month_day day{exam.day()};
        text += std::string(all[exam.told_by].resource[fhir::Element::id].text()) + "@"
                + std::to_string(unsigned{day.month()}) + "-" + std::to_string(unsigned{day.day()}) + ":";
        for (const std::size_t i : exam.resources)
            text += std::string(all[i].resource[fhir::Element::id].text());
        text += ' ';
    }
    return text;
}

const std::string lumbar = R"({"coding":[{"system":"http://loinc.org","code":"30679-5"}]})";
const std::string hip = R"({"coding":[{"system":"http://loinc.org","code":"36488-5"}]})"; // left

std::string order(const char* id, const char* day, const std::string& code = lumbar,
                  const std::string& more = R"(,"status":"completed","intent":"order")") {
    return R"({"resourceType":"ServiceRequest","id":")" + std::string(id) + R"(","authoredOn":")" + day
           + R"(","code":)" + code + more + "}";
}
std::string study(const char* id, const char* day, const std::string& code = lumbar,
                  const std::string& more = {}) {
    return R"({"resourceType":"ImagingStudy","id":")" + std::string(id)
           + R"(","status":"available","started":")" + day + R"(","procedureCode":[)" + code + "]" + more
           + "}";
}
std::string report(const char* id, const char* day, const std::string& code = lumbar,
                   const std::string& more = {}) {
    return R"({"resourceType":"DiagnosticReport","id":")" + std::string(id)
           + R"(","status":"final","effectiveDateTime":")" + day + R"(","code":)" + code + more + "}";
}
std::string procedure(const char* id, const char* day, const std::string& code = lumbar) {
    return R"({"resourceType":"Procedure","id":")" + std::string(id)
           + R"(","status":"completed","performedDateTime":")" + day + R"(","code":)" + code + "}";
}
// A study whose description alone says what was imaged, beginning with "MRI" or "CT".
std::string described(const char* id, const char* day, const std::string& description,
                      const std::string& more = {}) {
    return R"({"resourceType":"ImagingStudy","id":")" + std::string(id)
           + R"(","status":"available","started":")" + day + R"(","description":")" + description
           + R"(","series":[{"modality":{"system":"http://dicom.nema.org/resources/ontology/DCM","code":")"
           + description.substr(0, 2) + R"("}}])" + more + "}";
}
std::string based_on(const char* reference) {
    return R"(,"basedOn":[{"reference":")" + std::string(reference) + R"("}])";
}

} // namespace

TEST_SUITE("hooks/replay/past_exams") {
    TEST_CASE("an exam counts once whatever tells of it") {
        struct Case {
            std::vector<std::string> resources;
            const char* exams;
        };
        for (const Case& each : {
                 Case{{order("a", "2026-03-05")}, "a@3-5:a "},
                 // By reference, however late.
                 Case{{study("s", "2026-06-05", lumbar, based_on("ServiceRequest/a")),
                       order("a", "2026-03-05")},
                      "a@3-5:as "},
                 Case{{study("s", "2026-06-05", lumbar,
                             based_on("https://x.example/fhir/ServiceRequest/a/_history/3")),
                       order("a", "2026-03-05")},
                      "a@3-5:as "},
                 Case{{study("s", "2026-06-05", lumbar, based_on("urn:uuid:a")), order("a", "2026-03-05")},
                      "a@3-5:as "},
                 // By what it is, within 30 days.
                 Case{{order("a", "2026-03-05"), study("s", "2026-03-05"), procedure("p", "2026-03-05"),
                       report("r", "2026-03-06")},
                      "a@3-5:aspr "},
                 Case{{order("a", "2026-03-05"), study("s", "2026-04-04")}, "a@3-5:as "},
                 Case{{order("a", "2026-03-05"), study("s", "2026-04-05")}, "a@3-5:a s@4-5:s "},
                 Case{{order("a", "2026-03-05"), study("s", "2026-03-06", hip)}, "a@3-5:a s@3-6:s "},
                 Case{{study("s", "2026-03-05"), report("r", "2026-03-07")}, "s@3-5:sr "},
                 Case{{procedure("p", "2026-03-05")}, "p@3-5:p "},
                 Case{{report("r", "2026-03-05")}, "r@3-5:r "},
                 // Each order has a study of its own.
                 Case{{order("a", "2026-03-01"), order("b", "2026-03-10"), study("s", "2026-03-12"),
                       study("t", "2026-03-13")},
                      "a@3-1:at b@3-10:bs "},
                 Case{{order("a", "2026-03-05"), order("b", "2026-03-05")}, "a@3-5:a b@3-5:b "},
                 // An order that came of another is the same exam.
                 Case{{order("a", "2026-03-05"), order("b", "2026-03-06", lumbar,
                                                       R"(,"status":"completed","intent":"filler-order")"
                                                           + based_on("ServiceRequest/a"))},
                      "a@3-5:ab "},
                 // What was done before an order did not come of it.
                 Case{{study("s", "2026-03-01"), order("a", "2026-03-05")}, "s@3-1:s a@3-5:a "},
                 Case{{order("a", "2026-03-05T15:00:00Z"), study("s", "2026-03-05T09:00:00Z")},
                      "s@3-5:s a@3-5:a "},
                 Case{{order("a", "2026-03-05T15:00:00Z"), study("s", "2026-03-05")}, "a@3-5:as "},
                 // An order of a month has the study of that month, and a procedure of a month its order.
                 Case{{study("s", "2026-03-10"), order("a", "2026-03")}, "a@3-31:as "},
                 Case{{study("s", "2026-03-10", lumbar, based_on("ServiceRequest/a")), order("a", "2026")},
                      "a@12-31:as "},
                 Case{{procedure("p", "2026-03"), order("a", "2026-03-05")}, "a@3-5:ap "},
                 // The other side is another exam.
                 Case{{order("a", "2026-03-05", hip),
                       report("r", "2026-03-06", R"({"text":"MRI right hip"})")},
                      "a@3-5:a r@3-6:r "},
             }) {
            CAPTURE(each.resources);
            CHECK(exams_of(each.resources) == each.exams);
        }
    }

    TEST_CASE("an exam of the spine without a level is the lumbar one that was ordered") {
        struct Case {
            const char* why;
            std::vector<std::string> resources;
            std::string exams;
        };
        const std::string spine = R"({"text":"MRI spine"})";
        const std::string spine_by_code =
            R"({"coding":[{"system":"http://snomed.info/sct","code":"241645008"}]})";
        for (const Case& each : {
                 Case{"on its day",
                      {order("a", "2026-03-05"), described("s", "2026-03-05", "MRI spine")},
                      "a@3-5:as "},
                 Case{"by code",
                      {order("a", "2026-03-05"), study("s", "2026-03-06", spine_by_code)},
                      "a@3-5:as "},
                 Case{"all that tells of it",
                      {order("a", "2026-03-05"), described("s", "2026-03-06", "MRI spine"),
                       procedure("p", "2026-03-06", spine), report("r", "2026-03-07", spine)},
                      "a@3-5:aspr "},
                 Case{"the last day",
                      {order("a", "2026-03-05"), described("s", "2026-04-04", "MRI spine")},
                      "a@3-5:as "},
                 Case{"the day after it",
                      {order("a", "2026-03-05"), described("s", "2026-04-05", "MRI spine")},
                      "a@3-5:a s@4-5:s "},
                 Case{"before the order",
                      {order("a", "2026-03-05"), described("s", "2026-03-04", "MRI spine")},
                      "s@3-4:s a@3-5:a "},
                 Case{
                     "of a study", {study("s", "2026-03-05"), report("r", "2026-03-06", spine)}, "s@3-5:sr "},
                 Case{"the other way round",
                      {order("a", "2026-03-05", spine), study("s", "2026-03-06")},
                      "a@3-5:as "},
                 Case{"the last order",
                      {order("a", "2026-03-01"), order("b", "2026-03-04"),
                       described("s", "2026-03-05", "MRI spine")},
                      "a@3-1:a b@3-4:bs "},
                 Case{"one without a level comes first",
                      {order("a", "2026-03-01", spine), order("b", "2026-03-04"),
                       described("s", "2026-03-05", "MRI spine"), study("t", "2026-03-05")},
                      "a@3-1:as b@3-4:bt "},
                 Case{"an order that has its study",
                      {order("a", "2026-03-05"), study("s", "2026-03-06"),
                       described("t", "2026-03-07", "MRI spine")},
                      "a@3-5:as t@3-7:t "},
                 Case{"by reference to another",
                      {order("a", "2026-03-05"), order("b", "2026-03-01", spine),
                       described("s", "2026-03-06", "MRI spine", based_on("ServiceRequest/b"))},
                      "b@3-1:bs a@3-5:a "},
                 Case{"another modality",
                      {order("a", "2026-03-05"), described("s", "2026-03-06", "CT spine")},
                      "a@3-5:a s@3-6:s "},
                 Case{"another level is no exam",
                      {order("a", "2026-03-05"), described("s", "2026-03-06", "MRI cervical spine")},
                      "a@3-5:a "},
                 Case{"the pelvis is no hip without a level",
                      {order("a", "2026-03-05", hip), described("s", "2026-03-06", "MRI pelvis")},
                      "a@3-5:a s@3-6:s "},
             }) {
            CAPTURE(each.why);
            CHECK(exams_of(each.resources) == each.exams);
        }
    }

    TEST_CASE("only what was ordered or done and is of spine or pelvis or hip is an exam") {
        struct Case {
            const char* why;
            std::string resource;
            bool is_exam;
        };
        const auto with = [](const std::string& members) {
            return order("a", "2026-03-05", lumbar, members);
        };
        for (const Case& each : {
                 Case{"an order that was withdrawn was one", with(R"(,"status":"revoked","intent":"order")"),
                      true},
                 Case{"entered in error", with(R"(,"status":"entered-in-error","intent":"order")"), false},
                 Case{"a draft", with(R"(,"status":"draft","intent":"order")"), false},
                 Case{"a proposal", with(R"(,"status":"active","intent":"proposal")"), false},
                 Case{"not to be done", with(R"(,"status":"active","intent":"order","doNotPerform":true)"),
                      false},
                 Case{"the brain", order("a", "2026-03-05", R"({"text":"MRI brain"})"), false},
                 Case{"a radiograph", order("a", "2026-03-05", R"({"text":"XR lumbar spine"})"), false},
                 Case{"in words", order("a", "2026-03-05", R"({"text":"CT pelvis"})"), true},
                 Case{"a study that was cancelled",
                      R"({"resourceType":"ImagingStudy","id":"s","status":"cancelled","started":"2026-03-05",
                          "procedureCode":[)"
                          + lumbar + "]}",
                      false},
                 Case{"a condition", R"({"resourceType":"Condition","id":"c","recordedDate":"2026-03-05"})",
                      false},
             }) {
            CAPTURE(each.why);
            CHECK(!exams_of({each.resource}).empty() == each.is_exam);
        }
    }

    TEST_CASE("exams without a date are counted") {
        const std::vector<HeldResource> resources =
            held({R"({"resourceType":"ServiceRequest","id":"a","status":"active","intent":"order","code":)"
                  + lumbar + "}"});
        const PastExams past = past_exams(resources, terminology());
        CHECK(past.exams.empty());
        CHECK(past.undated == 1);
    }

    TEST_CASE("reports and observations that came of an exam belong to it") {
        CHECK(exams_of({order("a", "2026-03-05"),
                        report("r", "2026-03-05", R"({"text":"Findings"})", based_on("ServiceRequest/a")),
                        R"({"resourceType":"Observation","id":"o","effectiveDateTime":"2026-03-05"})",
                        R"({"resourceType":"Observation","id":"x","effectiveDateTime":"2026-03-05"})",
                        report("q", "2026-03-05", lumbar, R"(,"result":[{"reference":"Observation/o"}])"),
                        study("s", "2026-03-05"),
                        report("t", "2026-03-05", R"({"text":"More"})",
                               R"(,"imagingStudy":[{"reference":"ImagingStudy/s"}])")})
              == "a@3-5:asqrto ");
    }
}
