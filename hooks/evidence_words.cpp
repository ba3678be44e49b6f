#include "hooks/evidence_words.hpp"

#include "hooks/card_text/summary.hpp"
#include "hooks/markdown.hpp"
#include "hooks/plain_text.hpp"
#include "hooks/proposed_resource.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <ranges>

namespace psoas::hooks {
namespace {

using logic::Availability;
using logic::Finding;
using logic::Note;
using logic::Presence;
using logic::Sought;

std::string_view words(logic::Source source) {
    constexpr std::array names{
        "patient",     "conditions", "observations",     "imaging studies",         "reports",
        "medications", "procedures", "service requests", "questionnaire responses", "reason of the order"};
    static_assert(names.size() == logic::source_count);
    return names[static_cast<std::size_t>(source)];
}

std::string_view words(logic::Modality modality) {
    constexpr std::array names{"imaging study", "radiograph", "MRI", "CT",
                               "ultrasound",    "bone scan",  "PET", "imaging study"};
    static_assert(names.size() == static_cast<std::size_t>(logic::Modality::other) + 1);
    return names[static_cast<std::size_t>(modality)];
}

// "; since 2026-11-16"
void add(std::string& line, std::string_view words, std::string_view rest = {}) {
    if (words.empty()) return;
    line.append("; ").append(words);
    if (!rest.empty()) line.append(" ").append(rest);
}

void add_place(std::string& line, std::string_view reference, logic::Source source) {
    constexpr std::size_t longest_reference = 100;
    line += " (";
    if (reference.empty())
        line += words(source);
    else
        line += markdown_text(reference, longest_reference);
    if (!reference.empty() && source == logic::Source::order_reason) line += ", reason of the order";
    line += ")";
}

void add_recorded_words(std::string& line, std::string_view text) {
    line.append("; recorded as \u201C").append(markdown_text(text)).append("\u201D");
}

// Most lines of a card are no longer.
constexpr std::size_t usual_line = 160;

// Findings that are tests: present is positive, absent is negative.
bool is_test(Finding finding) {
    return finding == Finding::faber || finding == Finding::fadir || finding == Finding::femoral_stretch
           || finding == Finding::psoas_stretch_positive;
}

// Where something was looked for (the lists of logic's own table).
struct Lists {
    std::string_view names;
    bool several;
};
constexpr Lists patient{"patient", false};
constexpr Lists conditions{"conditions", false};
constexpr Lists observations{"observations", false};
constexpr Lists procedures{"procedures", false};
constexpr Lists medications{"medications", false};
constexpr Lists conditions_and_observations{"conditions and observations", true};
constexpr Lists conditions_and_medications{"conditions and medications", true};
constexpr Lists conditions_and_reports{"conditions and reports", true};
constexpr Lists procedures_and_reports{"procedures and reports", true};
constexpr Lists all_of_findings{"conditions, observations and reports", true};
constexpr Lists all_of_imaging{"imaging studies, reports and procedures", true};

// What each gap is about, and where it was looked for.
struct Looked {
    std::string_view what;
    const Lists* lists;
};

// In the order of `Sought`.
constexpr std::array looked{
    Looked{"birth date", &patient},
    Looked{"onset of the pain", &conditions},
    Looked{"body temperature", &observations},
    Looked{"body weight over time", &observations},
    Looked{"cauda equina signs", &conditions_and_observations},
    Looked{"neurological examination", &conditions_and_observations},
    Looked{"sensation of the lower leg", &conditions_and_observations},
    Looked{"cancer", &conditions},
    Looked{"infection", &conditions},
    Looked{"immune status", &conditions_and_medications},
    Looked{"drug use", &conditions},
    Looked{"osteoporosis or fracture", &conditions_and_medications},
    Looked{"trauma", &conditions},
    Looked{"steroid use", &conditions_and_medications},
    Looked{"hip or pelvis radiograph", &all_of_imaging},
    Looked{"conservative care", &procedures},
    Looked{"imaging of the psoas", &conditions_and_reports},
    Looked{"hip examination", &conditions_and_observations},
    Looked{"neuropathic signs", &conditions_and_observations},
    Looked{"imaging of the lumbar vertebrae", &conditions_and_reports},
    Looked{"drainage", &procedures_and_reports},
    Looked{"medication", &medications},
    Looked{"what speaks against an anti-inflammatory drug", &conditions_and_medications},
    Looked{"signs or reports of an L3 root", &all_of_findings},
};
static_assert(looked.size() == static_cast<std::size_t>(Sought::l3_findings) + 1);

// What became of the lists that were looked through.
void add_fate(std::string& line, const Lists& lists, Availability availability) {
    const std::string_view not_all = lists.several ? "not all of " : "";
    switch (availability) {
    case Availability::read:
        line.append("none found in ").append(lists.names);
        break;
    case Availability::cut:
        line.append("none found, but only part of ").append(lists.names).append(" was read");
        break;
    case Availability::not_supplied:
        line.append("could not be checked (").append(not_all).append(lists.names);
        line.append(lists.several ? " were supplied)" : " not supplied)");
        break;
    case Availability::unreadable:
        line.append("could not be checked (").append(not_all).append(lists.names);
        line.append(lists.several ? " could be read)" : " could not be read)");
        break;
    }
}

// A test's own result, and a value that only repeats the words of the record, are said once.
bool adds_nothing(const logic::Evidence& evidence, std::string_view value) {
    return is_test(evidence.finding) && (value == "positive" || value == "negative");
}

bool repeats(std::string_view text, std::string_view value, Finding finding) {
    return text.empty() || text == logic::display(finding) || value.starts_with(text);
}

} // namespace

std::string_view words(logic::Side side) {
    switch (side) {
    case logic::Side::left:
        return "left";
    case logic::Side::right:
        return "right";
    case logic::Side::bilateral:
        return "both sides";
    case logic::Side::unknown:
        return "";
    }
    return "";
}

std::string date_words(const logic::DateRange& date) {
    using namespace std::chrono;
    if (date.is_exact()) return iso_date(date.first);
    const year_month_day first{date.first};
    const year_month_day last{date.last};
    const bool whole_year = first.year() == last.year() && first.month() == January && first.day() == day{1}
                            && last.month() == December && last.day() == day{31};
    if (whole_year) return iso_date(date.first).substr(0, 4);
    if (first.day() == day{1} && last == year_month_day{first.year() / first.month() / std::chrono::last})
        return iso_date(date.first).substr(0, 7);
    return iso_date(date.first) + " to " + iso_date(date.last);
}

std::string finding_words(const logic::Evidence& evidence) {
    std::string words(logic::display(evidence.finding));
    if (is_test(evidence.finding) && evidence.presence != Presence::unknown)
        words += evidence.presence == Presence::present ? " positive" : " negative";
    return words;
}

std::string evidence_line(const logic::Evidence& evidence) {
    constexpr std::size_t longest_value = 200;
    std::string line;
    line.reserve(usual_line);
    line += finding_words(evidence);
    if (evidence.presence == Presence::absent && !is_test(evidence.finding)) line += ", documented as absent";
    if (evidence.presence == Presence::unknown) line += ", not clear";
    const std::string value = one_line(evidence.value);
    if (!value.empty() && !adds_nothing(evidence, value))
        line.append(": ").append(markdown_text(value, longest_value));
    if (!repeats(one_line(evidence.text), value, evidence.finding)) add_recorded_words(line, evidence.text);
    add(line, words(evidence.side));
    if (evidence.certainty == logic::Certainty::unconfirmed) add(line, "unconfirmed");
    if (evidence.course == logic::Course::past) add(line, "past");
    if (evidence.onset) add(line, "since", date_words(*evidence.onset));
    if (evidence.ended) add(line, "until", date_words(*evidence.ended));
    if (evidence.recorded && evidence.recorded != evidence.onset)
        add(line, "recorded", date_words(*evidence.recorded));
    if (!evidence.onset && !evidence.ended && !evidence.recorded) add(line, "undated");
    add_place(line, evidence.reference, evidence.source);
    return line;
}

std::string_view quantity_words(logic::Quantity quantity) {
    constexpr std::array names{"temperature", "body weight", "pain score", "INR", "bone density T-score"};
    static_assert(names.size() == static_cast<std::size_t>(logic::Quantity::t_score) + 1);
    return names[static_cast<std::size_t>(quantity)];
}

std::string measurement_line(const logic::Measurement& measurement) {
    constexpr std::size_t longest_value = 60;
    std::string line;
    line.reserve(usual_line);
    line.append(quantity_words(measurement.quantity)).append(": ");
    line += markdown_text(measurement.shown, longest_value);
    if (measurement.date)
        add(line, "recorded", date_words(*measurement.date));
    else
        add(line, "undated");
    add_place(line, measurement.reference, logic::Source::observations);
    return line;
}

std::string study_words(const logic::PriorStudy& study) {
    std::string text(words(study.modality));
    if (study.region != logic::Region::unspecified && study.region != logic::Region::other)
        text += " of " + sided_region(study.region, study.side);
    return text;
}

std::string study_line(const logic::PriorStudy& study) {
    std::string line = study_words(study);
    if (!study.text.empty()) add_recorded_words(line, study.text);
    if (study.date)
        add(line, "of", date_words(*study.date));
    else
        add(line, "undated");
    add_place(line, study.reference, study.source);
    return line;
}

std::vector<std::string> gap_lines(std::span<const logic::Gap> gaps) {
    const auto about = [](const logic::Gap& gap) -> const Looked& {
        return looked[static_cast<std::size_t>(gap.sought)];
    };
    std::vector<std::string> lines;
    std::vector<std::string_view> things;
    for (auto gap = gaps.begin(); gap != gaps.end(); ++gap) {
        // What was looked for in the same lists, of which the same became, is one line.
        const auto goes_with = [&](const logic::Gap& other) {
            return other.availability == gap->availability && about(other).lists == about(*gap).lists;
        };
        if (std::any_of(gaps.begin(), gap, goes_with)) continue;
        things.clear();
        for (const logic::Gap& other : gaps | std::views::filter(goes_with))
            if (std::ranges::find(things, about(other).what) == things.end())
                things.push_back(about(other).what);
        std::string& line = lines.emplace_back();
        line.reserve(usual_line);
        line.append(listed(things)).append(": ");
        add_fate(line, *about(*gap).lists, gap->availability);
    }
    return lines;
}

std::string unread_line(logic::Source source, Availability availability) {
    const std::string list(words(source));
    switch (availability) {
    case Availability::read:
        break;
    case Availability::cut:
        return list + ": only part of the " + (source == logic::Source::patient ? "data" : list)
               + " was read";
    case Availability::not_supplied:
        return list + ": not supplied";
    case Availability::unreadable:
        return list + ": could not be read"
               + (source == logic::Source::patient ? ", so that an adult is assumed" : "");
    }
    return "";
}

std::vector<std::string> first_part_lines(std::span<const FirstPart> first_parts) {
    std::vector<std::string> lines;
    for (const FirstPart& part : first_parts) {
        const std::string list(words(part.source));
        lines.push_back("the rest of the " + list + ": only the first " + std::to_string(part.count) + " "
                        + list + " were read");
    }
    return lines;
}

std::string_view note_sentence(Note note) {
    switch (note) {
    case Note::birth_date_missing:
        return "The birth date is missing: the patient is taken to be an adult.";
    case Note::side_unknown:
        return "The side is not recorded for all findings: an unknown side was taken to match.";
    case Note::sides_disagree:
        return "The sides disagree: findings of the side opposite to the psoas lesion were not counted.";
    case Note::vertebral_metastases:
        return "Vertebral metastases: criterion 4 not met, treat as an overlapping cause of the pain.";
    case Note::other_polyradiculopathy:
        return "Another cause of polyradiculopathy is recorded: criterion 4 not met, treat as an overlapping "
               "cause of the pain.";
    case Note::polyradiculopathy_only_unrecorded:
        return "Criterion 4 rests on imaging of the vertebrae; of other polyradiculopathies none is "
               "recorded, which is not the same as excluded.";
    case Note::weight_loss_intent_unknown:
        return "Whether the weight loss was intended is not recorded.";
    case Note::drug_route_not_recorded:
        return "The route of drug use is not recorded.";
    case Note::osteonecrosis:
        return "Steroids with groin or hip pain: think of osteonecrosis of the femoral head.";
    case Note::palliative_care:
        return "Palliative or hospice care is recorded: this card is one level less urgent, and comfort is "
               "the aim.";
    case Note::weak_flag_lowers:
        return "A weak red flag is recorded (named above): it does not by itself call for imaging, and this "
               "card is for information only.";
    case Note::sensory_sparing_mri_without_contrast_enough:
        return "MRI without contrast is enough to decide.";
    case Note::imaging_alone:
        return "Imaging alone cannot confirm the source of hip-related or back pain: combine it with "
               "symptoms and signs.";
    case Note::radiographs_could_not_be_checked:
        return "Whether there are earlier hip or pelvis radiographs could not be checked.";
    case Note::already_operated:
        return "Decompression of the cauda equina is recorded too: follow-up matters more than new imaging.";
    case Note::reported_lesion_unconfirmed:
        return "The reported lesion is hedged or suspected: it was taken as unconfirmed.";
    case Note::lesion_drained:
        return "Drainage after the first report of the lesion is recorded: follow-up decides what is left to "
               "do.";
    case Note::anticoagulation_unknown:
        return "The medications could not be read whole: whether the patient is on an anticoagulant is "
               "unknown.";
    case Note::normal_inr_does_not_exclude:
        return "A normal INR does not exclude a haematoma, and direct oral anticoagulants do not show in it.";
    case Note::ct_if_mri_delays:
        return "If MRI would take time, CT with contrast shows a psoas abscess too.";
    case Note::recurrence_can_be_both:
        return "Recurrence in the psoas and malignant psoas syndrome are not alternatives: a recurrence with "
               "these symptoms can be both. MRI comes first, then biopsy if confirmation is needed.";
    case Note::orders_not_judged:
        return "More different orders are selected than are judged at once: select fewer to have all of them "
               "judged.";
    case Note::anti_inflammatory_contraindicated:
        return "No anti-inflammatory drug is named in the plan: an anticoagulant, an ulcer, kidney disease "
               "or pregnancy is recorded (see the evidence).";
    case Note::anti_inflammatory_unchecked:
        return "No anti-inflammatory drug is named in the plan: whether something speaks against it could "
               "not be checked.";
    case Note::imaging_cause_without_symptoms:
        return "Imaging names a possible cause, and no symptom or sign is recorded: ask and examine before "
               "it is taken for the source of pain.";
    case Note::mri_contraindication:
        return "A contraindication to MRI is recorded, so that no MRI is proposed: ask radiology what is "
               "possible.";
    case Note::ultrasound_user_dependent:
        return "Ultrasound spares radiation and suits superficial structures and guided injections; it "
               "depends on who performs it.";
    case Note::l3_treat_first:
        return "This says which study, not when: in the first six weeks and without a progressive deficit, "
               "treat first unless surgery or an injection is planned.";
    case Note::earlier_report_unread:
        return "A report of the earlier study could not be read: whether it answered the question is not "
               "known.";
    case Note::radiographs_inadequate:
        return "Radiographs were taken and their report calls them inadequate: a repeat is due.";
    case Note::benign_tissue:
        return "Tissue of this lesion was read as benign before: look whether it has changed since.";
    case Note::rests_on_unconfirmed:
        return "What this card rests on is suspected or hedged in the record: confirm it first.";
    case Note::documented_long_ago:
        return "Some of this was documented for the last time long ago (its date is with it): it does not "
               "count as present, and wants a new examination or a new study.";
    case Note::tissue_contradicted:
        return "Tissue of this lesion was read as benign before it was seen to grow or invade: that reading "
               "no longer answers what it is.";
    case Note::impending_fracture:
        return "A lesion of the proximal femur can break under the patient's weight: no weight-bearing until "
               "an orthopaedic surgeon has judged it.";
    case Note::biopsy_or_infection_raised:
        return "The report of the earlier study asks for a biopsy or raises infection: settle that before "
               "this order is removed.";
    case Note::order_reason_unread:
        return "The reason that the order refers to could not be read and may justify the study: this card "
               "is "
               "for information only.";
    }
    return "";
}

} // namespace psoas::hooks
