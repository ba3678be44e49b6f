#include "logic/malignant_psoas_syndrome.hpp"

#include "tests/logic/story.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <initializer_list>
#include <string>
#include <vector>

using namespace psoas::logic;
using namespace std::chrono_literals;

namespace {

constexpr std::chrono::sys_days today = 2026y / 11 / 21;

Evidence said(Finding finding, Side side = Side::unknown, Region region = Region::unspecified) {
    return {.finding = finding,
            .side = side,
            .region = region,
            .reference = "Condition/1",
            .recorded = today - std::chrono::days{3}};
}

Evidence unconfirmed(Evidence evidence) {
    evidence.certainty = Certainty::unconfirmed;
    return evidence;
}

Evidence absent(Evidence evidence) {
    evidence.presence = Presence::absent;
    return evidence;
}

Evidence past(Evidence evidence) {
    evidence.course = Course::past;
    return evidence;
}

Evidence on(Evidence evidence, std::chrono::sys_days day) {
    evidence.recorded = day;
    return evidence;
}

const Evidence cancer = said(Finding::cancer_active);
const Evidence psoas_left = said(Finding::psoas_malignancy, Side::left);
const Evidence flexion_left = said(Finding::hip_flexion_painful, Side::left);
const Evidence stretch_left = said(Finding::psoas_stretch_positive, Side::left);
const Evidence burning_left = said(Finding::burning_or_lancinating_pain, Side::left, Region::thigh);
const Evidence no_bone = absent(said(Finding::lumbar_vertebral_metastasis));

struct Judged {
    MpsCriteria criteria;
    std::optional<Advice> advice;
};

Judged judge(std::vector<Evidence> evidence, const Policy& policy = {}) {
    Chart chart;
    chart.evidence = std::move(evidence);
    chart.availability.fill(Availability::read);
    const Situation situation{chart, {}, Moment::patient_view, today, policy};
    return {mps_criteria(situation), malignant_psoas_syndrome(situation, presentation(situation))};
}

std::string stage_of(const std::optional<Advice>& advice) {
    return advice ? std::string(id(advice->rows.front())) : "silent";
}

bool has(const Advice& advice, Note note) {
    return std::ranges::find(advice.notes, note) != advice.notes.end();
}

bool has(const Advice& advice, ActionKind kind) {
    return std::ranges::find(advice.actions, kind, &Action::kind) != advice.actions.end();
}

} // namespace

