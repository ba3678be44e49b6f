// psoas_population PATIENTS FOLDER [OBSERVATIONS [SEED]]: writes a synthetic export of a multiple of 1000
// patients for `psoas-cds replay`, and beside it expected.json with what that must count under its defaults.
// psoas_population --check COUNTS_CSV EXPECTED_JSON: compares the counts of a replay with them.
#include "hooks/replay/durable_file.hpp"
#include "hooks/replay/work_folder.hpp"
#include "tests/bench/population.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/string.hpp>

#include <exception>
#include <iostream>
#include <stdexcept>
#include <string>

using namespace psoas;

namespace {

namespace json = boost::json;

std::string written(const hooks::Counts& counts) {
    json::array all;
    for (const auto& [what, count] : counts.all())
        all.push_back(json::object{{"policy", what.policy},
                                   {"measure", what.measure},
                                   {"name", what.name},
                                   {"detail", what.detail},
                                   {"month", what.month},
                                   {"count", count}});
    return json::serialize(all) + "\n";
}

hooks::Counts read(const std::string& text) {
    hooks::Counts counts;
    const auto member = [](const json::value& each, const char* name) {
        return std::string(each.at(name).as_string());
    };
    const json::value all = json::parse(text);
    for (const json::value& each : all.as_array())
        counts.add({member(each, "policy"), member(each, "measure"), member(each, "name"),
                    member(each, "detail"), member(each, "month")},
                   each.at("count").to_number<std::uint64_t>());
    return counts;
}

std::string content(const char* file) {
    const auto text = hooks::content_of(file);
    if (!text) throw std::runtime_error(std::string(file) + " cannot be read");
    return *text;
}

int check(const char* counts_file, const char* expected_file) {
    const auto counts = hooks::read_counts(content(counts_file));
    if (!counts) throw std::runtime_error(counts.error().diagnostics);
    const hooks::Counts found = tests::foretold(*counts);
    const hooks::Counts expected = read(content(expected_file));
    hooks::Counts both = found;
    both.add(expected);
    std::size_t wrong = 0;
    for (const auto& [what, count] : both.all()) {
        const auto at = [&what = what](const hooks::Counts& all) {
            const auto known = all.all().find(what);
            return known == all.all().end() ? std::uint64_t{0} : known->second;
        };
        if (at(found) == at(expected)) continue;
        std::cout << what.policy << ',' << what.measure << ',' << what.name << ',' << what.detail << ','
                  << what.month << ": " << at(found) << ", and not " << at(expected) << '\n';
        ++wrong;
    }
    std::cout << both.all().size() << " counts, " << wrong << " of them wrong\n";
    return wrong == 0 ? 0 : 1;
}

} // namespace

int main(int argc, char** argv) {
    try {
        const std::string first = argc > 1 ? argv[1] : "";
        if (argc == 4 && first == "--check") return check(argv[2], argv[3]);
        if (argc < 3) {
            std::cerr << "psoas_population PATIENTS FOLDER [OBSERVATIONS [SEED]]\n"
                         "psoas_population --check COUNTS_CSV EXPECTED_JSON\n";
            return 2;
        }
        tests::Population population{.patients = std::stoul(first)};
        if (argc > 3) population.observations = std::stoul(argv[3]);
        if (argc > 4) population.seed = std::stoull(argv[4]);
        const std::filesystem::path folder(argv[2]);
        tests::write_population(population, folder / "export");
        hooks::write_whole(folder / "expected.json",
                           written(tests::expected_counts(population, {{.policy = "settings in effect"}})));
        return 0;
    } catch (const std::exception& error) {
        std::cerr << "psoas_population: " << error.what() << '\n';
        return 1;
    }
}
