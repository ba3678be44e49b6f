// Charts that nobody here wrote: the patients of Synthea in ../shared/data, through both hooks over a socket.
#include "tests/e2e/http_client.hpp"
#include "tests/e2e/requests.hpp"
#include "tests/e2e/test_server.hpp"
#include "tests/hooks/conformance.hpp"
#include "tests/story.hpp"

#include "hooks/answer.hpp"
#include "hooks/card.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <doctest/doctest.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <map>
#include <memory>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

using namespace psoas;
using namespace psoas::e2e;

namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

constexpr std::string_view charts_folder = PSOAS_SOURCE_DIR "/../shared/data/synthea-r4";

std::string unzipped(const fs::path& file) {
    const std::unique_ptr<gzFile_s, int (*)(gzFile)> in(gzopen(file.c_str(), "rb"), gzclose);
    if (!in) throw std::runtime_error("cannot open " + file.string());
    std::string text;
    std::vector<char> part(1U << 16U);
    int length = 0;
    while ((length = gzread(in.get(), part.data(), static_cast<unsigned>(part.size()))) > 0)
        text.append(part.data(), static_cast<std::size_t>(length));
    if (length < 0) throw std::runtime_error("cannot unzip " + file.string());
    return text;
}

std::string_view text_of(const json::object& object, std::string_view member) {
    const json::value* value = object.if_contains(member);
    return value != nullptr && value->is_string() ? std::string_view(value->get_string()) : "";
}

/// One patient's resources by type.
struct Chart {
    std::string file;
    std::map<std::string, json::array, std::less<>> resources;

    [[nodiscard]] const json::object* patient() const {
        const auto found = resources.find("Patient");
        return found == resources.end() ? nullptr : &found->second.front().as_object();
    }
};

Chart chart_in(const fs::path& file) {
    Chart chart{.file = file.filename().string(), .resources = {}};
    const json::value bundle = json::parse(unzipped(file));
    for (const json::value& entry : bundle.at("entry").as_array()) {
        const json::value& resource = entry.at("resource");
        chart.resources[std::string(resource.at("resourceType").as_string())].push_back(resource);
    }
    return chart;
}

std::string request_about(const Chart& chart, std::string_view hook) {
    constexpr std::array<std::array<std::string_view, 2>, 7> prefetched{{
        {"conditions", "Condition"},
        {"observations", "Observation"},
        {"imagingStudies", "ImagingStudy"},
        {"diagnosticReports", "DiagnosticReport"},
        {"medications", "MedicationRequest"},
        {"procedures", "Procedure"},
        {"serviceRequests", "ServiceRequest"},
    }};
    json::object prefetch;
    if (const json::object* patient = chart.patient()) prefetch["patient"] = *patient;
    for (const auto& [key, type] : prefetched) {
        json::array entries;
        if (const auto found = chart.resources.find(type); found != chart.resources.end())
            for (const json::value& resource : found->second)
                entries.push_back(json::object{{"resource", resource}});
        prefetch[key] = {{"resourceType", "Bundle"}, {"type", "searchset"}, {"entry", std::move(entries)}};
    }

    const std::string patient_id(chart.patient() != nullptr ? text_of(*chart.patient(), "id") : "nobody");
    json::object context{{"userId", "Practitioner/1"}, {"patientId", patient_id}};
    if (hook == "order-select") {
        json::value order =
            json::parse(R"({"resourceType":"ServiceRequest","id":"mri","status":"draft","intent":"order",
            "code":{"coding":[{"system":"http://www.ama-assn.org/go/cpt","code":"72148"}]},
            "reasonCode":[{"coding":[{"system":"http://hl7.org/fhir/sid/icd-10-cm","code":"M54.50"}]}]})");
        order.as_object()["subject"] = {{"reference", "Patient/" + patient_id}};
        json::value drafts = json::parse(R"({"resourceType":"Bundle","type":"collection","entry":[{}]})");
        drafts.at("entry").as_array().front().as_object()["resource"] = std::move(order);
        context["selections"] = {"ServiceRequest/mri"};
        context["draftOrders"] = std::move(drafts);
    }
    return json::serialize(json::object{{"hook", hook},
                                        {"hookInstance", "3b9f0d1c-6f6e-4f0a-9b0a-0d8e3f5c2a11"},
                                        {"context", std::move(context)},
                                        {"prefetch", std::move(prefetch)}});
}

