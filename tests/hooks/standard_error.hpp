#pragma once

#include <algorithm>
#include <cstdio>
#include <string>

#include <fcntl.h>
#include <unistd.h>

namespace psoas::hooks::tests {

/// What is written to standard error while it lives.
class StandardError {
public:
    StandardError() {
        fcntl(fileno(file_), F_SETFL, O_APPEND); // who reads in between moves nothing of what is written
        dup2(fileno(file_), STDERR_FILENO);
    }
    ~StandardError() {
        dup2(before_, STDERR_FILENO);
        close(before_);
        std::fclose(file_);
    }
    StandardError(const StandardError&) = delete;
    StandardError& operator=(const StandardError&) = delete;

    /// So many lines, for which it waits: another thread writes them.
    [[nodiscard]] std::string text(std::size_t lines = 1) const {
        std::string written;
        while (static_cast<std::size_t>(std::ranges::count(written, '\n')) < lines) {
            written.clear();
            std::rewind(file_);
            for (int c = std::fgetc(file_); c != EOF; c = std::fgetc(file_))
                written += static_cast<char>(c);
        }
        return written;
    }

private:
    int before_ = dup(STDERR_FILENO);
    std::FILE* file_ = std::tmpfile();
};

} // namespace psoas::hooks::tests
