#include "tests/bench/population.hpp"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <map>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace psoas::tests {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

enum class Story : std::uint8_t {
    no_order,
    premature,      ///< lumbar MRI on day 3 to 25 of back pain, with study and report
    premature_soft, ///< on day 29 to 41
    late,           ///< on day 60 to 200
    fever,
    cauda_equina,
    past_cancer,
    mps_consider,
    mps_suspected,
    mps_met,
    hip_without_radiograph,
    hip_with_radiograph,
    unknown_onset,
    repeated,    ///< lumbar MRI on day 60 and again 40 days later
    study_alone, ///< premature, and known by the ImagingStudy only
    procedure_alone,
    report_alone,
    withdrawn,    ///< premature; the order was revoked
    closed_later, ///< premature; the pain is over today
    elsewhere,    ///< MRI of the brain, radiograph of the knee
    fever_before, ///< measured on the day of the order, before it
    fever_after,  ///< measured on the day of the order, after it
    of_month,     ///< the order has a month and no day; its study and report have one
};

struct Weight {
    Story story;
    unsigned of_thousand;
};
constexpr std::array weights{
    Weight{Story::no_order, 390},
    Weight{Story::fever_before, 10},
    Weight{Story::fever_after, 10},
    Weight{Story::of_month, 10},
    Weight{Story::premature, 150},
    Weight{Story::premature_soft, 40},
    Weight{Story::late, 60},
    Weight{Story::fever, 30},
    Weight{Story::cauda_equina, 10},
    Weight{Story::past_cancer, 30},
    Weight{Story::mps_consider, 5},
    Weight{Story::mps_suspected, 5},
    Weight{Story::mps_met, 5},
    Weight{Story::hip_without_radiograph, 40},
    Weight{Story::hip_with_radiograph, 30},
    Weight{Story::unknown_onset, 50},
    Weight{Story::repeated, 30},
    Weight{Story::study_alone, 25},
    Weight{Story::procedure_alone, 20},
    Weight{Story::report_alone, 20},
    Weight{Story::withdrawn, 10},
    Weight{Story::closed_later, 10},
    Weight{Story::elsewhere, 10},
};

/// xorshift: the same export on every machine.
class Random {
public:
    explicit Random(std::uint64_t seed) : state_(0x9E3779B97F4A7C15U ^ (seed * 0xBF58476D1CE4E5B9U)) {
        for (int i = 0; i < 8; ++i)
            (*this)(2);
    }
    std::uint64_t operator()(std::uint64_t below) {
        state_ ^= state_ << 13U;
        state_ ^= state_ >> 7U;
        state_ ^= state_ << 17U;
        return (state_ >> 11U) % below;
    }
    int between(int least, int most) {
        return least + static_cast<int>((*this)(static_cast<std::uint64_t>(most - least + 1)));
    }

private:
    std::uint64_t state_;
};

/// What is drawn of a patient before anything is written.
struct Person {
    std::string id{};
    Story story{};
    sys_days order{};          ///< the day of the order, or in the middle of the record
    int pain_days = 0;         ///< on that day
    bool tells_time = false;   ///< dates have times
    bool refers = false;       ///< results name their order
    bool warned_later = false; ///< red flags are found after the order
    bool has_undated = false;
    bool is_given_twice = false;
    bool breaks_a_line = false;
    bool has_stray = false; ///< an Observation that names no patient
    Random random{0};       ///< for what is written
};

Story story_of(std::size_t index) {
    // Neighbours have different stories; 387 and 1000 have no common divisor.
    unsigned place = static_cast<unsigned>(index * 387 % 1000);
    for (const Weight& weight : weights) {
        if (place < weight.of_thousand) return weight.story;
        place -= weight.of_thousand;
    }
    throw std::logic_error("the weights do not make a thousand");
}

