#include "logic/advice.hpp"

#include <doctest/doctest.h>

#include <set>

using namespace psoas::logic;

namespace {

template <class Enum, class Name> std::set<std::string_view> names_of_all(Enum last, Name name) {
    std::set<std::string_view> names;
    for (std::size_t i = 0; i <= static_cast<std::size_t>(last); ++i)
        names.insert(name(static_cast<Enum>(i)));
    return names;
}

} // namespace

TEST_SUITE("logic/advice") {
    TEST_CASE("every row and topic and action and override reason has a name of its own") {
        const auto rows = names_of_all(static_cast<Row>(row_count - 1), [](Row row) { return id(row); });
        CHECK(rows.size() == row_count);
        CHECK_FALSE(rows.contains(""));

        const auto topics =
            names_of_all(static_cast<Topic>(topic_count - 1), [](Topic topic) { return code(topic); });
        CHECK(topics.size() == topic_count);
        CHECK_FALSE(topics.contains(""));

        const auto actions =
            names_of_all(ActionKind::add_image_guidance, [](ActionKind kind) { return id(kind); });
        CHECK(actions.size() == static_cast<std::size_t>(ActionKind::add_image_guidance) + 1);

        const auto reasons = names_of_all(OverrideReason::mri_contraindicated,
                                          [](OverrideReason reason) { return id(reason); });
        CHECK(reasons.size() == static_cast<std::size_t>(OverrideReason::mri_contraindicated) + 1);
    }

    TEST_CASE("P-21: topics carry the codes that clients know") {
        CHECK(code(Topic::premature_imaging) == "premature-imaging");
        CHECK(code(Topic::radiograph_first) == "radiograph-first");
        CHECK(code(Topic::red_flag_cauda_equina) == "red-flag-cauda-equina");
        CHECK(code(Topic::progressive_deficit) == "progressive-deficit");
        CHECK(code(Topic::psoas_hemorrhage) == "psoas-hemorrhage");
        CHECK(code(Topic::conservative_care) == "conservative-care");
    }

    TEST_CASE("indicators are called as CDS Hooks calls them") {
        CHECK(code(Indicator::info) == "info");
        CHECK(code(Indicator::warning) == "warning");
        CHECK(code(Indicator::critical) == "critical");
    }

    TEST_CASE("rows and actions and override reasons carry the ids of the clinical tables") {
        CHECK(id(Row::img_prem_1) == "IMG-PREM-1");
        CHECK(id(Row::rf_ces_0) == "RF-CES-0");
        CHECK(id(Row::rf_inf_0) == "RF-INF-0");
        CHECK(id(Row::rf_fx_4) == "RF-FX-4");
        CHECK(id(Row::neu_2) == "NEU-2");
        CHECK(id(Row::mps_s3) == "MPS-S3");
        CHECK(id(ActionKind::delete_order) == "A-DEL");
        CHECK(id(ActionKind::urgent_mri) == "A-MRI01");
        CHECK(id(ActionKind::emergency_referral) == "A-ED");
        CHECK(id(ActionKind::add_image_guidance) == "A-GUIDE");
        CHECK(id(OverrideReason::red_flag) == "O-RF");
        CHECK(id(OverrideReason::care_done) == "O-CARE");
        CHECK(id(OverrideReason::ct_indication) == "O-CTIND");
        CHECK(id(OverrideReason::mri_contraindicated) == "O-MRIX");
    }
}
