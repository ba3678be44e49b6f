#include "tests/hooks/generated_chart.hpp"

#include "hooks/answer.hpp"
#include "hooks/card.hpp"
#include "hooks/proposed_resource.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <array>
#include <stdexcept>
#include <utility>

namespace psoas::hooks::tests {
namespace {

namespace json = boost::json;
using std::chrono::days;
using std::chrono::sys_days;

constexpr std::string_view patient_id = "p1";

template <class Choices> const auto& one_of(Random& random, const Choices& choices) {
    return choices[random(std::size(choices))];
}

std::string day(const GeneratedChart& chart, std::int64_t days_ago) {
    return iso_date(chart.as_of - days{days_ago});
}

json::object coded(std::string_view system, std::string_view code, std::string_view display) {
    json::object coding{{"system", system}, {"code", code}, {"display", display}};
    json::object concept_;
    concept_["coding"].emplace_array().push_back(std::move(coding));
    return concept_;
}

json::object named(std::string_view text) {
    return json::object{{"text", text}};
}

constexpr std::string_view icd = "http://hl7.org/fhir/sid/icd-10-cm";
constexpr std::string_view of_the_project = "urn:psoas-cds:finding";

struct Named {
    std::string_view code; ///< of ICD-10-CM; empty for words alone
    std::string_view words;
};

constexpr std::array pains{
    Named{"M54.50", "Low back pain"},
    Named{"M25.552", "Pain in left hip"},
    Named{"", "Acute low back pain"},
    Named{"", "Right groin pain"},
    Named{"M54.42", "Lumbago with sciatica, left side"},
    Named{"", "Left anterior thigh pain"},
};
constexpr std::array diagnoses{
    Named{"C50.912", "Malignant neoplasm of left breast"},
    Named{"Z85.3", "Personal history of malignant neoplasm of breast"},
    Named{"C44.91", "Basal cell carcinoma of skin"},
    Named{"G83.4", "Cauda equina syndrome"},
    Named{"R33.9", "Retention of urine"},
    Named{"B20", "Human immunodeficiency virus disease"},
    Named{"M81.0", "Age-related osteoporosis"},
    Named{"N39.0", "Urinary tract infection"},
    Named{"M46.46", "Discitis, lumbar region"},
    Named{"R63.4", "Abnormal weight loss"},
    Named{"S32.010A", "Wedge compression fracture of first lumbar vertebra"},
    Named{"Z94.0", "Kidney transplant status"},
    Named{"I10", "Essential hypertension"},
    Named{"E11.9", "Type 2 diabetes mellitus"},
    Named{"", "Saddle anaesthesia"},
    Named{"", "Left psoas abscess"},
    Named{"", "Metastasis to the left psoas muscle"},
    Named{"", "IV drug use"},
    Named{"", "Left foot drop"},
    Named{"", "Fall from a ladder"},
};
constexpr std::array examinations{
    "Burning pain and allodynia of the left anterior thigh.",
    "Painful flexion of the left hip. Psoas stretch test positive on the left.",
    "No saddle anaesthesia. No weakness of the legs.",
    "Straight leg raise negative. FABER and FADIR negative.",
    "Denies fever, weight loss and urinary retention.",
    "Progressive weakness of the right leg.",
    "Numbness of the medial lower leg on the left.",
    "Rule out cauda equina syndrome.",
};
constexpr std::array signs{
    "hip_flexion_painful", "psoas_stretch_positive", "saddle_anesthesia", "urinary_retention",
    "night_pain",          "failure_to_improve",
};
constexpr std::array conclusions{
    "There is a 4 cm metastasis in the left psoas muscle. No vertebral metastasis.",
    "Unremarkable lumbar spine. The psoas muscles are normal.",
    "Metastases of L2 and L3.",
    "Suspected left iliopsoas haematoma.",
    "Cannot exclude metastasis in the right psoas.",
    "No fracture. Degenerative change at L4/5.",
    "Mother had breast cancer. Normal study.",
};
constexpr std::array drugs{
    "Prednisone 10 MG Oral Tablet",    "Apixaban 5 MG Oral Tablet",    "Morphine sulfate 10 MG Oral Tablet",
    "Methotrexate 2.5 MG Oral Tablet", "Ibuprofen 400 MG Oral Tablet", "Alendronic acid 70 MG Oral Tablet",
};
constexpr std::array procedures{
    "Physical therapy for back pain",
    "Lumbar fusion",
    "Epidural steroid injection",
    "Chemotherapy",
    "Appendectomy",
};
constexpr std::array orders{
    Named{"72148", "MRI lumbar spine without contrast"},
    Named{"73721", "MRI joint of lower extremity without contrast"},
    Named{"72131", "CT lumbar spine without contrast"},
    Named{"70551", "MRI brain without contrast"},
    Named{"72158", "MRI lumbar spine without and with contrast"},
    Named{"72195", "MRI pelvis without contrast"},
};

json::object about_the_patient(std::string_view type, std::uint64_t number) {
    json::object resource{{"resourceType", type}, {"id", std::string(type) + std::to_string(number)}};
    resource["subject"] = json::object{{"reference", "Patient/" + std::string(patient_id)}};
    return resource;
}

json::object status_of(std::string_view code) {
    json::object coding{{"code", code}};
    json::object status;
    status["coding"].emplace_array().push_back(std::move(coding));
    return status;
}

Prefetched condition(Random& random, const GeneratedChart& chart, const Named& diagnosis,
                     std::int64_t days_ago) {
    json::object resource = about_the_patient("Condition", random(1'000'000'000));
    resource["clinicalStatus"] = status_of("active");
    resource["verificationStatus"] = status_of("confirmed");
    resource["code"] =
        diagnosis.code.empty() ? named(diagnosis.words) : coded(icd, diagnosis.code, diagnosis.words);
    resource["onsetDateTime"] = day(chart, days_ago);
    return {"conditions", std::move(resource)};
}

Prefetched observation(Random& random, const GeneratedChart& chart, json::object code,
                       std::int64_t days_ago) {
    json::object resource = about_the_patient("Observation", random(1'000'000'000));
    resource["status"] = "final";
    resource["code"] = std::move(code);
    resource["effectiveDateTime"] = day(chart, days_ago);
    return {"observations", std::move(resource)};
}

Prefetched measured(Random& random, const GeneratedChart& chart, std::string_view loinc, double value,
                    std::string_view unit, std::int64_t days_ago) {
    Prefetched made = observation(random, chart, coded("http://loinc.org", loinc, ""), days_ago);
    made.resource["valueQuantity"] = json::object{
        {"value", value}, {"unit", unit}, {"system", "http://unitsofmeasure.org"}, {"code", unit}};
    return made;
}

Prefetched sign(Random& random, const GeneratedChart& chart, std::string_view finding, bool present,
                std::int64_t days_ago) {
    Prefetched made = observation(random, chart, coded(of_the_project, finding, finding), days_ago);
    made.resource["valueBoolean"] = present;
    return made;
}

Prefetched report(Random& random, const GeneratedChart& chart, std::string_view conclusion,
                  std::int64_t days_ago) {
    json::object resource = about_the_patient("DiagnosticReport", random(1'000'000'000));
    resource["status"] = "final";
    resource["code"] = named("MRI lumbar spine and pelvis");
    resource["effectiveDateTime"] = day(chart, days_ago);
    resource["conclusion"] = conclusion;
    return {"diagnosticReports", std::move(resource)};
}

Prefetched medication(Random& random, const GeneratedChart& chart, std::string_view drug,
                      std::int64_t days_ago) {
    json::object resource = about_the_patient("MedicationRequest", random(1'000'000'000));
    resource["status"] = "active";
    resource["intent"] = "order";
    resource["medicationCodeableConcept"] = named(drug);
    resource["authoredOn"] = day(chart, days_ago);
    return {"medications", std::move(resource)};
}

Prefetched procedure(Random& random, const GeneratedChart& chart, std::string_view done,
                     std::int64_t days_ago) {
    json::object resource = about_the_patient("Procedure", random(1'000'000'000));
    resource["status"] = "completed";
    resource["code"] = named(done);
    resource["performedDateTime"] = day(chart, days_ago);
    return {"procedures", std::move(resource)};
}

Prefetched study(Random& random, const GeneratedChart& chart, std::int64_t days_ago) {
    constexpr std::array seen{Named{"DX", "XR pelvis and hips"}, Named{"MR", "MRI lumbar spine"},
                              Named{"CT", "CT abdomen and pelvis"}};
    const Named& made = one_of(random, seen);
    json::object resource = about_the_patient("ImagingStudy", random(1'000'000'000));
    resource["status"] = "available";
    resource["started"] = day(chart, days_ago);
    resource["description"] = made.words;
    resource["modality"].emplace_array().push_back(
        json::object{{"system", "http://dicom.nema.org/resources/ontology/DCM"}, {"code", made.code}});
    return {"imagingStudies", std::move(resource)};
}

Prefetched any_resource(Random& random, const GeneratedChart& chart) {
    const auto ago = static_cast<std::int64_t>(random(random.chance(60) ? 60 : 900));
    switch (random(9)) {
    case 0:
        return condition(random, chart, one_of(random, pains), ago);
    case 1:
    case 2:
        return condition(random, chart, one_of(random, diagnoses), ago);
    case 3: {
        Prefetched made = observation(random, chart, named("Examination"), ago);
        made.resource["valueString"] = one_of(random, examinations);
        return made;
    }
    case 4:
        return random.chance(50) ? sign(random, chart, one_of(random, signs), random.chance(70), ago)
                                 : measured(random, chart, "8310-5",
                                            36.0 + 0.1 * static_cast<double>(random(35)), "Cel", ago);
    case 5:
        return report(random, chart, one_of(random, conclusions), ago);
    case 6:
        return medication(random, chart, one_of(random, drugs), ago);
    case 7:
        return procedure(random, chart, one_of(random, procedures), ago);
    default:
        return study(random, chart, ago);
    }
}

json::object draft(Random& random, std::size_t number) {
    const Named& wanted = one_of(random, orders);
    json::object order = about_the_patient("ServiceRequest", number);
    order["status"] = "draft";
    order["intent"] = "order";
    order["code"] = coded("http://www.ama-assn.org/go/cpt", wanted.code, wanted.words);
    if (random.chance(60)) order["reasonCode"].emplace_array().push_back(named(one_of(random, pains).words));
    return order;
}

// A date, or a date with a time: "2026-11-21".
bool is_date_at(std::string_view text, std::size_t at) {
    constexpr std::string_view shape = "0000-00-00";
    if (text.size() < at + shape.size()) return false;
    for (std::size_t i = 0; i < shape.size(); ++i) {
        const char c = text[at + i];
        if (shape[i] == '0' ? c < '0' || c > '9' : c != '-') return false;
    }
    return true;
}

sys_days date_at(std::string_view text, std::size_t at) {
    const auto number = [&](std::size_t from, std::size_t count) {
        return std::stoi(std::string(text.substr(at + from, count)));
    };
    return std::chrono::year{number(0, 4)} / number(5, 2) / number(8, 2);
}

void move_dates(json::value& value, days by) {
    if (json::object* object = value.if_object()) {
        for (auto& member : *object)
            move_dates(member.value(), by);
    } else if (json::array* array = value.if_array()) {
        for (json::value& item : *array)
            move_dates(item, by);
    } else if (json::string* text = value.if_string(); text != nullptr && is_date_at(*text, 0)) {
        *text = iso_date(date_at(*text, 0) + by) + std::string(std::string_view(*text).substr(10));
    }
}

void leave_out_ids(json::value& value) {
    if (json::object* object = value.if_object()) {
        object->erase("uuid");
        for (auto& member : *object)
            leave_out_ids(member.value());
    } else if (json::array* array = value.if_array()) {
        for (json::value& item : *array)
            leave_out_ids(item);
    }
}

json::object bundle_of(json::array entries) {
    json::object bundle{{"resourceType", "Bundle"}, {"type", "searchset"}};
    bundle["entry"] = std::move(entries);
    return bundle;
}

json::object entry_of(json::object resource) {
    json::object entry;
    entry["resource"] = std::move(resource);
    return entry;
}

} // namespace

GeneratedChart generated_chart(Random& random) {
    GeneratedChart chart;
    constexpr std::array hooks{Hook::patient_view, Hook::order_select, Hook::order_select, Hook::order_sign};
    chart.hook = one_of(random, hooks);
    chart.patient = {{"resourceType", "Patient"}, {"id", patient_id}};
    if (random.chance(90))
        chart.patient["birthDate"] = day(chart, static_cast<std::int64_t>(4000 + random(28'000)));
    if (random.chance(90)) chart.patient["gender"] = random.chance(50) ? "female" : "male";
    if (random.chance(85))
        chart.resources.push_back(
            condition(random, chart, one_of(random, pains), static_cast<std::int64_t>(random(70))));
    for (std::uint64_t count = random(9); count > 0; --count)
        chart.resources.push_back(any_resource(random, chart));
    if (chart.hook != Hook::patient_view)
        for (std::uint64_t count = 1 + random(3); count > 0; --count)
            chart.drafts.push_back(draft(random, chart.drafts.size()));
    return chart;
}

Prefetched something_that_never_counts(Random& random, const GeneratedChart& chart) {
    Prefetched made = any_resource(random, chart);
    json::object& resource = made.resource;
    const bool is_condition = made.key == "conditions";
    // A list with nothing of its kind would be unreadable.
    const bool has_conditions = std::ranges::count(chart.resources, "conditions", &Prefetched::key) > 0;
    switch (random(3)) {
    case 0: // recorded by mistake
        if (is_condition) {
            resource["verificationStatus"] = status_of("entered-in-error");
            resource.erase("clinicalStatus");
        } else {
            resource["status"] = "entered-in-error";
        }
        return made;
    case 1: // refuted, or never done
        made = condition(random, chart, one_of(random, diagnoses), 3);
        made.resource["verificationStatus"] = status_of("refuted");
        if (random.chance(40)) {
            made = procedure(random, chart, one_of(random, procedures), 3);
            made.resource["status"] = "not-done";
        }
        return made;
    default: // of the family
        if (random.chance(50) && has_conditions) {
            json::object history = about_the_patient("FamilyMemberHistory", random(1'000'000'000));
            history["status"] = "completed";
            history["relationship"] = named("mother");
            history["condition"].emplace_array().push_back(
                json::object{{"code", coded(icd, "C50.912", "Malignant neoplasm of left breast")}});
            return {"conditions", std::move(history)};
        }
        return condition(random, chart, {"Z80.3", "Family history of malignant neoplasm of breast"}, 3);
    }
}

Prefetched something_of_somebody_else(Random& random, const GeneratedChart& chart) {
    Prefetched made = any_resource(random, chart);
    made.resource["subject"] = json::object{{"reference", "Patient/another"}};
    return made;
}

std::vector<Prefetched> a_strong_red_flag(Random& random, const GeneratedChart& chart) {
    std::vector<Prefetched> made{condition(random, chart, {"M54.50", "Low back pain"}, 5)};
    constexpr std::array documented{
        Named{"G83.4", "Cauda equina syndrome"},
        Named{"", "Saddle anaesthesia"},
        Named{"C50.912", "Malignant neoplasm of left breast"},
        Named{"Z85.3", "Personal history of malignant neoplasm of breast"},
        Named{"M46.46", "Discitis, lumbar region"},
        Named{"S32.010A", "Wedge compression fracture of first lumbar vertebra"},
    };
    if (random.chance(20)) {
        made.push_back(measured(random, chart, "8310-5", 39.1, "Cel", 1));
        made.push_back(condition(random, chart, {"B20", "Human immunodeficiency virus disease"}, 2000));
    } else {
        made.push_back(condition(random, chart, one_of(random, documented), 2));
    }
    return made;
}

std::string request_of(const GeneratedChart& chart, int pages) {
    json::object prefetch;
    prefetch["patient"] = chart.patient;
    for (const PrefetchTemplate& list : prefetch_templates()) {
        if (list.key == "patient") continue;
        if (const auto found = chart.unreadable.find(std::string(list.key));
            found != chart.unreadable.end()) {
            prefetch[list.key] = found->second;
            continue;
        }
        std::vector<json::array> paged(static_cast<std::size_t>(pages));
        std::size_t count = 0;
        for (const Prefetched& each : chart.resources)
            if (each.key == list.key) paged[count++ % paged.size()].push_back(entry_of(each.resource));
        if (pages == 1) {
            prefetch[list.key] = bundle_of(std::move(paged.front()));
            continue;
        }
        json::array bundles;
        for (json::array& page : paged)
            bundles.push_back(entry_of(bundle_of(std::move(page))));
        prefetch[list.key] = bundle_of(std::move(bundles));
    }

    json::object context{{"userId", "Practitioner/1"}, {"patientId", patient_id}};
    if (chart.hook != Hook::patient_view) {
        json::array entries;
        json::array selections;
        for (const json::value& order : chart.drafts) {
            entries.push_back(entry_of(order.as_object()));
            selections.push_back(json::string("ServiceRequest/" + std::string(order.at("id").as_string())));
        }
        context["draftOrders"] = bundle_of(std::move(entries));
        if (chart.hook == Hook::order_select) context["selections"] = std::move(selections);
    }
    json::object request{{"hook", name(chart.hook)},
                         {"hookInstance", "3b9f0d1c-6f6e-4f0a-9b0a-0d8e3f5c2a11"}};
    request["context"] = std::move(context);
    request["prefetch"] = std::move(prefetch);
    return json::serialize(request);
}

json::array cards_for(std::string_view request, Hook hook, std::chrono::sys_days as_of) {
    static const fhir::Terminology terminology;
    static const fhir::TextReader text_reader;
    HookReader reader(hook, {terminology, text_reader, JsonLimits{}});
    reader.write(request);
    const fhir::Result<HookRequest> read = reader.finish();
    if (!read) throw std::runtime_error(read.error().expression + ": " + read.error().diagnostics);
    json::value answered = json::parse(cards_response(answer(*read, logic::Policy{}, as_of)));
    leave_out_ids(answered);
    return answered.at("cards").as_array();
}

json::array cards_for(const GeneratedChart& chart) {
    return cards_for(request_of(chart), chart.hook, chart.as_of);
}

GeneratedChart moved(GeneratedChart chart, std::chrono::days by) {
    chart.as_of += by;
    for (auto& member : chart.patient)
        move_dates(member.value(), by);
    for (Prefetched& each : chart.resources)
        for (auto& member : each.resource)
            move_dates(member.value(), by);
    for (json::value& order : chart.drafts)
        move_dates(order, by);
    return chart;
}

std::string with_relative_dates(std::string_view text, std::chrono::sys_days as_of) {
    std::string relative;
    for (std::size_t at = 0; at < text.size();) {
        if (is_date_at(text, at)) {
            relative += "<day " + std::to_string((date_at(text, at) - as_of).count()) + ">";
            at += 10;
        } else {
            relative += text[at++];
        }
    }
    return relative;
}

} // namespace psoas::hooks::tests
