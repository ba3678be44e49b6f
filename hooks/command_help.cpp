#include "hooks/command_help.hpp"

#include <CLI/CLI.hpp>

#include <map>
#include <memory>
#include <string>
#include <string_view>

namespace psoas::hooks {

namespace {

constexpr std::size_t name_width = 40;

/// What stands after the name of a flag. CLI11 writes "UINT:0..65535", of which only the end says something.
std::string value_words(const std::string& type) {
    static const std::map<std::string, std::string> words{
        {"BOOLEAN", "true|false"}, {"UINT", "NUMBER"},     {"INT", "NUMBER"},
        {"FLOAT", "NUMBER"},       {"TEXT:DIR", "FOLDER"}, {"TEXT:FILE", "FILE"},
    };
    if (const auto found = words.find(type); found != words.end()) return found->second;
    // CLI11's own range: "INT in [1 - 1000]".
    if (const std::size_t range = type.find(" in ["); range != std::string::npos) {
        const std::size_t dash = type.find(" - ", range);
        return type.substr(range + 5, dash - range - 5) + ".."
               + type.substr(dash + 3, type.size() - dash - 4);
    }
    return type.substr(type.find(':') + 1);
}

class Help : public CLI::Formatter {
public:
    Help() { column_width(name_width); }

    std::string make_option_opts(const CLI::Option* option) const override {
        if (option->get_type_size() == 0 || option->get_positional()) return {};
        std::string text = " " + value_words(option->get_type_name());
        if (option->get_expected_max() >= CLI::detail::expected_max_vector_size) text += " ...";
        return text;
    }

    std::string make_option_desc(const CLI::Option* option) const override {
        std::string text = option->get_description();
        std::string value = option->get_default_str();
        if (value.starts_with('[')) value = value.substr(1, value.size() - 2); // a list
        if (option->get_required()) text += " (required)";
        if (!value.empty() && value != "false") text += " [" + value + "]";
        return text;
    }
};

/// "psoas-cds serve" while that is the command.
std::string command_of(const CLI::App& program) {
    std::string name = program.get_name();
    for (const CLI::App* command : program.get_subcommands())
        name += " " + command->get_name();
    return name;
}

std::string complaint(const CLI::App* program, const CLI::Error& error) {
    const std::string command = command_of(*program);
    return command + ": " + error.what() + "\n'" + command + " --help' shows what can be asked for.\n";
}

} // namespace

void explain_usage(CLI::App& program) {
    program.formatter(std::make_shared<Help>());
    program.failure_message(complaint);
    program.footer(
        "\nTo begin with:\n"
        "  psoas-cds serve                    serve on 127.0.0.1:8080 and print the discovery URL\n"
        "  psoas-cds evaluate request.json    print the cards for a hook request in a file\n"
        "  psoas-cds try --fhir-server URL --list-patients\n"
        "                                     see what a FHIR server has, then ask for --patient ID\n"
        "  psoas-cds replay export/           judge the past imaging orders of an export\n"
        "  psoas-cds COMMAND --help           all options of a command\n\n"
        "Settings are options (--max-body 1000000), lines of a file that --config names\n"
        "(max-body = 1000000) and environment variables (PSOAS_CDS_MAX_BODY), in this order.");
}

void require_command(const CLI::App& program, int argc, const char* const* argv) {
    if (argc < 2) throw CLI::ParseError("a command is missing", CLI::ExitCodes::RequiredError);
    const std::string_view first = argv[1];
    if (first.starts_with('-')) return;
    std::string commands;
    for (const CLI::App* command : program.get_subcommands(nullptr)) {
        if (command->get_name() == first) return;
        commands.append(commands.empty() ? "" : ", ").append(command->get_name());
    }
    throw CLI::ParseError("there is no command '" + std::string(first) + "', but " + commands,
                          CLI::ExitCodes::ExtrasError);
}

} // namespace psoas::hooks
