#include "hooks/replay/partition_files.hpp"

#include "hooks/replay/patient_hash.hpp"

#include <algorithm>
#include <bit>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <map>
#include <optional>
#include <span>
#include <system_error>
#include <tuple>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

namespace psoas::hooks {
namespace {

namespace fs = std::filesystem;
using fhir::Issue;
using fhir::IssueType;

/// Before each resource: its patient's id follows, then its text. Files stay on the machine that wrote them.
struct Header {
    std::uint64_t place = 0;
    std::uint32_t unit = 0;
    std::uint32_t text_bytes = 0;
    std::uint32_t patient_bytes = 0;
    std::uint32_t reserved = 0;
};
static_assert(sizeof(Header) == header_bytes);

/// Where a resource stands in the files of a partition.
struct Entry {
    std::uint64_t hash = 0;
    std::uint64_t at = 0; ///< of the header
    std::uint32_t attempt = 0;
    std::uint32_t bytes = 0; ///< of patient and text
    Origin origin{};
};
static_assert(sizeof(Entry) == index_bytes);

/// A file descriptor that is closed at its end.
class Descriptor {
public:
    explicit Descriptor(int number) : number_(number) {}
    Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
    Descriptor& operator=(Descriptor&& other) noexcept {
        std::swap(number_, other.number_);
        return *this;
    }
    ~Descriptor() {
        if (number_ >= 0) close(number_);
    }
    [[nodiscard]] int number() const { return number_; }

private:
    int number_;
};

// No record was ever written otherwise; a disk that lost power may have nothing but zeros there.
bool is_possible(const Header& header, std::size_t units) {
    return header.unit < units && header.text_bytes <= most_patient_bytes && header.patient_bytes > 0
           && header.patient_bytes <= most_patient_bytes && header.reserved == 0;
}

[[noreturn]] void throw_error(const fs::path& file) {
    throw std::system_error(errno, std::generic_category(), file.string());
}

Issue not_as_written(const fs::path& file) {
    return {IssueType::structure, "", file.string() + " is not as it was written"};
}

// What was put down of a partition, as far as it counts. A record that a broken-off run left in half is the
// last of its file and of no part of the export that was read to its end.
fhir::Result<void> add_entries(const fs::path& file, std::uint32_t attempt, const AttemptOfUnit& attempts,
                               std::size_t most, std::vector<Entry>& entries) {
    std::vector<char> buffer(1U << 16U);
    std::ifstream stream;
    stream.rdbuf()->pubsetbuf(buffer.data(), static_cast<std::streamsize>(buffer.size()));
    stream.open(file, std::ios::binary);
    std::string patient;
    std::uint64_t at = 0;
    Header header;
    while (stream.read(reinterpret_cast<char*>(&header), sizeof header)) {
        if (!is_possible(header, attempts.size())) return not_as_written(file);
        patient.resize(header.patient_bytes);
        stream.read(patient.data(), header.patient_bytes);
        stream.ignore(header.text_bytes);
        if (!stream || static_cast<std::size_t>(stream.gcount()) != header.text_bytes) break;
        if (attempts[header.unit] == attempt) {
            if (entries.size() == most)
                return Issue{
                    IssueType::too_long, "",
                    "The memory does not hold the places of so many resources: give more --memory, or "
                    "replay shards"};
            entries.push_back({.hash = patient_hash(patient),
                               .at = at,
                               .attempt = attempt,
                               .bytes = header.patient_bytes + header.text_bytes,
                               .origin = {header.unit, header.place}});
        }
        at += sizeof header + header.patient_bytes + header.text_bytes;
    }
    return {};
}

struct Read {
    Header header{};
    std::string patient_and_text;
};

fhir::Result<Read> read_entry(const std::map<unsigned, Descriptor>& files, const Entry& entry,
                              const PartitionFiles& partitions, std::size_t partition) {
    Read read;
    read.patient_and_text.resize(sizeof(Header) + entry.bytes);
    const int file = files.at(entry.attempt).number();
    std::size_t done = 0;
    while (done < read.patient_and_text.size()) {
        const ssize_t got = pread(file, read.patient_and_text.data() + done,
                                  read.patient_and_text.size() - done, static_cast<off_t>(entry.at + done));
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return not_as_written(partitions.file(partition, entry.attempt));
        done += static_cast<std::size_t>(got);
    }
    std::memcpy(&read.header, read.patient_and_text.data(), sizeof read.header);
    read.patient_and_text.erase(0, sizeof read.header);
    return read;
}

} // namespace

PartitionFiles::PartitionFiles(fs::path folder, std::size_t count, unsigned attempt)
    : folder_(std::move(folder)), count_(count), attempt_(attempt), writing_(count) {}

std::size_t PartitionFiles::partition_of(std::uint64_t patient_hash) const {
    const int bits = std::countr_zero(count_);
    return bits == 0 ? 0 : static_cast<std::size_t>(patient_hash >> (64 - bits));
}

fs::path PartitionFiles::file(std::size_t partition, unsigned attempt) const {
    return folder_ / (std::to_string(partition) + "." + std::to_string(attempt));
}

void PartitionFiles::append(std::size_t partition, std::string_view records) {
    const std::lock_guard lock(writing_[partition]);
    const fs::path path = file(partition, attempt_);
    const Descriptor opened(open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600));
    if (opened.number() < 0) throw_error(path);
    while (!records.empty()) {
        const ssize_t written = write(opened.number(), records.data(), records.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) throw_error(path);
        records.remove_prefix(static_cast<std::size_t>(written));
    }
}

