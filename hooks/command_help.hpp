#pragma once

namespace CLI {
class App;
}

namespace psoas::hooks {

/// Makes what `--help` and a wrong command line print readable for who sees the program for the first time.
/// Called before commands are added, which take it over.
void explain_usage(CLI::App& program);

/// Throws `CLI::ParseError` where the first word of the command line is no command.
void require_command(const CLI::App& program, int argc, const char* const* argv);

} // namespace psoas::hooks
