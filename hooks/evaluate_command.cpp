#include "hooks/evaluate_command.hpp"

#include "fhir/text_reader.hpp"
#include "hooks/answer.hpp"
#include "hooks/card.hpp"
#include "hooks/card_print.hpp"
#include "hooks/evaluation.hpp"
#include "hooks/explanation.hpp"
#include "hooks/hook_response.hpp"
#include "hooks/plain_text.hpp"
#include "hooks/proposed_resource.hpp"
#include "hooks/settings_in_use.hpp"

#include <CLI/CLI.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/string.hpp>

#include <algorithm>
#include <fstream>
#include <ostream>
#include <sstream>
#include <system_error>
#include <utility>

namespace psoas::hooks {
namespace {

namespace fs = std::filesystem;
using fhir::Issue;
using fhir::IssueType;

// Names of files are shown like any text of strangers.
std::string shown(const fs::path& file) {
    return one_line(file.string());
}

fhir::Result<std::vector<fs::path>> files_in(const fs::path& path) {
    std::error_code error;
    if (!fs::is_directory(path, error)) return std::vector<fs::path>{path};
    std::vector<fs::path> files;
    for (const fs::directory_entry& entry : fs::directory_iterator(path, error))
        if (entry.path().extension() == ".json" && entry.is_regular_file(error))
            files.push_back(entry.path());
    if (error) return Issue{IssueType::not_found, "", "The folder cannot be read"};
    if (files.empty()) return Issue{IssueType::not_found, "", "The folder holds no .json file"};
    std::ranges::sort(files);
    return files;
}

fhir::Result<std::string> content(const fs::path& file) {
    if (file.extension() == ".gz")
        return Issue{IssueType::not_supported, "",
                     "The file is compressed: unpack it first, for example with gunzip"};
    const std::ifstream stream(file, std::ios::binary);
    std::ostringstream text;
    if (!stream || !(text << stream.rdbuf()))
        return Issue{IssueType::not_found, "", "The file cannot be read, or is empty"};
    return std::move(text).str();
}

void print(std::ostream& out, const fs::path& file, const Evaluation& evaluation, std::span<const Card> cards,
           std::chrono::sys_days as_of) {
    out << shown(file) << ": " << name(evaluation.request.hook) << ", judged on " << iso_date(as_of) << '\n';
    if (evaluation.kind == Evaluation::Kind::bundle)
        out << "The Bundle is taken for the whole record: what it does not hold counts as looked for and not "
               "found.\n";
    out << '\n' << printed(cards) << '\n';
}

// "{"cards":[…]}" with the name of the file as its first member.
std::string named(const fs::path& file, const std::string& response) {
    return "{\"file\":" + boost::json::serialize(boost::json::string(valid_utf8(file.string()))) + ","
           + response.substr(1);
}

} // namespace

void declare_evaluate(CLI::App& command, EvaluateCommand& evaluate, Settings& settings) {
    command
        .add_option("FILE", evaluate.paths,
                    "Hook request, Bundle of one patient, or a folder of them (.json)")
        ->required()
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    command.add_option("--hook", evaluate.hook, "Ask as this hook, not as the file's own")
        ->check(CLI::IsMember({"patient-view", "order-select", "order-sign"}));
    command.add_option("--order", evaluate.order,
                       "Draft and select this study: system|code, or a code that is known");
    command.add_flag("--json", evaluate.json, "Print the answer of the service");
    declare_settings(command, settings);
}

int evaluate(const EvaluateCommand& command, const Settings& settings, std::ostream& out, std::ostream& err) {
    const fhir::Terminology terminology = terminology_of(settings);
    const fhir::TextReader words;
    const ReadingAids aids{terminology, words, settings.json};
    const Question question{hook_named(command.hook), command.order};
    const std::chrono::sys_days as_of = as_of_day(settings);

    int exit_code = 0;
    const auto complain = [&](const fs::path& file, const Issue& issue) {
        err << "psoas-cds evaluate: " << shown(file) << ": " << one_line(issue.diagnostics);
        if (!issue.expression.empty()) err << " (" << one_line(issue.expression) << ")";
        err << '\n';
        exit_code = 1;
    };

    std::vector<fs::path> files;
    for (const fs::path& path : command.paths) {
        fhir::Result<std::vector<fs::path>> found = files_in(path);
        if (!found) {
            complain(path, found.error());
            continue;
        }
        files.insert(files.end(), found->begin(), found->end());
    }
    for (const fs::path& file : files) {
        const fhir::Result<std::string> text = content(file);
        if (!text) {
            complain(file, text.error());
            continue;
        }
        const fhir::Result<Evaluation> evaluation = read_evaluation(*text, question, aids);
        if (!evaluation) {
            complain(file, evaluation.error());
            continue;
        }
        if (command.json) {
            const std::string response = hook_response(evaluation->request, settings, aids, as_of).body;
            out << (files.size() == 1 ? response : named(file, response)) << '\n';
            continue;
        }
        const ExplainedAnswer answer = explained_answer(evaluation->request, settings.policy, as_of);
        print(out, file, *evaluation, answer.cards, as_of);
        if (settings.explain) out << printed(answer.explanation) << '\n';
    }
    return exit_code;
}

} // namespace psoas::hooks
