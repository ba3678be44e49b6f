#pragma once

#include "fhir/result.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string_view>
#include <vector>

namespace psoas::hooks {

/// A file of an export.
struct ExportFile {
    enum class Kind : std::uint8_t {
        lines,    ///< NDJSON: .ndjson, .jsonl, and the same with .gz; "-" is standard input
        document, ///< a Bundle or a resource: .json, .json.gz
    };
    std::filesystem::path path{};
    Kind kind{};
    bool compressed = false;
    std::uintmax_t bytes = 0; ///< on disk
    std::int64_t changed = 0; ///< when, in the clock of the file system

    [[nodiscard]] bool is_standard_input() const { return path == "-"; }
    friend bool operator==(const ExportFile&, const ExportFile&) = default;
};

/// The files of an export that these paths mean: files, or folders with all that is in them, each once and in
/// the order of their names. Files of other kinds in a folder are passed over. Fails with `not_found` for
/// what cannot be read, for a file of another kind, and for folders without any file of an export.
[[nodiscard]] fhir::Result<std::vector<ExportFile>>
export_files(const std::vector<std::filesystem::path>& paths);

/// Hands on the bytes of a file from a place on, inflated, in pieces; `taker` says whether it wants more.
/// A place is counted in inflated bytes. Fails with `not_found` for a file that cannot be opened, and with
/// `structure` for gzip that is damaged or ends too early.
[[nodiscard]] fhir::Result<void> read_pieces(const ExportFile& file, std::uint64_t from,
                                             const std::function<bool(std::string_view)>& taker);

/// The number of the line, from 1 on, in which a byte of a file stands.
[[nodiscard]] std::uint64_t line_at(const ExportFile& file, std::uint64_t place);

} // namespace psoas::hooks
