#include "hooks/draft_orders.hpp"

#include "fhir/resource_reader.hpp"
#include "hooks/hook_request.hpp"
#include "hooks/written_number.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/string.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <cstddef>
#include <set>
#include <string_view>
#include <utility>

namespace psoas::hooks {
namespace {

namespace json = boost::json;

// The text of a member, empty if there is none.
std::string_view text(const json::object& object, std::string_view member) {
    const json::value* const value = object.if_contains(member);
    const json::string* const string = value == nullptr ? nullptr : value->if_string();
    return string == nullptr ? std::string_view{} : std::string_view{*string};
}

const json::array* array(const json::object& object, std::string_view member) {
    const json::value* const value = object.if_contains(member);
    return value == nullptr ? nullptr : value->if_array();
}

// A type and an id, each perhaps empty.
struct Name {
    std::string_view type;
    std::string_view id;
};

// "1", "ServiceRequest/1", "https://example.org/fhir/ServiceRequest/1/_history/2".
Name parsed(std::string_view reference) {
    reference = reference.substr(0, reference.find("/_history/"));
    const std::size_t slash = reference.rfind('/');
    if (slash == std::string_view::npos) return {"", reference};
    std::string_view type = reference.substr(0, slash);
    type.remove_prefix(type.rfind('/') + 1); // npos + 1 is 0
    return {type, reference.substr(slash + 1)};
}

struct Draft {
    const json::object* resource = nullptr;
    std::string_view full_url;
    Name name;
    bool selected = false;
};

std::vector<Draft> drafts_of(const json::object& context) {
    std::vector<Draft> drafts;
    const json::array* const entries = draft_entries(context);
    if (entries == nullptr) return drafts;
    for (const json::value& item : *entries) {
        Draft& draft = drafts.emplace_back();
        if (!item.is_object()) continue;
        draft.full_url = text(item.get_object(), "fullUrl");
        draft.resource = resource_of(item);
        if (draft.resource == nullptr) continue;
        // An id that is written with its type is read without.
        draft.name = {text(*draft.resource, "resourceType"), parsed(text(*draft.resource, "id")).id};
    }
    return drafts;
}

// Names to look others up among; a type that is left open fits any.
class Names {
public:
    void insert(const Name& name) { names_.emplace(name.id, name.type); }
    [[nodiscard]] bool fits(const Name& name) const {
        const auto first_of_id = names_.lower_bound({name.id, ""});
        if (first_of_id == names_.end() || first_of_id->first != name.id) return false;
        return name.type.empty() || first_of_id->second.empty() || names_.contains({name.id, name.type});
    }

private:
    std::set<std::pair<std::string_view, std::string_view>> names_; ///< id and type
};

void select(std::vector<Draft>& drafts, const json::array& selections) {
    Names drafted;
    std::set<std::string_view> urls;
    for (const Draft& draft : drafts) {
        if (!draft.name.id.empty()) drafted.insert(draft.name);
        if (!draft.full_url.empty()) urls.insert(draft.full_url);
    }
    Names wanted;
    Names wanted_without_id; // of what no draft is called
    std::set<std::string_view> wanted_urls;
    for (const json::value& selection : selections) {
        if (!selection.is_string()) continue;
        const std::string_view reference = selection.get_string();
        const Name name = parsed(reference);
        wanted.insert(name);
        wanted_urls.insert(reference);
        if (!drafted.fits(name) && !urls.contains(reference)) wanted_without_id.insert({name.type, ""});
    }
    for (Draft& draft : drafts) {
        const bool by_id = draft.name.id.empty()
                               ? draft.resource != nullptr && wanted_without_id.fits(draft.name)
                               : wanted.fits(draft.name);
        draft.selected = by_id || (!draft.full_url.empty() && wanted_urls.contains(draft.full_url));
    }
}

void tell(const json::value& value, fhir::ResourceReader& reader);

// As deep as the JSON was, which the reader of the request has limited.
void tell(const json::object& object, fhir::ResourceReader& reader) {
    reader.begin_object();
    for (const json::key_value_pair& member : object) {
        reader.key(member.key());
        tell(member.value(), reader);
    }
    reader.end_object();
}

void tell(const json::value& value, fhir::ResourceReader& reader) {
    switch (value.kind()) {
    case json::kind::object:
        tell(value.get_object(), reader);
        return;
    case json::kind::array:
        reader.begin_array();
        for (const json::value& item : value.get_array())
            tell(item, reader);
        reader.end_array();
        return;
    case json::kind::string:
        if (const auto digits = digits_of(value.get_string()))
            reader.number(*digits);
        else
            reader.string(value.get_string());
        return;
    case json::kind::bool_:
        reader.boolean(value.get_bool());
        return;
    case json::kind::null:
        reader.null();
        return;
    case json::kind::int64:
    case json::kind::uint64:
    case json::kind::double_:
        reader.number(json::serialize(value));
        return;
    }
}

} // namespace

std::vector<logic::Order> read_draft_orders(Hook hook, const json::object& context,
                                            fhir::ChartBuilder& chart) {
    if (hook == Hook::patient_view) return {};
    std::vector<Draft> drafts = drafts_of(context);
    if (hook == Hook::order_sign)
        for (Draft& draft : drafts)
            draft.selected = draft.resource != nullptr;
    if (const json::array* const selections = array(context, "selections");
        hook == Hook::order_select && selections != nullptr)
        select(drafts, *selections);

    std::vector<logic::Order> orders;
    orders.reserve(drafts.size());
    bool selected = false;
    fhir::ResourceReader reader([&](const fhir::Resource& resource, fhir::ResourceReader::Place place) {
        if (place == fhir::ResourceReader::Place::outermost)
            orders.push_back(chart.add_draft(resource, orders.size(), selected));
    });
    static const json::object no_resource;
    for (const Draft& draft : drafts) {
        selected = draft.selected;
        tell(draft.resource == nullptr ? no_resource : *draft.resource, reader);
    }
    return orders;
}

} // namespace psoas::hooks
