#include "hooks/card_detail.hpp"

#include "hooks/card_text/summary.hpp"
#include "hooks/evidence_words.hpp"
#include "hooks/guideline.hpp"
#include "hooks/markdown.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <initializer_list>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

namespace psoas::hooks {
namespace {

using logic::CriterionState;

// P-22: what is read is short.
constexpr std::size_t longest_list = 20;
constexpr std::size_t longest_list_within = 5;

constexpr std::size_t usual_bytes = 4096;

// The lines of a list as they are written into a text: its heading before the first, and at the end how many
// were left out.
class List {
public:
    List(std::string& text, std::string_view heading) : text_(text), heading_(heading) {}

    // Without a heading, in a line of another.
    [[nodiscard]] static List within(std::string& line) {
        List list(line, "");
        list.longest_ = longest_list_within;
        list.bullet_ = "\n  - ";
        return list;
    }

    // A line, of parts.
    void add(std::initializer_list<std::string_view> parts) {
        if (lines_ == 0 && !heading_.empty()) text_.append("\n\n**").append(heading_).append("**\n");
        if (++lines_ > longest_) return;
        text_ += bullet_;
        for (const std::string_view part : parts)
            text_ += part;
    }
    void add(std::string_view line) { add({line}); }

    void end() {
        if (lines_ <= longest_) return;
        text_.append(bullet_).append("and ").append(std::to_string(lines_ - longest_)).append(" more");
    }

private:
    std::string& text_;
    std::string_view heading_;
    std::string_view bullet_ = "\n- ";
    std::size_t longest_ = longest_list;
    std::size_t lines_ = 0;
};

// What a card has said already: nothing is said twice.
using Said = std::set<std::string>;

void add_if_new(List& list, Said& said, std::string line) {
    if (const auto [at, is_new] = said.insert(std::move(line)); is_new) list.add(*at);
}

// Each piece once, whether or not it was said before.
void add_evidence(List& list, Said& said, const std::vector<logic::Evidence>& evidence,
                  std::string_view why = {}) {
    Said here;
    for (const logic::Evidence& each : evidence)
        if (const auto [at, is_new] = here.insert(evidence_line(each)); is_new) list.add({why, *at});
    said.merge(here);
}

void add_evidence_within(std::string& line, Said& said, const std::vector<logic::Evidence>& evidence,
                         std::string_view why = {}) {
    List list = List::within(line);
    add_evidence(list, said, evidence, why);
    list.end();
}

void add_all_evidence(std::string& detail, const logic::Advice& advice, Said& said) {
    List list(detail, "Evidence in the record");
    for (const logic::Evidence& each : advice.evidence)
        add_if_new(list, said, evidence_line(each));
    for (const logic::Measurement& each : advice.measured)
        add_if_new(list, said, measurement_line(each));
    if (advice.weight_loss)
        add_if_new(list, said,
                   "weight lost: " + number_words(advice.weight_loss->kg) + " kg, "
                       + number_words(advice.weight_loss->percent) + " %");
    if (advice.age_years)
        add_if_new(list, said, "age: " + std::to_string(*advice.age_years) + " years (Patient)");
    for (const logic::PriorStudy& each : advice.studies)
        add_if_new(list, said, study_line(each));
    list.end();
}

// The orders by the words that they were written in.
void add_orders(List& list, const std::vector<std::size_t>& indices, std::span<const logic::Order> orders) {
    for (const std::size_t index : indices) {
        if (index >= orders.size()) continue;
        const logic::Order& order = orders[index];
        std::string line = order.text.empty() ? "order" : "\u201C" + markdown_text(order.text) + "\u201D";
        if (!order.reference.empty()) line += " (" + markdown_text(order.reference) + ")";
        list.add(line);
    }
    list.end();
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
void add_criteria(std::string& detail, const logic::MpsCriteria& mps, Said& said) {
    constexpr std::array<std::string_view, 4> criteria{
        "Criterion 1, cancer in the psoas major",
        "Criterion 2, painful flexion of the hip with positive psoas stretch test",
        "Criterion 3, proximal lumbar plexopathy (L1 to L4)",
        "Criterion 4, no lumbar vertebral metastasis or other polyradiculopathy",
    };
    List list(detail, "The four criteria of Stevens and Gonet 1990");
    for (std::size_t i = 0; i < criteria.size(); ++i) {
        const logic::Criterion& criterion = mps.criteria[i];
        std::string line(criteria[i]);
        line.append(": **").append(words(criterion.state)).append("**");
        add_evidence_within(line, said, criterion.evidence);
        add_evidence_within(line, said, criterion.documented_long_ago, "long ago: ");
        add_evidence_within(line, said, criterion.taken_back, "taken back by a later examination: ");
        list.add(line);
    }
    list.end();
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
void add_treatment(std::string& detail, const logic::MpsTreatment& treatment, Said& said) {
    constexpr std::array<std::string_view, 4> classes{
        "Opioid",
        "Agent for neuropathic pain (plexopathy)",
        "Muscle relaxant (spasm of the psoas)",
        "Anti-inflammatory agent, such as a corticosteroid (peritumoral oedema)",
    };
    List list(detail, "Treatment of the pain in the medication data");
    for (std::size_t i = 0; i < classes.size(); ++i) {
        std::string line(classes[i]);
        line.append(": **").append(words(treatment.classes[i].state)).append("**");
        add_evidence_within(line, said, treatment.classes[i].evidence);
        list.add(line);
    }
    if (!treatment.radiotherapy.empty()) {
        std::string line = "Radiotherapy of the psoas: **recorded**";
        add_evidence_within(line, said, treatment.radiotherapy);
        list.add(line);
    }
    list.end();
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
void add_folded(std::string& detail, const logic::Advice& advice, std::span<const logic::Order> orders,
                Said& said) {
    if (advice.folded.empty()) return;
    const std::vector<std::size_t> own = orders_of(advice);
    List list(detail, "Also considered");
    for (const logic::Folded& folded : advice.folded) {
        std::string line(subject(folded.row));
        line.append(" (").append(logic::id(folded.row)).append(")");
        const bool several = !own.empty() || folded.orders.size() > 1;
        if (several && folded.orders != own) {
            List named = List::within(line);
            add_orders(named, folded.orders, orders);
        }
        List evidence = List::within(line);
        for (const logic::Evidence& each : folded.evidence)
            add_if_new(evidence, said, evidence_line(each));
        evidence.end();
        list.add(line);
    }
    list.end();
}

// P-08: what no decision can do without comes first.
void add_not_available(std::string& detail, const logic::Advice& advice, const NotRead& not_read) {
    List list(detail, "Not available");
    const auto is_first_part = [&](logic::Source source) {
        return std::ranges::find(not_read.first_parts, source, &FirstPart::source)
               != not_read.first_parts.end();
    };
    const auto add = [&](logic::Source source, logic::Availability availability) {
        if (availability != logic::Availability::read && !is_first_part(source))
            list.add(unread_line(source, availability));
    };
    add(logic::Source::patient, not_read.patient);
    add(logic::Source::conditions, not_read.conditions);
    for (const std::string& line : gap_lines(advice.gaps))
        list.add(line);
    for (const std::string& line : first_part_lines(not_read.first_parts))
        list.add(line);
    if (not_read.reason == OrderReason::unread)
        list.add("reason of the order: could not be read, since what it refers to was not sent");
    list.end();
}

// Each word once.
template <class Thing> std::vector<std::string_view> words_of(const std::vector<Thing>& things, auto word) {
    std::vector<std::string_view> words;
    words.reserve(things.size());
    for (const Thing thing : things)
        if (std::ranges::find(words, word(thing)) == words.end()) words.push_back(word(thing));
    return words;
}

void add_notes(std::string& detail, const logic::Advice& advice) {
    List list(detail, "Note");
    for (const std::string_view sentence : words_of(advice.notes, note_sentence))
        list.add(sentence);
    list.end();
}

void add_sources(std::string& detail, std::span<const Guideline> citations) {
    List list(detail, "Sources");
    for (const Guideline guideline : citations)
        list.add({"[", citation(guideline).text, "](", citation(guideline).url, ")"});
    list.end();
}

} // namespace

std::string card_detail(const CardText& text, const logic::Advice& advice,
                        std::span<const logic::Order> orders, const NotRead& not_read) {
    std::string detail;
    detail.reserve(usual_bytes);
    const auto id = [](logic::Row row) { return logic::id(row); };
    detail.append(text.why).append(" (").append(listed(words_of(advice.rows, id))).append(")");
    if (!advice.repeated_orders.empty()) {
        List list(detail, "Selected orders that this is about");
        add_orders(list, orders_of(advice), orders);
    }
    Said said;
    if (advice.mps) add_criteria(detail, *advice.mps, said);
    if (advice.mps_treatment) add_treatment(detail, *advice.mps_treatment, said);
    add_all_evidence(detail, advice, said);
    List weak_flags(detail, "Weak flags");
    add_evidence(weak_flags, said, advice.weak_flags);
    weak_flags.end();
    add_folded(detail, advice, orders, said);
    add_not_available(detail, advice, not_read);
    add_notes(detail, advice);
    detail.append("\n\n**Guidance**\n\n").append(text.guidance);
    add_sources(detail, text.citations);
    detail += "\n\nThis is advice from the data that were available; the clinician decides.";
    return detail;
}

} // namespace psoas::hooks
