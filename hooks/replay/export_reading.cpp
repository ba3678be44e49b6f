#include "hooks/replay/export_reading.hpp"

#include "fhir/chart_builder.hpp"
#include "hooks/replay/bundle_entries.hpp"
#include "hooks/replay/resource_outline.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <string_view>
#include <utility>

namespace psoas::hooks {
namespace {

constexpr std::size_t most_broken_places = 20; ///< that are told one by one
constexpr std::size_t deepest_bundle = 4;      ///< Bundles in Bundles

// Types that an export commonly has and nobody here reads, so that the report can name them.
constexpr std::array types_not_read{
    std::string_view("AllergyIntolerance"),
    std::string_view("Appointment"),
    std::string_view("Binary"),
    std::string_view("CarePlan"),
    std::string_view("CareTeam"),
    std::string_view("Claim"),
    std::string_view("Coverage"),
    std::string_view("Device"),
    std::string_view("DocumentReference"),
    std::string_view("Encounter"),
    std::string_view("ExplanationOfBenefit"),
    std::string_view("FamilyMemberHistory"),
    std::string_view("Goal"),
    std::string_view("Group"),
    std::string_view("Immunization"),
    std::string_view("Location"),
    std::string_view("Medication"),
    std::string_view("MedicationDispense"),
    std::string_view("Organization"),
    std::string_view("Practitioner"),
    std::string_view("PractitionerRole"),
    std::string_view("Provenance"),
    std::string_view("RelatedPerson"),
    std::string_view("Specimen"),
};

std::string_view type_not_read(std::string_view type) {
    return std::ranges::find(types_not_read, type) == types_not_read.end() ? "other types" : type;
}

/// Cuts lines out of pieces.
class Lines {
public:
    explicit Lines(std::uint64_t place) : place_(place) {}

    /// Hands on each line that ends in the piece, with its place; `sink` says whether it wants more.
    template <class Sink> bool write(std::string_view piece, Sink sink) {
        while (!piece.empty()) {
            const std::size_t end = piece.find('\n');
            const std::string_view part = piece.substr(0, end);
            if (end == std::string_view::npos) return hold(part), true;
            const bool is_in_piece = length_ == 0;
            if (!is_in_piece) hold(part);
            const std::size_t length = is_in_piece ? part.size() : length_;
            const bool is_too_long = length > most_patient_bytes;
            if (!sink(is_in_piece ? part : std::string_view(held_), place_, is_too_long)) return false;
            place_ += length + 1;
            length_ = 0;
            held_.clear();
            piece.remove_prefix(end + 1);
        }
        return true;
    }
    /// The last line, which may lack its end.
    template <class Sink> void finish(Sink sink) {
        if (length_ > 0) sink(held_, place_, length_ > most_patient_bytes);
    }

private:
    void hold(std::string_view part) {
        if (length_ + part.size() <= most_patient_bytes) held_ += part;
        length_ += part.size();
    }

    std::uint64_t place_;
    std::size_t length_ = 0; ///< of the line so far
    std::string held_;
};

bool is_blank(std::string_view line) {
    return line.find_first_not_of(" \t\r") == std::string_view::npos;
}

/// Puts the resources of one part down.
class PartReader {
public:
    PartReader(const ExportReading& reading, std::uint32_t unit, PartitionFiles& partitions)
        : reading_(reading), unit_(unit), outlines_(reading.depth),
          writer_(partitions, reading.buffer_bytes) {}

    void take(std::string_view resource, std::uint64_t place, std::size_t bundles = 0) {
        const fhir::Result<const ResourceOutline*> outline = outlines_.read(resource);
        if (!outline) return tell_broken(place, outline.error().diagnostics);
        const ResourceOutline& found = **outline;
        if (found.type == "Bundle") return take_bundle(resource, place, bundles);
        const auto list = fhir::ChartBuilder::list_of(found.type);
        if (!list) return count_other(type_not_read(found.type), "not read");
        result_.lists.set(static_cast<std::size_t>(*list));
        if (found.patient.empty()) return count_other(found.type, "without a patient");
        if (resource.size() > most_patient_bytes) return tell_broken(place, "The resource is too long");
        if (!reading_.shard.holds(patient_hash(found.patient))) return;
        ++counts_[{found.type, "read"}];
        writer_.add(found.patient, resource, {unit_, place});
    }

    void tell_broken(std::uint64_t place, std::string why) {
        if (reading_.shard.index != 0) return;
        ++result_.broken_count;
        if (result_.broken.size() < most_broken_places) result_.broken.push_back({place, std::move(why)});
    }
    [[nodiscard]] bool any_broken() const { return result_.broken_count > 0; }

