#include "fhir/order_words.hpp"

#include <algorithm>
#include <string_view>
#include <vector>

namespace psoas::fhir {
namespace {

using logic::Modality;
using logic::OrderKind;
using logic::Region;

// How many displays, details and notes are read; an order has one or two of each.
constexpr std::size_t most_titles = 8;

using Titles = std::vector<std::string_view>;

void add(Titles& titles, std::string_view title) {
    if (!title.empty() && titles.size() < most_titles) titles.push_back(title);
}

Titles titles_of(const CodeableConcept& code) {
    Titles titles;
    add(titles, code.text);
    for (const Coding& coding : code.codings)
        add(titles, coding.display);
    return titles;
}

// R5's `orderDetail` holds the same as `parameter.value[x]`.
Titles details_of(Value request) {
    Titles titles;
    for (const Value detail : request[Element::orderDetail].items()) {
        for (const std::string_view title : titles_of(read_codeable_concept(detail)))
            add(titles, title);
        for (const Value parameter : detail[Element::parameter].items()) {
            add(titles, parameter[Element::valueString].text());
            for (const std::string_view title :
                 titles_of(read_codeable_concept(parameter[Element::valueCodeableConcept])))
                add(titles, title);
        }
    }
    return titles;
}

Titles notes_of(Value request) {
    Titles titles;
    for (const Value note : request[Element::note].items())
        add(titles, note[Element::text].text());
    return titles;
}

template <class Part> void fill(Part& open, Part said) {
    if (open == Part{}) open = said;
}

// What is open of the study itself.
void name(ProcedureTitle& read, const ProcedureTitle& title) {
    fill(read.kind, title.kind);
    if (read.kind == OrderKind::unrecognised || read.kind == OrderKind::imaging)
        fill(read.modality, title.modality);
    fill(read.region, title.region);
}

void detail(ProcedureTitle& read, const ProcedureTitle& title) {
    if (title.region != Region::unspecified && title.region != read.region) return;
    fill(read.side, title.side);
    fill(read.contrast, title.contrast);
    fill(read.guidance, title.guidance);
    fill(read.target, title.target);
    read.names_l3 = read.names_l3 || title.names_l3;
}

void read_all(ProcedureTitle& read, const Titles& titles, bool naming) {
    for (const std::string_view title : titles) {
        if (asks_for_nothing(title)) continue;
        ProcedureTitle said = read_procedure_title(title);
        if (naming) name(read, said);
        if (read.kind == OrderKind::injection) fill(said.guidance, injection_guidance_in(title));
        detail(read, said);
    }
}

} // namespace

ProcedureTitle read_order_words(const CodeableConcept& code, Value request) {
    const Titles own = titles_of(code);
    if (std::ranges::any_of(own, asks_for_nothing)) return {};
    ProcedureTitle read;
    read_all(read, own, true);
    const bool is_care = read.kind != OrderKind::unrecognised && read.kind != OrderKind::imaging;
    read_all(read, details_of(request), !is_care || read.region == Region::unspecified);
    read_all(read, notes_of(request), own.empty());
    const bool is_study = read.modality != Modality::unknown && read.region != Region::unspecified;
    if (read.kind == OrderKind::unrecognised && is_study) read.kind = OrderKind::imaging;
    return read;
}

} // namespace psoas::fhir
