#include "hooks/settings.hpp"

#include "fhir/client/origin.hpp"
#include "fhir/date.hpp"
#include "hooks/client_auth/issuer_setting.hpp"
#include "hooks/feedback/database_place.hpp"
#include "hooks/router.hpp"
#include "hooks/setting_list.hpp"

#include <CLI/CLI.hpp>
#include <boost/asio/ip/address.hpp>

#include <algorithm>
#include <array>
#include <cstdio>
#include <fstream>
#include <map>
#include <regex>
#include <sstream>
#include <string_view>
#include <type_traits>

#include <unistd.h>

namespace psoas::hooks {

namespace {

using logic::EarlyMri;
using logic::L3Signs;
using logic::WeakOrModerate;

constexpr std::string_view environment_prefix = "PSOAS_CDS_";
constexpr std::string_view config_flag = "--config";

// The words of settings that are a choice.
template <class Choice> const std::map<std::string, Choice> choices;
template <>
const std::map<std::string, WeakOrModerate> choices<WeakOrModerate>{{"weak", WeakOrModerate::weak},
                                                                    {"moderate", WeakOrModerate::moderate}};
template <>
const std::map<std::string, EarlyMri> choices<EarlyMri>{{"allow", EarlyMri::allow}, {"wait", EarlyMri::wait}};
template <>
const std::map<std::string, L3Signs> choices<L3Signs>{{"lower_leg", L3Signs::lower_leg},
                                                      {"lower_leg_or_thigh", L3Signs::lower_leg_or_thigh}};
template <>
const std::map<std::string, Severity> choices<Severity>{
    {"error", Severity::error}, {"info", Severity::info}, {"debug", Severity::debug}};

template <class Choice> std::string word_of(Choice choice) {
    return std::ranges::find(choices<Choice>, choice, &std::pair<const std::string, Choice>::second)->first;
}

std::string no_full_date(const std::string& text) {
    const auto date = fhir::read_date(text);
    return date && date->is_exact() ? "" : "is no date such as 2026-03-01";
}

/// "*", "none", or scheme and authority alone, as browsers write an origin.
std::string no_origin(const std::string& text) {
    if (text == "*" || text == "none") return {};
    const auto path = path_of_url(text);
    return path && path->empty() && !text.ends_with('/') ? "" : "is no origin such as https://ehr.example";
}

std::string no_base_url(const std::string& text) {
    const auto path = path_of_url(text);
    return path ? "" : path.error().diagnostics;
}

std::string no_word(const std::string& text) {
    const bool is_word = !text.empty() && text.size() <= 100
                         && std::ranges::all_of(text, [](char c) { return c > ' ' && c < 0x7F; });
    return is_word ? "" : "is no word of printable ASCII characters";
}

std::string no_fhir_server(const std::string& text) {
    const auto url = fhir::read_server_url(text);
    return url ? "" : "is no http or https URL such as https://fhir.example/r4";
}

std::string no_issuer(const std::string& text) {
    const auto issuer = read_issuer_setting(text);
    return issuer ? "" : issuer.error().diagnostics;
}

std::string no_address(const std::string& text) {
    boost::system::error_code error;
    boost::asio::ip::make_address(text, error);
    return error ? "is no IP address such as 127.0.0.1" : "";
}

/// Any path may become a file. Other schemes than PostgreSQL's were not meant as paths.
std::string no_database(const std::string& text) {
    const bool is_url = text.find("://") != std::string::npos;
    return is_url && database_place(text).kind == DatabasePlace::Kind::sqlite
               ? "is neither a file nor a URL that begins with postgresql://"
               : "";
}

/// A number out of its range is told with the range, as help shows it.
template <class Number> CLI::Validator within(Number least, Number most) {
    std::ostringstream range;
    range << least << ".." << most;
    const auto check = [=, words = range.str()](const std::string& text) {
        Number number{};
        const bool fits = CLI::detail::lexical_cast(text, number) && number >= least && number <= most;
        const char* const kind = std::is_integral_v<Number> ? "whole number" : "number";
        return fits ? std::string() : "'" + text + "' is no " + kind + " in " + words;
    };
    return {check, range.str()};
}

CLI::Validator check_of(Text kind) {
    switch (kind) {
    case Text::address:
        return {no_address, ""};
    case Text::folder:
        return CLI::ExistingDirectory;
    case Text::file:
        return CLI::ExistingFile;
    case Text::fhir_server:
        return {no_fhir_server, ""};
    case Text::origin:
        return {no_origin, ""};
    case Text::base_url:
        return {no_base_url, ""};
    case Text::database:
        return {no_database, ""};
    case Text::issuer:
        return {no_issuer, ""};
    case Text::word:
        return {no_word, ""};
    }
    return {};
}

/// Makes a flag of each setting.
struct Declare {
    CLI::App& command;

