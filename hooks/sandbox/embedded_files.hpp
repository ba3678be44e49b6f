#pragma once

#include <span>
#include <string_view>

namespace psoas::hooks {

/// A file that was written into the program. Its bytes last as long as the program.
struct EmbeddedFile {
    std::string_view name; ///< "page/style.css", "stories/cauda-equina/request.json"
    std::string_view text;
};

/// The sandbox page with its libraries, the stories of fixtures/, orders by CPT code and the clinical rows,
/// written into the program at build time by embed_files.cmake.
[[nodiscard]] std::span<const EmbeddedFile> embedded_files();

/// The file of that name; empty if there is none.
[[nodiscard]] std::string_view embedded_file(std::string_view name);

} // namespace psoas::hooks
