#include "hooks/evaluate_command.hpp"

#include "hooks/uuid.hpp"
#include "tests/hooks/conformance.hpp"

#include <CLI/CLI.hpp>
#include <doctest/doctest.h>

#include <fstream>
#include <sstream>
#include <string>

using namespace psoas;
using namespace psoas::hooks;
namespace fs = std::filesystem;

namespace {

const char* const day_5 = R"({"resourceType":"Bundle","type":"collection","entry":[
    {"resource":{"resourceType":"Patient","id":"p1","birthDate":"1984-05-02"}},
    {"resource":{"resourceType":"Condition","id":"c1","subject":{"reference":"Patient/p1"},
     "clinicalStatus":{"coding":[{"code":"active"}]},
     "code":{"coding":[{"system":"http://snomed.info/sct","code":"279039007"}],"text":"Back pain \u001b[2J"},
     "onsetDateTime":"2026-11-16"}}]})";

// A folder that is gone when the test is over.
class Folder {
public:
    Folder() : path_(fs::temp_directory_path() / ("psoas-cds-" + random_uuid())) {
        fs::create_directory(path_);
    }
    ~Folder() { fs::remove_all(path_); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    fs::path write(const std::string& name, std::string_view content) const {
        std::ofstream(path_ / name, std::ios::binary) << content;
        return path_ / name;
    }
    [[nodiscard]] const fs::path& path() const { return path_; }

private:
    fs::path path_;
};

struct Outcome {
    int exit_code = 0;
    std::string out;
    std::string err;
};

Outcome run(const EvaluateCommand& command, Settings settings = {}) {
    settings.as_of = std::chrono::sys_days{std::chrono::year{2026} / 11 / 21};
    std::ostringstream out;
    std::ostringstream err;
    const int exit_code = evaluate(command, settings, out, err);
    return {exit_code, out.str(), err.str()};
}

} // namespace

TEST_SUITE("hooks/evaluate_command") {
    TEST_CASE("a Bundle and an order give the card that a clinician would see") {
        const Folder folder;
        const Outcome done = run({.paths = {folder.write("a.json", day_5)}, .order = "72148"});
        CHECK(done.exit_code == 0);
        CHECK(done.err == "");
        CHECK(done.out.find("a.json: order-select, judged on 2026-11-21") != std::string::npos);
        CHECK(done.out.find("The Bundle is taken for the whole record") != std::string::npos);
        CHECK(done.out.find("[WARNING] MRI at day 5") != std::string::npos);
        CHECK(done.out.find("Condition/c1") != std::string::npos);
        CHECK(done.out.find("none found in observations") != std::string::npos);
        CHECK(done.out.find('\x1B') == std::string::npos);
    }

    TEST_CASE("as JSON it is the answer of the service") {
        const Folder folder;
        const Outcome done = run({.paths = {folder.write("a.json", day_5)}, .order = "72148", .json = true});
        CHECK(done.exit_code == 0);
        CHECK(tests::violation_of_cards(done.out) == "");
        CHECK(done.out.starts_with("{\"cards\":[{"));
    }

    TEST_CASE("asked to explain it says of each row what became of it, for people and as JSON") {
        const Folder folder;
        EvaluateCommand command{.paths = {folder.write("a.json", day_5)}, .order = "72148"};
        Settings settings;
        settings.explain = true;
        const Outcome table = run(command, settings);
        CHECK(table.exit_code == 0);
        CHECK(table.out.find("[WARNING] MRI at day 5") != std::string::npos);
        CHECK(table.out.find("IMG-PREM-1    fired          card 1\n") != std::string::npos);
        CHECK(table.out.find("RF-CES-0      silent         what it needs is not recorded\n")
              != std::string::npos);
        CHECK(table.out.find("MPS-C4        not available\n") != std::string::npos);
        CHECK(table.out.find('\x1B') == std::string::npos);

        command.json = true;
        const Outcome json = run(command, settings);
        CHECK(tests::violation_of_cards(json.out) == "");
        CHECK(json.out.find("\"extension\":{\"urn:psoas-cds:explain\":[{\"row\":\"IMG-PREM-1\",")
              != std::string::npos);
        CHECK(run(command).out.find("urn:psoas-cds:explain") == std::string::npos);
    }

    TEST_CASE("a folder gives one answer a file in the order of their names") {
        const Folder folder;
        folder.write("b.json", day_5);
        folder.write("a.json", day_5);
        folder.write("notes.txt", "not read");
        const Outcome done = run({.paths = {folder.path()}, .json = true});
        CHECK(done.exit_code == 0);
        CHECK(std::ranges::count(done.out, '\n') == 2);
        CHECK(done.out.find("a.json\",\"cards\":") < done.out.find("b.json\",\"cards\":"));
    }

    TEST_CASE("what is wrong names its file and the other files are still evaluated") {
        const Folder folder;
        const Folder empty;
        const Outcome done =
            run({.paths = {folder.path() / "missing.json", folder.write("broken.json", "{"),
                           folder.write("packed.json.gz", "x"), folder.write("void.json", ""), empty.path(),
                           folder.write("good.json", day_5)}});
        CHECK(done.exit_code == 1);
        for (const char* said :
             {"missing.json: The file cannot be read", "broken.json: The JSON is malformed at byte 1",
              "packed.json.gz: The file is compressed", "void.json: ", "The folder holds no .json file"}) {
            CAPTURE(said);
            CHECK(done.err.find(said) != std::string::npos);
        }
        CHECK(std::ranges::count(done.err, '\n') == 5);
        CHECK(done.out.find("good.json: patient-view") != std::string::npos);
    }

    TEST_CASE("a control character in a file's name does not reach the terminal") {
        const Folder folder;
        const Outcome done = run({.paths = {folder.path() / "a\x1B[2J.json"}});
        CHECK(done.exit_code == 1);
        CHECK(done.err.find('\x1B') == std::string::npos);
    }

    TEST_CASE("the arguments are those of the command line") {
        CLI::App app;
        CLI::App* command = app.add_subcommand("evaluate", "");
        EvaluateCommand evaluate;
        Settings settings;
        declare_evaluate(*command, evaluate, settings);
        app.parse("evaluate a.json b.json --hook order-sign --order 72148 --as-of 2026-11-21 --json");
        CHECK(evaluate.paths == std::vector<fs::path>{"a.json", "b.json"});
        CHECK(evaluate.hook == "order-sign");
        CHECK(evaluate.order == "72148");
        CHECK(evaluate.json);
        CHECK(settings.as_of.has_value());

        CLI::App strict;
        declare_evaluate(*strict.add_subcommand("evaluate", ""), evaluate, settings);
        CHECK_THROWS_AS(strict.parse("evaluate"), CLI::ParseError);
        CHECK_THROWS_AS(strict.parse("evaluate a.json --hook order-dispatch"), CLI::ParseError);
    }
}
