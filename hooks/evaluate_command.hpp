#pragma once

#include "hooks/settings.hpp"

#include <chrono>
#include <filesystem>
#include <iosfwd>
#include <string>
#include <vector>

namespace psoas::hooks {

/// What `psoas-cds evaluate` was asked.
struct EvaluateCommand {
    std::vector<std::filesystem::path> paths{}; ///< files, or folders whose *.json files are meant
    std::string hook{};                         ///< "order-select"; empty: the file's own
    std::string order{};                        ///< see hooks/evaluation.hpp
    bool json = false;                          ///< the service's answer instead of a rendering for people
    // `Settings::explain` adds what became of each row, in either form.
};

/// Declares the arguments of `psoas-cds evaluate` on its command, and the settings beside them. Both outlive
/// the command.
void declare_evaluate(CLI::App& command, EvaluateCommand& evaluate, Settings& settings);

/// Prints the cards for each file to `out`, and what is wrong with a file, by its name, to `err`; the other
/// files are still evaluated. The exit code: 0, or 1 if a file could not be evaluated. As JSON, one file
/// gives the answer of the service; several give one line each, with the name of the file. Compressed files
/// are not read.
[[nodiscard]] int evaluate(const EvaluateCommand& command, const Settings& settings, std::ostream& out,
                           std::ostream& err);

} // namespace psoas::hooks
