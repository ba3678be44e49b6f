#include "fhir/text_reader.hpp"

#include "tests/fhir/charted.hpp"
#include "tests/fhir/shown_mention.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iomanip>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

using namespace psoas;
using namespace psoas::fhir;

namespace {

using FindingSet = std::set<std::string>;

struct Record {
    std::string place; ///< "cancer.tsv:3"
    std::string group; ///< "cancer"
    bool held_out = false;
    FindingSet expected{};
    std::string text{};
    bool known_miss = false;
};

std::vector<std::string> split(std::string_view text, std::string_view separator) {
    std::vector<std::string> parts;
    for (;;) {
        const std::size_t at = text.find(separator);
        parts.emplace_back(text.substr(0, at));
        if (at == text.npos) return parts;
        text.remove_prefix(at + separator.size());
    }
}

/// "\n", "\r", "\t" and "\\" of the files stand for those characters.
std::string unescaped(std::string_view written) {
    std::string text{};
    for (std::size_t i = 0; i < written.size(); ++i) {
        if (written[i] != '\\' || i + 1 == written.size()) {
            text += written[i];
            continue;
        }
        const char c = written[++i];
        text += c == 'n' ? '\n' : c == 'r' ? '\r' : c == 't' ? '\t' : c;
    }
    return text;
}

std::vector<std::filesystem::path> files_of(const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder))
        if (entry.path().extension() == ".tsv") files.push_back(entry.path());
    std::ranges::sort(files);
    return files;
}

std::vector<Record> read_corpus() {
    constexpr std::string_view held_out_suffix = ".held-out";
    std::vector<Record> corpus;
    for (const auto& path : files_of(std::filesystem::path(PSOAS_SOURCE_DIR) / "fixtures/text")) {
        std::string group = path.stem().string();
        const bool held_out = group.ends_with(held_out_suffix);
        if (held_out) group.resize(group.size() - held_out_suffix.size());
        std::ifstream file(path, std::ios::binary);
        std::string line;
        for (std::size_t number = 1; std::getline(file, line); ++number) {
            Record record{.place = path.filename().string() + ":" + std::to_string(number),
                          .group = group,
                          .held_out = held_out};
            CAPTURE(record.place);
            const std::vector<std::string> columns = split(line, "\t");
            REQUIRE((columns.size() == 2 || columns.size() == 3));
            if (columns[0] != "none")
                for (const std::string& finding : split(columns[0], ", "))
                    record.expected.insert(finding);
            record.text = unescaped(columns[1]);
            record.known_miss = columns.size() == 3;
            if (record.known_miss) REQUIRE(columns[2] == "known-miss");
            corpus.push_back(std::move(record));
        }
    }
    return corpus;
}

const std::vector<Record>& corpus() {
    static const std::vector<Record> read = read_corpus();
    return read;
}

FindingSet found_in(const Record& record) {
    const bool is_reason = record.group == "order-reasons";
    FindingSet found;
    for (const Mention& mention :
         text_reader().read(record.text, is_reason ? LookedFor::is_suspected : LookedFor::says_nothing))
        found.insert(shown(mention));
    return found;
}

std::string joined(const FindingSet& findings) {
    std::string text{};
    for (const std::string& finding : findings)
        text += (text.empty() ? "" : ", ") + finding;
    return text.empty() ? "none" : text;
}

/// How well findings were read. One is right only if its presence, certainty, course, side and region are.
struct Figures {
    std::size_t sentences = 0;
    std::size_t expected = 0;
    std::size_t found = 0;
    std::size_t right = 0;

    void add(const Record& record) {
        const FindingSet read = found_in(record);
        ++sentences;
        expected += record.expected.size();
        found += read.size();
        right += static_cast<std::size_t>(std::ranges::count_if(
            read, [&](const std::string& each) { return record.expected.contains(each); }));
    }
    [[nodiscard]] double precision() const { return ratio(right, found); }
    [[nodiscard]] double recall() const { return ratio(right, expected); }

private:
    static double ratio(std::size_t part, std::size_t whole) {
        return whole == 0 ? 1.0 : static_cast<double>(part) / static_cast<double>(whole);
    }
};

