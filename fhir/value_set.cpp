#include "fhir/value_set.hpp"

#include "fhir/code_system.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <optional>
#include <system_error>

namespace psoas::fhir {
namespace {

namespace json = boost::json;

constexpr std::string_view replaces_extension = "urn:psoas-cds:replaces";

Issue required(std::string element, std::string_view what) {
    return {IssueType::required, std::move(element), std::string{what}};
}

/// A non-empty string member.
const json::string* text_of(const json::object& object, std::string_view member) {
    const json::value* value = object.if_contains(member);
    const json::string* text = value != nullptr ? value->if_string() : nullptr;
    return text != nullptr && !text->empty() ? text : nullptr;
}

std::string item(std::string_view array, std::size_t index) {
    return std::string{array} + '[' + std::to_string(index) + ']';
}

std::optional<Issue> read_enumerated(const json::value& concepts, std::string_view system,
                                     const std::string& element, std::vector<ValueSet::Code>& codes) {
    const json::array* list = concepts.if_array();
    if (list == nullptr || list->empty())
        return Issue{IssueType::structure, element, "must be an array with at least one code"};
    for (std::size_t i = 0; i < list->size(); ++i) {
        const json::object* a_concept = (*list)[i].if_object();
        const json::string* code = a_concept != nullptr ? text_of(*a_concept, "code") : nullptr;
        if (code == nullptr) return required(item(element, i) + ".code", "every concept needs a code");
        codes.push_back(
            {std::string{system}, is_nested_by_prefix(system) ? without_dots(*code) : std::string{*code}});
    }
    return std::nullopt;
}

std::optional<Issue> read_category(const json::value& filters, std::string_view system,
                                   const std::string& element, std::vector<ValueSet::Code>& codes) {
    const json::array* list = filters.if_array();
    const json::object* filter = list != nullptr && list->size() == 1 ? list->front().if_object() : nullptr;
    if (filter == nullptr)
        return Issue{IssueType::not_supported, element,
                     "one filter an include is read: several would have to hold together"};
    const json::string* property = text_of(*filter, "property");
    const json::string* op = text_of(*filter, "op");
    const json::string* value = text_of(*filter, "value");
    if (property == nullptr || op == nullptr || value == nullptr)
        return required(element + "[0]", "a filter needs property, op and value");
    if (*property != "concept" || *op != "is-a" || !is_nested_by_prefix(system))
        return Issue{IssueType::not_supported, element + "[0]",
                     "only the filter \"concept is-a\" of an edition of ICD-10 is read; other codes are to "
                     "be enumerated"};
    codes.push_back({std::string{system}, without_dots(*value)});
    return std::nullopt;
}

/// `compose.include` or `compose.exclude`.
std::optional<Issue> read_codes(const json::value& sets, const std::string& element,
                                std::vector<ValueSet::Code>& codes) {
    const json::array* list = sets.if_array();
    if (list == nullptr || list->empty())
        return Issue{IssueType::structure, element, "must be an array with at least one item"};
    for (std::size_t i = 0; i < list->size(); ++i) {
        const std::string here = item(element, i);
        const json::object* set = (*list)[i].if_object();
        if (set == nullptr) return Issue{IssueType::structure, here, "must be an object"};
        if (set->contains("valueSet"))
            return Issue{IssueType::not_supported, here + ".valueSet",
                         "a reference to another ValueSet is not followed"};
        const json::string* uri = text_of(*set, "system");
        if (uri == nullptr) return required(here + ".system", "the codes need a system");
        const std::string_view system = canonical_system(*uri);
        const json::value* concepts = set->if_contains("concept");
        const json::value* filters = set->if_contains("filter");
        if ((concepts == nullptr) == (filters == nullptr))
            return Issue{IssueType::invalid, here,
                         "needs either concept or filter: a whole code system stands for no concept"};
        const std::optional<Issue> issue = concepts != nullptr
                                               ? read_enumerated(*concepts, system, here + ".concept", codes)
                                               : read_category(*filters, system, here + ".filter", codes);
        if (issue) return issue;
    }
    return std::nullopt;
}

Result<bool> read_replaces(const json::object& resource) {
    const json::value* extensions = resource.if_contains("extension");
    if (extensions == nullptr) return false;
    const json::array* list = extensions->if_array();
    if (list == nullptr) return Issue{IssueType::structure, "ValueSet.extension", "must be an array"};
    for (std::size_t i = 0; i < list->size(); ++i) {
        const json::object* extension = (*list)[i].if_object();
        const json::string* url = extension != nullptr ? text_of(*extension, "url") : nullptr;
        if (url == nullptr || std::string_view{*url} != replaces_extension) continue;
        const json::value* value = extension->if_contains("valueBoolean");
        if (value == nullptr || !value->is_bool())
            return Issue{IssueType::value, item("ValueSet.extension", i) + ".valueBoolean",
                         "must be true or false"};
        return value->get_bool();
    }
    return false;
}

} // namespace

std::string without_dots(std::string_view code) {
    std::string compared;
    compared.reserve(code.size());
    for (const char c : code)
        if (c != '.') compared.push_back(c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c);
    return compared;
}

Result<ValueSet> read_value_set(std::string_view text) {
    boost::json::error_code error;
    const json::value document = json::parse(text, error);
    if (error) return Issue{IssueType::structure, "ValueSet", "is not valid JSON: " + error.message()};
    const json::object* resource = document.if_object();
    const json::string* type = resource != nullptr ? text_of(*resource, "resourceType") : nullptr;
    if (type == nullptr || *type != "ValueSet")
        return Issue{IssueType::invalid, "ValueSet.resourceType", "must be ValueSet"};

    ValueSet value_set;
    const json::string* name = text_of(*resource, "name");
    if (name == nullptr)
        return required("ValueSet.name", "the name says which concept or finding the codes stand for");
    if (const auto a_concept = concept_from_name(*name))
        value_set.meaning = *a_concept;
    else if (const auto finding = logic::finding_from_code(*name))
        value_set.meaning = *finding;
    else
        return Issue{IssueType::value, "ValueSet.name",
                     "is the name of no concept and of no finding of this service"};

    const Result<bool> replaces = read_replaces(*resource);
    if (!replaces) return replaces.error();
    value_set.replaces = *replaces;

    const json::value* composed = resource->if_contains("compose");
    const json::object* compose = composed != nullptr ? composed->if_object() : nullptr;
    const json::value* include = compose != nullptr ? compose->if_contains("include") : nullptr;
    if (include == nullptr)
        return required("ValueSet.compose.include", "the codes are read from there, not from an expansion");
    if (auto issue = read_codes(*include, "ValueSet.compose.include", value_set.included))
        return *std::move(issue);
    if (const json::value* exclude = compose->if_contains("exclude"))
        if (auto issue = read_codes(*exclude, "ValueSet.compose.exclude", value_set.excluded))
            return *std::move(issue);
    return value_set;
}

Result<std::vector<ValueSet>> read_value_sets(const std::filesystem::path& directory) {
    namespace fs = std::filesystem;
    std::vector<fs::path> files;
    std::error_code error;
    for (fs::recursive_directory_iterator entry{directory, error}, end; !error && entry != end;
         entry.increment(error))
        if (std::error_code unknown; entry->is_regular_file(unknown) && entry->path().extension() == ".json")
            files.push_back(entry->path());
    if (error)
        return Issue{IssueType::not_found, "",
                     directory.string() + ": cannot be read as a directory: " + error.message()};
    if (files.empty())
        return Issue{IssueType::not_found, "", directory.string() + ": holds no ValueSet (*.json)"};
    std::ranges::sort(files);

    std::vector<ValueSet> value_sets;
    for (const fs::path& file : files) {
        std::ifstream stream{file, std::ios::binary};
        const std::string text{std::istreambuf_iterator<char>{stream}, {}};
        if (!stream) return Issue{IssueType::exception, "", file.string() + ": cannot be read"};
        Result<ValueSet> value_set = read_value_set(text);
        if (!value_set) {
            Issue issue = value_set.error();
            issue.diagnostics = file.string() + ": " + issue.expression + ' ' + issue.diagnostics;
            return issue;
        }
        value_sets.push_back(*std::move(value_set));
    }
    return value_sets;
}

} // namespace psoas::fhir
