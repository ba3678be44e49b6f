#pragma once

#include <rapidjson/document.h>
#include <rapidjson/pointer.h>
#include <rapidjson/schema.h>
#include <rapidjson/stringbuffer.h>

#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>

namespace psoas::hooks::tests {

inline const rapidjson::SchemaDocument& cards_response_schema() {
    static const rapidjson::Document document = [] {
        std::ifstream file(PSOAS_SOURCE_DIR "/hooks/schemas/cards-response.json");
        std::ostringstream text;
        text << file.rdbuf();
        rapidjson::Document parsed;
        parsed.Parse(text.str().c_str());
        return parsed;
    }();
    static const rapidjson::SchemaDocument schema(document);
    return schema;
}

inline std::string text_of(const rapidjson::Value& object, const char* member) {
    const auto found = object.FindMember(member);
    return found != object.MemberEnd() && found->value.IsString()
               ? std::string(found->value.GetString(), found->value.GetStringLength())
               : "";
}

/// What is wrong with the body of an answer to a hook call, empty if nothing is: the response schema, and
/// what a schema cannot say (valid UTF-8, distinct uuids and override reasons, one recommendation of
/// alternatives).
inline std::string violation_of_cards(std::string_view body) {
    const std::string text(body);
    rapidjson::Document document;
    document.Parse<rapidjson::kParseValidateEncodingFlag | rapidjson::kParseIterativeFlag>(text.c_str(),
                                                                                           text.size());
    if (document.HasParseError()) return "no valid JSON at byte " + std::to_string(document.GetErrorOffset());
    if (text.find('\0') != std::string::npos) return "a NUL in the JSON";

    rapidjson::SchemaValidator validator(cards_response_schema());
    if (!document.Accept(validator)) {
        rapidjson::StringBuffer place;
        validator.GetInvalidDocumentPointer().StringifyUriFragment(place);
        return std::string(place.GetString()) + " breaks '" + validator.GetInvalidSchemaKeyword() + "'";
    }

    std::set<std::string> uuids;
    for (const rapidjson::Value& card : document["cards"].GetArray()) {
        if (!uuids.insert(text_of(card, "uuid")).second) return "a uuid twice";
        int recommended = 0;
        if (card.HasMember("suggestions"))
            for (const rapidjson::Value& suggestion : card["suggestions"].GetArray()) {
                if (!uuids.insert(text_of(suggestion, "uuid")).second) return "a uuid twice";
                if (suggestion.HasMember("isRecommended")) ++recommended;
            }
        if (recommended > 1) return "more than one recommended suggestion";
        std::set<std::pair<std::string, std::string>> reasons;
        if (card.HasMember("overrideReasons"))
            for (const rapidjson::Value& reason : card["overrideReasons"].GetArray())
                if (!reasons.emplace(text_of(reason, "system"), text_of(reason, "code")).second)
                    return "an override reason twice";
    }
    for (const std::string& uuid : uuids)
        if (uuid[14] != '4' && uuid[14] != '8') return "a uuid that is neither random nor sealed";
    return "";
}

} // namespace psoas::hooks::tests
