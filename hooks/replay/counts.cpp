#include "hooks/replay/counts.hpp"

#include <array>
#include <charconv>
#include <optional>
#include <vector>

namespace psoas::hooks {
namespace {

using fhir::Issue;
using fhir::IssueType;

constexpr std::string_view heading = "policy,measure,name,detail,month,count\n";
constexpr std::size_t field_count = 6;

void write_field(std::string& csv, std::string_view field) {
    if (field.find_first_of(",\"\r\n") == std::string_view::npos) {
        csv += field;
        return;
    }
    csv += '"';
    for (const char c : field)
        csv.append(c == '"' ? 2 : 1, c);
    csv += '"';
}

// The fields of the record at the beginning of `csv`, which it is cut off from; nothing if it is none.
std::optional<std::vector<std::string>> next_record(std::string_view& csv) {
    std::vector<std::string> fields(1);
    bool quoted = false;
    for (std::size_t i = 0; i < csv.size(); ++i) {
        const char c = csv[i];
        if (quoted) {
            if (c != '"')
                fields.back() += c;
            else if (i + 1 < csv.size() && csv[i + 1] == '"')
                fields.back() += csv[++i];
            else
                quoted = false;
        } else if (c == '"') {
            quoted = true;
        } else if (c == ',') {
            fields.emplace_back();
        } else if (c == '\n') {
            csv.remove_prefix(i + 1);
            return fields;
        } else {
            fields.back() += c;
        }
    }
    return std::nullopt;
}

bool fits(const std::string& wanted, const std::string& found) {
    return wanted.empty() || wanted == found;
}

} // namespace

void Counts::add(Counted what, std::uint64_t count) {
    counts_[std::move(what)] += count;
}

void Counts::add(const Counts& other) {
    for (const auto& [what, count] : other.counts_)
        counts_[what] += count;
}

std::uint64_t Counts::sum(const Counted& what) const {
    std::uint64_t sum = 0;
    for (const auto& [found, count] : counts_)
        if (found.policy == what.policy && fits(what.measure, found.measure) && fits(what.name, found.name)
            && fits(what.detail, found.detail) && fits(what.month, found.month))
            sum += count;
    return sum;
}

std::string written_counts(const Counts& counts) {
    std::string csv(heading);
    for (const auto& [what, count] : counts.all()) {
        for (const std::string* field :
             {&what.policy, &what.measure, &what.name, &what.detail, &what.month}) {
            write_field(csv, *field);
            csv += ',';
        }
        csv += std::to_string(count);
        csv += '\n';
    }
    return csv;
}

fhir::Result<Counts> read_counts(std::string_view csv) {
    if (!csv.starts_with(heading)) return Issue{IssueType::structure, "", "line 1 is another heading"};
    csv.remove_prefix(heading.size());
    Counts counts;
    for (std::size_t line = 2; !csv.empty(); ++line) {
        const Issue wrong{IssueType::structure, "", "line " + std::to_string(line) + " cannot be read"};
        const auto fields = next_record(csv);
        if (!fields || fields->size() != field_count) return wrong;
        const std::string& digits = fields->back();
        std::uint64_t count = 0;
        const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), count);
        if (error != std::errc{} || end != digits.data() + digits.size()) return wrong;
        counts.add({(*fields)[0], (*fields)[1], (*fields)[2], (*fields)[3], (*fields)[4]}, count);
    }
    return counts;
}

} // namespace psoas::hooks
