#pragma once

#include "fhir/chart_builder.hpp"
#include "fhir/document_reader.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <initializer_list>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

namespace psoas::fhir {

inline const Terminology& terminology() {
    static const Terminology compiled_in;
    return compiled_in;
}

inline const TextReader& text_reader() {
    static const TextReader compiled_in;
    return compiled_in;
}

/// The chart of what a document says: a resource or a Bundle.
inline logic::Chart charted(std::string_view json, std::string_view patient_id = "") {
    ChartBuilder builder(terminology(), text_reader());
    const auto read =
        read_document(json, [&](const Resource& resource, ResourceReader::Place) { builder.add(resource); });
    CHECK_MESSAGE(read.has_value(), json);
    return std::move(builder).finish(patient_id);
}

inline std::string shown(const logic::DateRange& date) {
    const auto day = [](std::chrono::sys_days at) {
        const std::chrono::year_month_day d(at);
        const auto two = [](unsigned n) { return (n < 10 ? "0" : "") + std::to_string(n); };
        return std::to_string(static_cast<int>(d.year())) + "-" + two(static_cast<unsigned>(d.month())) + "-"
               + two(static_cast<unsigned>(d.day()));
    };
    return date.is_exact() ? day(date.first) : day(date.first) + "/" + day(date.last);
}

/// "hip_pain left", "fever absent", "psoas_abscess unconfirmed past": what differs from plain and present.
inline std::string shown(const logic::Evidence& evidence) {
    using namespace logic;
    std::string text(code(evidence.finding));
    if (evidence.presence == Presence::absent) text += " absent";
    if (evidence.certainty == Certainty::unconfirmed) text += " unconfirmed";
    if (evidence.course == Course::past) text += " past";
    if (evidence.side == Side::left) text += " left";
    if (evidence.side == Side::right) text += " right";
    if (evidence.side == Side::bilateral) text += " bilateral";
    return text;
}

/// "from … to … seen …", as far as they are known.
inline std::string dates(const logic::Evidence& evidence) {
    std::string text;
    if (evidence.onset) text += "from " + shown(*evidence.onset) + " ";
    if (evidence.ended) text += "to " + shown(*evidence.ended) + " ";
    if (evidence.recorded) text += "seen " + shown(*evidence.recorded) + " ";
    if (!text.empty()) text.pop_back();
    return text;
}

struct Findings {
    std::vector<std::string> all{};

    Findings() = default;
    Findings(std::initializer_list<std::string> some) : all(some) {}
    friend bool operator==(const Findings&, const Findings&) = default;
    friend std::ostream& operator<<(std::ostream& out, const Findings& findings) {
        for (const std::string& each : findings.all)
            out << '[' << each << ']';
        return out;
    }
};

/// In the order of the alphabet, since that of the record says nothing.
inline Findings findings(const logic::Chart& chart) {
    Findings found;
    for (const logic::Evidence& evidence : chart.evidence)
        found.all.push_back(shown(evidence));
    std::ranges::sort(found.all);
    return found;
}

} // namespace psoas::fhir
