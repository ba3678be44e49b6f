#include "logic/imaging_alone.hpp"

#include <algorithm>

namespace psoas::logic {
namespace {

bool is_about_imaging(Topic topic) {
    return topic == Topic::premature_imaging || topic == Topic::radiograph_first
           || topic == Topic::imaging_selection || topic == Topic::duplicate_imaging
           || topic == Topic::l3_radiculopathy || topic == Topic::iliopsoas_bursitis;
}

// Whatever is not from a report was told or examined.
bool only_imaging_speaks(const Presentation& presentation) {
    return !presentation.complaints.empty()
           && std::ranges::all_of(presentation.complaints, [](const Evidence& complaint) {
                  return complaint.source == Source::diagnostic_reports && !is_pain(complaint.finding);
              });
}

void add_once(std::vector<Note>& notes, Note note) {
    if (std::ranges::find(notes, note) == notes.end()) notes.push_back(note);
}

} // namespace

void remind_of_symptoms(const Presentation& presentation, Advice& advice) {
    if (!is_about_imaging(advice.topic)) return;
    add_once(advice.notes, Note::imaging_alone);
    if (only_imaging_speaks(presentation)) add_once(advice.notes, Note::imaging_cause_without_symptoms);
}

} // namespace psoas::logic