TEST_SUITE("logic/malignant_psoas_syndrome") {
    TEST_CASE("MPS-C1: cancer of the psoas in words or a psoas mass with cancer and no other explanation") {
        struct Row {
            const char* story;
            std::vector<Evidence> evidence;
            CriterionState state;
        };
        const Row rows[] = {
            {"nothing is recorded", {}, CriterionState::not_available},
            {"the report names the psoas", {psoas_left}, CriterionState::present},
            {"the report cannot exclude it", {unconfirmed(psoas_left)}, CriterionState::unconfirmed},
            {"a mass and active cancer", {said(Finding::psoas_mass), cancer}, CriterionState::present},
            {"a mass and past cancer",
             {said(Finding::psoas_mass), past(said(Finding::cancer_history))},
             CriterionState::present},
            {"a mass and suspected cancer",
             {said(Finding::psoas_mass), unconfirmed(cancer)},
             CriterionState::unconfirmed},
            {"a mass without cancer", {said(Finding::psoas_mass)}, CriterionState::not_available},
            {"a mass read as an abscess",
             {said(Finding::psoas_mass), cancer, said(Finding::psoas_abscess)},
             CriterionState::not_available},
            {"a mass read as a haematoma",
             {said(Finding::psoas_mass), cancer, said(Finding::psoas_hematoma)},
             CriterionState::not_available},
            {"the psoas is read as normal",
             {cancer, absent(said(Finding::psoas_malignancy))},
             CriterionState::absent},
            {"a later scan is normal",
             {on(psoas_left, today - std::chrono::days{90}), absent(said(Finding::psoas_malignancy))},
             CriterionState::absent},
            {"an earlier scan was normal",
             {psoas_left, on(absent(said(Finding::psoas_malignancy)), today - std::chrono::days{90})},
             CriterionState::present},
            {"a later scan of the other side",
             {on(psoas_left, today - std::chrono::days{90}),
              absent(said(Finding::psoas_malignancy, Side::right))},
             CriterionState::present},
            {"a lesion that is gone", {past(psoas_left)}, CriterionState::not_available},
            {"a report from the future",
             {on(psoas_left, today + std::chrono::days{30})},
             CriterionState::not_available},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            CHECK(judge(row.evidence).criteria.criteria[0].state == row.state);
        }
    }

    TEST_CASE("MPS-C2: both elements on the side of the lesion are the criterion and one is a part of it") {
        struct Row {
            const char* story;
            std::vector<Evidence> evidence;
            CriterionState state;
        };
        const Row rows[] = {
            {"not examined", {psoas_left}, CriterionState::not_available},
            {"painful flexion and stretch",
             {psoas_left, flexion_left, stretch_left},
             CriterionState::present},
            {"fixed flexion and stretch",
             {psoas_left, said(Finding::hip_fixed_flexion, Side::left), stretch_left},
             CriterionState::present},
            {"reverse straight leg raise",
             {psoas_left, flexion_left, said(Finding::femoral_stretch, Side::left)},
             CriterionState::present},
            {"painful flexion alone", {psoas_left, flexion_left}, CriterionState::partial},
            {"stretch alone", {psoas_left, stretch_left}, CriterionState::partial},
            {"pain on extension alone",
             {psoas_left, said(Finding::hip_extension_painful, Side::left)},
             CriterionState::partial},
            {"extension is not the named test",
             {psoas_left, flexion_left, said(Finding::hip_extension_painful, Side::left)},
             CriterionState::partial},
            {"hedged stretch",
             {psoas_left, flexion_left, unconfirmed(stretch_left)},
             CriterionState::partial},
            {"one element of each side",
             {psoas_left, flexion_left, said(Finding::psoas_stretch_positive, Side::right)},
             CriterionState::partial},
            {"both of the other side",
             {psoas_left, said(Finding::hip_flexion_painful, Side::right),
              said(Finding::psoas_stretch_positive, Side::right)},
             CriterionState::other_side},
            {"both tests documented negative",
             {psoas_left, absent(flexion_left), absent(stretch_left)},
             CriterionState::absent},
            {"one test documented negative",
             {psoas_left, absent(stretch_left)},
             CriterionState::not_available},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            CHECK(judge(row.evidence).criteria.criteria[1].state == row.state);
        }
        Policy flexion_suffices;
        flexion_suffices.mps_c2_both = false;
        CHECK(judge({psoas_left, flexion_left}, flexion_suffices).criteria.criteria[1].state
              == CriterionState::present);
        CHECK(judge({psoas_left, stretch_left}, flexion_suffices).criteria.criteria[1].state
              == CriterionState::partial);
    }

    TEST_CASE("MPS-C3: neuropathic pain or L1 to L4 sensory change counts and weakness alone does not") {
        struct Row {
            const char* story;
            std::vector<Evidence> evidence;
            CriterionState state;
        };
        const Row rows[] = {
            {"no neurological finding", {psoas_left}, CriterionState::not_available},
            {"burning thigh", {psoas_left, burning_left}, CriterionState::present},
            {"hedged burning thigh", {psoas_left, unconfirmed(burning_left)}, CriterionState::unconfirmed},
            {"burning feet",
             {psoas_left, said(Finding::burning_or_lancinating_pain, Side::left, Region::lower_leg)},
             CriterionState::not_available},
            {"allodynia of no stated place",
             {psoas_left, said(Finding::allodynia, Side::left)},
             CriterionState::partial},
            {"anterior thigh sensation lost",
             {psoas_left, said(Finding::anterior_thigh_sensory_loss, Side::left)},
             CriterionState::present},
            {"femoral neuropathy",
             {psoas_left, said(Finding::femoral_neuropathy, Side::left)},
             CriterionState::present},
            {"lumbar plexopathy of unknown side",
             {psoas_left, said(Finding::lumbar_plexopathy)},
             CriterionState::present},
            {"quadriceps weakness alone",
             {psoas_left, said(Finding::quadriceps_weakness, Side::left)},
             CriterionState::not_available},
            {"weakness and allodynia",
             {psoas_left, said(Finding::quadriceps_weakness, Side::left),
              said(Finding::allodynia, Side::left)},
             CriterionState::partial},
            {"plexopathy of the other side",
             {psoas_left, said(Finding::lumbar_plexopathy, Side::right)},
             CriterionState::other_side},
            {"allodynia documented absent",
             {psoas_left, absent(said(Finding::allodynia, Side::left))},
             CriterionState::absent},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            CHECK(judge(row.evidence).criteria.criteria[2].state == row.state);
        }
    }

    TEST_CASE("MPS-C4: only a documented absence of vertebral metastasis meets the criterion") {
        struct Row {
            const char* story;
            std::vector<Evidence> evidence;
            CriterionState state;
        };
        const Row rows[] = {
            {"no statement", {}, CriterionState::not_available},
            {"scan without vertebral metastasis", {no_bone}, CriterionState::present},
            {"hedged absence", {unconfirmed(no_bone)}, CriterionState::not_available},
            {"absence read on a brain scan",
             {absent(said(Finding::lumbar_vertebral_metastasis, Side::unknown, Region::other))},
             CriterionState::not_available},
            {"vertebral metastasis", {said(Finding::lumbar_vertebral_metastasis)}, CriterionState::violated},
            {"possible vertebral metastasis",
             {unconfirmed(said(Finding::lumbar_vertebral_metastasis))},
             CriterionState::not_available},
            {"a later scan shows it",
             {on(no_bone, today - std::chrono::days{60}), said(Finding::lumbar_vertebral_metastasis)},
             CriterionState::violated},
            {"a later scan shows that it might be there",
             {on(no_bone, today - std::chrono::days{60}),
              unconfirmed(said(Finding::lumbar_vertebral_metastasis))},
             CriterionState::not_available},
            {"bone metastasis without a site",
             {no_bone, said(Finding::bone_metastasis)},
             CriterionState::not_available},
            {"leptomeningeal disease",
             {no_bone, said(Finding::polyradiculopathy_other)},
             CriterionState::violated},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            CHECK(judge(row.evidence).criteria.criteria[3].state == row.state);
        }
    }

    TEST_CASE("MPS-S1 MPS-S2 MPS-S3: the stage follows the criteria") {
        const Evidence right_flexion = said(Finding::hip_flexion_painful, Side::right);
        struct Row {
            const char* story;
            std::vector<Evidence> evidence;
            const char* stage;
        };
        const Row rows[] = {
            {"nothing", {}, "silent"},
            {"cancer alone", {cancer}, "silent"},
            {"cancer and painful flexion", {cancer, flexion_left}, "MPS-S1"},
            {"past cancer and burning thigh", {past(said(Finding::cancer_history)), burning_left}, "MPS-S1"},
            {"skin cancer and painful flexion",
             {said(Finding::cancer_skin_or_in_situ), flexion_left},
             "silent"},
            {"painful flexion without cancer", {flexion_left}, "silent"},
            {"psoas cancer cannot be excluded", {unconfirmed(psoas_left), flexion_left}, "MPS-S1"},
            {"cancer and weakness without pain", {cancer, said(Finding::quadriceps_weakness)}, "silent"},
            {"cancer and flexion and a normal psoas",
             {cancer, flexion_left, absent(said(Finding::psoas_malignancy))},
             "silent"},
            {"cancer and flexion from an abscess",
             {cancer, flexion_left, said(Finding::psoas_abscess)},
             "silent"},
            {"cancer and flexion from a haematoma",
             {cancer, flexion_left, said(Finding::psoas_hematoma)},
             "silent"},
            {"cancer and burning thigh from a disc",
             {cancer, burning_left, said(Finding::nerve_root_compression)},
             "silent"},
            {"psoas cancer without a complaint", {psoas_left}, "silent"},
            {"psoas cancer and hip pain", {psoas_left, said(Finding::hip_pain, Side::left)}, "MPS-S2"},
            {"psoas cancer and back pain of no side", {psoas_left, said(Finding::low_back_pain)}, "MPS-S2"},
            {"psoas cancer and hip pain of the other side",
             {psoas_left, said(Finding::hip_pain, Side::right)},
             "silent"},
            {"psoas cancer and signs of the other side",
             {psoas_left, right_flexion, said(Finding::low_back_pain)},
             "MPS-S2"},
            {"three criteria and the fourth unknown",
             {psoas_left, flexion_left, stretch_left, burning_left},
             "MPS-S2"},
            {"three criteria and the fourth violated",
             {psoas_left, flexion_left, stretch_left, burning_left,
              said(Finding::lumbar_vertebral_metastasis)},
             "MPS-S2"},
            {"all four", {psoas_left, flexion_left, stretch_left, burning_left, no_bone}, "MPS-S3"},
            {"all four but one hedged",
             {psoas_left, flexion_left, unconfirmed(stretch_left), burning_left, no_bone},
             "MPS-S2"},
            {"all four with the lesion's side unknown",
             {said(Finding::psoas_malignancy), flexion_left, stretch_left, burning_left, no_bone},
             "MPS-S2"},
            {"all four with a test's side unknown",
             {psoas_left, flexion_left, said(Finding::psoas_stretch_positive), burning_left, no_bone},
             "MPS-S2"},
            {"all four with the pain's side unknown",
             {psoas_left, flexion_left, stretch_left,
              said(Finding::burning_or_lancinating_pain, Side::unknown, Region::thigh), no_bone},
             "MPS-S2"},
            {"bilateral lesion",
             {said(Finding::psoas_malignancy, Side::bilateral), flexion_left, stretch_left, burning_left,
              no_bone},
             "MPS-S3"},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            CHECK(stage_of(judge(row.evidence).advice) == row.stage);
        }
    }

    TEST_CASE("MPS-S3: only criteria met is critical and removing any one finding takes it back to suspected "
              "or below") {
        const std::vector<Evidence> all{psoas_left, flexion_left, stretch_left, burning_left, no_bone};
        REQUIRE(judge(all).advice);
        CHECK(judge(all).advice->indicator == Indicator::critical);
        for (std::size_t i = 0; i < all.size(); ++i) {
            CAPTURE(code(all[i].finding));
            std::vector<Evidence> fewer = all;
            fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
            const auto advice = judge(fewer).advice;
            CHECK(stage_of(advice) != "MPS-S3");
            if (advice) CHECK(advice->indicator == Indicator::warning);
        }
    }

    TEST_CASE("MPS-C4: a violated fourth criterion blocks criteria met unless the policy says otherwise") {
        const std::vector<Evidence> all{psoas_left, flexion_left, stretch_left, burning_left,
                                        said(Finding::lumbar_vertebral_metastasis)};
        Policy open;
        open.mps_c4_blocks = false;
        CHECK(stage_of(judge(all).advice) == "MPS-S2");
        CHECK(stage_of(judge(all, open).advice) == "MPS-S3");
        CHECK(has(*judge(all).advice, Note::vertebral_metastases));
        // What is unknown still blocks.
        CHECK(stage_of(judge({psoas_left, flexion_left, stretch_left, burning_left}, open).advice)
              == "MPS-S2");
    }

    TEST_CASE("MPS-S2: the card says that sides disagree and lists what is not available") {
        const auto other_side = judge(
            {psoas_left, said(Finding::hip_flexion_painful, Side::right), said(Finding::low_back_pain)});
        REQUIRE(other_side.advice);
        CHECK(has(*other_side.advice, Note::sides_disagree));
        CHECK(other_side.criteria.side == Side::left);

        const auto sparse = judge({psoas_left, said(Finding::hip_pain)});
        REQUIRE(sparse.advice);
        CHECK_FALSE(has(*sparse.advice, Note::sides_disagree));
        std::vector<Sought> sought;
        for (const Gap& each : sparse.advice->gaps)
            sought.push_back(each.sought);
        CHECK(sought
              == std::vector{Sought::hip_examination, Sought::neuropathic_signs, Sought::vertebral_imaging});
    }

    TEST_CASE("MPS-TX-5: radiotherapy is proposed from suspected on and not when it is recorded") {
        CHECK_FALSE(has(*judge({cancer, flexion_left}).advice, ActionKind::radiotherapy_referral));
        CHECK(has(*judge({psoas_left, flexion_left}).advice, ActionKind::radiotherapy_referral));
        CHECK_FALSE(has(*judge({psoas_left, flexion_left, said(Finding::radiotherapy_psoas)}).advice,
                        ActionKind::radiotherapy_referral));
    }

    TEST_CASE("MPS-TX-1 to MPS-TX-7: treatment is looked at from suspected on") {
        CHECK_FALSE(judge({cancer, flexion_left}).advice->mps_treatment);
        CHECK(judge({psoas_left, flexion_left}).advice->mps_treatment);
    }

    TEST_CASE(
        "MPS-REC-1: past cancer with a lesion of the psoas can be recurrence and the syndrome at once") {
        const Evidence past_cancer = past(said(Finding::cancer_history));
        struct Row {
            const char* story;
            std::vector<Evidence> evidence;
            bool is_said;
        };
        const Row rows[] = {
            {"past cancer and a psoas lesion", {psoas_left, flexion_left, past_cancer}, true},
            {"past cancer and a hedged lesion", {unconfirmed(psoas_left), flexion_left, past_cancer}, true},
            {"past cancer and no lesion", {flexion_left, past_cancer}, false},
            {"active cancer", {psoas_left, flexion_left, cancer}, false},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            const auto advice = judge(row.evidence).advice;
            REQUIRE(advice);
            CHECK(has(*advice, Note::recurrence_can_be_both) == row.is_said);
            if (row.is_said) CHECK(has(*advice, ActionKind::urgent_mri));
            CHECK(has(*advice, ActionKind::oncology_referral));
        }
    }

    TEST_CASE("MPS-REC-1: a lesion that is known for more than a year or called unchanged is not new") {
        struct Row {
            const char* story;
            int days;
            std::optional<Finding> beside;
            const char* by;
            bool is_said;
        };
        const Row rows[] = {
            {"a year ago", 365, {}, "", true},
            {"a day more", 366, {}, "", false},
            {"unchanged since 2012", 20, Finding::psoas_lesion_stable, "DiagnosticReport/ct", false},
            {"another report calls another lesion unchanged", 20, Finding::psoas_lesion_stable,
             "DiagnosticReport/other", true},
            {"known for long and grows now", 366, Finding::psoas_lesion_growing, "DiagnosticReport/ct", true},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            Story story;
            story.add(flexion_left);
            story.add(past(said(Finding::cancer_history)));
            story.add({.finding = Finding::psoas_mass,
                       .side = Side::left,
                       .source = Source::diagnostic_reports,
                       .reference = "DiagnosticReport/ct",
                       .recorded = story.days_ago(row.days)});
            if (row.beside)
                story.add({.finding = *row.beside,
                           .side = Side::left,
                           .source = Source::diagnostic_reports,
                           .reference = row.by,
                           .recorded = story.days_ago(std::min(row.days, 20))});
            const Situation situation = story.situation();
            const auto advice = malignant_psoas_syndrome(situation, presentation(situation));
            REQUIRE(advice);
            CHECK(has(*advice, Note::recurrence_can_be_both) == row.is_said);
        }
    }

    TEST_CASE("MPS-C2 and MPS-C3: what is documented on the other side is listed and is no gap") {
        const Evidence right_flexion = said(Finding::hip_fixed_flexion, Side::right);
        const Evidence right_allodynia = said(Finding::allodynia, Side::right);
        struct Row {
            const char* story;
            std::vector<Evidence> evidence;
            CriterionState second;
            CriterionState third;
            std::size_t gaps; ///< of those two
        };
        constexpr auto not_available = CriterionState::not_available;
        constexpr auto partial = CriterionState::partial;
        constexpr auto other_side = CriterionState::other_side;
        const Row rows[] = {
            {"nothing is recorded", {}, not_available, not_available, 2},
            {"both on the other side", {right_flexion, right_allodynia}, other_side, other_side, 0},
            {"one on the other side", {right_flexion}, other_side, not_available, 1},
            {"one on either side", {right_flexion, flexion_left}, partial, not_available, 1},
            {"denied on the other side",
             {absent(said(Finding::hip_flexion_painful, Side::right)),
              absent(said(Finding::psoas_stretch_positive, Side::right))},
             not_available,
             not_available,
             2},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            Story story;
            story.add(psoas_left);
            story.add(said(Finding::low_back_pain));
            for (const Evidence& each : row.evidence)
                story.add(each);
            const Situation situation = story.situation();
            const auto advice = malignant_psoas_syndrome(situation, presentation(situation));
            REQUIRE(advice);
            CHECK(advice->rows.front() == psoas::logic::Row::mps_s2);
            REQUIRE(advice->mps);
            CHECK(advice->mps->criteria[1].state == row.second);
            CHECK(advice->mps->criteria[2].state == row.third);
            CHECK((row.second != other_side || !advice->mps->criteria[1].evidence.empty()));
            const auto gaps = std::ranges::count_if(advice->gaps, [](const Gap& gap) {
                return gap.sought == Sought::hip_examination || gap.sought == Sought::neuropathic_signs;
            });
            CHECK(static_cast<std::size_t>(gaps) == row.gaps);
        }
    }

    TEST_CASE("DATA-3 MPS-C2 MPS-C3: a sign that a later examination takes back is not documented") {
        const auto earlier = [](const Evidence& evidence) {
            return on(evidence, today - std::chrono::days{30});
        };
        const std::vector<Evidence> before{psoas_left, earlier(flexion_left), earlier(stretch_left),
                                           earlier(burning_left), no_bone};
        struct Row {
            const char* story;
            std::vector<Evidence> later;
            CriterionState second;
            CriterionState third;
            const char* stage;
        };
        constexpr auto present = CriterionState::present;
        constexpr auto partial = CriterionState::partial;
        const Evidence feet = said(Finding::burning_or_lancinating_pain, Side::left, Region::lower_leg);
        const Row rows[] = {
            {"no later examination", {}, present, present, "MPS-S3"},
            {"stretch test negative", {absent(stretch_left)}, partial, present, "MPS-S2"},
            {"stretch test of the other side negative",
             {absent(said(Finding::psoas_stretch_positive, Side::right))},
             present,
             present,
             "MPS-S3"},
            {"an earlier examination was negative",
             {on(absent(stretch_left), today - std::chrono::days{60})},
             present,
             present,
             "MPS-S3"},
            {"hip flexion painless", {absent(flexion_left)}, partial, present, "MPS-S2"},
            {"both negative",
             {absent(stretch_left), absent(flexion_left)},
             CriterionState::absent,
             present,
             "MPS-S2"},
            {"no burning pain", {absent(burning_left)}, present, CriterionState::absent, "MPS-S2"},
            {"no burning of the feet", {absent(feet)}, present, present, "MPS-S3"},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            std::vector<Evidence> evidence = before;
            evidence.push_back(said(Finding::low_back_pain));
            evidence.insert(evidence.end(), row.later.begin(), row.later.end());
            const Judged judged = judge(evidence);
            CHECK(judged.criteria.criteria[1].state == row.second);
            CHECK(judged.criteria.criteria[2].state == row.third);
            CHECK(stage_of(judged.advice) == row.stage);
            const bool any_taken_back = row.second != present || row.third != present;
            CHECK((judged.criteria.criteria[1].taken_back.empty()
                   && judged.criteria.criteria[2].taken_back.empty())
                  != any_taken_back);
        }
        CHECK_FALSE(judge({cancer, earlier(stretch_left), absent(stretch_left)}).advice);
    }

    TEST_CASE("MPS-C1 to MPS-C4 MPS-S1: what was documented long ago counts for no criterion") {
        const auto ago = [](const Evidence& evidence, int days) {
            return on(evidence, today - std::chrono::days{days});
        };
        const auto undated = [](Evidence evidence) {
            evidence.recorded.reset();
            return evidence;
        };
        const Evidence pain = said(Finding::groin_pain, Side::left);
        Evidence cancer_of_2022 = cancer;
        cancer_of_2022.onset = DateRange{std::chrono::sys_days{2022y / 1 / 1}};
        constexpr int old = 366;
        struct Row {
            const char* story;
            std::vector<Evidence> evidence;
            const char* stage;
            Indicator indicator;
            std::array<bool, 4> long_ago; ///< which criteria are
        };
        using enum Indicator;
        const Row rows[] = {
            {"all within a year",
             {cancer_of_2022, ago(psoas_left, 365), ago(flexion_left, 365), ago(stretch_left, 365),
              ago(burning_left, 365), ago(no_bone, 365), pain},
             "MPS-S3",
             critical,
             {}},
            {"the examination is old",
             {cancer_of_2022, psoas_left, ago(flexion_left, old), ago(stretch_left, old),
              ago(burning_left, old), no_bone, pain},
             "MPS-S2",
             warning,
             {false, true, true, false}},
            {"signs without a date",
             {cancer_of_2022, psoas_left, undated(flexion_left), undated(stretch_left), undated(burning_left),
              no_bone, pain},
             "MPS-S3",
             critical,
             {}},
            {"the scan of the vertebrae is old",
             {cancer_of_2022, psoas_left, flexion_left, stretch_left, burning_left, ago(no_bone, old), pain},
             "MPS-S2",
             warning,
             {false, false, false, true}},
            {"the scan of the vertebrae is long before the lesion",
             {cancer_of_2022, psoas_left, flexion_left, stretch_left, burning_left, ago(no_bone, 94), pain},
             "MPS-S2",
             warning,
             {false, false, false, true}},
            {"the scan of the vertebrae is weeks before the lesion",
             {cancer_of_2022, psoas_left, flexion_left, stretch_left, burning_left, ago(no_bone, 93), pain},
             "MPS-S3",
             critical,
             {}},
            {"the lesion is old and the signs are new",
             {cancer_of_2022, ago(psoas_left, old), flexion_left, stretch_left, burning_left, no_bone, pain},
             "MPS-S1",
             warning,
             {true, false, false, false}},
            {"an old lesion and pain",
             {ago(psoas_left, old), pain},
             "MPS-S1",
             info,
             {true, false, false, false}},
            {"an old mass and past cancer and pain",
             {ago(said(Finding::psoas_mass, Side::left), old), past(said(Finding::cancer_history)), pain},
             "MPS-S1",
             info,
             {true, false, false, false}},
            {"an old mass and pain of the other side",
             {ago(psoas_left, old), said(Finding::groin_pain, Side::right)},
             "silent",
             info,
             {true, false, false, false}},
            {"an old sign and cancer",
             {cancer, ago(stretch_left, old), pain},
             "MPS-S1",
             info,
             {false, true, false, false}},
            {"a new sign and cancer", {cancer, stretch_left, pain}, "MPS-S1", warning, {}},
            {"a new sign and cancer and a normal psoas of long ago",
             {cancer, stretch_left, ago(absent(said(Finding::psoas_malignancy)), old), pain},
             "MPS-S1",
             warning,
             {}},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            const Judged judged = judge(row.evidence);
            CHECK(stage_of(judged.advice) == row.stage);
            bool any = false;
            for (std::size_t i = 0; i < 4; ++i) {
                CAPTURE(i);
                any |= row.long_ago[i];
                CHECK((judged.criteria.criteria[i].state == CriterionState::long_ago) == row.long_ago[i]);
            }
            if (!judged.advice) continue;
            CHECK(judged.advice->indicator == row.indicator);
            CHECK(has(*judged.advice, Note::documented_long_ago) == any);
        }
        const auto by_signs = judge({cancer, ago(stretch_left, old), pain}).advice;
        REQUIRE(by_signs->actions.size() == 1);
        CHECK(by_signs->actions[0].question == ExamQuestion::psoas_examination);
        CHECK(has(*judge({ago(psoas_left, old), pain}).advice, ActionKind::urgent_mri));
    }

    TEST_CASE("MPS-S1: an info card on what is long past takes the place of no red flag") {
        Story story;
        story.aged(40);
        story.add(cancer);
        story.pain(Finding::groin_pain, 10);
        story.add({.finding = Finding::psoas_stretch_positive,
                   .side = Side::left,
                   .recorded = story.days_ago(3000)});
        const std::vector<Advice> shown = advise(story.situation());
        REQUIRE(shown.size() == 2);
        CHECK(shown[0].rows.front() == psoas::logic::Row::rf_mal_1);
        CHECK(shown[1].rows.front() == psoas::logic::Row::mps_s1);
        CHECK(shown[1].indicator == Indicator::info);
    }

    TEST_CASE("MPS-C1: a mass whose tissue was benign is explained") {
        Story story;
        story.add(cancer);
        story.add({.finding = Finding::psoas_mass, .side = Side::left, .recorded = story.days_ago(30)});
        CHECK(mps_criteria(story.situation()).criteria[0].state == CriterionState::present);
        story.add(
            {.finding = Finding::psoas_lesion_benign, .side = Side::left, .recorded = story.days_ago(20)});
        CHECK(mps_criteria(story.situation()).criteria[0].state == CriterionState::not_available);
    }

    TEST_CASE("MPS-RARE-1: no common diagnosis beside it lowers a stage") {
        const std::vector<Evidence> all{psoas_left, flexion_left, stretch_left, burning_left, no_bone};
        for (const Finding common :
             {Finding::radicular_pain, Finding::iliopsoas_bursitis, Finding::iliopsoas_tendinitis,
              Finding::buttock_pain, Finding::nerve_root_compression}) {
            CAPTURE(code(common));
            std::vector<Evidence> beside = all;
            beside.push_back(said(common, Side::left));
            CHECK(stage_of(judge(beside).advice) == "MPS-S3");
            CHECK(stage_of(judge({psoas_left, flexion_left, said(common, Side::left)}).advice) == "MPS-S2");
        }
    }

    TEST_CASE("MPS: every card recommends one action at most and never a drug") {
        const std::vector<std::vector<Evidence>> charts{
            {cancer, flexion_left},
            {psoas_left, flexion_left},
            {psoas_left, flexion_left, stretch_left, burning_left, no_bone},
        };
        for (const auto& chart : charts) {
            const auto advice = judge(chart).advice;
            REQUIRE(advice);
            CAPTURE(id(advice->rows.front()));
            CHECK(std::ranges::count(advice->actions, true, &Action::recommended) == 1);
            CHECK(has(*advice, ActionKind::oncology_referral));
        }
    }
}
