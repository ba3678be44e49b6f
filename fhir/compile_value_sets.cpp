// Runs at build time: reads the ValueSets of a directory and writes them as one constant table in C++.
//
//     compile_value_sets DIRECTORY OUTPUT.cpp

#include "fhir/code_table.hpp"
#include "fhir/value_set.hpp"

#include <fstream>
#include <iostream>

namespace {

using namespace psoas;

/// A C++ string literal. Codes and URIs are plain ASCII; anything else is written by its bytes.
std::string quoted(std::string_view text) {
    std::string literal = "\"";
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c != '"' && c != '\\' && byte >= 0x20 && byte < 0x7F) {
            literal.push_back(c);
        } else {
            literal += '\\';
            for (const int shift : {6, 3, 0})
                literal.push_back(static_cast<char>('0' + ((byte >> shift) & 7)));
        }
    }
    return literal + '"';
}

std::ostream& operator<<(std::ostream& out, fhir::CodeTable::Slice slice) {
    return out << '{' << slice.first << ", " << slice.size << '}';
}

void write(std::ostream& out, const fhir::CodeTable& table) {
    out << "// Written by compile_value_sets from fhir/value_sets/.\n"
           "#include \"fhir/compiled_value_sets.hpp\"\n\n#include <array>\n\n"
           "namespace psoas::fhir {\nnamespace {\n\n";
    out << "constexpr std::array<CodeTable::System, " << table.systems.size() << "> systems{{\n";
    for (const fhir::CodeTable::System& system : table.systems)
        out << "    {" << quoted(system.uri) << ", " << (system.nested_by_prefix ? "true" : "false") << ", "
            << system.codes << "},\n";
    out << "}};\n\nconstexpr std::array<CodeTable::Code, " << table.codes.size() << "> codes{{\n";
    for (const fhir::CodeTable::Code& code : table.codes)
        out << "    {" << quoted(code.code) << ", " << code.concepts << ", " << code.findings << "},\n";
    out << "}};\n\nconstexpr std::array<Concept, " << table.concepts.size() << "> concepts{{\n";
    for (const fhir::Concept a_concept : table.concepts)
        out << "    Concept::" << name(a_concept) << ",\n";
    out << "}};\n\nconstexpr std::array<logic::Finding, " << table.findings.size() << "> findings{{\n";
    for (const logic::Finding finding : table.findings)
        out << "    logic::Finding::" << code(finding) << ",\n";
    out << "}};\n\n} // namespace\n\n"
           "CodeTable compiled_value_sets() { return {systems, codes, concepts, findings}; }\n\n"
           "} // namespace psoas::fhir\n";
}

} // namespace

int main(int count, char** arguments) {
    if (count != 3) {
        std::cerr << "usage: compile_value_sets DIRECTORY OUTPUT.cpp\n";
        return 2;
    }
    const fhir::Result<std::vector<fhir::ValueSet>> value_sets = fhir::read_value_sets(arguments[1]);
    if (!value_sets) {
        std::cerr << value_sets.error().diagnostics << '\n';
        return 1;
    }
    const fhir::OwnedCodeTable table{fhir::CodeTable{}, *value_sets};
    std::ofstream out{arguments[2]};
    write(out, table.view());
    out.close();
    if (!out) {
        std::cerr << arguments[2] << ": cannot be written\n";
        return 1;
    }
    return 0;
}
