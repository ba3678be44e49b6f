#include "hooks/sandbox/embedded_files.hpp"

#include <algorithm>

namespace psoas::hooks {

std::string_view embedded_file(std::string_view name) {
    const auto file = std::ranges::find(embedded_files(), name, &EmbeddedFile::name);
    return file == embedded_files().end() ? std::string_view{} : file->text;
}

} // namespace psoas::hooks
