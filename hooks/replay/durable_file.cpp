#include "hooks/replay/durable_file.hpp"

#include <cerrno>
#include <system_error>

#include <fcntl.h>
#include <unistd.h>

namespace psoas::hooks {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void throw_error(const fs::path& file, int error) {
    throw std::system_error(error, std::generic_category(), file.string() + " cannot be written");
}

/// A file descriptor that is closed at its end.
class Descriptor {
public:
    Descriptor(const fs::path& file, int flags) : file_(file), number_(open(file.c_str(), flags, 0666)) {
        if (number_ < 0) throw_error(file_, errno);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() { close(number_); }

    void write_all(std::string_view text) const {
        while (!text.empty()) {
            const ssize_t written = write(number_, text.data(), text.size());
            if (written < 0 && errno == EINTR) continue;
            if (written < 0) throw_error(file_, errno);
            text.remove_prefix(static_cast<std::size_t>(written));
        }
    }
    // Some file systems have no such call for folders, and say EINVAL: there is nothing to wait for.
    void wait_for_disk() const {
        while (fsync(number_) != 0)
            if (errno == EINVAL)
                return;
            else if (errno != EINTR)
                throw_error(file_, errno);
    }

private:
    const fs::path& file_;
    int number_;
};

fs::path folder_of(const fs::path& file) {
    return file.has_parent_path() ? file.parent_path() : fs::path(".");
}

} // namespace

fs::path unfinished(const fs::path& file) {
    fs::path being_written = file;
    being_written += ".unfinished";
    return being_written;
}

void wait_for_disk(const fs::path& file_or_folder) {
    Descriptor(file_or_folder, O_RDONLY | O_CLOEXEC).wait_for_disk();
}

void rename_durably(const fs::path& written, const fs::path& file) {
    wait_for_disk(written);
    fs::rename(written, file);
    wait_for_disk(folder_of(file));
}

void write_whole(const fs::path& file, std::string_view text) {
    const fs::path being_written = unfinished(file);
    Descriptor(being_written, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC).write_all(text);
    rename_durably(being_written, file);
}

} // namespace psoas::hooks