int pain_days_of(Story story, Random& random) {
    switch (story) {
    case Story::premature_soft:
        return random.between(29, 41);
    case Story::late:
    case Story::hip_without_radiograph:
    case Story::hip_with_radiograph:
        return random.between(60, 200);
    case Story::repeated:
        return 100;
    default:
        return random.between(3, 25);
    }
}

Person person_of(const Population& population, std::size_t index) {
    Random random(population.seed * 1'000'003 + index);
    Person person{.story = story_of(index)};
    std::array<char, 16> id{};
    std::snprintf(id.data(), id.size(), "p%07zu", index);
    person.id = id.data();
    person.order = sys_days(std::chrono::year{2024} / 1 / 1) + days(random.between(0, 700));
    person.pain_days = pain_days_of(person.story, random);
    person.tells_time = random(2) == 0;
    person.refers = random(2) == 0;
    person.warned_later = random(3) == 0;
    person.has_undated = random(50) == 0;
    person.is_given_twice = random(100) == 0;
    person.breaks_a_line = random(500) == 0;
    person.has_stray = random(700) == 0;
    person.random = random;
    return person;
}

constexpr std::array types{
    "Patient",      "Condition",        "Observation", "MedicationRequest", "Procedure", "ServiceRequest",
    "ImagingStudy", "DiagnosticReport", "Encounter",   "Immunization",      "Claim",
};

/// The file of a resource type.
class Lines {
public:
    Lines(const std::filesystem::path& folder, const std::string& type, bool compressed) {
        const std::filesystem::path file = folder / (type + (compressed ? ".ndjson.gz" : ".ndjson"));
        file_ = {gzopen(file.c_str(), compressed ? "wb1" : "wbT"), gzclose};
        if (!file_) throw std::runtime_error(file.string() + " cannot be written");
        gzbuffer(file_.get(), 1U << 20U);
    }
    void add(std::string_view line) {
        if (gzwrite(file_.get(), line.data(), static_cast<unsigned>(line.size())) <= 0
            || gzputc(file_.get(), '\n') < 0)
            throw std::runtime_error("the disk is full");
    }

private:
    std::unique_ptr<gzFile_s, int (*)(gzFile)> file_{nullptr, gzclose};
};

std::string iso(sys_days day) {
    const std::chrono::year_month_day date{day};
    std::array<char, 16> text{};
    std::snprintf(text.data(), text.size(), "%04d-%02u-%02u", int{date.year()}, unsigned{date.month()},
                  unsigned{date.day()});
    return text.data();
}

std::string month_of(sys_days day) {
    return iso(day).substr(0, 7);
}

/// Is told of each resource.
class Sink {
public:
    virtual ~Sink() = default;
    virtual void resource(const std::string& type, const std::string& json) = 0;
    virtual void broken() = 0;
    virtual void stray() = 0;
};

std::string codeable(std::string_view system, std::string_view code, std::string_view display) {
    return "{\"coding\":[{\"system\":\"" + std::string(system) + "\",\"code\":\"" + std::string(code)
           + "\",\"display\":\"" + std::string(display) + "\"}],\"text\":\"" + std::string(display) + "\"}";
}

constexpr std::string_view snomed = "http://snomed.info/sct";
constexpr std::string_view loinc = "http://loinc.org";
constexpr std::string_view icd = "http://hl7.org/fhir/sid/icd-10-cm";
constexpr std::string_view cpt = "http://www.ama-assn.org/go/cpt";
constexpr std::string_view rxnorm = "http://www.nlm.nih.gov/research/umls/rxnorm";

std::string back_pain() {
    return codeable(icd, "M54.50", "Low back pain, unspecified");
}
std::string hip_pain() {
    return codeable(icd, "M25.552", "Pain in left hip");
}

/// Writes the resources of one patient.
class Telling {
public:
    Telling(Person person, std::size_t observations, Sink& sink)
        : person_(std::move(person)), observations_(observations), sink_(sink) {}