PartitionWriter::PartitionWriter(PartitionFiles& files, std::size_t buffer_bytes)
    : files_(files), buffer_bytes_(buffer_bytes), buffers_(files.count()) {}

void PartitionWriter::add(std::string_view patient, std::string_view resource, const Origin& origin) {
    const std::size_t partition = files_.partition_of(patient_hash(patient));
    std::string& buffer = buffers_[partition];
    const std::size_t begin = buffer.size();
    const Header header{.place = origin.place,
                        .unit = origin.unit,
                        .text_bytes = static_cast<std::uint32_t>(resource.size()),
                        .patient_bytes = static_cast<std::uint32_t>(patient.size())};
    buffer.append(reinterpret_cast<const char*>(&header), sizeof header);
    buffer += patient;
    buffer += resource;
    put_down_.add(std::string_view(buffer).substr(begin));
    if (buffer.size() < buffer_bytes_) return;
    files_.append(partition, buffer);
    buffer.clear();
    if (buffer.capacity() > 4 * buffer_bytes_) buffer.shrink_to_fit();
}

void PartitionWriter::flush() {
    for (std::size_t partition = 0; partition < buffers_.size(); ++partition) {
        if (buffers_[partition].empty()) continue;
        files_.append(partition, buffers_[partition]);
        buffers_[partition] = {};
    }
}

std::optional<HeldOfUnits> held_of_units(const PartitionFiles& files, std::size_t partition, unsigned attempt,
                                         std::size_t units) {
    std::ifstream stream(files.file(partition, attempt), std::ios::binary);
    if (!stream) return std::nullopt;
    HeldOfUnits held{.units = std::vector<Tally>(units)};
    std::string record;
    Header header;
    while (stream.read(reinterpret_cast<char*>(&header), sizeof header)) {
        held.is_whole = is_possible(header, units);
        if (!held.is_whole) break;
        const std::size_t rest = std::size_t{header.patient_bytes} + header.text_bytes;
        record.assign(reinterpret_cast<const char*>(&header), sizeof header);
        record.resize(sizeof header + rest);
        if (!stream.read(record.data() + sizeof header, static_cast<std::streamsize>(rest))) break;
        held.units[header.unit].add(record);
        held.bytes += record.size();
    }
    return held;
}

fhir::Result<void> read_partition(const PartitionFiles& files, std::size_t partition,
                                  const AttemptOfUnit& attempts, std::size_t most_resources,
                                  const std::function<bool(PatientRecord)>& taker) {
    std::map<unsigned, Descriptor> opened;
    std::vector<Entry> entries;
    for (unsigned attempt = 1; attempt <= files.attempt(); ++attempt) {
        const fs::path file = files.file(partition, attempt);
        Descriptor descriptor(open(file.c_str(), O_RDONLY | O_CLOEXEC));
        if (descriptor.number() < 0) continue; // nobody of this part, in this attempt
        const fhir::Result<void> added = add_entries(file, attempt, attempts, most_resources, entries);
        if (!added) return added.error();
        opened.emplace(attempt, std::move(descriptor));
    }
    // What one part holds of a patient stands in the file as it came.
    std::ranges::sort(entries, {},
                      [](const Entry& entry) { return std::tuple(entry.hash, entry.origin, entry.at); });

    for (std::size_t begin = 0; begin < entries.size();) {
        std::size_t end = begin;
        while (end < entries.size() && entries[end].hash == entries[begin].hash)
            ++end;
        std::map<std::string, PatientRecord> patients; // more than one where hashes are alike
        std::size_t bytes = 0;
        for (const Entry& entry : std::span(entries).subspan(begin, end - begin)) {
            fhir::Result<Read> read = read_entry(opened, entry, files, partition);
            if (!read) return read.error();
            std::string patient = read->patient_and_text.substr(0, read->header.patient_bytes);
            PatientRecord& record = patients[patient];
            record.patient = std::move(patient);
            bytes += entry.bytes;
            record.cut |= bytes > most_patient_bytes;
            if (bytes > most_patient_bytes) continue;
            read->patient_and_text.erase(0, read->header.patient_bytes);
            record.resources.push_back(std::move(read->patient_and_text));
        }
        for (auto& [id, record] : patients)
            if (!taker(std::move(record))) return {};
        begin = end;
    }
    return {};
}

} // namespace psoas::hooks
