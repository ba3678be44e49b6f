#include "hooks/override_reasons.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace psoas::hooks;
using psoas::logic::OverrideReason;

TEST_SUITE("hooks/override_reasons") {
    TEST_CASE("P-24: each reason has a code of its own and one of HL7's") {
        struct Row {
            OverrideReason reason;
            std::string_view own;
            std::string_view hl7;
        };
        const Row rows[] = {
            {OverrideReason::red_flag, "O-RF", "cds-not-applicable"},
            {OverrideReason::new_finding, "O-NEW", "cds-not-applicable"},
            {OverrideReason::care_done, "O-CARE", "cds-not-applicable"},
            {OverrideReason::done_elsewhere, "O-ELSE", "cds-not-applicable"},
            {OverrideReason::already_acted, "O-DONE", "cds-not-applicable"},
            {OverrideReason::known_stable, "O-KNOWN", "cds-not-applicable"},
            {OverrideReason::specialist_plan, "O-SPEC", "recipient-concerns-outcomes"},
            {OverrideReason::acute_setting, "O-ACUTE", "recipient-concerns-outcomes"},
            {OverrideReason::ct_indication, "O-CTIND", "recipient-concerns-outcomes"},
            {OverrideReason::too_small, "O-SMALL", "recipient-concerns-outcomes"},
            {OverrideReason::other_fever_source, "O-OTHERSRC", "recipient-concerns-outcomes"},
            {OverrideReason::weight_loss_intended, "O-INTENT", "recipient-concerns-outcomes"},
            {OverrideReason::not_diagnostic, "O-QUAL", "recipient-concerns-outcomes"},
            {OverrideReason::patient_preference, "O-PREF", "does-not-align-preferences"},
            {OverrideReason::mri_contraindicated, "O-MRIX", "not-convenient-feasible"},
        };
        for (const Row& row : rows) {
            CAPTURE(row.own);
            CHECK(own_coding(row.reason).system == "urn:psoas-cds:override-reason");
            CHECK(own_coding(row.reason).code == row.own);
            CHECK_FALSE(own_coding(row.reason).display.empty());
            CHECK(non_adherence_coding(row.reason).system
                  == "http://terminology.hl7.org/CodeSystem/non-adherence-reason-codes");
            CHECK(non_adherence_coding(row.reason).code == row.hl7);
        }
        CHECK(non_adherence_coding(OverrideReason::red_flag).display == "PC CDS does not apply to patient");
    }

    TEST_CASE("P-24: reasons that are one reason of HL7's stay distinct and HL7's is offered once") {
        const std::vector<OverrideReason> reasons{OverrideReason::red_flag, OverrideReason::care_done,
                                                  OverrideReason::specialist_plan, OverrideReason::red_flag};
        std::vector<std::string> codes;
        for (const Coding& coding : override_reasons(reasons))
            codes.emplace_back(coding.code);
        CHECK(codes
              == std::vector<std::string>{"O-RF", "O-CARE", "O-SPEC", "cds-not-applicable",
                                          "recipient-concerns-outcomes"});
    }

    TEST_CASE("P-27: no reasons give no codes") {
        CHECK(override_reasons({}).empty());
    }
}
