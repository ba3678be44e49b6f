#include "hooks/sandbox/findings.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <doctest/doctest.h>

#include <string>

using namespace psoas;
using namespace psoas::hooks;
using namespace std::chrono_literals;
namespace json = boost::json;
using logic::Finding;

TEST_SUITE("hooks/sandbox/findings") {
    TEST_CASE("P-121: a finding is of the kind under which the vocabulary lists it") {
        struct Row {
            Finding finding;
            std::string_view kind;
        };
        const Row rows[] = {
            {Finding::low_back_pain, "pain"},
            {Finding::conservative_care_ordered, "pain"},
            {Finding::urinary_retention, "red-flag"},
            {Finding::proximal_femur_metastasis, "red-flag"},
            {Finding::medial_lower_leg_sensory_loss, "examination"},
            {Finding::femoral_neuropathy, "examination"},
            {Finding::psoas_mass, "imaging"},
            {Finding::contrast_imaging_recommended, "imaging"},
            {Finding::anticoagulant, "treatment"},
            {Finding::cauda_equina_operated, "treatment"},
            {Finding::prior_lumbar_surgery, "other"},
            {Finding::pregnancy, "other"},
        };
        for (const Row& row : rows) {
            CAPTURE(code(row.finding));
            CHECK(kind_of(row.finding) == row.kind);
        }
    }

    TEST_CASE("P-121: what was read is told with its words and dates and place from the latest on") {
        logic::Chart chart;
        chart.set(logic::Source::conditions, logic::Availability::read);
        chart.set(logic::Source::observations, logic::Availability::unreadable);
        chart.evidence = {
            {.finding = Finding::fever,
             .presence = logic::Presence::absent,
             .source = logic::Source::observations,
             .text = "no fever"},
            {.finding = Finding::low_back_pain,
             .side = logic::Side::left,
             .reference = "Condition/1",
             .text = "Low\nback pain",
             .onset = logic::DateRange{2026y / 11 / 16}},
            {.finding = Finding::psoas_mass,
             .certainty = logic::Certainty::unconfirmed,
             .course = logic::Course::past,
             .source = logic::Source::order_reason,
             .recorded = logic::DateRange{2026y / 10 / 1, 2026y / 10 / 31}},
        };
        chart.measurements = {{.quantity = logic::Quantity::body_weight,
                               .value = 70,
                               .date = logic::DateRange{2026y / 11 / 20},
                               .reference = "Observation/w",
                               .text = "Weight",
                               .shown = "70 kg"}};
        chart.studies = {
            {.modality = logic::Modality::mri, .region = logic::Region::lumbar_spine, .date = {}}};
        chart.ordered_studies = {{.modality = logic::Modality::ct,
                                  .region = logic::Region::pelvis,
                                  .ordered = logic::DateRange{2026y / 11 / 18},
                                  .reference = "ServiceRequest/1"}};
        const json::object told = findings_json(chart);

        const json::array expected{
            {{"kind", "measurement"},
             {"what", "body weight"},
             {"presence", "present"},
             {"text", "Weight"},
             {"value", "70 kg"},
             {"recorded", "2026-11-20"},
             {"source", "observations"},
             {"reference", "Observation/w"}},
            {{"kind", "imaging"},
             {"what", "CT of pelvis, ordered"},
             {"presence", "present"},
             {"recorded", "2026-11-18"},
             {"source", "serviceRequests"},
             {"reference", "ServiceRequest/1"}},
            {{"kind", "pain"},
             {"what", "low back pain"},
             {"presence", "present"},
             {"side", "left"},
             {"text", "Low back pain"},
             {"onset", "2026-11-16"},
             {"source", "conditions"},
             {"reference", "Condition/1"}},
            {{"kind", "imaging"},
             {"what", "psoas mass"},
             {"presence", "present"},
             {"certainty", "unconfirmed"},
             {"course", "past"},
             {"recorded", "2026-10"},
             {"source", "order"}},
            {{"kind", "red-flag"},
             {"what", "fever"},
             {"presence", "absent"},
             {"text", "no fever"},
             {"source", "observations"}},
            {{"kind", "imaging"},
             {"what", "MRI of lumbar spine"},
             {"presence", "present"},
             {"source", "imagingStudies"}},
        };
        CHECK(json::serialize(told.at("findings")) == json::serialize(expected));
        CHECK_FALSE(told.contains("leftOut"));
        for (const json::value& list : told.at("lists").as_array()) {
            CAPTURE(list.at("key").as_string());
            const std::string_view state = list.at("key") == "conditions"     ? "read"
                                           : list.at("key") == "observations" ? "unreadable"
                                                                              : "not-supplied";
            CHECK(list.at("state").as_string() == state);
        }
        CHECK(told.at("lists").as_array().size() == 9);
    }

    TEST_CASE("P-27: of a chart that holds nothing the lists alone are told") {
        const json::object told = findings_json({});
        CHECK(told.size() == 1);
        CHECK(told.at("lists").as_array().size() == 9);
    }

    TEST_CASE("P-121: past a bound findings are counted and hostile text stays one line of valid UTF-8") {
        logic::Chart chart;
        chart.evidence.assign(
            most_findings + 7,
            {.finding = Finding::fever, .text = "a\xFF\x1B[31m\xE2\x80\xAE" + std::string(5000, 'b')});
        const json::object told = findings_json(chart);
        CHECK(told.at("findings").as_array().size() == most_findings);
        CHECK(told.at("leftOut") == 7);
        const json::string& text = told.at("findings").at(0).at("text").as_string();
        CHECK(text.size() < 400);
        CHECK(text.find('\x1B') == json::string::npos);
        CHECK(text.find("\xE2\x80\xAE") == json::string::npos);
        CHECK(text.find('\xFF') == json::string::npos);
    }
}