/// Whether a resource of a type carries one of these words in the display of its code. Cruder than the
/// service and independent of it: this is how a person would search the chart.
bool mentions(const Chart& chart, std::string_view type, std::string_view code_member,
              std::initializer_list<std::string_view> words) {
    const auto found = chart.resources.find(type);
    if (found == chart.resources.end()) return false;
    return std::ranges::any_of(found->second, [&](const json::value& resource) {
        if (!resource.as_object().contains(code_member)) return false;
        const std::string code = json::serialize(resource.at(code_member));
        return std::ranges::any_of(words,
                                   [&](std::string_view word) { return code.find(word) != code.npos; });
    });
}

/// The topics that a person expects for a lumbar MRI ordered for back pain of unknown onset.
std::set<std::string> expected_topics(const Chart& chart) {
    if (const json::object* patient = chart.patient()) {
        if (patient->contains("deceasedDateTime") || patient->contains("deceasedBoolean")) return {};
        constexpr std::string_view eighteenth_birthday_today = "2008-11-21"; // GATE: adults only
        if (text_of(*patient, "birthDate") > eighteenth_birthday_today) return {};
    }
    std::set<std::string> topics;
    if (mentions(chart, "Condition", "code", {"alignant neoplasm", "Neoplasm of", "ancer", "alignant tumor"}))
        topics.insert("red-flag-malignancy");
    if (mentions(chart, "Condition", "code", {"Osteoporosis", "due to osteoporosis"}))
        topics.insert("red-flag-fracture");
    // The appendicitis of 2017 that one chart never closed is no infection of today.
    if (mentions(chart, "MedicationRequest", "medicationCodeableConcept", {"DOCEtaxel", "oxaliplatin"}))
        topics.insert("red-flag-infection");
    if (topics.empty()) topics.insert("premature-imaging");
    return topics;
}

std::set<std::string> topics_of(std::string_view answer) {
    std::set<std::string> topics;
    const json::value parsed = json::parse(answer);
    for (const json::value& card : parsed.at("cards").as_array())
        topics.insert(std::string(card.at("source").at("topic").at("code").as_string()));
    return topics;
}

} // namespace

TEST_SUITE("e2e/synthea") {
    TEST_CASE("every Synthea chart gets a conformant answer from both hooks, and the cards that its "
              "diagnoses call for") {
        if (!fs::exists(charts_folder)) {
            MESSAGE("skipped: no Synthea charts in ", charts_folder);
            return;
        }
        TestServer server({}, [](const hooks::HookRequest& request) {
            return hooks::cards_response(hooks::answer(request, logic::Policy{}, tests::story_day));
        });
        HttpClient client(server.endpoint());
        std::map<std::string, int> counted;
        int charts = 0;
        for (const auto& file : fs::directory_iterator(charts_folder)) {
            const Chart chart = chart_in(file.path());
            CAPTURE(chart.file);
            ++charts;
            for (const std::string hook : {"patient-view", "order-select"}) {
                CAPTURE(hook);
                client.send(call(request_about(chart, hook), "/cds-services/psoas-" + hook));
                const auto reply = client.receive();
                REQUIRE(reply.has_value());
                CHECK(reply->result_int() == 200);
                CHECK(hooks::tests::violation_of_cards(reply->body()) == "");
                // Synthea 2.4 records no pain of back, hip or groin: opening such a chart is no reason to
                // speak.
                const std::set<std::string> topics = topics_of(reply->body());
                CHECK(topics == (hook == "patient-view" ? std::set<std::string>{} : expected_topics(chart)));
                for (const std::string& topic : topics)
                    ++counted[hook + ": " + topic];
                if (topics.empty()) ++counted[hook + ": silent"];
            }
        }
        CHECK(charts == 56);
        for (const auto& [what, times] : counted)
            MESSAGE(what, ": ", times);
    }
}
