#include "hooks/card_detail.hpp"

#include "hooks/card_text/summary.hpp"
#include "hooks/evidence_words.hpp"
#include "hooks/guideline.hpp"
#include "hooks/markdown.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

namespace psoas::hooks {
namespace {

using logic::CriterionState;

// P-22: what is read is short.
constexpr std::size_t longest_list = 20;
constexpr std::size_t longest_list_within = 5;

constexpr std::size_t usual_bytes = 4096;

using Lines = std::vector<std::string>;

// Lines of a list, each led by its bullet, and how many were left out.
void add_lines(std::string& text, const Lines& lines, std::size_t longest, std::string_view bullet) {
    for (std::size_t i = 0; i < std::min(lines.size(), longest); ++i)
        text.append(bullet).append(lines[i]);
    if (lines.size() > longest)
        text.append(bullet).append("and ").append(std::to_string(lines.size() - longest)).append(" more");
}

// A heading and its list; nothing if the list is empty.
void add_list(std::string& detail, std::string_view heading, const Lines& lines) {
    if (lines.empty()) return;
    detail.append("\n\n**").append(heading).append("**\n");
    add_lines(detail, lines, longest_list, "\n- ");
}

void add_list_within(std::string& line, const Lines& lines) {
    add_lines(line, lines, longest_list_within, "\n  - ");
}

// What a card has said already: nothing is said twice.
class Said {
public:
    // The lines that are new, each once.
    Lines news(Lines lines) {
        std::erase_if(lines, [this](const std::string& line) { return !said_.insert(line).second; });
        return lines;
    }
    void add(const Lines& lines) { said_.insert(lines.begin(), lines.end()); }

private:
    std::unordered_set<std::string> said_;
};

Lines evidence_lines(const std::vector<logic::Evidence>& evidence) {
    Lines lines;
    lines.reserve(evidence.size());
    std::ranges::transform(evidence, std::back_inserter(lines), evidence_line);
    return lines;
}

Lines all_evidence(const logic::Advice& advice) {
    Lines lines = evidence_lines(advice.evidence);
    std::ranges::transform(advice.measured, std::back_inserter(lines), measurement_line);
    if (advice.weight_loss)
        lines.push_back("weight lost: " + number_words(advice.weight_loss->kg) + " kg, "
                        + number_words(advice.weight_loss->percent) + " %");
    if (advice.age_years) lines.push_back("age: " + std::to_string(*advice.age_years) + " years (Patient)");
    std::ranges::transform(advice.studies, std::back_inserter(lines), study_line);
    return lines;
}

// The orders by the words that they were written in.
Lines order_lines(const std::vector<std::size_t>& indices, std::span<const logic::Order> orders) {
    Lines lines;
    for (const std::size_t index : indices) {
        if (index >= orders.size()) continue;
        const logic::Order& order = orders[index];
        std::string line = order.text.empty() ? "order" : "\u201C" + markdown_text(order.text) + "\u201D";
        if (!order.reference.empty()) line += " (" + markdown_text(order.reference) + ")";
        lines.push_back(std::move(line));
    }
    return lines;
}

std::vector<std::size_t> orders_of(const logic::Advice& advice) {
    std::vector<std::size_t> indices = advice.repeated_orders;
    if (advice.order) indices.insert(indices.begin(), *advice.order);
    return indices;
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
    case CriterionState::other_side:
        return "documented on the other side";
    case CriterionState::long_ago:
        return "documented long ago, does not count";
    }
    return "";
}

// Each criterion with all that it rests on, which one piece of evidence may do for several.
Lines criteria_lines(const logic::MpsCriteria& mps, Said& said) {
    constexpr std::array criteria{
        "Criterion 1, cancer in the psoas major",
        "Criterion 2, painful flexion of the hip with positive psoas stretch test",
        "Criterion 3, proximal lumbar plexopathy (L1 to L4)",
        "Criterion 4, no lumbar vertebral metastasis or other polyradiculopathy",
    };
    Lines lines;
    for (std::size_t i = 0; i < criteria.size(); ++i) {
        std::string line =
            std::string(criteria[i]) + ": **" + std::string(words(mps.criteria[i].state)) + "**";
        const Lines evidence = Said().news(evidence_lines(mps.criteria[i].evidence));
        add_list_within(line, evidence);
        said.add(evidence);
        const auto add_what_does_not_count = [&](std::string_view why,
                                                 const std::vector<logic::Evidence>& what) {
            Lines named = Said().news(evidence_lines(what));
            said.add(named);
            for (std::string& each : named)
                each = std::string(why) + each;
            add_list_within(line, named);
        };
        add_what_does_not_count("long ago: ", mps.criteria[i].documented_long_ago);
        add_what_does_not_count("taken back by a later examination: ", mps.criteria[i].taken_back);
        lines.push_back(std::move(line));
    }
    return lines;
}

std::string_view words(logic::TreatmentState state) {
    switch (state) {
    case logic::TreatmentState::not_available:
        return "not available";
    case logic::TreatmentState::not_found:
        return "not found";
    case logic::TreatmentState::found:
        return "found";
    }
    return "";
}

// MPS-TX-1 to MPS-TX-5.
Lines treatment_lines(const logic::MpsTreatment& treatment, Said& said) {
    constexpr std::array classes{
        "Opioid",
        "Agent for neuropathic pain (plexopathy)",
        "Muscle relaxant (spasm of the psoas)",
        "Anti-inflammatory agent, such as a corticosteroid (peritumoral oedema)",
    };
    Lines lines;
    const auto add = [&](std::string line, const std::vector<logic::Evidence>& evidence) {
        const Lines named = Said().news(evidence_lines(evidence));
        add_list_within(line, named);
        said.add(named);
        lines.push_back(std::move(line));
    };
    for (std::size_t i = 0; i < classes.size(); ++i)
        add(std::string(classes[i]) + ": **" + std::string(words(treatment.classes[i].state)) + "**",
            treatment.classes[i].evidence);
    if (!treatment.radiotherapy.empty())
        add("Radiotherapy of the psoas: **recorded**", treatment.radiotherapy);
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
    case Row::rad_2:
        return "the study after radiographs";
    case Row::sel_contrast:
        return "contrast of the selected study";
    case Row::ct_1:
        return "CT as the selected study";
    case Row::dup_1:
        return "an earlier study of the same kind";
    case Row::sel_l3:
    case Row::l3_1:
    case Row::l3_2:
    case Row::l3_3:
    case Row::l3_4:
        return "signs of L3 radiculopathy";
    case Row::ilp_1:
        return "signs of iliopsoas bursitis or tendinitis";
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
    case Row::pso_abs_1:
        return "a reported psoas abscess";
    case Row::pso_abs_2:
        return "signs of infection";
    case Row::pso_hem_1:
    case Row::pso_hem_2:
        return "bleeding into the psoas";
    case Row::pso_neo_1:
        return "a reported psoas mass";
    case Row::surg_2:
    case Row::surg_3:
        return "criteria for surgical referral";
    case Row::mps_s1:
    case Row::mps_s2:
    case Row::mps_s3:
    case Row::mps_tx_1:
    case Row::mps_tx_2:
    case Row::mps_tx_3:
    case Row::mps_tx_4:
    case Row::mps_tx_5:
    case Row::mps_tx_6:
    case Row::mps_tx_7:
    case Row::mps_rec_1:
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

// Which orders a silenced card was about is said where there are several, and they are not the card's own.
Lines folded_lines(const logic::Advice& advice, std::span<const logic::Order> orders, Said& said) {
    const std::vector<std::size_t> own = orders_of(advice);
    Lines lines;
    for (const logic::Folded& folded : advice.folded) {
        std::string line = std::string(subject(folded.row)) + " (" + std::string(logic::id(folded.row)) + ")";
        const bool several = !own.empty() || folded.orders.size() > 1;
        if (several && folded.orders != own) add_list_within(line, order_lines(folded.orders, orders));
        add_list_within(line, said.news(evidence_lines(folded.evidence)));
        lines.push_back(std::move(line));
    }
    return lines;
}

// P-08: what no decision can do without comes first.
Lines not_available_lines(const logic::Advice& advice, const NotRead& not_read) {
    const auto is_first_part = [&](logic::Source source) {
        return std::ranges::find(not_read.first_parts, source, &FirstPart::source)
               != not_read.first_parts.end();
    };
    Lines lines;
    const auto add = [&](logic::Source source, logic::Availability availability) {
        if (availability != logic::Availability::read && !is_first_part(source))
            lines.push_back(unread_line(source, availability));
    };
    add(logic::Source::patient, not_read.patient);
    add(logic::Source::conditions, not_read.conditions);
    std::ranges::move(gap_lines(advice.gaps), std::back_inserter(lines));
    std::ranges::move(first_part_lines(not_read.first_parts), std::back_inserter(lines));
    if (not_read.reason == OrderReason::unread)
        lines.emplace_back("reason of the order: could not be read, since what it refers to was not sent");
    return lines;
}

Lines row_ids(const logic::Advice& advice) {
    Lines ids;
    for (const logic::Row row : advice.rows)
        ids.emplace_back(logic::id(row));
    return Said().news(std::move(ids));
}

} // namespace

std::string card_detail(const CardText& text, const logic::Advice& advice,
                        std::span<const logic::Order> orders, const NotRead& not_read) {
    std::string detail;
    detail.reserve(usual_bytes);
    detail.append(text.why).append(" (").append(listed(row_ids(advice))).append(")");
    if (!advice.repeated_orders.empty())
        add_list(detail, "Selected orders that this is about", order_lines(orders_of(advice), orders));
    Said said;
    if (advice.mps)
        add_list(detail, "The four criteria of Stevens and Gonet 1990", criteria_lines(*advice.mps, said));
    if (advice.mps_treatment)
        add_list(detail, "Treatment of the pain in the medication data",
                 treatment_lines(*advice.mps_treatment, said));
    add_list(detail, "Evidence in the record", said.news(all_evidence(advice)));
    const Lines weak_flags = Said().news(evidence_lines(advice.weak_flags));
    add_list(detail, "Weak flags", weak_flags);
    said.add(weak_flags);
    add_list(detail, "Also considered", folded_lines(advice, orders, said));
    add_list(detail, "Not available", not_available_lines(advice, not_read));

    Lines notes;
    std::ranges::transform(advice.notes, std::back_inserter(notes), note_sentence);
    add_list(detail, "Note", Said().news(std::move(notes)));

    detail.append("\n\n**Guidance**\n\n").append(text.guidance);
    Lines cited;
    for (const Guideline guideline : text.citations)
        cited.push_back("[" + std::string(citation(guideline).text) + "]("
                        + std::string(citation(guideline).url) + ")");
    add_list(detail, "Sources", cited);
    detail += "\n\nThis is advice from the data that were available; the clinician decides.";
    return detail;
}

} // namespace psoas::hooks
