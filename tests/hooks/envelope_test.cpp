#include "hooks/envelope.hpp"

#include <doctest/doctest.h>

using namespace psoas::hooks;

TEST_SUITE("hooks/envelope") {
    TEST_CASE("every member of a request has a name that leads back to it") {
        for (std::size_t i = 0; i < member_count; ++i) {
            const auto member = static_cast<Member>(i);
            CAPTURE(name_of(member));
            CHECK_FALSE(name_of(member).empty());
            CHECK(member_named(name_of(member)) == member);
        }
        CHECK(member_named("") == Member::unknown);
        CHECK(member_named("hookinstance") == Member::unknown);
        CHECK(name_of(Member::unknown).empty());
    }

    TEST_CASE("P-05: the schema of a hook accepts that hook alone") {
        constexpr Hook hooks[] = {Hook::patient_view, Hook::order_select, Hook::order_sign};
        for (const Hook own : hooks)
            for (const Hook sent : hooks) {
                CAPTURE(name(own));
                CAPTURE(name(sent));
                SchemaCheck check(request_schema(own));
                CHECK(check.begin_object());
                CHECK(check.key("hook"));
                CHECK(check.string(name(sent)) == (own == sent));
            }
    }
}