    template <class Number>
    void operator()(const char* name, Number& value, Range range, const char* meaning) const {
        // As whole numbers the ends of a range are shown without exponents.
        using End = std::conditional_t<std::is_integral_v<Number>, std::int64_t, double>;
        option(name, value, meaning)
            ->check(within(static_cast<End>(range.least), static_cast<End>(range.most)));
    }
    template <class Count, class Unit>
    void operator()(const char* name, std::chrono::duration<Count, Unit>& value, Range range,
                    const char* meaning) const {
        const auto set = [&value](const std::int64_t& count) {
            value = std::chrono::duration<Count, Unit>(static_cast<Count>(count));
        };
        command.add_option_function<std::int64_t>(flag(name), set, meaning)
            ->default_str(std::to_string(value.count()))
            ->check(within(static_cast<std::int64_t>(range.least), static_cast<std::int64_t>(range.most)));
    }
    void operator()(const char* name, bool& value, const char* meaning) const {
        option(name, value, meaning);
    }
    void operator()(const char* name, bool& value, Switch, const char* meaning) const {
        command.add_flag(flag(name), value, meaning)->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
    }
    void operator()(const char* name, std::string& value, Text kind, const char* meaning) const {
        option(name, value, meaning)->check(check_of(kind));
    }
    void operator()(const char* name, std::vector<std::string>& value, Text kind, const char* meaning) const {
        option(name, value, meaning)->delimiter(',')->check(check_of(kind));
    }
    void operator()(const char* name, std::optional<std::chrono::sys_days>& value,
                    const char* meaning) const {
        const auto set = [&value](const std::string& text) { value = fhir::read_date(text)->first; };
        command.add_option_function<std::string>(flag(name), set, meaning)->check(no_full_date);
    }
    template <class Choice>
    requires std::is_enum_v<Choice>
    void operator()(const char* name, Choice& value, const char* meaning) const {
        const auto set = [&value](const std::string& word) { value = choices<Choice>.at(word); };
        command.add_option_function<std::string>(flag(name), set, meaning)
            ->default_str(word_of(value))
            ->check(CLI::IsMember(choices<Choice>));
    }

private:
    static std::string flag(const char* name) { return std::string("--").append(name); }
    template <class Value> CLI::Option* option(const char* name, Value& value, const char* meaning) const {
        return command.add_option(flag(name), value, meaning)->capture_default_str();
    }
};

/// Writes each setting as a line of a configuration file.
struct Write {
    std::ostream& out;
    std::string section{};

