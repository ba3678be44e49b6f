#pragma once

#include "hooks/guideline.hpp"
#include "logic/advice.hpp"
#include "logic/policy.hpp"

#include <string>
#include <vector>

namespace psoas::hooks {

/// The words that a card has from its row of logic/README.md. Everything else in a card is written alike for
/// all rows.
struct CardText {
    std::string summary{};              ///< plain text under 140 characters (P-20)
    std::string why{};                  ///< Markdown, sentences: why the card fired
    std::string guidance{};             ///< Markdown, sentences: what the guidance says, in our words
    std::vector<Guideline> citations{}; ///< the first is the card's source
};

/// What the words are filled in from.
struct CardSubject {
    const logic::Advice& advice;
    const logic::Policy& policy;
    const logic::Order* order = nullptr; ///< the judged order, if the advice is about one
};

/// The words for the first of the advice's rows. It advises; no word of it says that a diagnosis is made or
/// excluded.
[[nodiscard]] CardText card_text(const CardSubject& subject);

/// The topics; each is card_text() for its own rows.
[[nodiscard]] CardText premature_imaging_text(const CardSubject& subject);
[[nodiscard]] CardText radiograph_first_text(const CardSubject& subject);
[[nodiscard]] CardText imaging_selection_text(const CardSubject& subject);
[[nodiscard]] CardText duplicate_imaging_text(const CardSubject& subject);
[[nodiscard]] CardText l3_radiculopathy_text(const CardSubject& subject);
[[nodiscard]] CardText iliopsoas_bursitis_text(const CardSubject& subject);
[[nodiscard]] CardText cauda_equina_text(const CardSubject& subject);
[[nodiscard]] CardText malignancy_text(const CardSubject& subject);
[[nodiscard]] CardText infection_text(const CardSubject& subject);
[[nodiscard]] CardText fracture_text(const CardSubject& subject);
[[nodiscard]] CardText neurologic_deficit_text(const CardSubject& subject);
[[nodiscard]] CardText psoas_abscess_text(const CardSubject& subject);
[[nodiscard]] CardText psoas_hemorrhage_text(const CardSubject& subject);
[[nodiscard]] CardText psoas_neoplasm_text(const CardSubject& subject);
[[nodiscard]] CardText surgical_referral_text(const CardSubject& subject);
[[nodiscard]] CardText malignant_psoas_syndrome_text(const CardSubject& subject);
[[nodiscard]] CardText conservative_care_text(const CardSubject& subject);
[[nodiscard]] CardText injection_text(const CardSubject& subject);

/// A topic for people: "Premature imaging".
[[nodiscard]] std::string_view display(logic::Topic topic);

} // namespace psoas::hooks
