#include "fhir/element.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>
#include <string>

using namespace psoas::fhir;

namespace {

namespace fs = std::filesystem;

/// What the program's sources ask resources for, as it is written there.
std::set<std::string> elements_asked_for() {
    static const std::regex asked("Element::([A-Za-z_]+)");
    std::set<std::string> found;
    for (const char* room : {"fhir", "hooks"})
        for (const auto& file : fs::recursive_directory_iterator(fs::path(PSOAS_SOURCE_DIR) / room)) {
            const fs::path& path = file.path();
            const bool is_source = path.extension() == ".cpp" || path.extension() == ".hpp";
            if (!is_source || path.stem() == "element") continue;
            std::ifstream stream(path);
            const std::string text(std::istreambuf_iterator<char>(stream), {});
            for (std::sregex_iterator each(text.begin(), text.end(), asked), end; each != end; ++each)
                found.insert((*each)[1]);
        }
    return found;
}

} // namespace

TEST_SUITE("fhir/element") {
    TEST_CASE("every element is found by its name and by nothing like it") {
        for (std::size_t i = 1; i < element_count; ++i) {
            const auto element = static_cast<Element>(i);
            const std::string known{name(element)};
            CAPTURE(known);
            CHECK(element_from_name(known) == element);
            CHECK(element_from_name("_" + known) == Element::none);
            CHECK(element_from_name(known + '\0') == Element::none);
        }
    }

    TEST_CASE("what nobody asks for is not read: it would cost every chart that has it") {
        std::set<std::string> asked = elements_asked_for();
        CHECK(asked.erase("concept_") == 1);
        asked.insert("concept");
        for (std::size_t i = 1; i < element_count; ++i) {
            const std::string known{name(static_cast<Element>(i))};
            CAPTURE(known);
            CHECK(asked.contains(known));
        }
    }

    TEST_CASE("a name that no mapping asks for is no element") {
        for (const std::string_view foreign :
             {"", "x", "div", "meta", "Code", "codes", "multipleBirthBoolean"}) {
            CAPTURE(foreign);
            CHECK(element_from_name(foreign) == Element::none);
        }
    }
}
