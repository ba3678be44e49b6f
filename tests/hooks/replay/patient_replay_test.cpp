// What a replay says of a patient, and that it does not look ahead.
#include "hooks/replay/patient_replay.hpp"

#include "fhir/document_reader.hpp"
#include "tests/hooks/generated_chart.hpp"
#include "tests/story.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <doctest/doctest.h>

#include <array>
#include <optional>
#include <regex>
#include <string>
#include <vector>

using namespace psoas;
using namespace psoas::hooks;
using namespace psoas::hooks::tests;
namespace json = boost::json;

namespace {

const ReadingAids& aids() {
    static const fhir::Terminology terminology;
    static const fhir::TextReader words;
    static const ReadingAids all{terminology, words, {}};
    return all;
}

const ReplayPlan& plan() {
    static const ReplayPlan one{.policies = {{"default", {}}}};
    return one;
}

std::vector<std::string> lines_of(const PatientReplay& replay) {
    std::vector<std::string> lines;
    std::size_t begin = 0;
    for (std::size_t end = 0; (end = replay.cards.find('\n', begin)) != std::string::npos; begin = end + 1)
        lines.push_back(replay.cards.substr(begin, end - begin));
    return lines;
}

json::value line_of(const PatientReplay& replay, std::string_view order) {
    for (const std::string& line : lines_of(replay)) {
        json::value read = json::parse(line);
        if (std::string_view(read.at("order").as_string()) == order) return read;
    }
    return nullptr;
}

// "topic indicator, …" of the first policy.
std::string topics_of(const json::value& line) {
    std::string topics;
    for (const json::value& card : line.at("judged").as_array().front().at("cards").as_array())
        topics += std::string(card.at("topic").as_string()) + " "
                  + std::string(card.at("indicator").as_string()) + ", ";
    return topics;
}

PatientReplay replay_of(std::vector<std::string> resources, Lists supplied = ~Lists{}, bool cut = false) {
    return replayed({.patient = "1", .resources = std::move(resources), .cut = cut}, supplied, plan(),
                    aids());
}

const std::string patient =
    R"({"resourceType":"Patient","id":"1","birthDate":"1990-01-01","gender":"female"})";
const std::string pain = R"({"resourceType":"Condition","id":"pain","subject":{"reference":"Patient/1"},
    "clinicalStatus":{"coding":[{"code":"active"}]},"onsetDateTime":"2026-03-01","recordedDate":"2026-03-02",
    "code":{"coding":[{"system":"http://hl7.org/fhir/sid/icd-10-cm","code":"M54.50"}]}})";
const std::string mri = R"({"resourceType":"ServiceRequest","id":"mri","status":"completed","intent":"order",
    "subject":{"reference":"Patient/1"},"authoredOn":"2026-03-06",
    "code":{"coding":[{"system":"http://loinc.org","code":"30679-5"}]},
    "reasonCode":[{"coding":[{"system":"http://hl7.org/fhir/sid/icd-10-cm","code":"M54.50"}]}]})";

std::string without_newlines(std::string text) {
    std::erase(text, '\n');
    return text;
}

// The first selected imaging draft of a chart becomes an order of the day on which it is judged.
std::optional<json::object> order_of(const GeneratedChart& chart) {
    for (const json::value& draft : chart.drafts) {
        json::object order = draft.as_object();
        order["id"] = "the-order";
        order["status"] = "active";
        order["intent"] = "order";
        order["authoredOn"] = "2026-11-21";
        order["subject"] =
            json::object{{"reference", "Patient/" + std::string(chart.patient.at("id").as_string())}};
        return order;
    }
    return std::nullopt;
}

std::vector<std::string> texts_of(const GeneratedChart& chart, std::string_view prefix) {
    std::vector<std::string> texts;
    for (const Prefetched& each : chart.resources) {
        json::object resource = each.resource;
        resource["id"] = std::string(prefix) + std::to_string(texts.size());
        texts.push_back(json::serialize(resource));
    }
    return texts;
}

