# Writes what the sandbox serves as constants of the program:
#   cmake -DSOURCE=… (the project) -DOUTPUT=… -P embed_files.cmake
# Each file has the name by which hooks/sandbox/sandbox_files.cpp knows it.
set(code "// Written by embed_files.cmake from hooks/sandbox/, fixtures/ and others.\n")
string(APPEND code "#include \"hooks/sandbox/embedded_files.hpp\"\n\n#include <array>\n\n")
string(APPEND code "namespace psoas::hooks {\nnamespace {\n\nusing namespace std::string_view_literals;\n\n")
set(count 0)
set(table "")

function(embed name path)
    file(READ ${path} text)
    set(table "${table}    {\"${name}\", R\"embedded(${text})embedded\"sv},\n" PARENT_SCOPE)
    math(EXPR next "${count} + 1")
    set(count ${next} PARENT_SCOPE)
endfunction()

file(GLOB pages ${SOURCE}/hooks/sandbox/page/* ${SOURCE}/hooks/sandbox/library/*js)
foreach(page IN LISTS pages)
    get_filename_component(name ${page} NAME)
    embed(page/${name} ${page})
endforeach()
embed(rows.md ${SOURCE}/logic/README.md)

# Studies and care that are ordered by CPT code; a site without a licence has no such folder.
file(GLOB value_sets ${SOURCE}/fhir/value_sets/cpt/*.json)
foreach(value_set IN LISTS value_sets)
    get_filename_component(name ${value_set} NAME)
    if(name MATCHES "^(mri|ct|xray|ultrasound|pet)_|injection|_esi|physical_therapy")
        embed(orders/${name} ${value_set})
    endif()
endforeach()

file(GLOB stories RELATIVE ${SOURCE}/fixtures ${SOURCE}/fixtures/*/story.md)
if(NOT stories)
    message(FATAL_ERROR "The sandbox has no stories: ${SOURCE}/fixtures has no */story.md")
endif()
foreach(story IN LISTS stories)
    get_filename_component(name ${story} DIRECTORY)
    foreach(part story.md request.json expected.json)
        embed(stories/${name}/${part} ${SOURCE}/fixtures/${name}/${part})
    endforeach()
endforeach()

string(APPEND code "constexpr std::array<EmbeddedFile, ${count}> files{{\n${table}}};\n\n} // namespace\n\n")
string(APPEND code "std::span<const EmbeddedFile> embedded_files() { return files; }\n\n} // namespace psoas::hooks\n")
file(WRITE ${OUTPUT} "${code}")