    void tell() {
        patient();
        background();
        story();
        if (person_.warned_later) warn_later();
        if (person_.has_undated) add("Condition", {{"code", codeable(snomed, "38341003", "Hypertension")}});
        if (person_.breaks_a_line) sink_.broken();
        if (person_.has_stray) sink_.stray();
    }

private:
    using Members = std::vector<std::pair<std::string, std::string>>;

    static std::string quoted(std::string_view text) { return "\"" + std::string(text) + "\""; }

    std::string when(sys_days day, int minutes = 0) const {
        if (!person_.tells_time) return quoted(iso(day));
        std::array<char, 24> time{};
        std::snprintf(time.data(), time.size(), "T%02d:%02d:00Z", 9 + minutes / 60, minutes % 60);
        return quoted(iso(day) + time.data());
    }

    // The id of the resource, without its type.
    std::string add(const std::string& type, const Members& members, std::string_view about = "subject") {
        const std::string id = person_.id + "-" + std::to_string(++count_);
        std::string json =
            R"({"resourceType":")" + type + R"(","id":")" + id
            + R"(","meta":{"versionId":"1","lastUpdated":"2026-10-01T04:12:33.120Z","profile":)"
            + R"(["http://hl7.org/fhir/us/core/StructureDefinition/us-core-)" + type
            + R"("]},"identifier":[{"system":"urn:oid:2.16.840.1.113883.19.5","value":")"
            + std::to_string(person_.random(1'000'000'000)) + R"("}])";
        if (!about.empty())
            json += ",\"" + std::string(about) + R"(":{"reference":"Patient/)" + person_.id + "\"}";
        for (const auto& [name, value] : members)
            json.append(",\"").append(name).append("\":").append(value);
        json += R"(,"encounter":{"reference":"Encounter/)" + person_.id + "-e"
                + std::to_string(person_.random(9)) + R"("}})";
        sink_.resource(type, json);
        if (person_.is_given_twice && type == "Condition") {
            sink_.resource(type, json);
            person_.is_given_twice = false;
        }
        return id;
    }

    void patient() {
        const int year = 2024 - person_.random.between(25, 45);
        const std::string gender = person_.random(2) == 0 ? "female" : "male";
        sink_.resource(
            "Patient",
            R"({"resourceType":"Patient","id":")" + person_.id + R"(","meta":{"profile":[)"
                + R"("http://hl7.org/fhir/us/core/StructureDefinition/us-core-patient"]},)"
                + R"("identifier":[{"type":{"text":"Medical Record Number"},)"
                + R"("system":"urn:oid:1.2.36","value":")" + person_.id
                + R"("}],"active":true,"name":[{"use":"official","family":"Nobody","given":["N."]}],)"
                + R"("telecom":[{"system":"phone","value":"555-0100","use":"home"}],"gender":")" + gender
                + R"(","birthDate":")" + std::to_string(year)
                + R"(-06-15","address":[{"line":["1 Main Street"],)"
                + R"("city":"Springfield","state":"MA","postalCode":"01101","country":"US"}],)"
                + R"("maritalStatus":{"text":"Never Married"},"multipleBirthBoolean":false,)"
                + R"("communication":[{"language":{"text":"English"}}]})");
    }

    void observation(std::string_view code, std::string_view display, double value, std::string_view unit,
                     sys_days day, int minutes = 0) {
        std::array<char, 32> number{};
        std::snprintf(number.data(), number.size(), "%.1f", value);
        add("Observation",
            {{"status", quoted("final")},
             {"category",
              R"([{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/observation-category",)"
              R"("code":"vital-signs","display":"vital-signs"}]}])"},
             {"code", codeable(loinc, code, display)},
             {"effectiveDateTime", when(day, minutes)},
             {"issued", quoted(iso(day) + "T09:00:00.000Z")},
             {"valueQuantity", R"({"value":)" + std::string(number.data()) + R"(,"unit":")"
                                   + std::string(unit) + R"(","system":"http://unitsofmeasure.org","code":")"
                                   + std::string(unit) + R"("})"}});
    }

    // Nothing of it is a finding of any rule.
    void background() {
        const sys_days first = person_.order - days(900);
        constexpr std::array vitals{
            std::pair{"8302-2", "Body height"},
            std::pair{"8867-4", "Heart rate"},
            std::pair{"9279-1", "Respiratory rate"},
            std::pair{"4548-4", "Hemoglobin A1c"},
            std::pair{"2093-3", "Cholesterol [Mass/volume] in Serum or Plasma"},
            std::pair{"2339-0", "Glucose [Mass/volume] in Blood"},
        };
        for (std::size_t i = 0; i < observations_; ++i) {
            const auto& [code, display] = vitals[i % vitals.size()];
            observation(code, display, 40 + static_cast<double>(person_.random(1000)) / 10, "1",
                        first + days(person_.random.between(0, 1200)));
        }
        for (const auto& [code, display] :
             {std::pair{"59621000", "Essential hypertension"}, std::pair{"55822004", "Hyperlipidemia"}})
            condition(codeable(snomed, code, display), first, first);
        for (const auto& [code, display] : {std::pair{"314076", "lisinopril 10 MG Oral Tablet"},
                                            std::pair{"617318", "atorvastatin 20 MG Oral Tablet"}})
            add("MedicationRequest", {{"status", quoted("active")},
                                      {"intent", quoted("order")},
                                      {"medicationCodeableConcept", codeable(rxnorm, code, display)},
                                      {"authoredOn", when(first)}});
        add("Procedure",
            {{"status", quoted("completed")},
             {"code", codeable(snomed, "428191000124101", "Documentation of current medications")},
             {"performedDateTime", when(first + days(30))}});
        add("DiagnosticReport", {{"status", quoted("final")},
                                 {"code", codeable(loinc, "58410-2", "Complete blood count panel")},
                                 {"effectiveDateTime", when(first + days(31))}});
        for (int i = 0; i < 3; ++i) {
            add("Encounter", {{"status", quoted("finished")},
                              {"class", R"({"code":"AMB"})"},
                              {"period", R"({"start":)" + when(first + days(100 * i)) + "}"}});
            add("Immunization",
                {{"status", quoted("completed")},
                 {"vaccineCode", codeable("http://hl7.org/fhir/sid/cvx", "140", "Influenza")},
                 {"occurrenceDateTime", when(first + days(100 * i))}},
                "patient");
        }
        add("Claim", {{"status", quoted("active")}, {"use", quoted("claim")}, {"created", when(first)}},
            "patient");
    }

    void condition(const std::string& code, std::optional<sys_days> onset, std::optional<sys_days> recorded,
                   std::optional<sys_days> abated = {}) {
        const char* const status = abated ? "resolved" : "active";
        Members members{{"clinicalStatus",
                         R"({"coding":[{"system":"http://terminology.hl7.org/CodeSystem/condition-clinical",)"
                         R"("code":")"
                             + std::string(status) + R"("}]})"},
                        {"verificationStatus", R"({"coding":[{"code":"confirmed"}]})"},
                        {"category", R"([{"coding":[{"code":"encounter-diagnosis"}]}])"},
                        {"code", code}};
        if (onset) members.emplace_back("onsetDateTime", quoted(iso(*onset)));
        if (abated) members.emplace_back("abatementDateTime", quoted(iso(*abated)));
        if (recorded) members.emplace_back("recordedDate", when(*recorded));
        add("Condition", members);
    }

    static constexpr int order_minutes = 30; ///< after nine

    std::string order(const std::string& code, const std::string& reason, sys_days day,
                      std::string_view status = "completed") {
        return order(code, reason, when(day, order_minutes), status);
    }
    std::string order(const std::string& code, const std::string& reason, const std::string& authored_on,
                      std::string_view status = "completed") {
        Members members{{"status", quoted(status)},
                        {"intent", quoted("order")},
                        {"code", code},
                        {"authoredOn", authored_on}};
        if (!reason.empty()) members.emplace_back("reasonCode", "[" + reason + "]");
        return add("ServiceRequest", members);
    }

    // Study and report of an order, which name it or not.
    void results(const std::string& code, const std::string& order_id, sys_days day) {
        const Members based =
            person_.refers && !order_id.empty()
                ? Members{{"basedOn", R"([{"reference":"ServiceRequest/)" + order_id + R"("}])"}}
                : Members{};
        study(code, day, based);
        report(code, day, based);
    }
    void study(const std::string& code, sys_days day, Members members) {
        members.insert(members.end(),
                       {{"status", quoted("available")},
                        {"started", when(day, 45)},
                        {"procedureCode", "[" + code + "]"},
                        {"series", R"([{"uid":"1.2.3","modality":{"system":)"
                                   R"("http://dicom.nema.org/resources/ontology/DCM","code":"MR"}}])"}});
        add("ImagingStudy", members);
    }
    void report(const std::string& code, sys_days day, Members members) {
        members.insert(members.end(),
                       {{"status", quoted("final")},
                        {"code", code},
                        {"effectiveDateTime", when(day, 50)},
                        {"conclusion", quoted("Mild disc bulge at L4/5. No nerve root compression.")}});
        add("DiagnosticReport", members);
    }

    void finding(std::string_view text, std::string_view value, sys_days day) {
        add("Observation", {{"status", quoted("final")},
                            {"code", R"({"text":")" + std::string(text) + "\"}"},
                            {"effectiveDateTime", when(day)},
                            {"valueString", quoted(value)}});
    }

    static std::string lumbar() { return codeable(cpt, "72148", "MRI lumbar spine without contrast"); }
    static std::string lumbar_by_loinc() { return codeable(loinc, "30679-5", "MR Lumbar spine WO contrast"); }
    static std::string hip() { return codeable(loinc, "36488-5", "MR Hip - left WO contrast"); }

    void back_pain_of_days(std::optional<sys_days> abated = {}) {
        const sys_days onset = person_.order - days(person_.pain_days);
        condition(back_pain(), onset, std::min(onset + days(2), person_.order), abated);
    }

    void hip_pain_with_cancer() {
        condition(codeable(snomed, "363354003", "Malignant tumor of cervix"), person_.order - days(640),
                  person_.order - days(640));
        condition(hip_pain(), person_.order - days(30), person_.order - days(28));
    }
    void psoas_metastasis(std::string_view vertebrae) {
        add("DiagnosticReport", {{"status", quoted("final")},
                                 {"code", R"({"text":"CT abdomen and pelvis"})"},
                                 {"effectiveDateTime", when(person_.order - days(7))},
                                 {"conclusion", quoted("There is a 4 cm metastasis in the left psoas muscle."
                                                       + std::string(vertebrae))}});
    }

    void story() {
        const sys_days day = person_.order;
        const auto a_few_days = days(person_.random.between(0, 6));
        switch (person_.story) {
        case Story::no_order:
            if (person_.random(4) == 0) back_pain_of_days();
            return;
        case Story::premature:
        case Story::premature_soft:
        case Story::late:
            back_pain_of_days();
            return results(lumbar(), order(lumbar(), back_pain(), day), day + a_few_days);
        case Story::fever:
            back_pain_of_days();
            observation("8310-5", "Body temperature", 38.6, "Cel", day - days(1));
            order(lumbar(), back_pain(), day);
            return;
        case Story::fever_before:
        case Story::fever_after:
            back_pain_of_days();
            observation("8310-5", "Body temperature", 38.6, "Cel", day,
                        order_minutes + (person_.story == Story::fever_before ? -15 : 15));
            order(lumbar(), back_pain(), day);
            return;
        case Story::of_month:
            back_pain_of_days();
            return results(lumbar(), order(lumbar(), back_pain(), quoted(month_of(day))), day + a_few_days);
        case Story::cauda_equina:
            condition(codeable(snomed, "279039007", "Low back pain"), day - days(3), day - days(2));
            condition(codeable(snomed, "449813001", "Numbness of saddle area"), day - days(1), day - days(1));
            condition(codeable(snomed, "236648008", "Acute retention of urine"), day - days(1),
                      day - days(1));
            order(lumbar(), back_pain(), day);
            return;
        case Story::past_cancer:
            back_pain_of_days();
            condition(codeable(snomed, "429087003", "History of malignant neoplasm of breast"), {},
                      day - days(2000));
            order(lumbar(), back_pain(), day);
            return;
        case Story::mps_consider:
            hip_pain_with_cancer();
            finding("Hip examination", "Active flexion of the left hip is painful, power preserved.",
                    day - days(2));
            order(hip(), hip_pain(), day);
            return;
        case Story::mps_suspected:
            hip_pain_with_cancer();
            psoas_metastasis("");
            order(hip(), hip_pain(), day);
            return;
        case Story::mps_met:
            hip_pain_with_cancer();
            psoas_metastasis(" No vertebral metastasis.");
            for (const char* sign : {"hip_flexion_painful", "psoas_stretch_positive"})
                add("Observation", {{"status", quoted("final")},
                                    {"code", codeable("urn:psoas-cds:finding", sign, sign)},
                                    {"effectiveDateTime", when(day - days(2))},
                                    {"valueBoolean", "true"},
                                    {"bodySite", R"({"text":"left hip"})"}});
            finding("Neurological examination", "Burning pain and allodynia of the left anterior thigh.",
                    day - days(2));
            order(hip(), hip_pain(), day);
            return;
        case Story::hip_without_radiograph:
        case Story::hip_with_radiograph:
            condition(hip_pain(), day - days(person_.pain_days), day - days(person_.pain_days - 10));
            if (person_.story == Story::hip_with_radiograph) {
                const std::string radiograph = codeable(loinc, "26131-3", "XR Hip - left Views");
                add("DiagnosticReport", {{"status", quoted("final")},
                                         {"code", radiograph},
                                         {"effectiveDateTime", when(day - days(30))},
                                         {"conclusion", quoted("No fracture. Joint space preserved.")}});
            }
            return results(hip(), order(hip(), hip_pain(), day), day + a_few_days);
        case Story::unknown_onset:
            order(lumbar(), codeable(snomed, "279039007", "Low back pain"), day);
            return;
        case Story::repeated: {
            back_pain_of_days();
            const std::string first = order(lumbar_by_loinc(), back_pain(), day - days(40));
            results(lumbar_by_loinc(), first, day - days(40) + a_few_days);
            order(lumbar_by_loinc(), back_pain(), day);
            return;
        }
        case Story::study_alone:
            back_pain_of_days();
            return study(lumbar_by_loinc(), day, {{"reasonCode", "[" + back_pain() + "]"}});
        case Story::procedure_alone:
            back_pain_of_days();
            add("Procedure", {{"status", quoted("completed")},
                              {"code", lumbar()},
                              {"performedDateTime", when(day, 45)},
                              {"reasonCode", "[" + back_pain() + "]"}});
            return;
        case Story::report_alone:
            back_pain_of_days();
            return report(lumbar_by_loinc(), day, {});
        case Story::withdrawn:
            back_pain_of_days();
            order(lumbar(), back_pain(), day, "revoked");
            return;
        case Story::closed_later:
            back_pain_of_days(day + days(60));
            return results(lumbar(), order(lumbar(), back_pain(), day), day + a_few_days);
        case Story::elsewhere:
            order(codeable(cpt, "70551", "MRI brain without contrast"), codeable(icd, "R51.9", "Headache"),
                  day);
            order(codeable(cpt, "73560", "Radiograph of the knee"), {}, day);
            return;
        }
    }

    // Whoever sees any of it has looked into the future.
    void warn_later() {
        const sys_days day = person_.order;
        observation("8310-5", "Body temperature", 39.2, "Cel", day + days(1));
        condition(codeable(snomed, "363354003", "Malignant tumor of cervix"), day - days(20), day + days(20));
        condition(codeable(icd, "G83.4", "Cauda equina syndrome"), day + days(3), day + days(3));
        finding("Neurological examination", "Progressive foot drop on the left.", day + days(2));
    }

    Person person_;
    std::size_t observations_;
    Sink& sink_;
    int count_ = 0;
};

class FileSink : public Sink {
public:
    FileSink(const std::filesystem::path& folder, bool compressed) {
        for (const char* type : types)
            files_.emplace(type, Lines(folder, type, compressed));
    }
    void resource(const std::string& type, const std::string& json) override { files_.at(type).add(json); }
    void broken() override { files_.at("Observation").add(R"({"resourceType":"Observation","status":"fi)"); }
    void stray() override {
        files_.at("Observation").add(R"({"resourceType":"Observation","status":"final"})");
    }

private:
    std::map<std::string, Lines> files_;
};

constexpr std::array not_read{std::string_view("Encounter"), std::string_view("Immunization"),
                              std::string_view("Claim")};

class CountingSink : public Sink {
public:
    void resource(const std::string& type, const std::string&) override { ++resources_[type]; }
    void broken() override { ++broken_; }
    void stray() override { ++strays_; }
    [[nodiscard]] hooks::Counts counts() const {
        hooks::Counts counts;
        for (const auto& [type, count] : resources_) {
            const bool is_read = std::ranges::find(not_read, type) == not_read.end();
            counts.add({"", "resources", type, is_read ? "read" : "not read", ""}, count);
        }
        if (broken_ > 0) counts.add({"", "places that cannot be read", "", "", ""}, broken_);
        if (strays_ > 0) counts.add({"", "resources", "Observation", "without a patient", ""}, strays_);
        return counts;
    }

private:
    std::map<std::string, std::uint64_t> resources_;
    std::uint64_t broken_ = 0;
    std::uint64_t strays_ = 0;
};

/// What a replay says of one exam.
struct Foretold {
    sys_days day{};
    std::string study = "mri lumbar-spine";
    std::string told_by = "ServiceRequest";
    std::string onset = "known";
    std::string topic{}; ///< empty: no card
    std::string indicator{};
    std::string stage{}; ///< of malignant psoas syndrome
    bool rests_on_same_day = false;
};

// IMG-PREM of logic/README.md.
void premature(Foretold& exam, int pain_days, const Thresholds& thresholds) {
    if (pain_days > thresholds.soft_days) return;
    exam.topic = "premature-imaging";
    exam.indicator = pain_days <= thresholds.firm_days ? "warning" : "info";
}

std::vector<Foretold> exams_of(const Person& person, const Thresholds& thresholds) {
    Foretold exam{.day = person.order};
    const auto with = [&](const char* topic, const char* indicator) {
        exam.topic = topic;
        exam.indicator = indicator;
        return std::vector{exam};
    };
    switch (person.story) {
    case Story::no_order:
    case Story::elsewhere:
    case Story::of_month:
        return {};
    case Story::fever:
        return with("red-flag-infection", "warning");
    case Story::fever_before:
        exam.rests_on_same_day = !person.tells_time;
        return with("red-flag-infection", "warning");
    case Story::fever_after:
        if (person.tells_time) break; // it had not come yet
        exam.rests_on_same_day = true;
        return with("red-flag-infection", "warning");
    case Story::cauda_equina:
        return with("red-flag-cauda-equina", "critical");
    case Story::past_cancer:
        return with("red-flag-malignancy", "warning");
    case Story::mps_consider:
    case Story::mps_suspected:
    case Story::mps_met:
        exam.study = "mri hip";
        exam.stage = person.story == Story::mps_consider    ? "consider"
                     : person.story == Story::mps_suspected ? "suspected"
                                                            : "criteria met";
        return with("malignant-psoas-syndrome",
                    person.story == Story::mps_met ? "critical" : "warning"); // MPS-S3
    case Story::hip_without_radiograph:
        exam.study = "mri hip";
        return with("radiograph-first", "warning");
    case Story::hip_with_radiograph:
        exam.study = "mri hip";
        return {exam};
    case Story::unknown_onset:
        exam.onset = "unknown";
        return with("premature-imaging", "info");
    case Story::repeated: {
        Foretold first = exam;
        first.day -= days(40);
        premature(first, person.pain_days - 40, thresholds);
        exam.topic = "duplicate-imaging";
        exam.indicator = person.has_undated ? "info" : "warning"; // DUP-1: conditions were read in part
        return {first, exam};
    }
    case Story::study_alone:
        exam.told_by = "ImagingStudy";
        break;
    case Story::procedure_alone:
        exam.told_by = "Procedure";
        break;
    case Story::report_alone:
        exam.told_by = "DiagnosticReport";
        break;
    default:
        break;
    }
    premature(exam, person.pain_days, thresholds);
    return {exam};
}

void foretell(const Person& person, const std::vector<Thresholds>& policies, hooks::Counts& counts) {
    counts.add({"", "patients", "all", "", ""});
    if (person.has_undated) counts.add({"", "resources", "Condition", "without a date", ""});
    if (person.is_given_twice) counts.add({"", "resources", "Condition", "given twice", ""});
    if (person.story == Story::of_month)
        counts.add({"", "orders without a day", "mri lumbar-spine", "ServiceRequest", ""});
    const std::vector<Foretold> first = exams_of(person, policies.front());
    if (!first.empty()) counts.add({"", "patients", "with orders", "", ""});
    for (const Foretold& exam : first)
        counts.add({"", "orders", exam.study, exam.told_by, month_of(exam.day)});
    for (const Thresholds& policy : policies) {
        const std::vector<Foretold> exams = exams_of(person, policy);
        bool any_card = false;
        for (std::size_t i = 0; i < exams.size(); ++i) {
            const Foretold& exam = exams[i];
            const std::string month = month_of(exam.day);
            counts.add({policy.policy, "onset", exam.onset, "", month});
            if (exam.rests_on_same_day)
                counts.add({policy.policy, "orders with evidence of the same day", "", "", month});
            if (!exam.topic.empty()) {
                any_card = true;
                counts.add({policy.policy, "cards", exam.topic, exam.indicator, month});
                counts.add({policy.policy, "orders with cards", exam.indicator, "", month});
            }
            if (exam.topic == first[i].topic) continue;
            if (!exam.topic.empty()) counts.add({policy.policy, "changed", exam.topic, "gained", ""});
            if (!first[i].topic.empty()) counts.add({policy.policy, "changed", first[i].topic, "lost", ""});
        }
        if (any_card) counts.add({policy.policy, "patients", "with cards", "", ""});
        if (!exams.empty() && !exams.back().stage.empty())
            counts.add({policy.policy, "patients", "malignant psoas syndrome", exams.back().stage, ""});
    }
}

} // namespace

void write_population(const Population& population, const std::filesystem::path& folder) {
    std::filesystem::create_directories(folder);
    FileSink files(folder, population.compressed);
    for (std::size_t i = 0; i < population.patients; ++i)
        Telling(person_of(population, i), population.observations, files).tell();
}

hooks::Counts expected_counts(const Population& population, const std::vector<Thresholds>& policies) {
    hooks::Counts counts;
    CountingSink resources;
    for (std::size_t i = 0; i < population.patients; ++i) {
        const Person person = person_of(population, i);
        Telling(person, population.observations, resources).tell();
        foretell(person, policies, counts);
    }
    counts.add(resources.counts());
    return counts;
}

hooks::Counts foretold(const hooks::Counts& counts) {
    hooks::Counts kept;
    for (const auto& [what, count] : counts.all())
        if (what.measure != "rows" && what.measure != "evidence") kept.add(what, count);
    return kept;
}

} // namespace psoas::tests