    template <class Number> void operator()(const char* name, const Number& value, Range, const char*) {
        line(name, value);
    }
    template <class Count, class Unit>
    void operator()(const char* name, const std::chrono::duration<Count, Unit>& value, Range, const char*) {
        line(name, value.count());
    }
    void operator()(const char* name, const bool& value, const char*) {
        line(name, value ? "true" : "false");
    }
    void operator()(const char* name, const bool& value, Switch, const char*) {
        line(name, value ? "true" : "false");
    }
    void operator()(const char* name, const std::string& value, Text kind, const char*) {
        if (!value.empty())
            line(name, '"' + (kind == Text::database ? without_password(value) : value) + '"');
    }
    void operator()(const char* name, const std::vector<std::string>& values, Text, const char*) {
        std::string list;
        for (const std::string& value : values)
            list += (list.empty() ? "\"" : ", \"") + value + '"';
        if (!values.empty()) line(name, '[' + list + ']');
    }
    void operator()(const char* name, const std::optional<std::chrono::sys_days>& value, const char*) {
        if (!value) return;
        const std::chrono::year_month_day date{*value};
        std::array<char, 16> text{};
        std::snprintf(text.data(), text.size(), "%04d-%02u-%02u", int{date.year()}, unsigned{date.month()},
                      unsigned{date.day()});
        line(name, text.data());
    }
    template <class Choice>
    requires std::is_enum_v<Choice>
    void operator()(const char* name, const Choice& value, const char*) {
        line(name, '"' + word_of(value) + '"');
    }

private:
    /// "policy.fever_c" is the key `fever_c` of the section `[policy]`.
    void line(std::string_view name, const auto& value) {
        const std::size_t dot = name.find('.');
        if (dot != std::string_view::npos) {
            if (section != name.substr(0, dot)) out << "\n[" << (section = name.substr(0, dot)) << "]\n";
            name.remove_prefix(dot + 1);
        }
        out << name << " = " << value << '\n';
    }
};

/// "PSOAS_CDS_MAX_BODY" of "--max-body".
std::string environment_name(const CLI::Option& option) {
    std::string name{environment_prefix};
    for (const char c : option.get_lnames().front()) {
        const bool separates = c == '-' || c == '.';
        name += separates ? '_' : static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
    }
    return name;
}

/// Gives an option its value from another place than the command line, which counts before all others.
void set(CLI::Option& option, const std::vector<std::string>& values, const std::string& place) {
    if (option.count() > 0) return;
    try {
        option.add_result(values);
        option.run_callback();
    } catch (const CLI::ParseError& error) {
        // The place says better than the flag where the value stands.
        std::string words = error.what();
        const std::string flag = option.get_name() + ": ";
        if (words.starts_with(flag)) words.erase(0, flag.size());
        throw CLI::ValidationError(place, words);
    }
}

/// What Kubernetes puts into the environment for a Service named psoas-cds (or psoas-cds-...), which says
/// nothing to the program: PSOAS_CDS_SERVICE_HOST, PSOAS_CDS_SERVICE_PORT and PSOAS_CDS_SERVICE_PORT_HTTP for
/// a port by name, PSOAS_CDS_PORT=tcp://10.0.0.11:8080, PSOAS_CDS_PORT_8080_TCP and what hangs on that.
/// https://kubernetes.io/docs/concepts/services-networking/service/#environment-variables
bool is_of_kubernetes(const std::string& name, std::string_view value) {
    static const std::regex names("PSOAS_CDS_(\\w+_)?(SERVICE_HOST|SERVICE_PORT(_\\w+)?|"
                                  "PORT_\\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)");
    if (std::regex_match(name, names)) return true;
    return name.ends_with("_PORT")
           && (value.starts_with("tcp://") || value.starts_with("udp://") || value.starts_with("sctp://"));
}

std::vector<CLI::Option*> settings_of(CLI::App& command) {
    return command.get_options([](const CLI::Option* option) {
        return !option->get_lnames().empty() && option->get_lnames().front() != "help";
    });
}

/// The part of help in which a setting stands.
std::string group_of(std::string_view name) {
    if (name.starts_with("policy.")) return "Clinical thresholds (in the file: section [policy])";
    return name.starts_with("max-") || name.ends_with("-ms") ? "Limits" : "Settings";
}

void read_environment(CLI::App& command) {
    const std::vector<CLI::Option*> options = settings_of(command);
    for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
        const std::string_view variable{*entry};
        if (!variable.starts_with(environment_prefix)) continue;
        const std::string name{variable.substr(0, variable.find('='))};
        const std::string_view value = variable.substr(std::min(name.size() + 1, variable.size()));
        if (is_of_kubernetes(name, value)) continue;
        const auto option = std::ranges::find(
            options, name, [](const CLI::Option* candidate) { return environment_name(*candidate); });
        if (option == options.end())
            throw CLI::ValidationError(name, "there is no such setting; 'psoas-cds serve --help' lists all");
        set(**option, {std::string{value}}, "environment variable " + name);
    }
}

/// Which settings of a file are taken; the names of all are checked.
enum class Taken : std::uint8_t { all, policy };

void read_file(CLI::App& command, const std::string& path, Taken taken = Taken::all) {
    std::ifstream file(path);
    if (!file) throw CLI::FileError("the configuration file " + path + " cannot be read");
    for (const CLI::ConfigItem& item : CLI::ConfigBase().from_config(file)) {
        if (item.name == "++" || item.name == "--") continue; // how CLI11 marks begin and end of a section
        const std::string key = item.fullname();
        CLI::Option* option = command.get_option_no_throw("--" + key);
        if (option == nullptr || key == "config" || key == "help")
            throw CLI::ConfigError(path + ": there is no setting " + key
                                   + "; 'psoas-cds serve --help' lists all");
        if (taken == Taken::policy && !key.starts_with("policy.")) continue;
        set(*option, item.inputs, path + ", " + key);
    }
    // A folder opens like a file, and only reading it fails.
    if (file.bad()) throw CLI::FileError("the configuration file " + path + " cannot be read");
}

/// Thresholds of which one is never past the other, by the rules that read both.
struct OrderedThresholds {
    std::chrono::days logic::Policy::*lesser;
    std::chrono::days logic::Policy::*greater;
    const char* lesser_name;
    const char* greater_name;
};

using logic::Policy;
constexpr OrderedThresholds ordered_thresholds[] = {
    {&Policy::premature_firm_days, &Policy::premature_soft_days, "policy.premature_firm_days",
     "policy.premature_soft_days"},
    {&Policy::steroid_days, &Policy::steroid_lookback_days, "policy.steroid_days",
     "policy.steroid_lookback_days"},
    {&Policy::weight_gap_days, &Policy::weight_loss_days, "policy.weight_gap_days",
     "policy.weight_loss_days"},
    {&Policy::bloodstream_infection_days, &Policy::forgotten_after_days, "policy.bloodstream_infection_days",
     "policy.forgotten_after_days"},
};

void refuse_contradictions(const logic::Policy& policy) {
    for (const OrderedThresholds& pair : ordered_thresholds)
        if (policy.*pair.lesser > policy.*pair.greater)
            throw CLI::ValidationError(pair.lesser_name,
                                       std::to_string((policy.*pair.lesser).count()) + " is more than "
                                           + pair.greater_name + ", "
                                           + std::to_string((policy.*pair.greater).count()));
}

} // namespace

