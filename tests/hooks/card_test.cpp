#include "hooks/card.hpp"

#include "hooks/plain_text.hpp"
#include "tests/hooks/conformance.hpp"
#include "tests/hooks/hook_request_of.hpp"

#include <doctest/doctest.h>

#include <random>
#include <string>
#include <vector>

using namespace psoas;
using namespace psoas::hooks;
using namespace std::chrono;
using logic::Row;
using logic::Topic;

namespace {

constexpr sys_days today = 2026y / 11 / 21;

Topic topic_of(Row row) {
    if (row <= Row::img_prem_4) return Topic::premature_imaging;
    if (row == Row::rad_1) return Topic::radiograph_first;
    if (row <= Row::rf_ces_5) return Topic::red_flag_cauda_equina;
    if (row <= Row::rf_mal_4) return Topic::red_flag_malignancy;
    if (row <= Row::rf_inf_4) return Topic::red_flag_infection;
    if (row <= Row::rf_fx_4) return Topic::red_flag_fracture;
    if (row <= Row::neu_2) return Topic::progressive_deficit;
    if (row == Row::pso_abs_1) return Topic::psoas_abscess;
    if (row == Row::pso_abs_2) return Topic::red_flag_infection;
    if (row <= Row::pso_hem_2) return Topic::psoas_hemorrhage;
    if (row == Row::pso_neo_1) return Topic::red_flag_malignancy;
    if (row == Row::surg_2 || row == Row::surg_3) return Topic::conservative_care;
    return Topic::malignant_psoas_syndrome;
}

// Advice that fills every part of a card, with `text` wherever the record may put something.
logic::Advice full_advice(Row row, const std::string& text) {
    const logic::Evidence evidence{.finding = logic::Finding::cancer_history,
                                   .reference = text,
                                   .code = text,
                                   .text = text,
                                   .value = text,
                                   .onset = today};
    logic::Advice advice{.topic = topic_of(row), .indicator = logic::Indicator::warning, .rows = {row}};
    advice.evidence = advice.weak_flags = {evidence};
    advice.measured = {{.reference = text, .text = text, .shown = text}};
    advice.studies = {{.reference = text, .text = text}};
    advice.gaps = {{logic::Sought::cancer, logic::Availability::cut}};
    advice.notes = {logic::Note::imaging_alone};
    advice.folded = {{.row = Row::rad_1, .evidence = {evidence}}};
    for (int kind = 0; kind <= static_cast<int>(logic::ActionKind::add_image_guidance); ++kind)
        advice.actions.push_back({.kind = static_cast<logic::ActionKind>(kind)});
    advice.override_reasons = {logic::OverrideReason::red_flag, logic::OverrideReason::care_done};
    advice.order = 0;
    advice.pain_duration = days{5};
    advice.age_years = 82;
    advice.weight_loss = logic::WeightLoss{6, 8};
    advice.mps.emplace();
    for (logic::Criterion& criterion : advice.mps->criteria)
        criterion = {logic::CriterionState::partial, {evidence}};
    advice.mps_treatment.emplace();
    advice.mps_treatment->names_methadone = advice.mps_treatment->names_blocks = true;
    advice.mps_treatment->radiotherapy = {evidence};
    for (logic::Treatment& treatment : advice.mps_treatment->classes)
        treatment = {logic::TreatmentState::found, {evidence}};
    return advice;
}

} // namespace

TEST_SUITE("hooks/card") {
    TEST_CASE("P-20 and P-21: every row gives a card that holds to the response schema") {
        for (const Hook hook : {Hook::patient_view, Hook::order_select, Hook::order_sign})
            for (std::size_t row = 0; row < logic::row_count; ++row) {
                CAPTURE(row);
                const logic::Advice advice = full_advice(static_cast<Row>(row), "text");
                const Card card = card_for(advice, tests::hook_request_of(hook), logic::Policy{}, today);
                CHECK(tests::violation_of_cards(cards_response(std::span(&card, 1))) == "");
                CHECK(character_count(card.summary) < 140);
                CHECK(card.source.topic.code == logic::code(advice.topic));
                CHECK(card.indicator == advice.indicator);
                CHECK(card.links.size() >= 1);
                CHECK(card.links.front().url == card.source.url);
            }
    }

    TEST_CASE("P-24: override reasons never repeat a code") {
        logic::Advice advice = full_advice(Row::img_prem_1, "text");
        advice.override_reasons.clear();
        for (int reason = 0; reason <= static_cast<int>(logic::OverrideReason::mri_contraindicated); ++reason)
            advice.override_reasons.push_back(static_cast<logic::OverrideReason>(reason));
        const Card card =
            card_for(advice, tests::hook_request_of(Hook::order_select), logic::Policy{}, today);
        CHECK(tests::violation_of_cards(cards_response(std::span(&card, 1))) == "");
        CHECK(card.override_reasons.size() == 15 + 4);
    }

    TEST_CASE("P-22 and P-27: whatever the record holds the card is valid and shows it as plain text") {
        using namespace std::string_literals;
        std::vector<std::string> texts{"<script>alert(1)</script> [x](javascript:alert(1)) `a` **b** | c |",
                                       "a\r\n# heading\n- list\n| t |\n\n    code",
                                       "https://evil.example/ www.evil.example a@evil.example",
                                       "\0\x1B[2J\x7F"s,
                                       "\xED\xA0\x80\xFF\xC0\xAF"s,
                                       "\u202E\u2066\U0001F9B4",
                                       std::string(100'000, 'x')};
        std::mt19937 random(22);
        for (int round = 0; round < 100; ++round) {
            std::string bytes(1 + random() % 80, '\0');
            for (char& byte : bytes)
                byte = static_cast<char>(random());
            texts.push_back(std::move(bytes));
        }
        for (std::size_t i = 0; i < texts.size(); ++i) {
            CAPTURE(i);
            const auto row = static_cast<Row>(i % logic::row_count);
            const Card card = card_for(full_advice(row, texts[i]), tests::hook_request_of(Hook::order_select),
                                       logic::Policy{}, today);
            CHECK(tests::violation_of_cards(cards_response(std::span(&card, 1))) == "");
            for (const char* active :
                 {"<", ">", "](javascript:", "\u202E", "\n# ", "\n| ", "www.evil", "a@evil", "`a`"})
                CHECK(card.detail.find(active) == std::string::npos);
            CHECK(card.detail.size() < 20'000);
        }
    }

    TEST_CASE("advice about an order that the request does not have still gives a card") {
        logic::Advice advice = full_advice(Row::img_prem_1, "text");
        advice.order = 7;
        const Card card =
            card_for(advice, tests::hook_request_of(Hook::order_select), logic::Policy{}, today);
        CHECK(tests::violation_of_cards(cards_response(std::span(&card, 1))) == "");
    }
}
