#include "hooks/request_path.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace psoas;
using namespace psoas::hooks;

namespace {

/// The path inside of the value that these names lead to, from the request on; "[]" is an item.
RequestPath inside(const std::vector<std::string>& names) {
    RequestPath path;
    path.enter(path.place_of_value());
    for (const std::string& name : names) {
        if (name != "[]") CHECK(path.name(name).has_value());
        path.enter(path.place_of_value());
    }
    return path;
}

} // namespace

TEST_SUITE("hooks/request_path") {
    TEST_CASE("P-05: each value of a request stands where its names lead") {
        struct Row {
            std::vector<std::string> names;
            Place place;
        };
        const Row rows[] = {
            {{}, Place::request},
            {{"fhirAuthorization"}, Place::plain},
            {{"fhirAuthorization", "scope"}, Place::plain},
            {{"extension"}, Place::extension},
            {{"extension", "x"}, Place::skipped},
            {{"unheard-of"}, Place::skipped},
            {{"unheard-of", "context"}, Place::skipped},
            {{"context"}, Place::context},
            {{"context", "selections"}, Place::context_part},
            {{"context", "draftOrders"}, Place::draft_orders},
            {{"context", "draftOrders", "entry"}, Place::entries},
            {{"context", "draftOrders", "entry", "[]"}, Place::entry},
            {{"context", "draftOrders", "entry", "[]", "fullUrl"}, Place::context_part},
            {{"context", "draftOrders", "entry", "[]", "resource"}, Place::draft},
            {{"context", "draftOrders", "entry", "[]", "resource", "code"}, Place::draft_part},
            {{"prefetch"}, Place::prefetch},
            {{"prefetch", "conditions"}, Place::prefetch_value},
            {{"prefetch", "unheard-of"}, Place::skipped},
        };
        for (const Row& row : rows) {
            CAPTURE(row.names.size());
            RequestPath path = inside(row.names);
            CHECK(path.place() == row.place);
            CHECK(path.leave() == row.place);
            CHECK(path.is_outside() == row.names.empty());
        }
        CHECK(inside({"prefetch", "conditions"}).source() == logic::Source::conditions);
        CHECK(inside({"context"}).member() == Member::context);
    }

    TEST_CASE(
        "P-05: a member of the request or a key of prefetch that is there twice is refused by its name") {
        RequestPath request = inside({});
        CHECK(request.name("hook").has_value());
        CHECK(request.name("unheard-of").has_value());
        CHECK(request.name("unheard-of").has_value());
        REQUIRE_FALSE(request.name("hook").has_value());
        CHECK(request.name("hook").error().expression == "hook");

        RequestPath prefetch = inside({"prefetch"});
        CHECK(prefetch.name("patient").has_value());
        REQUIRE_FALSE(prefetch.name("patient").has_value());
        CHECK(prefetch.name("patient").error().expression == "prefetch.patient");
    }
}