void declare_settings(CLI::App& command, Settings& settings) {
    // An option that is given twice counts as last given, so that scripts can be called with changes.
    command.option_defaults()->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
    command.add_option(std::string{config_flag}, "Configuration file (TOML: key = value, [policy])")
        ->type_name("FILE");
    const std::size_t own = command.get_options().size();
    visit_settings(settings, Declare{command});
    const std::vector<CLI::Option*> options = command.get_options();
    for (std::size_t i = own; i < options.size(); ++i)
        options[i]->group(group_of(options[i]->get_lnames().front()));
}

void complete_settings(CLI::App& command, const Settings& settings) {
    read_environment(command);
    const CLI::Option* config = command.get_option(std::string{config_flag});
    if (config->count() > 0) read_file(command, config->as<std::string>());
    refuse_contradictions(settings.policy);
}

logic::Policy policy_of_file(const logic::Policy& policy, const std::string& path) {
    CLI::App command;
    Settings settings;
    settings.policy = policy;
    declare_settings(command, settings);
    read_file(command, path, Taken::policy);
    refuse_contradictions(settings.policy);
    return settings.policy;
}

std::string written_policy(const logic::Policy& policy) {
    Settings settings;
    settings.policy = policy;
    const std::string all = written_settings(settings);
    return all.substr(all.find("[policy]\n"));
}

std::string written_settings(const Settings& settings) {
    std::ostringstream out;
    visit_settings(settings, Write{out});
    return out.str();
}

} // namespace psoas::hooks
