#include "hooks/replay/work_folder.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/string.hpp>

#include <algorithm>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <utility>

namespace psoas::hooks {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;
using fhir::Issue;
using fhir::IssueType;

constexpr std::string_view manifest_name = "manifest.json";
constexpr const char* unfinished = ".unfinished"; ///< after the name of a file that is being written

// A file of ours, which a run that was killed cannot have left in half.
json::object object_in(const std::string& text, const fs::path& file) {
    boost::system::error_code error;
    json::value value = json::parse(text, error);
    if (error || !value.is_object()) throw std::runtime_error(file.string() + " is not as it was written");
    return std::move(value.get_object());
}

std::string line_that_differs(std::string_view one, std::string_view other) {
    const auto next_line = [](std::string_view& text) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        return line;
    };
    while (!one.empty() || !other.empty()) {
        const std::string_view line = next_line(one);
        const std::string_view other_line = next_line(other);
        if (line != other_line)
            return "then: '" + std::string(line) + "', now: '" + std::string(other_line) + "'";
    }
    return {};
}

// A run that was killed at its very beginning leaves a manifest that has not got its name.
bool holds_other_things(const fs::path& folder) {
    std::error_code error;
    fs::directory_iterator each(folder, error);
    for (; !error && each != fs::directory_iterator(); each.increment(error))
        if (each->path().filename() != std::string(manifest_name) + unfinished) return true;
    return false;
}

json::array numbers_of(const Lists& lists) {
    json::array numbers;
    for (std::size_t i = 0; i < lists.size(); ++i)
        if (lists.test(i)) numbers.push_back(i);
    return numbers;
}

Counts counts_in(std::string_view csv, const fs::path& file) {
    fhir::Result<Counts> counts = read_counts(csv);
    if (!counts) throw std::runtime_error(file.string() + ": " + counts.error().diagnostics);
    return *std::move(counts);
}

} // namespace

void write_whole(const fs::path& file, std::string_view text) {
    fs::path being_written = file;
    being_written += unfinished;
    std::ofstream stream(being_written, std::ios::binary | std::ios::trunc);
    stream << text;
    stream.close();
    if (!stream) throw std::runtime_error(file.string() + " cannot be written");
    fs::rename(being_written, file);
}

std::optional<std::string> content_of(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary);
    if (!stream) return std::nullopt;
    std::ostringstream text;
    text << stream.rdbuf();
    return std::move(text).str();
}

fhir::Result<WorkFolder> WorkFolder::open(fs::path folder, const std::string& run, std::size_t partitions) {
    const fs::path manifest = folder / manifest_name;
    unsigned attempt = 1;
    if (const auto text = content_of(manifest)) {
        const json::object known = object_in(*text, manifest);
        const std::string_view known_run = known.at("run").as_string();
        if (known_run != run)
            return Issue{IssueType::invalid, "",
                         folder.string() + " belongs to another run (" + line_that_differs(known_run, run)
                             + "): remove it, or name another with --work"};
        partitions = known.at("partitions").to_number<std::size_t>();
        attempt = known.at("attempt").to_number<unsigned>() + 1;
    } else if (holds_other_things(folder)) {
        return Issue{IssueType::invalid, "",
                     folder.string() + " is no folder of a replay, and not empty: name another with --work"};
    }
    fs::create_directories(folder);
    write_whole(manifest, json::serialize(
                              json::object{{"run", run}, {"partitions", partitions}, {"attempt", attempt}}));
    for (const char* name : {"units", "patients", "cards"})
        fs::create_directories(folder / name);
    return WorkFolder(std::move(folder), partitions, attempt);
}

PartitionFiles WorkFolder::partition_files() const {
    return {folder_ / "patients", partitions_, attempt_};
}

std::optional<UnitReading> WorkFolder::unit(std::size_t unit) const {
    const fs::path file = folder_ / "units" / std::to_string(unit);
    const auto text = content_of(file);
    if (!text) return std::nullopt;
    const json::object known = object_in(*text, file);
    UnitReading reading{.counts = counts_in(known.at("counts").as_string(), file)};
    reading.attempt = known.at("attempt").to_number<unsigned>();
    reading.broken_count = known.at("brokenCount").to_number<std::uint64_t>();
    for (const json::value& list : known.at("lists").as_array())
        reading.lists.set(list.to_number<std::size_t>());
    for (const json::value& broken : known.at("broken").as_array())
        reading.broken.push_back(
            {broken.at("place").to_number<std::uint64_t>(), std::string(broken.at("why").as_string())});
    return reading;
}

void WorkFolder::write_unit(std::size_t unit, const UnitReading& reading) const {
    json::array broken;
    for (const BrokenPlace& each : reading.broken)
        broken.push_back(json::object{{"place", each.place}, {"why", each.why}});
    write_whole(folder_ / "units" / std::to_string(unit),
                json::serialize(json::object{{"attempt", attempt_},
                                             {"lists", numbers_of(reading.lists)},
                                             {"broken", std::move(broken)},
                                             {"brokenCount", reading.broken_count},
                                             {"counts", written_counts(reading.counts)}}));
}

std::optional<Counts> WorkFolder::partition(std::size_t partition) const {
    const fs::path file = folder_ / "cards" / (std::to_string(partition) + ".csv");
    const auto text = content_of(file);
    return text ? std::optional(counts_in(*text, file)) : std::nullopt;
}

fs::path WorkFolder::cards_file(std::size_t partition) const {
    return folder_ / "cards" / (std::to_string(partition) + ".ndjson");
}

fs::path WorkFolder::unfinished_cards_file(std::size_t partition) const {
    fs::path file = cards_file(partition);
    file += unfinished;
    return file;
}

void WorkFolder::write_partition(std::size_t partition, const Counts& counts) const {
    fs::rename(unfinished_cards_file(partition), cards_file(partition));
    write_whole(folder_ / "cards" / (std::to_string(partition) + ".csv"), written_counts(counts));
}

void WorkFolder::remove() const {
    fs::remove_all(folder_);
}

} // namespace psoas::hooks