// Has it dates, and are all of them after a day?
bool is_later(const std::string& text, const std::string& day) {
    static const std::regex dates("\"(\\d{4}(-\\d{2}(-\\d{2})?)?)[T\"]");
    std::size_t count = 0;
    for (std::sregex_iterator each(text.begin(), text.end(), dates), end; each != end; ++each, ++count)
        if ((*each)[1].str() <= day) return false;
    return count > 0;
}

} // namespace

TEST_SUITE("hooks/replay/patient_replay") {
    TEST_CASE("an order is judged on its day") {
        const PatientReplay replay = replay_of({patient, pain, mri});
        const json::value line = line_of(replay, "ServiceRequest/mri");
        CHECK(line.at("day").as_string() == "2026-03-06");
        CHECK(line.at("study").as_string() == "mri lumbar-spine");
        CHECK(topics_of(line) == "premature-imaging warning, ");
        const json::value& card = line.at("judged").as_array().front().at("cards").as_array().front();
        CHECK(card.at("painDays").to_number<int>() == 5);
        CHECK(card.at("rows").as_array().front().as_string() == "IMG-PREM-1");
        CHECK(replay.counts.sum({"default", "cards", "premature-imaging", "warning", "2026-03"}) == 1);
        CHECK(replay.counts.sum({"default", "onset", "known", "", "2026-03"}) == 1);
        CHECK(replay.counts.sum({"", "orders", "mri lumbar-spine", "ServiceRequest", "2026-03"}) == 1);
    }

    TEST_CASE("what was not there yet is not seen") {
        const auto with = [&](const std::string& other) {
            return topics_of(line_of(replay_of({patient, pain, mri, other}), "ServiceRequest/mri"));
        };
        const auto fever = [](const char* time) {
            return R"({"resourceType":"Observation","id":"t","status":"final",
                "subject":{"reference":"Patient/1"},
                "code":{"coding":[{"system":"http://loinc.org","code":"8310-5"}]},
                "valueQuantity":{"value":39.1,
                "unit":"Cel","system":"http://unitsofmeasure.org","code":"Cel"})"
                   + std::string(time) + "}";
        };
        const char* const alone = "premature-imaging warning, ";
        CHECK(with(fever(R"(,"effectiveDateTime":"2026-03-06")")) == "red-flag-infection warning, ");
        CHECK(with(fever(R"(,"effectiveDateTime":"2026-03-07")")) == alone);
        // Seen before, and reported after.
        CHECK(with(fever(R"(,"effectiveDateTime":"2026-03-05","issued":"2026-03-07T10:00:00Z")")) == alone);
        CHECK(with(fever("")) == alone); // nobody knows when
        // Its own study and report of that day.
        const std::string report = R"({"resourceType":"DiagnosticReport","id":"r","status":"final",
            "subject":{"reference":"Patient/1"},"effectiveDateTime":"2026-03-06",
            "code":{"coding":[{"system":"http://loinc.org","code":"30679-5"}]},
            "conclusion":"Discitis at L3/4 with an epidural abscess."})";
        CHECK(with(report) == alone);
        // Of another exam it counts.
        std::string other_report = report;
        other_report.replace(other_report.find("30679-5"), 7, "24558-9");
        CHECK(with(other_report) != alone);
    }

    TEST_CASE("what has ended since is seen as it was") {
        std::string ended = pain;
        ended.replace(ended.find("active"), 6, "resolved");
        ended.insert(ended.size() - 1, R"(,"abatementDateTime":"2026-04-20")");
        CHECK(topics_of(line_of(replay_of({patient, ended, mri}), "ServiceRequest/mri"))
              == "premature-imaging warning, ");
    }

    TEST_CASE("adding anything dated after the order never changes its cards") {
        std::size_t orders = 0;
        std::size_t with_cards = 0;
        std::size_t added = 0;
        for (std::uint64_t seed = 1; seed <= 1500; ++seed) {
            CAPTURE(seed);
            Random random(seed);
            GeneratedChart chart = generated_chart(random);
            const auto order = order_of(chart);
            if (!order) continue;
            const std::string id(chart.patient.at("id").as_string());
            PatientRecord record{.patient = id, .resources = texts_of(chart, "past-")};
            record.resources.push_back(json::serialize(chart.patient));
            record.resources.push_back(json::serialize(*order));
            const std::string reference = std::string(order->at("resourceType").as_string()) + "/the-order";
            const json::value before = line_of(replayed(record, ~Lists{}, plan(), aids()), reference);
            if (before.is_null()) continue; // no exam
            ++orders;
            with_cards += topics_of(before).empty() ? 0 : 1;

            // What somebody else has from then on becomes the patient's, of the next days or years later,
            // with an order of its own.
            const std::chrono::days by(random(2) == 0 ? 40 : 3000);
            GeneratedChart later = moved(generated_chart(random), by);
            for (const std::string& text : texts_of(later, "later-")) {
                if (!is_later(text, "2026-11-21")) continue;
                ++added;
                json::object resource = json::parse(text).as_object();
                if (resource.contains("subject"))
                    resource["subject"] = json::object{{"reference", "Patient/" + id}};
                record.resources.push_back(json::serialize(resource));
            }
            if (auto later_order = order_of(later)) {
                (*later_order)["id"] = "later-order";
                (*later_order)["authoredOn"] = "2026-11-22";
                (*later_order)["subject"] = json::object{{"reference", "Patient/" + id}};
                record.resources.push_back(json::serialize(*later_order));
            }
            const json::value after = line_of(replayed(record, ~Lists{}, plan(), aids()), reference);
            CHECK(json::serialize(after) == json::serialize(before));
        }
        MESSAGE(orders << " orders, " << with_cards << " with cards; " << added << " later resources");
        CHECK(added > 1000);
        CHECK(orders > 300);
        CHECK(with_cards > 200);
    }

    TEST_CASE("an order gets the cards that the service gave to its draft") {
        std::size_t compared = 0;
        for (const psoas::tests::Story& story : psoas::tests::stories()) {
            CAPTURE(story.name);
            boost::system::error_code error;
            const json::value request = json::parse(story.request, error);
            if (error || story.service != "psoas-order-select" || !request.is_object()) continue;
            const json::value* const drafts = request.get_object().if_contains("context");
            if (drafts == nullptr || !drafts->as_object().contains("draftOrders")) continue;
            const json::array& entries = drafts->at("draftOrders").at("entry").as_array();
            const json::value* const prefetch = request.get_object().if_contains("prefetch");
            if (entries.size() != 1 || prefetch == nullptr) continue;

            json::object order = entries.front().at("resource").as_object();
            order["status"] = "active";
            order["authoredOn"] = "2026-11-21";
            PatientRecord record{.patient = std::string(drafts->at("patientId").as_string()),
                                 .resources = {}};
            bool all_dated = true;
            bool all_supplied = true;
            Lists supplied;
            const auto take = [&](const json::value& resource) {
                const std::string text = json::serialize(resource);
                REQUIRE(
                    fhir::read_document(text, [&](const fhir::Resource& read, fhir::ResourceReader::Place) {
                        all_dated &= read.type() == "Patient" || fhir::known_since(read).has_value();
                        const auto known = fhir::known_since(read);
                        all_dated &= !known || fhir::had_come(*known, {.day = psoas::tests::story_day});
                        if (const auto list = fhir::ChartBuilder::list_of(read.type()))
                            supplied.set(static_cast<std::size_t>(*list));
                    }));
                record.resources.push_back(text);
            };
            constexpr std::array keys{"patient",        "conditions",        "observations",
                                      "imagingStudies", "diagnosticReports", "medications",
                                      "procedures",     "serviceRequests",   "questionnaireResponses"};
            for (std::size_t i = 0; i < keys.size(); ++i) {
                const json::value* const list = prefetch->as_object().if_contains(keys[i]);
                if (list == nullptr || !list->is_object()) {
                    all_supplied &= i == keys.size() - 1; // few stories have a form
                    continue;
                }
                supplied.set(i);
                const json::object& object = list->get_object();
                if (!object.contains("entry") && object.at("resourceType").as_string() != "Bundle")
                    take(*list);
                else if (const json::value* const all = object.if_contains("entry"))
                    for (const json::value& entry : all->as_array())
                        take(entry.at("resource"));
            }
            if (!all_dated || !all_supplied || story.expected.at("status").to_number<int>() != 200) continue;
            record.resources.push_back(json::serialize(order));
            const ReplayPlan its_plan{.policies = {{"site", story.policy}}};
            const json::value line = line_of(replayed(record, supplied, its_plan, aids()),
                                             std::string(order.at("resourceType").as_string()) + "/"
                                                 + std::string(order.at("id").as_string()));
            if (line.is_null()) continue; // no MRI or CT of spine, pelvis or hip
            std::string expected;
            for (const json::value& card : story.expected.at("cards").as_array())
                expected += std::string(card.at("topic").as_string()) + " "
                            + std::string(card.at("indicator").as_string()) + ", ";
            CHECK(topics_of(line) == expected);
            ++compared;
        }
        MESSAGE(compared << " stories");
        CHECK(compared >= 10);
    }

    TEST_CASE("what is done without an order is judged as if it had been ordered that day") {
        for (const std::string& done : {
                 std::string(
                     R"({"resourceType":"ImagingStudy","id":"x","status":"available","started":"2026-03-06",
                     "description":"MRI lumbar spine","series":[{"modality":{"system":
                     "http://dicom.nema.org/resources/ontology/DCM","code":"MR"}}],
                     "subject":{"reference":"Patient/1"}})"),
                 std::string(
                     R"({"resourceType":"Procedure","id":"x","status":"completed",
                     "performedDateTime":"2026-03-06",
                     "code":{"text":"MRI of the lumbar spine"},"subject":{"reference":"Patient/1"}})"),
                 std::string(R"({"resourceType":"DiagnosticReport","id":"x","status":"final",
                     "effectiveDateTime":"2026-03-06","issued":"2026-03-08T10:00:00Z",
                     "code":{"coding":[{"system":"http://loinc.org","code":"30679-5"}]},
                     "conclusion":"Vertebral metastasis.","subject":{"reference":"Patient/1"}})"),
             }) {
            CAPTURE(done);
            const PatientReplay replay = replay_of({patient, pain, without_newlines(done)});
            REQUIRE(lines_of(replay).size() == 1);
            CHECK(topics_of(json::parse(lines_of(replay).front())) == "premature-imaging warning, ");
        }
    }

    TEST_CASE("a resource that is given twice counts as it came last") {
        std::string corrected = pain;
        corrected.replace(corrected.find("2026-03-01"), 10, "2025-03-01");
        const PatientReplay replay = replay_of({patient, pain, mri, corrected});
        CHECK(topics_of(line_of(replay, "ServiceRequest/mri")).empty());
        CHECK(replay.counts.sum({"", "resources", "Condition", "given twice", ""}) == 1);
    }

    TEST_CASE("what is without a date is left out and counted") {
        std::string undated = pain;
        const std::string dates = R"("onsetDateTime":"2026-03-01","recordedDate":"2026-03-02",)";
        undated.erase(undated.find(dates), dates.size());
        const PatientReplay replay = replay_of({patient, undated, mri});
        CHECK(replay.counts.sum({"", "resources", "Condition", "without a date", ""}) == 1);
        CHECK(replay.counts.sum({"default", "onset", "unknown", "", ""}) == 1);
    }

    TEST_CASE("an order without a day is counted apart and not judged") {
        const std::string cancer = R"({"resourceType":"Condition","id":"cancer",
            "subject":{"reference":"Patient/1"},"clinicalStatus":{"coding":[{"code":"active"}]},
            "recordedDate":"2026-03-31",
            "code":{"coding":[{"system":"http://hl7.org/fhir/sid/icd-10-cm","code":"C61"}]}})";
        struct Case {
            const char* time;
            const char* topics; ///< nullptr: not judged
        };
        for (const Case& each : {
                 Case{"2026-03", nullptr},
                 Case{"2026", nullptr},
                 Case{"2026-03-30", "premature-imaging info, "},
                 Case{"2026-03-31", "red-flag-malignancy warning, "},
             }) {
            CAPTURE(each.time);
            std::string order = mri;
            order.replace(order.find("2026-03-06"), 10, each.time);
            const PatientReplay replay = replay_of({patient, pain, without_newlines(cancer), order});
            const bool is_judged = each.topics != nullptr;
            CHECK(replay.exams == (is_judged ? 1 : 0));
            CHECK(replay.cards.empty() != is_judged);
            CHECK(replay.counts.sum({"", "orders", "", "", ""}) == (is_judged ? 1 : 0));
            CHECK(replay.counts.sum({"", "patients", "with orders", "", ""}) == (is_judged ? 1 : 0));
            CHECK(replay.counts.sum({"", "orders without a day", "mri lumbar-spine", "ServiceRequest", ""})
                  == (is_judged ? 0 : 1));
            if (is_judged) CHECK(topics_of(line_of(replay, "ServiceRequest/mri")) == each.topics);
        }
    }

    TEST_CASE("orders whose cards rest on their own day are counted unless times tell what came first") {
        const auto fever = [](const std::string& time, const char* value) {
            return R"({"resourceType":"Observation","id":"t","status":"final",
                "subject":{"reference":"Patient/1"},"effectiveDateTime":")"
                   + time + R"(","code":{"coding":[{"system":"http://loinc.org","code":"8310-5"}]},
                "valueQuantity":{"value":)"
                   + value + R"(,"unit":"Cel","system":"http://unitsofmeasure.org","code":"Cel"}})";
        };
        struct Case {
            const char* ordered;
            const char* seen;
            const char* value;
            int same_day;
        };
        for (const Case& each : {
                 Case{"2026-03-06", "2026-03-06", "39.1", 1},
                 Case{"2026-03-06T10:00:00Z", "2026-03-06", "39.1", 1},
                 Case{"2026-03-06", "2026-03-06T10:00:00Z", "39.1", 1},
                 Case{"2026-03-06T10:00:00Z", "2026-03-06T09:00:00Z", "39.1", 0},
                 Case{"2026-03-06", "2026-03-05", "39.1", 0},
                 Case{"2026-03-06", "2026-03-06", "36.8", 0}, // no card rests on it
             }) {
            CAPTURE(each.ordered);
            CAPTURE(each.seen);
            CAPTURE(each.value);
            std::string order = mri;
            order.replace(order.find("2026-03-06"), 10, each.ordered);
            const PatientReplay replay =
                replay_of({patient, pain, without_newlines(fever(each.seen, each.value)), order});
            const char* const measure = "orders with evidence of the same day";
            CHECK(replay.counts.sum({"default", "orders with cards", "", "", "2026-03"}) == 1);
            CHECK(replay.counts.sum({"default", measure, "", "", "2026-03"}) == each.same_day);
        }
    }

    TEST_CASE("policies are compared with the first") {
        logic::Policy strict;
        strict.premature_firm_days = strict.premature_soft_days = std::chrono::days(3);
        const ReplayPlan two{.policies = {{"now", {}}, {"new", strict}}};
        const PatientReplay replay =
            replayed({.patient = "1", .resources = {patient, pain, mri}}, ~Lists{}, two, aids());
        CHECK(replay.counts.sum({"now", "cards", "", "", ""}) == 1);
        CHECK(replay.counts.sum({"new", "cards", "", "", ""}) == 0);
        CHECK(replay.counts.sum({"new", "changed", "premature-imaging", "lost", ""}) == 1);
        CHECK(replay.counts.sum({"now", "changed", "", "", ""}) == 0);
        CHECK(replay.counts.sum({"now", "patients", "with cards", "", ""}) == 1);
        CHECK(replay.counts.sum({"new", "patients", "with cards", "", ""}) == 0);
    }

    TEST_CASE("orders of other days are left out") {
        const std::chrono::sys_days day = std::chrono::year{2026} / 3 / 6;
        struct Case {
            std::optional<std::chrono::sys_days> from;
            std::optional<std::chrono::sys_days> to;
            std::size_t exams;
        };
        for (const Case& each : {Case{day, day, 1}, Case{day + std::chrono::days(1), {}, 0},
                                 Case{{}, day - std::chrono::days(1), 0}, Case{{}, {}, 1}}) {
            const ReplayPlan some{.policies = {{"default", {}}}, .from = each.from, .to = each.to};
            CHECK(replayed({.patient = "1", .resources = {patient, pain, mri}}, ~Lists{}, some, aids()).exams
                  == each.exams);
        }
    }

    TEST_CASE("an order of a month counts where it can have been in the time that is replayed") {
        std::string order = mri;
        order.replace(order.find("2026-03-06"), 10, "2026-03");
        const auto counted = [&](std::optional<std::chrono::sys_days> from,
                                 std::optional<std::chrono::sys_days> to) {
            const ReplayPlan some{.policies = {{"default", {}}}, .from = from, .to = to};
            return replayed({.patient = "1", .resources = {patient, pain, order}}, ~Lists{}, some, aids())
                .counts.sum({"", "orders without a day", "", "", ""});
        };
        const std::chrono::sys_days first = std::chrono::year{2026} / 3 / 1;
        const std::chrono::sys_days last = std::chrono::year{2026} / 3 / 31;
        CHECK(counted({}, {}) == 1);
        CHECK(counted(last, {}) == 1);
        CHECK(counted(last + std::chrono::days(1), {}) == 0);
        CHECK(counted({}, first) == 1);
        CHECK(counted({}, first - std::chrono::days(1)) == 0);
    }

    TEST_CASE("a list that the export does not have was not supplied and one that is cut was read in part") {
        const auto request = [&](Lists supplied, Lists in_part) {
            std::vector<HeldResource> held;
            for (const std::string& text : {patient, pain, mri})
                REQUIRE(
                    fhir::read_document(text, [&](const fhir::Resource& read, fhir::ResourceReader::Place) {
                        held.push_back({.resource = read, .text = text, .known = fhir::known_since(read)});
                    }));
            const PastExams past = past_exams(held, aids().terminology);
            REQUIRE(past.exams.size() == 1);
            return past_request(
                {.patient = "1", .resources = held, .supplied = supplied, .read_in_part = in_part},
                past.exams.front(), aids());
        };
        const auto observations = static_cast<std::size_t>(logic::Source::observations);
        const auto state = [&](const HookRequest& asked) {
            return asked.chart.of(logic::Source::observations);
        };
        CHECK(state(request(~Lists{}, {})) == logic::Availability::read);
        CHECK(state(request(~Lists{}.set(observations), {})) == logic::Availability::not_supplied);
        CHECK(state(request(~Lists{}, Lists{}.set(observations))) == logic::Availability::cut);
    }

    TEST_CASE("nothing of the record but ids and what findings are called is in the cards") {
        std::string named = pain;
        named.insert(named.size() - 1,
                     R"(,"note":[{"text":"Mrs Unforgettable has low back pain for 5 days"}])");
        const PatientReplay replay =
            replay_of({R"({"resourceType":"Patient","id":"1","birthDate":"1990-01-01",
                "name":[{"family":"Unforgettable"}]})",
                       named, mri});
        REQUIRE_FALSE(replay.cards.empty());
        CHECK(replay.cards.find("Unforgettable") == std::string::npos);
    }
}
