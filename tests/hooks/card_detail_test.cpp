#include "hooks/card_detail.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace psoas;
using namespace psoas::hooks;
using namespace std::chrono;
using logic::Availability;
using logic::CriterionState;
using logic::Finding;
using logic::Row;

namespace {

const CardText words{
    .summary = "s", .why = "Why.", .guidance = "Guidance.", .citations = {Guideline::acr_low_back_pain}};

bool in_order(const std::string& text, const std::vector<std::string>& parts) {
    std::size_t place = 0;
    for (const std::string& part : parts) {
        CAPTURE(part);
        place = text.find(part, place);
        CHECK(place != std::string::npos);
        if (place == std::string::npos) return false;
        place += part.size();
    }
    return true;
}

} // namespace

TEST_SUITE("hooks/card_detail") {
    TEST_CASE("P-22: the detail says why and evidence and what was not available and guidance and citation "
              "in this order") {
        logic::Advice advice{.rows = {Row::img_prem_1}};
        advice.evidence = {{.finding = Finding::low_back_pain,
                            .reference = "Condition/123",
                            .onset = sys_days{2026y / 11 / 16}}};
        advice.age_years = 55;
        advice.weak_flags = {{.finding = Finding::fever, .reference = "Observation/1"}};
        advice.folded = {
            {.row = Row::rad_1, .evidence = {{.finding = Finding::hip_pain, .reference = "Condition/2"}}}};
        advice.gaps = {{logic::Sought::body_temperature, Availability::unreadable},
                       {logic::Sought::cancer, Availability::read}};
        advice.notes = {logic::Note::imaging_alone};
        const std::string detail = card_detail(words, advice, {});
        CAPTURE(detail);
        in_order(detail, {"Why. (IMG-PREM-1)", "**Evidence in the record**",
                          "- low back pain; since 2026-11-16 (Condition/123)", "- age: 55 years",
                          "**Weak flags**", "Observation/1", "**Also considered**",
                          "radiographs before the selected study (RAD-1)", "Condition/2", "**Not available**",
                          "- body temperature: could not be checked (observations could not be read)",
                          "- cancer: none found in conditions", "**Note**", "Imaging alone cannot confirm",
                          "**Guidance**", "Guidance.", "**Sources**",
                          "](https://doi.org/10.1016/j.jacr.2021.08.002)", "the clinician decides."});
    }

    TEST_CASE("P-27: a section with nothing in it is left out") {
        const std::string detail = card_detail(words, {.rows = {Row::img_prem_1}}, {});
        for (const char* heading :
             {"Evidence", "Weak flags", "Also considered", "Not available", "**Note**", "criteria"}) {
            CAPTURE(heading);
            CHECK(detail.find(heading) == std::string::npos);
        }
    }

    TEST_CASE("MPS: each of the four criteria is listed with its state and evidence and date") {
        logic::Advice advice{.rows = {Row::mps_s2}, .mps = logic::MpsCriteria{}};
        const logic::Evidence mass{.finding = Finding::psoas_malignancy,
                                   .side = logic::Side::left,
                                   .source = logic::Source::diagnostic_reports,
                                   .reference = "DiagnosticReport/ct",
                                   .recorded = sys_days{2026y / 11 / 1}};
        advice.mps->criteria[0] = {CriterionState::present, {mass}};
        advice.mps->criteria[1] = {CriterionState::partial,
                                   {{.finding = Finding::hip_fixed_flexion, .reference = "Observation/1"}}};
        advice.mps->criteria[3] = {
            CriterionState::violated,
            {{.finding = Finding::lumbar_vertebral_metastasis, .reference = "Condition/9"}}};
        advice.evidence = {mass, {.finding = Finding::cancer_active, .reference = "Condition/c"}};
        const std::string detail = card_detail(words, advice, {});
        CAPTURE(detail);
        in_order(detail, {"Criterion 1", "**present**",
                          "malignant psoas involvement; left; recorded 2026-11-01 (DiagnosticReport/ct)",
                          "Criterion 2", "**partial**", "hip held in flexion", "Criterion 3",
                          "**not available**", "Criterion 4", "**not met**", "lumbar vertebral metastasis",
                          "**Evidence in the record**", "active cancer"});
        // Named once, under its criterion.
        CHECK(detail.find("DiagnosticReport/ct") == detail.rfind("DiagnosticReport/ct"));
    }

    TEST_CASE("MPS-TX-1 to MPS-TX-4: each class is listed as found or not found or not available") {
        logic::Advice advice{.rows = {Row::mps_s2, Row::mps_tx_2}, .mps_treatment = logic::MpsTreatment{}};
        auto& classes = advice.mps_treatment->classes;
        classes[0] = {logic::TreatmentState::found,
                      {{.finding = Finding::opioid,
                        .source = logic::Source::medications,
                        .reference = "MedicationRequest/1"}}};
        classes[1].state = logic::TreatmentState::not_found;
        const std::string detail = card_detail(words, advice, {});
        CAPTURE(detail);
        in_order(detail, {"(MPS-S2 and MPS-TX-2)", "**Treatment of the pain in the medication data**",
                          "Opioid: **found**", "MedicationRequest/1",
                          "neuropathic pain (plexopathy): **not found**", "Muscle relaxant",
                          "**not available**", "Anti-inflammatory", "**not available**", "**Guidance**"});
    }

    TEST_CASE("each state of a criterion has its own word") {
        struct Row2 {
            CriterionState state;
            const char* word;
        };
        const Row2 rows[] = {{CriterionState::not_available, "**not available**"},
                             {CriterionState::absent, "**absent**"},
                             {CriterionState::partial, "**partial**"},
                             {CriterionState::unconfirmed, "**unconfirmed**"},
                             {CriterionState::present, "**present**"},
                             {CriterionState::violated, "**not met**"},
                             {CriterionState::other_side, "**documented on the other side**"},
                             {CriterionState::long_ago, "**documented long ago, does not count**"}};
        for (const Row2& row : rows) {
            CAPTURE(row.word);
            logic::Advice advice{.rows = {Row::mps_s2}, .mps = logic::MpsCriteria{}};
            for (logic::Criterion& criterion : advice.mps->criteria)
                criterion.state = row.state;
            CHECK(card_detail(words, advice, {}).find(row.word) != std::string::npos);
        }
    }

    TEST_CASE("a long list is cut and says by how much and repeats are said once") {
        logic::Advice advice{.rows = {Row::rf_mal_1}};
        for (int i = 0; i < 50; ++i)
            advice.evidence.push_back(
                {.finding = Finding::cancer_active, .reference = "Condition/" + std::to_string(i / 2)});
        const std::string detail = card_detail(words, advice, {});
        CHECK(detail.find("- and 5 more") != std::string::npos);
        CHECK(detail.find("Condition/19") != std::string::npos);
        CHECK(detail.find("Condition/20") == std::string::npos);
    }

    TEST_CASE("FAT-1: a card about several orders names them and what it silenced names other orders") {
        const std::vector<logic::Order> orders{{.reference = "ServiceRequest/1", .text = "MRI <b>"},
                                               {.reference = "ServiceRequest/2", .text = "MRI"},
                                               {.reference = "ServiceRequest/3"},
                                               {}};
        logic::Advice advice{.rows = {Row::img_prem_1}};
        advice.order = 0;
        CHECK(card_detail(words, advice, orders).find("Selected orders") == std::string::npos);
        advice.repeated_orders = {1};
        advice.folded = {{.row = Row::rad_1, .orders = {0, 1}},
                         {.row = Row::img_prem_2, .orders = {2, 3, 9}}};
        const std::string detail = card_detail(words, advice, orders);
        CAPTURE(detail);
        in_order(detail,
                 {"**Selected orders that this is about**", "\u201CMRI &lt;b&gt;\u201D (ServiceRequest/1)",
                  "\u201CMRI\u201D (ServiceRequest/2)", "**Also considered**", "(RAD-1)", "(IMG-PREM-2)",
                  "order (ServiceRequest/3)"});
        CHECK(detail.find("ServiceRequest/1") == detail.rfind("ServiceRequest/1"));
    }

    TEST_CASE("P-22: what is folded stays short however much was silenced") {
        const std::vector<logic::Order> orders(1000, {.reference = "ServiceRequest/1", .text = "MRI"});
        logic::Advice advice{.rows = {Row::img_prem_1}};
        advice.order = 0;
        logic::Folded silenced;
        for (std::size_t i = 0; i < 1000; ++i) {
            advice.repeated_orders.push_back(i);
            silenced.orders.push_back(999 - i);
            silenced.evidence.push_back(
                {.finding = Finding::hip_pain, .reference = "Condition/" + std::to_string(i)});
        }
        advice.folded.assign(logic::row_count, silenced);
        const std::string detail = card_detail(words, advice, orders);
        CAPTURE(detail);
        CHECK(detail.find("\n- and 981 more") != std::string::npos);
        CHECK(detail.find("\n  - and 995 more") != std::string::npos);
        CHECK(detail.size() < 12'000);
    }

    TEST_CASE("FOLD: evidence that the card shows already is not repeated") {
        const logic::Evidence cancer{.finding = Finding::cancer_active, .reference = "Condition/c"};
        logic::Advice advice{.rows = {Row::mps_s1}, .evidence = {cancer}};
        advice.folded = {{.row = Row::rf_mal_1,
                          .evidence = {cancer, {.finding = Finding::hip_pain, .reference = "Condition/h"}}}};
        const std::string detail = card_detail(words, advice, {});
        CHECK(detail.find("Condition/c") == detail.rfind("Condition/c"));
        CHECK(detail.find("Condition/h") != std::string::npos);
        CHECK(detail.find("signs of malignancy (RF-MAL-1)") != std::string::npos);
    }

    TEST_CASE("FOLD: a silenced card gives its evidence and not its advice") {
        for (std::size_t row = 0; row < logic::row_count; ++row) {
            logic::Advice advice{.rows = {Row::rf_inf_1}};
            advice.folded = {{.row = static_cast<Row>(row),
                              .evidence = {{.finding = Finding::hip_pain, .reference = "Condition/7"}}}};
            const std::string detail = card_detail(words, advice, {});
            CAPTURE(detail);
            CHECK(detail.find(std::string(logic::id(static_cast<Row>(row)))) != std::string::npos);
            CHECK(detail.find("Condition/7") != std::string::npos);
            CHECK(detail.find("premature") == std::string::npos);
        }
    }

    TEST_CASE("DATA-1: a reason of the order that could not be read is named among what was not available") {
        const logic::Advice advice{.rows = {Row::img_prem_1}};
        const std::string detail = card_detail(words, advice, {}, {.reason = OrderReason::unread});
        in_order(detail, {"**Not available**", "- reason of the order: could not be read", "**Guidance**"});
        CHECK(card_detail(words, advice, {}).find("reason of the order") == std::string::npos);
    }
}
