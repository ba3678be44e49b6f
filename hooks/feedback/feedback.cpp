#include "hooks/feedback/feedback.hpp"

#include "fhir/instant.hpp"
#include "hooks/schema_check.hpp"
#include "hooks/schemas/feedback.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <utility>

namespace psoas::hooks {

namespace {

namespace json = boost::json;
using fhir::Issue;
using fhir::IssueType;

/// As the default of `max-depth`; a feedback body nests six deep, and beyond that is what nobody reads.
constexpr std::size_t deepest = 64;

/// Of an optional member, null is as good as nothing.
void drop_nulls(json::object& object, std::initializer_list<std::string_view> members) {
    for (const std::string_view name : members)
        if (const json::value* member = object.if_contains(name); member != nullptr && member->is_null())
            object.erase(name);
}

void drop_nulls_of_entry(json::value& entry) {
    if (!entry.is_object()) return;
    json::object& members = entry.get_object();
    drop_nulls(members, {"acceptedSuggestions", "overrideReason"});
    json::value* reason = members.if_contains("overrideReason");
    if (reason == nullptr || !reason->is_object()) return;
    drop_nulls(reason->get_object(), {"reason", "userComment"});
    json::value* coding = reason->get_object().if_contains("reason");
    if (coding != nullptr && coding->is_object()) drop_nulls(coding->get_object(), {"system", "display"});
}

/// Tells a value to the check; false from the first violation on.
bool holds(SchemaCheck& check, const json::value& value) {
    switch (value.kind()) {
    case json::kind::object: {
        bool valid = check.begin_object();
        for (const json::key_value_pair& member : value.get_object())
            valid = valid && check.key(member.key()) && holds(check, member.value());
        return valid && check.end_object(value.get_object().size());
    }
    case json::kind::array: {
        bool valid = check.begin_array();
        for (const json::value& item : value.get_array())
            valid = valid && holds(check, item);
        return valid && check.end_array(value.get_array().size());
    }
    case json::kind::string:
        return check.string(value.get_string());
    case json::kind::int64:
        return check.number(value.get_int64());
    case json::kind::uint64:
        return check.number(value.get_uint64());
    case json::kind::double_:
        return check.number(value.get_double());
    case json::kind::bool_:
        return check.boolean(value.get_bool());
    case json::kind::null:
        break;
    }
    return check.null();
}

std::string lower_case(std::string_view uuid) {
    std::string lower(uuid);
    for (char& c : lower)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return lower;
}

std::string text_of(const json::object& object, std::string_view member) {
    const json::value* value = object.if_contains(member);
    return value == nullptr ? std::string() : std::string(value->as_string());
}

std::vector<std::string> suggestions_of(const json::object& entry) {
    std::vector<std::string> ids;
    if (const json::value* accepted = entry.if_contains("acceptedSuggestions"))
        for (const json::value& suggestion : accepted->as_array())
            ids.push_back(lower_case(suggestion.at("id").as_string()));
    std::ranges::sort(ids);
    ids.erase(std::ranges::unique(ids).begin(), ids.end());
    return ids;
}

/// An entry that the schema accepts.
fhir::Result<Feedback> read_entry(const json::object& entry, std::size_t index) {
    Feedback feedback{.card = lower_case(entry.at("card").as_string())};
    const bool accepted = entry.at("outcome").as_string() == code(FeedbackOutcome::accepted);
    feedback.outcome = accepted ? FeedbackOutcome::accepted : FeedbackOutcome::overridden;

    const auto time = fhir::read_instant(entry.at("outcomeTimestamp").as_string());
    if (!time)
        return Issue{IssueType::value, path_in_feedback(index, "outcomeTimestamp"),
                     "The time is no instant such as 2026-11-21T09:30:00Z"};
    feedback.time = *time;

    feedback.accepted_suggestions = suggestions_of(entry);
    if (accepted == feedback.accepted_suggestions.empty())
        return Issue{accepted ? IssueType::required : IssueType::value,
                     path_in_feedback(index, "acceptedSuggestions"),
                     accepted ? "An accepted card needs the suggestions that were accepted"
                              : "An overridden card has no accepted suggestions"};

    const json::value* const override_reason = entry.if_contains("overrideReason");
    if (override_reason == nullptr) return feedback;
    if (accepted)
        return Issue{IssueType::value, path_in_feedback(index, "overrideReason"),
                     "An accepted card has no override reason"};
    const json::object& given = override_reason->as_object();
    if (const json::value* reason = given.if_contains("reason"))
        feedback.reason = {text_of(reason->as_object(), "system"), text_of(reason->as_object(), "code")};
    feedback.commented = !text_of(given, "userComment").empty();
    if (feedback.reason.code.empty() && !feedback.commented)
        return Issue{IssueType::required, path_in_feedback(index, "overrideReason"),
                     "An override reason needs a reason or a userComment"};
    return feedback;
}

} // namespace

std::string_view code(FeedbackOutcome outcome) {
    return outcome == FeedbackOutcome::accepted ? "accepted" : "overridden";
}

std::string path_in_feedback(std::size_t index, std::string_view member) {
    return "feedback[" + std::to_string(index) + "]." + std::string(member);
}

fhir::Result<std::vector<Feedback>> read_feedback(std::string_view body) {
    static const Schema schema(feedback_schema);
    boost::system::error_code error;
    json::value whole = json::parse(body, error, {}, json::parse_options{.max_depth = deepest});
    if (error) return Issue{IssueType::structure, "", "The JSON is malformed: " + error.message()};
    if (!whole.is_object()) return Issue{IssueType::invalid, "", "The body is no JSON object"};
    json::value* const entries = whole.get_object().if_contains("feedback");
    if (entries != nullptr && entries->is_array())
        for (json::value& entry : entries->get_array())
            drop_nulls_of_entry(entry);

    SchemaCheck check(schema);
    if (!holds(check, whole)) return check.violation();

    std::vector<Feedback> feedback;
    for (const json::value& entry : whole.at("feedback").as_array()) {
        fhir::Result<Feedback> read = read_entry(entry.as_object(), feedback.size());
        if (!read) return read.error();
        feedback.push_back(*std::move(read));
    }
    return feedback;
}

} // namespace psoas::hooks
