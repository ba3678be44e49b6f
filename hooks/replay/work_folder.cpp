#include "hooks/replay/work_folder.hpp"

#include "hooks/replay/durable_file.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/string.hpp>

#include <algorithm>
#include <fstream>
#include <sstream>
#include <utility>

namespace psoas::hooks {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;
using fhir::Issue;
using fhir::IssueType;

constexpr std::string_view manifest_name = "manifest.json";

Issue not_as_written(const fs::path& file) {
    return {IssueType::structure, "", file.string() + " is not as it was written"};
}

/// What a sealed file holds.
fhir::Result<json::object> object_in(const std::string& text, const fs::path& file) {
    const auto written = unsealed(text);
    if (!written) return not_as_written(file);
    boost::system::error_code error;
    json::value value = json::parse(*written, error);
    if (error || !value.is_object()) return not_as_written(file);
    json::object object = std::move(value.get_object());
    return object;
}

json::object json_of(const Digest& digest) {
    return {{"bytes", digest.bytes}, {"checksum", digest.checksum}};
}

/// The digest of a file; that of nothing if there is none.
Digest digest_of(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary);
    std::vector<char> buffer(1U << 16U);
    Digest digest;
    while (stream.read(buffer.data(), static_cast<std::streamsize>(buffer.size())) || stream.gcount() > 0)
        digest.add({buffer.data(), static_cast<std::size_t>(stream.gcount())});
    return digest;
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
        if (each->path().filename() != unfinished(manifest_name)) return true;
    return false;
}

json::array numbers_of(const Lists& lists) {
    json::array numbers;
    for (std::size_t i = 0; i < lists.size(); ++i)
        if (lists.test(i)) numbers.push_back(i);
    return numbers;
}

} // namespace

std::optional<std::string> content_of(const fs::path& file) {
    const std::ifstream stream(file, std::ios::binary);
    if (!stream) return std::nullopt;
    std::ostringstream text;
    text << stream.rdbuf();
    return std::move(text).str();
}

fhir::Result<WorkFolder> WorkFolder::open(fs::path folder, const std::string& run, std::size_t partitions) {
    const fs::path manifest = folder / manifest_name;
    unsigned attempt = 1;
    if (const auto text = content_of(manifest)) {
        const fhir::Result<json::object> read = object_in(*text, manifest);
        if (!read)
            return Issue{IssueType::structure, "",
                         read.error().diagnostics + ": remove " + folder.string()
                             + " and begin anew, or name another with --work"};
        const json::object& known = *read;
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
    write_whole(manifest, sealed(json::serialize(
                              json::object{{"run", run}, {"partitions", partitions}, {"attempt", attempt}})));
    for (const char* name : {"units", "patients", "cards"})
        fs::create_directories(folder / name);
    wait_for_disk(folder);
    return WorkFolder(std::move(folder), partitions, attempt);
}

PartitionFiles WorkFolder::partition_files() const {
    return {folder_ / "patients", partitions_, attempt_};
}

fs::path WorkFolder::unit_file(std::size_t unit) const {
    return folder_ / "units" / std::to_string(unit);
}

fs::path WorkFolder::counts_file(std::size_t partition) const {
    return folder_ / "cards" / (std::to_string(partition) + ".json");
}

fhir::Result<std::optional<UnitReading>> WorkFolder::unit(std::size_t unit) const {
    const fs::path file = unit_file(unit);
    const auto text = content_of(file);
    if (!text) return std::optional<UnitReading>();
    const fhir::Result<json::object> read = object_in(*text, file);
    if (!read) return read.error();
    const json::object& known = *read;
    fhir::Result<Counts> counts = read_counts(known.at("counts").as_string());
    if (!counts) return not_as_written(file);
    UnitReading reading{.counts = *std::move(counts)};
    reading.attempt = known.at("attempt").to_number<unsigned>();
    reading.broken_count = known.at("brokenCount").to_number<std::uint64_t>();
    reading.put_down = {known.at("records").to_number<std::uint64_t>(),
                        known.at("checksums").to_number<std::uint64_t>()};
    for (const json::value& list : known.at("lists").as_array())
        reading.lists.set(list.to_number<std::size_t>());
    for (const json::value& broken : known.at("broken").as_array())
        reading.broken.push_back(
            {broken.at("place").to_number<std::uint64_t>(), std::string(broken.at("why").as_string())});
    return std::optional(std::move(reading));
}

void WorkFolder::write_unit(std::size_t unit, const UnitReading& reading) const {
    json::array broken;
    for (const BrokenPlace& each : reading.broken)
        broken.push_back(json::object{{"place", each.place}, {"why", each.why}});
    write_whole(unit_file(unit),
                sealed(json::serialize(json::object{{"attempt", attempt_},
                                                    {"lists", numbers_of(reading.lists)},
                                                    {"broken", std::move(broken)},
                                                    {"brokenCount", reading.broken_count},
                                                    {"records", reading.put_down.records},
                                                    {"checksums", reading.put_down.checksums},
                                                    {"counts", written_counts(reading.counts)}})));
}

void WorkFolder::forget_unit(std::size_t unit) const {
    fs::remove(unit_file(unit));
}

fhir::Result<std::optional<Counts>> WorkFolder::partition(std::size_t partition) const {
    const fs::path file = counts_file(partition);
    const auto text = content_of(file);
    if (!text) return std::optional<Counts>();
    const fhir::Result<json::object> read = object_in(*text, file);
    if (!read) return read.error();
    const json::object& known = *read;
    if (json_of(digest_of(cards_file(partition))) != known.at("cards"))
        return not_as_written(cards_file(partition));
    fhir::Result<Counts> counts = read_counts(known.at("counts").as_string());
    if (!counts) return not_as_written(file);
    return std::optional(*std::move(counts));
}

fs::path WorkFolder::cards_file(std::size_t partition) const {
    return folder_ / "cards" / (std::to_string(partition) + ".ndjson");
}

fs::path WorkFolder::unfinished_cards_file(std::size_t partition) const {
    return unfinished(cards_file(partition));
}

void WorkFolder::write_partition(std::size_t partition, const Counts& counts, const Digest& cards) const {
    rename_durably(unfinished_cards_file(partition), cards_file(partition));
    write_whole(
        counts_file(partition),
        sealed(json::serialize(json::object{{"cards", json_of(cards)}, {"counts", written_counts(counts)}})));
}

void WorkFolder::forget_partition(std::size_t partition) const {
    fs::remove(counts_file(partition));
}

void WorkFolder::remove() const {
    fs::remove_all(folder_);
}

} // namespace psoas::hooks
