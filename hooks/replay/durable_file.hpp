#pragma once

#include <filesystem>
#include <string_view>

namespace psoas::hooks {

/// Writes a file that is whole once it has its name, and has it after a loss of power too. Throws
/// std::system_error.
void write_whole(const std::filesystem::path& file, std::string_view text);

/// Gives a file that is written its name; with it, it is on the disk. Throws std::system_error.
void rename_durably(const std::filesystem::path& written, const std::filesystem::path& file);

/// Waits until a file, or the names in a folder, are on the disk. Throws std::system_error.
void wait_for_disk(const std::filesystem::path& file_or_folder);

/// What a file is called while it is being written.
[[nodiscard]] std::filesystem::path unfinished(const std::filesystem::path& file);

} // namespace psoas::hooks
