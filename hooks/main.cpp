#include "hooks/command_help.hpp"
#include "hooks/evaluate_command.hpp"
#include "hooks/feedback/report_command.hpp"
#include "hooks/replay/merge_command.hpp"
#include "hooks/replay/replay_command.hpp"
#include "hooks/serve_command.hpp"
#include "hooks/settings.hpp"
#include "hooks/settings_in_use.hpp"
#include "hooks/start_up.hpp"
#include "hooks/try_command.hpp"

#include <CLI/CLI.hpp>

#include <exception>
#include <iostream>

using namespace psoas::hooks;

// NOLINTNEXTLINE(bugprone-exception-escape): the set-up of CLI11 fails by defect alone
int main(int argc, char** argv) {
    CLI::App app("Decision support for low back, hip and psoas-related pain by CDS Hooks", "psoas-cds");
    explain_usage(app);
    app.set_version_flag("--version", "psoas-cds " PSOAS_VERSION);
    app.require_subcommand(1);

    Settings settings;
    CLI::App* serving = app.add_subcommand("serve", "Answer hook calls over HTTP");
    declare_settings(*serving, settings);
    EvaluateCommand evaluation;
    CLI::App* evaluating =
        app.add_subcommand("evaluate", "Print the cards for hook requests and Bundles in files");
    declare_evaluate(*evaluating, evaluation, settings);
    TryCommand trying;
    CLI::App* try_asked = app.add_subcommand("try", "Be the EHR of one hook call against a FHIR server");
    declare_try(*try_asked, trying, settings);
    ReportCommand reporting;
    CLI::App* report_asked = app.add_subcommand("report", "Print what became of the cards that were issued");
    declare_report(*report_asked, reporting, settings);
    ReplayCommand replaying{.version = PSOAS_VERSION};
    CLI::App* replay_asked =
        app.add_subcommand("replay", "Judge the past imaging orders of an export, each on its day");
    declare_replay(*replay_asked, replaying, settings);
    MergeCommand merging;
    CLI::App* merge_asked = app.add_subcommand("replay-merge", "Make one report of the shards of a replay");
    declare_merge(*merge_asked, merging);
    CLI::App* checking = app.add_subcommand("check-config", "Print the settings in effect, or what is wrong");
    declare_settings(*checking, settings);

    try {
        require_command(app, argc, argv);
        app.parse(argc, argv);
        if (serving->parsed()) {
            complete_settings(*serving, settings);
            return serve(settings);
        }
        if (evaluating->parsed()) {
            complete_settings(*evaluating, settings);
            return evaluate(evaluation, settings, std::cout, std::cerr);
        }
        if (try_asked->parsed()) {
            complete_settings(*try_asked, settings);
            return try_out(trying, settings, std::cout, std::cerr);
        }
        if (report_asked->parsed()) {
            complete_settings(*report_asked, settings);
            return report(reporting, settings, std::cout);
        }
        if (replay_asked->parsed()) {
            complete_settings(*replay_asked, settings);
            return replay(replaying, settings, std::cout, std::cerr, stop_on_signals());
        }
        if (merge_asked->parsed()) return merge_replays(merging, std::cout);
        complete_settings(*checking, settings);
        refuse_unsafe(settings);
        (void)terminology_of(settings); // throws what makes the value sets unreadable
        (void)fhir_access_of(settings); // and what makes the authorities
        std::cout << written_settings(settings);
        return 0;
    } catch (const CLI::ParseError& error) {
        return app.exit(error);
    } catch (const std::exception& error) {
        std::cerr << "psoas-cds: " << error.what() << '\n';
        return 1;
    }
}
