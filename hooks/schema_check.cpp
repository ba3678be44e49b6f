#include "hooks/schema_check.hpp"

#include <rapidjson/document.h>
#include <rapidjson/pointer.h>
#include <rapidjson/schema.h>

#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace psoas::hooks {
namespace {

rapidjson::Document parsed(std::string_view text) {
    rapidjson::Document document;
    document.Parse(text.data(), text.size());
    if (document.HasParseError() || !document.IsObject())
        throw std::logic_error("a JSON Schema is no JSON object");
    return document;
}

std::string_view view(const rapidjson::Value& string) {
    return {string.GetString(), string.GetStringLength()};
}

// "/context/selections/0" as FHIRPath writes it: "context.selections[0]".
std::string path_of(const rapidjson::Pointer& pointer) {
    std::string path;
    for (std::size_t i = 0; i < pointer.GetTokenCount(); ++i) {
        const rapidjson::Pointer::Token& token = pointer.GetTokens()[i];
        if (token.index != rapidjson::kPointerInvalidIndex) {
            path += "[" + std::to_string(token.index) + "]";
        } else {
            path += (path.empty() ? "" : ".") + std::string(token.name, token.length);
        }
    }
    return path;
}

// The strings of a keyword that holds one or several: `type`, `enum`.
std::string listed(const rapidjson::Value& schema, const char* keyword) {
    const auto member = schema.FindMember(keyword);
    if (member == schema.MemberEnd()) return "";
    if (member->value.IsString()) return std::string(view(member->value));
    std::string list;
    if (member->value.IsArray())
        for (const rapidjson::Value& item : member->value.GetArray())
            if (item.IsString()) list += (list.empty() ? "" : ", ") + std::string(view(item));
    return list;
}

} // namespace

class Schema::State {
public:
    explicit State(std::string_view text) : document(parsed(text)), compiled(document) {}

    rapidjson::Document document; ///< kept for what a violation has to name
    rapidjson::SchemaDocument compiled;
};

Schema::Schema(std::string_view text) : state_(std::make_unique<State>(text)) {}
Schema::~Schema() = default;
Schema::Schema(Schema&&) noexcept = default;
Schema& Schema::operator=(Schema&&) noexcept = default;

class SchemaCheck::State {
public:
    explicit State(const Schema::State& schema_state)
        : schema(schema_state), validator(schema_state.compiled) {}

    // RapidJSON reads some strings up to a NUL.
    const char* terminated(std::string_view text) {
        buffer.assign(text);
        return buffer.c_str();
    }

    [[nodiscard]] bool has(std::string_view name) const {
        std::string_view rest = std::string_view(names).substr(objects.empty() ? 0 : objects.back());
        while (!rest.empty()) {
            const std::size_t end = rest.find('\0');
            if (rest.substr(0, end) == name) return true;
            rest.remove_prefix(end + 1);
        }
        return false;
    }

    // RapidJSON names the object that lacks a member, but not the member.
    [[nodiscard]] std::string missing_member(const rapidjson::Value& object_schema) const {
        const auto missing_of = [&](const rapidjson::Value& required) -> std::string {
            for (const rapidjson::Value& name : required.GetArray())
                if (!has(view(name))) return std::string(view(name));
            return "";
        };
        if (const auto required = object_schema.FindMember("required"); required != object_schema.MemberEnd())
            if (std::string name = missing_of(required->value); !name.empty()) return name;
        if (const auto dependencies = object_schema.FindMember("dependencies");
            dependencies != object_schema.MemberEnd())
            for (const auto& dependency : dependencies->value.GetObject())
                if (has(view(dependency.name)))
                    if (std::string name = missing_of(dependency.value); !name.empty()) return name;
        return "";
    }

    const Schema::State& schema;
    rapidjson::SchemaValidator validator;
    std::string buffer;
    std::string names;                ///< of the members of all open objects, each with a NUL behind it
    std::vector<std::size_t> objects; ///< for each open object, where its names begin
};

SchemaCheck::SchemaCheck(const Schema& schema) : state_(std::make_unique<State>(*schema.state_)) {}
SchemaCheck::~SchemaCheck() = default;
SchemaCheck::SchemaCheck(SchemaCheck&&) noexcept = default;
SchemaCheck& SchemaCheck::operator=(SchemaCheck&&) noexcept = default;

void SchemaCheck::reset() {
    state_->validator.Reset();
    state_->buffer.clear();
    state_->names.clear();
    state_->objects.clear();
}

bool SchemaCheck::begin_object() {
    state_->objects.push_back(state_->names.size());
    return state_->validator.StartObject();
}

bool SchemaCheck::key(std::string_view name) {
    state_->names.append(name).push_back('\0');
    return state_->validator.Key(state_->terminated(name), static_cast<rapidjson::SizeType>(name.size()),
                                 true);
}

bool SchemaCheck::end_object(std::size_t members) {
    if (!state_->validator.EndObject(static_cast<rapidjson::SizeType>(members))) return false;
    state_->names.resize(state_->objects.back());
    state_->objects.pop_back();
    return true;
}

bool SchemaCheck::begin_array() {
    return state_->validator.StartArray();
}

bool SchemaCheck::end_array(std::size_t items) {
    return state_->validator.EndArray(static_cast<rapidjson::SizeType>(items));
}

bool SchemaCheck::string(std::string_view text) {
    return state_->validator.String(state_->terminated(text), static_cast<rapidjson::SizeType>(text.size()),
                                    true);
}

bool SchemaCheck::number(std::int64_t number) {
    return state_->validator.Int64(number);
}
bool SchemaCheck::number(std::uint64_t number) {
    return state_->validator.Uint64(number);
}
bool SchemaCheck::number(double number) {
    return state_->validator.Double(number);
}
bool SchemaCheck::boolean(bool truth) {
    return state_->validator.Bool(truth);
}
bool SchemaCheck::null() {
    return state_->validator.Null();
}

fhir::Issue SchemaCheck::violation() const {
    const rapidjson::SchemaValidator& validator = state_->validator;
    const std::string path = path_of(validator.GetInvalidDocumentPointer());
    const char* const invalid_keyword = validator.GetInvalidSchemaKeyword();
    const std::string_view keyword = invalid_keyword == nullptr ? "" : invalid_keyword;
    const rapidjson::Value* const schema = validator.GetInvalidSchemaPointer().Get(state_->schema.document);

    if (schema != nullptr && (keyword == "required" || keyword == "dependencies")) {
        const std::string name = state_->missing_member(*schema);
        return {fhir::IssueType::required, path.empty() ? name : path + "." + name,
                "The request lacks the member " + name};
    }
    if (schema != nullptr && keyword == "type")
        return {fhir::IssueType::structure, path, "The JSON type must be: " + listed(*schema, "type")};
    if (schema != nullptr && keyword == "enum")
        return {fhir::IssueType::value, path, "The value must be: " + listed(*schema, "enum")};
    if (keyword == "minLength") return {fhir::IssueType::value, path, "The text is too short"};
    return {fhir::IssueType::value, path, "The value breaks the rule '" + std::string(keyword) + "'"};
}

} // namespace psoas::hooks