    [[nodiscard]] UnitReading finish() {
        writer_.flush();
        result_.put_down = writer_.put_down();
        for (const auto& [what, count] : counts_)
            result_.counts.add({"", "resources", what.first, what.second, ""}, count);
        if (result_.broken_count > 0)
            result_.counts.add({"", "places that cannot be read", "", "", ""}, result_.broken_count);
        return std::move(result_);
    }

private:
    void take_bundle(std::string_view bundle, std::uint64_t place, std::size_t bundles) {
        if (bundles == deepest_bundle) return count_other("other types", "not read");
        BundleEntries entries(
            [&](std::string_view entry, std::uint64_t at) { take(entry, place + at, bundles + 1); },
            most_patient_bytes);
        entries.write(bundle);
        entries.finish();
    }

    void count_other(std::string_view type, std::string_view what) {
        if (reading_.shard.index == 0) ++counts_[{std::string(type), std::string(what)}];
    }

    const ExportReading& reading_;
    std::uint32_t unit_;
    OutlineReader outlines_;
    PartitionWriter writer_;
    UnitReading result_;
    std::map<std::pair<std::string, std::string>, std::uint64_t> counts_;
};

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

/// Told of pieces as they are read. `goes_on` says whether more is wanted.
class Reading {
public:
    Reading(PartReader& reader, const ExportReading& reading, const StopFlag& stop)
        : reader_(reader), strict_(reading.strict), stop_(stop) {}

    [[nodiscard]] bool goes_on() const { return !stop_ && !(strict_ && reader_.any_broken()); }

    fhir::Result<void> lines(const ExportFile& file, const ExportPart& part, StepProgress& progress) {
        // A line belongs to the part in which it begins: the part before has that which reaches into this
        // one.
        bool in_line_before = part.begin > 0;
        const std::uint64_t from = part.begin - (in_line_before ? 1 : 0);
        Lines lines(from);
        const auto take = [&](std::string_view line, std::uint64_t place, bool is_too_long) {
            if (std::exchange(in_line_before, false)) return goes_on();
            if (place >= part.end) return false;
            if (place == 0 && line.starts_with(byte_order_mark)) line.remove_prefix(byte_order_mark.size());
            if (is_too_long)
                reader_.tell_broken(place, "The line is too long");
            else if (!is_blank(line))
                reader_.take(line, place);
            return goes_on();
        };
        const fhir::Result<void> read = read_pieces(file, from, [&](std::string_view piece) {
            if (!file.compressed) progress.done += piece.size();
            return lines.write(piece, take);
        });
        if (goes_on()) lines.finish(take);
        return read;
    }

    fhir::Result<void> document(const ExportFile& file, StepProgress& progress) {
        BundleEntries entries(
            [&](std::string_view resource, std::uint64_t at) {
                if (goes_on()) reader_.take(resource, at);
            },
            most_patient_bytes);
        std::uint64_t bytes = 0;
        const fhir::Result<void> read = read_pieces(file, 0, [&](std::string_view piece) {
            if (!file.compressed) progress.done += piece.size();
            if (bytes == 0 && piece.starts_with(byte_order_mark)) piece.remove_prefix(byte_order_mark.size());
            bytes += piece.size();
            entries.write(piece);
            return goes_on();
        });
        entries.finish();
        for (std::uint64_t i = 0; i < entries.too_long(); ++i)
            reader_.tell_broken(0, "A resource is too long");
        if (read && goes_on() && !entries.complete()) reader_.tell_broken(bytes, "The JSON ends too early");
        return read;
    }

private:
    PartReader& reader_;
    bool strict_;
    const StopFlag& stop_;
};

} // namespace

std::vector<ExportPart> parts_of(std::span<const ExportFile> files, std::uint64_t part_bytes) {
    std::vector<ExportPart> parts;
    for (std::size_t i = 0; i < files.size(); ++i) {
        const bool is_cut =
            files[i].kind == ExportFile::Kind::lines && !files[i].compressed && !files[i].is_standard_input();
        std::uint64_t begin = 0;
        for (; is_cut && begin + part_bytes < files[i].bytes; begin += part_bytes)
            parts.push_back({.file = i, .begin = begin, .end = begin + part_bytes});
        parts.push_back({.file = i, .begin = begin});
    }
    return parts;
}

std::optional<UnitReading> read_part(const ExportReading& reading, const ExportPart& part, std::uint32_t unit,
                                     PartitionFiles& partitions, StepProgress& progress,
                                     const StopFlag& stop) {
    const ExportFile& file = reading.files[part.file];
    PartReader reader(reading, unit, partitions);
    Reading step(reader, reading, stop);
    const fhir::Result<void> read = file.kind == ExportFile::Kind::document
                                        ? step.document(file, progress)
                                        : step.lines(file, part, progress);
    if (!read) reader.tell_broken(0, read.error().diagnostics);
    if (stop) return std::nullopt;
    if (file.compressed) progress.done += file.bytes;
    UnitReading result = reader.finish();
    result.attempt = partitions.attempt();
    return result;
}

} // namespace psoas::hooks
