#include "fhir/ingredient_words.hpp"

#include "fhir/words.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace psoas;
using namespace psoas::fhir;
using logic::Finding;

namespace {

/// Whether the words name a treatment that is in the circulation.
bool is_systemic(std::string_view name, Finding treatment, FormOrRoute given = FormOrRoute::not_local) {
    const std::string words = lowercase(name);
    const auto named = treatments_named_in(words);
    return std::ranges::find(named, treatment) != named.end() && !is_used_locally(treatment, words, given);
}

} // namespace

TEST_SUITE("fhir/ingredient_words") {
    TEST_CASE("PSO-HEM-2: an anticoagulant for all of the body is not lost by an odd word beside it") {
        struct Row {
            const char* name;
            bool systemic;
        };
        const Row rows[] = {
            {"Heparin 5000 units subcutaneous", true},
            {"Heparin 5000 units subcutaneous, flush cannula after", true},
            {"Heparin 5000 units SC; flush line with saline", true},
            {"heparin infusion, line flush as per protocol", true},
            {"enoxaparin injection 40 mg prefilled syringe", true},
            {"enoxaparin 40 mg (topical anaesthetic before injection)", true},
            {"warfarin 5 mg oral tablet; stop eye drops", true},
            {"apixaban (patient uses nasal spray)", true},
            {"rivaroxaban 20 mg, hydrocortisone cream", true},
            {"Heparin 5000 units; hydrocortisone cream", true},
            {"heparin lock flush 10 units/mL", false},
            {"Heparin flush and warfarin 5 mg", true},
            {"heparin sodium, porcine 100 UNT/ML Injectable Solution [Hep-Lock]", false},
            {"heparin 1000 IU/g gel", false},
            {"heparin\nheparin sodium gel", false},
            {"Hepathromb gel", false},
        };
        for (const Row& row : rows) {
            CAPTURE(row.name);
            CHECK(is_systemic(row.name, Finding::anticoagulant) == row.systemic);
        }
    }

    TEST_CASE("PSO-HEM-2: of anticoagulants a local form or route is believed for heparin alone") {
        CHECK_FALSE(is_systemic("heparin 10 units/mL", Finding::anticoagulant, FormOrRoute::local));
        CHECK(is_systemic("apixaban 5 mg", Finding::anticoagulant, FormOrRoute::local));
    }

    TEST_CASE("PSO-HEM-2: a brand without its ingredient is local only where it is one of heparin") {
        CHECK(is_used_locally(Finding::anticoagulant, "hepathromb gel", FormOrRoute::not_local));
        CHECK_FALSE(
            is_used_locally(Finding::anticoagulant, "coumadin 5 mg; eye drops", FormOrRoute::not_local));
    }

    TEST_CASE("RF-FX-3: a form stands for the ingredient that it stands beside") {
        struct Row {
            const char* name;
            Finding treatment;
            bool systemic;
        };
        const Row rows[] = {
            {"prednisone 5 mg tablet; stop eye drops", Finding::steroid_use, true},
            {"prednisone 20 mg (patient uses nasal spray)", Finding::steroid_use, true},
            {"prednisone 5 mg; hydrocortisone cream", Finding::steroid_use, true},
            {"hydrocortisone 1% (topical cream)", Finding::steroid_use, false},
            {"hydrocortisone\nhydrocortisone 10 mg/ml topical cream", Finding::steroid_use, false},
            {"triamcinolone (with lidocaine) intra-articular", Finding::steroid_use, false},
            {"methotrexate 15 mg weekly; tacrolimus 0.1% ointment", Finding::immunocompromised, true},
            {"tacrolimus 0.1% ointment", Finding::immunocompromised, false},
        };
        for (const Row& row : rows) {
            CAPTURE(row.name);
            CHECK(is_systemic(row.name, row.treatment) == row.systemic);
        }
    }
}
