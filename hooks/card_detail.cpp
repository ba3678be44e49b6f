#include "hooks/card_detail.hpp"

#include "hooks/card_text/summary.hpp"
#include "hooks/evidence_words.hpp"
#include "hooks/guideline.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

namespace psoas::hooks {
namespace {

using logic::CriterionState;

constexpr std::size_t longest_list = 20;

// A heading and its list; nothing if the list is empty.
void add_list(std::string& detail, std::string_view heading, const std::vector<std::string>& lines) {
    if (lines.empty()) return;
    detail.append("\n\n**").append(heading).append("**\n");
    for (std::size_t i = 0; i < std::min(lines.size(), longest_list); ++i)
        detail.append("\n- ").append(lines[i]);
    if (lines.size() > longest_list)
        detail.append("\n- and ").append(std::to_string(lines.size() - longest_list)).append(" more");
}

void add_once(std::vector<std::string>& lines, std::string line) {
    if (std::ranges::find(lines, line) == lines.end()) lines.push_back(std::move(line));
}

// Without repeats, in their order.
std::vector<std::string> evidence_lines(const std::vector<logic::Evidence>& evidence) {
    std::vector<std::string> lines;
    std::unordered_set<std::string> seen;
    for (const logic::Evidence& each : evidence)
        if (std::string line = evidence_line(each); seen.insert(line).second)
            lines.push_back(std::move(line));
    return lines;
}

std::vector<std::string> all_evidence(const logic::Advice& advice) {
    std::vector<std::string> lines = evidence_lines(advice.evidence);
    for (const logic::Measurement& measurement : advice.measured)
        add_once(lines, measurement_line(measurement));
    if (advice.weight_loss)
        add_once(lines, "weight lost: " + number_words(advice.weight_loss->kg) + " kg, "
                            + number_words(advice.weight_loss->percent) + " %");
    if (advice.age_years) add_once(lines, "age: " + std::to_string(*advice.age_years) + " years (Patient)");
    for (const logic::PriorStudy& study : advice.studies)
        add_once(lines, study_line(study));
    return lines;
}

// The fourth criterion is met by what is documented as not there.
std::string_view words(CriterionState state) {
    switch (state) {
    case CriterionState::not_available:
        return "not available";
    case CriterionState::absent:
        return "absent";
    case CriterionState::partial:
        return "partial";
    case CriterionState::unconfirmed:
        return "unconfirmed";
    case CriterionState::present:
        return "present";
    case CriterionState::violated:
        return "not met";
    }
    return "";
}

std::vector<std::string> criteria_lines(const logic::MpsCriteria& mps) {
    constexpr std::array criteria{
        "Criterion 1, cancer in the psoas major",
        "Criterion 2, painful flexion of the hip with positive psoas stretch test",
        "Criterion 3, proximal lumbar plexopathy (L1 to L4)",
        "Criterion 4, no lumbar vertebral metastasis or other polyradiculopathy",
    };
    std::vector<std::string> lines;
    for (std::size_t i = 0; i < criteria.size(); ++i) {
        std::string line =
            std::string(criteria[i]) + ": **" + std::string(words(mps.criteria[i].state)) + "**";
        for (const std::string& evidence : evidence_lines(mps.criteria[i].evidence))
            line.append("\n  - ").append(evidence);
        lines.push_back(std::move(line));
    }
    return lines;
}

// Evidence that the criteria name already is not listed again.
std::vector<std::string> evidence_beside(const logic::Advice& advice) {
    std::vector<std::string> lines = all_evidence(advice);
    if (!advice.mps) return lines;
    for (const logic::Criterion& criterion : advice.mps->criteria)
        for (const std::string& named : evidence_lines(criterion.evidence))
            std::erase(lines, named);
    return lines;
}

// What a silenced card was about, without the words of that card: its advice does not stand.
std::string_view subject(logic::Row row) {
    using logic::Row;
    switch (row) {
    case Row::img_prem_1:
    case Row::img_prem_2:
    case Row::img_prem_3:
    case Row::img_prem_4:
        return "timing of the selected study";
    case Row::rad_1:
        return "radiographs before the selected study";
    case Row::rf_ces_0:
    case Row::rf_ces_1:
    case Row::rf_ces_2:
    case Row::rf_ces_3:
    case Row::rf_ces_4:
    case Row::rf_ces_5:
        return "signs of cauda equina compression";
    case Row::rf_mal_1:
    case Row::rf_mal_2:
    case Row::rf_mal_3:
    case Row::rf_mal_4:
        return "signs of malignancy";
    case Row::rf_inf_0:
    case Row::rf_inf_1:
    case Row::rf_inf_2:
    case Row::rf_inf_3:
    case Row::rf_inf_4:
        return "signs of infection";
    case Row::rf_fx_0:
    case Row::rf_fx_1:
    case Row::rf_fx_2:
    case Row::rf_fx_3:
    case Row::rf_fx_4:
        return "risk of fracture";
    case Row::neu_1:
    case Row::neu_2:
        return "neurologic deficit";
    case Row::mps_s1:
    case Row::mps_s2:
    case Row::mps_s3:
        return "malignant psoas syndrome";
    case Row::con_1:
    case Row::con_2:
    case Row::con_3:
    case Row::con_4:
    case Row::con_5:
        return "conservative care";
    case Row::inj_1:
        return "image guidance of the injection";
    case Row::inj_2:
    case Row::inj_3:
    case Row::inj_4:
        return "time and place of an injection";
    }
    return "";
}

// Evidence that the card shows already is not listed again.
std::vector<std::string> folded_lines(const logic::Advice& advice, std::string_view shown) {
    std::vector<std::string> lines;
    for (const logic::Folded& folded : advice.folded) {
        std::string line = std::string(subject(folded.row)) + " (" + std::string(logic::id(folded.row)) + ")";
        for (const std::string& evidence : evidence_lines(folded.evidence))
            if (shown.find("- " + evidence + "\n") == std::string_view::npos)
                line.append("\n  - ").append(evidence);
        add_once(lines, std::move(line));
    }
    return lines;
}

std::vector<std::string> row_ids(const logic::Advice& advice) {
    std::vector<std::string> ids;
    for (const logic::Row row : advice.rows)
        add_once(ids, std::string(logic::id(row)));
    return ids;
}

} // namespace

std::string card_detail(const CardText& text, const logic::Advice& advice) {
    std::string detail = text.why + " (" + listed(row_ids(advice)) + ")";
    if (advice.mps)
        add_list(detail, "The four criteria of Stevens and Gonet 1990", criteria_lines(*advice.mps));
    add_list(detail, "Evidence in the record", evidence_beside(advice));
    add_list(detail, "Weak flags", evidence_lines(advice.weak_flags));
    add_list(detail, "Also considered", folded_lines(advice, detail + "\n"));
    add_list(detail, "Not available", gap_lines(advice.gaps));

    std::vector<std::string> notes;
    for (const logic::Note note : advice.notes)
        add_once(notes, note_sentence(note));
    add_list(detail, "Note", notes);

    detail.append("\n\n**Guidance**\n\n").append(text.guidance);
    std::vector<std::string> cited;
    for (const Guideline guideline : text.citations)
        cited.push_back("[" + std::string(citation(guideline).text) + "]("
                        + std::string(citation(guideline).url) + ")");
    add_list(detail, "Sources", cited);
    return detail + "\n\nThis is advice from the data that were available; the clinician decides.";
}

} // namespace psoas::hooks
