// A site's configuration file. What is accepted is written and read again as the same.
#include "hooks/settings.hpp"
#include "tests/fuzz/fuzz.hpp"

#include <CLI/CLI.hpp>

#include <optional>

#include <sys/mman.h>
#include <unistd.h>

using namespace psoas;
using namespace psoas::fuzz;

namespace {

/// The settings of a configuration file, written out; nothing if they are refused.
std::optional<std::string> settings_in(std::string_view file) {
    static const int descriptor = memfd_create("configuration", 0);
    require(ftruncate(descriptor, 0) == 0, "the file can be emptied");
    require(pwrite(descriptor, file.data(), file.size(), 0) == static_cast<ssize_t>(file.size()),
            "the file can be written");
    hooks::Settings settings;
    CLI::App app;
    hooks::declare_settings(app, settings);
    try {
        app.parse("--config=/proc/self/fd/" + std::to_string(descriptor));
        hooks::complete_settings(app, settings);
    } catch (const CLI::ParseError& refused) {
        require(refused.what()[0] != '\0', "what is wrong is said");
        return std::nullopt;
    }
    return hooks::written_settings(settings);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::optional<std::string> written = settings_in(text_of(data, size));
    if (written) require(settings_in(*written) == written, "settings that are written are read as the same");
    return 0;
}
