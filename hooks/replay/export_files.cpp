#include "hooks/replay/export_files.hpp"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <system_error>
#include <type_traits>

#include <unistd.h>

namespace psoas::hooks {
namespace {

namespace fs = std::filesystem;
using fhir::Issue;
using fhir::IssueType;

constexpr unsigned piece_bytes = 1U << 18U;

struct KindOfName {
    ExportFile::Kind kind{};
    bool compressed = false;
};

std::optional<KindOfName> kind_of(const fs::path& path) {
    std::string name = path.filename().string();
    KindOfName kind;
    if (name.ends_with(".gz")) {
        kind.compressed = true;
        name.resize(name.size() - 3);
    }
    if (name.ends_with(".json"))
        kind.kind = ExportFile::Kind::document;
    else if (!name.ends_with(".ndjson") && !name.ends_with(".jsonl"))
        return std::nullopt;
    return kind;
}

fhir::Result<ExportFile> file_at(const fs::path& path, KindOfName kind) {
    std::error_code error;
    ExportFile file{.path = path, .kind = kind.kind, .compressed = kind.compressed};
    file.bytes = fs::file_size(path, error);
    const bool readable = !error && access(path.c_str(), R_OK) == 0;
    if (readable) file.changed = fs::last_write_time(path, error).time_since_epoch().count();
    if (!readable || error) return Issue{IssueType::not_found, "", path.string() + " cannot be read"};
    return file;
}

// All files below a folder, by name.
fhir::Result<std::vector<fs::path>> files_below(const fs::path& folder) {
    std::error_code error;
    std::vector<fs::path> found;
    fs::recursive_directory_iterator each(folder, fs::directory_options::follow_directory_symlink, error);
    for (; !error && each != fs::recursive_directory_iterator(); each.increment(error))
        if (each->is_regular_file(error) && kind_of(each->path())) found.push_back(each->path());
    if (error)
        return Issue{IssueType::not_found, "", folder.string() + " cannot be read: " + error.message()};
    if (found.empty())
        return Issue{IssueType::not_found, "",
                     folder.string() + " holds no file of an export (.ndjson, .json, .gz of these)"};
    std::ranges::sort(found);
    return found;
}

using Opened = std::unique_ptr<std::remove_pointer_t<gzFile>, int (*)(gzFile)>;

Opened opened(const ExportFile& file) {
    Opened stream(file.is_standard_input() ? gzdopen(dup(STDIN_FILENO), "rb")
                                           : gzopen(file.path.c_str(), "rb"),
                  gzclose);
    if (stream) gzbuffer(stream.get(), piece_bytes);
    return stream;
}

} // namespace

fhir::Result<std::vector<ExportFile>> export_files(const std::vector<fs::path>& paths) {
    std::vector<ExportFile> files;
    std::set<fs::path> taken;
    const auto take = [&](const fs::path& path, KindOfName kind) -> fhir::Result<void> {
        const fhir::Result<ExportFile> file = file_at(path, kind);
        if (!file) return file.error();
        std::error_code error;
        if (taken.insert(fs::weakly_canonical(path, error)).second) files.push_back(*file);
        return {};
    };
    for (const fs::path& path : paths) {
        std::error_code error;
        if (path == "-") {
            if (taken.insert(path).second) files.push_back({.path = path, .kind = ExportFile::Kind::lines});
        } else if (fs::is_directory(path, error)) {
            const fhir::Result<std::vector<fs::path>> found = files_below(path);
            if (!found) return found.error();
            for (const fs::path& each : *found)
                if (const fhir::Result<void> took = take(each, *kind_of(each)); !took) return took.error();
        } else if (const auto kind = kind_of(path)) {
            if (const fhir::Result<void> took = take(path, *kind); !took) return took.error();
        } else {
            return Issue{IssueType::not_found, "",
                         path.string()
                             + " is neither a folder nor a file of an export (.ndjson, .json, .gz of these)"};
        }
    }
    return files;
}

fhir::Result<void> read_pieces(const ExportFile& file, std::uint64_t from,
                               const std::function<bool(std::string_view)>& taker) {
    const Opened stream = opened(file);
    const std::string name = file.path.string();
    if (!stream || (from > 0 && gzseek(stream.get(), static_cast<z_off_t>(from), SEEK_SET) < 0))
        return Issue{IssueType::not_found, "", name + " cannot be read"};
    std::vector<char> piece(piece_bytes);
    int length = 0;
    while ((length = gzread(stream.get(), piece.data(), piece_bytes)) > 0)
        if (!taker({piece.data(), static_cast<std::size_t>(length)})) return {};
    int error = Z_OK;
    gzerror(stream.get(), &error);
    if (length < 0 || error == Z_BUF_ERROR)
        return Issue{IssueType::structure, "", name + " is damaged, or ends too early"};
    return {};
}

std::uint64_t line_at(const ExportFile& file, std::uint64_t place) {
    std::uint64_t line = 1;
    std::uint64_t seen = 0;
    const fhir::Result<void> read = read_pieces(file, 0, [&](std::string_view piece) {
        piece =
            piece.substr(0, static_cast<std::size_t>(std::min<std::uint64_t>(piece.size(), place - seen)));
        seen += piece.size();
        line += static_cast<std::uint64_t>(std::ranges::count(piece, '\n'));
        return seen < place;
    });
    static_cast<void>(read); // it was read to this place before
    return line;
}

} // namespace psoas::hooks
