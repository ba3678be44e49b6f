#include "hooks/command_help.hpp"

#include "hooks/settings.hpp"

#include <CLI/CLI.hpp>
#include <doctest/doctest.h>

#include <sstream>
#include <string>
#include <vector>

using namespace psoas::hooks;

namespace {

/// The program with one command.
struct Program {
    Settings settings{};
    CLI::App app{"It serves", "psoas-cds"};
    CLI::App* serving = nullptr;

    Program() {
        explain_usage(app);
        serving = app.add_subcommand("serve", "Answer hook calls");
        declare_settings(*serving, settings);
    }

    /// What a command line prints on standard error.
    std::string complaint(std::vector<const char*> words) {
        words.insert(words.begin(), "psoas-cds");
        std::ostringstream out;
        std::ostringstream err;
        try {
            require_command(app, static_cast<int>(words.size()), words.data());
            app.parse(static_cast<int>(words.size()), words.data());
        } catch (const CLI::ParseError& error) {
            app.exit(error, out, err);
        }
        return err.str();
    }
};

} // namespace

TEST_SUITE("hooks/command_help") {
    TEST_CASE("a wrong command line is told what is wrong and where to read on") {
        struct Row {
            std::vector<const char*> words;
            const char* complaint;
        };
        const Row rows[] = {
            {{}, "psoas-cds: a command is missing\n'psoas-cds --help' shows what can be asked for.\n"},
            {{"serv"},
             "psoas-cds: there is no command 'serv', but serve\n'psoas-cds --help' shows what can be asked "
             "for.\n"},
            {{"serve", "--port", "x"},
             "psoas-cds serve: --port: 'x' is no whole number in 0..65535\n'psoas-cds serve --help' shows "
             "what "
             "can be asked for.\n"},
            {{"serve", "--port", "65536"},
             "psoas-cds serve: --port: '65536' is no whole number in 0..65535\n'psoas-cds serve --help' "
             "shows "
             "what can be asked for.\n"},
            {{"serve", "--policy.fever_c", "50"},
             "psoas-cds serve: --policy.fever_c: '50' is no number in 36..42\n'psoas-cds serve --help' shows "
             "what can be asked for.\n"},
            {{"serve", "--port", "65535", "--policy.fever_c", "38.3"}, ""},
        };
        for (const Row& row : rows) {
            CAPTURE(row.complaint);
            CHECK(Program().complaint(row.words) == row.complaint);
        }
    }

    TEST_CASE("help says what a setting takes and what it is without it in groups of their own") {
        const std::string help = Program().serving->help();
        CAPTURE(help);
        for (const char* words :
             {"--port 0..65535", "Port to listen on; 0 takes any free one [8080]\n", "--value-sets FOLDER",
              "--fhir-ca FILE", "--base-url TEXT ...", "--policy.remind_exam true|false", "\nSettings:\n",
              "\nLimits:\n", "\nClinical thresholds (in the file: section [policy]):\n"}) {
            CAPTURE(words);
            CHECK(help.find(words) != std::string::npos);
        }
        CHECK(help.find("UINT") == std::string::npos);
        CHECK(Program().app.help().find("psoas-cds evaluate request.json") != std::string::npos);
    }
}