std::ostream& operator<<(std::ostream& out, const Figures& figures) {
    return out << std::setw(9) << figures.sentences << std::setw(9) << figures.expected << std::setw(7)
               << figures.found << std::setw(7) << figures.right << std::fixed << std::setprecision(3)
               << std::setw(11) << figures.precision() << std::setw(8) << figures.recall();
}

} // namespace

TEST_SUITE("fhir/text_corpus") {
    TEST_CASE("sentences as clinicians write them are read as a clinician reads them") {
        for (const Record& record : corpus()) {
            CAPTURE(record.place);
            CAPTURE(record.text);
            const std::string expected = joined(record.expected);
            const std::string found = joined(found_in(record));
            if (record.known_miss)
                CHECK_MESSAGE(found != expected, "no longer missed: take the mark off");
            else
                CHECK(found == expected);
        }
    }

    TEST_CASE("precision and recall hold their floors in the sentences for tuning and in those held out") {
        struct Group {
            Figures tuning;
            Figures held_out;
        };
        std::map<std::string, Group> groups;
        Figures tuning;
        Figures held_out;
        for (const Record& record : corpus()) {
            Group& group = groups[record.group];
            (record.held_out ? group.held_out : group.tuning).add(record);
            (record.held_out ? held_out : tuning).add(record);
        }
        std::ostringstream table;
        table << "\n"
              << std::left << std::setw(24) << "group" << std::right
              << "sentences expected  found  right  precision  recall\n";
        const auto line = [&](const std::string& name, const Figures& figures) {
            table << std::left << std::setw(24) << name << std::right << figures << "\n";
        };
        for (const auto& [name, group] : groups) {
            line(name, group.tuning);
            line(name + " held out", group.held_out);
        }
        line("all", tuning);
        line("all held out", held_out);
        MESSAGE(table.str());

        CHECK(tuning.sentences + held_out.sentences >= 250);
        CHECK(4 * held_out.sentences >= tuning.sentences);
        // The service acts on what it reads, so that a wrong finding is as bad as one that is missed.
        constexpr double floor = 0.97;
        for (const Figures& figures : {tuning, held_out}) {
            CHECK(figures.precision() >= floor);
            CHECK(figures.recall() >= floor);
        }
    }

    TEST_CASE("a condition in words gives the same evidence as the same condition in codes") {
        std::ifstream file(std::filesystem::path(PSOAS_SOURCE_DIR) / "fixtures/text/codes/pairs.tsv");
        std::size_t pairs = 0;
        for (std::string line; std::getline(file, line); ++pairs) {
            CAPTURE(line);
            const std::vector<std::string> columns = split(line, "\t");
            REQUIRE((columns.size() == 4 || columns.size() == 5));
            const std::string system =
                columns[0] == "snomed" ? "http://snomed.info/sct" : "http://hl7.org/fhir/sid/icd-10-cm";
            const std::string& status = columns[2];
            const std::string coded =
                R"({"resourceType":"Condition","id":"1","clinicalStatus":")"
                + std::string(status == "resolved" ? "resolved" : "active") + R"(","verificationStatus":")"
                + (status == "provisional" ? "provisional" : "confirmed")
                + R"(","code":{"coding":[{"system":")" + system + R"(","code":")" + columns[1] + R"("}]}})";
            const std::string worded =
                R"({"resourceType":"Condition","id":"1","code":{"text":")" + columns[3] + R"("}})";
            const auto by_code = findings(charted(coded));
            auto by_words = findings(charted(worded));
            if (columns.size() == 5) by_words.all.push_back(columns[4]); // what the code implies beside
            std::ranges::sort(by_words.all);
            CHECK(by_words == by_code);
            if (columns[1] != "Z80.3") CHECK_FALSE(by_code.all.empty());
        }
        CHECK(pairs >= 30);
    }

    TEST_CASE("DATA-3: a sentence that only denies or fears or speaks of a relative makes nothing present") {
        for (const Record& record : corpus()) {
            const auto present = [](const std::string& finding) { return finding.starts_with('+'); };
            if (std::ranges::any_of(record.expected, present)) continue;
            CAPTURE(record.place);
            CAPTURE(record.text);
            const FindingSet found = found_in(record);
            CHECK(std::ranges::count_if(found, present) == 0);
        }
    }
}
