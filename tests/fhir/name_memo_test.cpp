#include "fhir/name_memo.hpp"

#include "tests/fhir/with_resource.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>

using namespace psoas::fhir;

namespace {

/// Is the judge asked about the `code` of an Observation? He says that it means nothing, or something.
bool is_judged(NameMemo& memo, std::string_view code, bool nothing = true) {
    bool asked = false;
    with_resource(R"({"resourceType":"Observation","code":)" + std::string(code) + "}",
                  [&](const Resource& observation) {
                      const bool answer = memo.means_nothing(observation[Element::code], [&] {
                          asked = true;
                          return nothing;
                      });
                      CHECK(answer == nothing);
                  });
    return asked;
}

constexpr std::string_view names[]{
    R"({"text":"ab"})",
    R"({"coding":[{"display":"ab"}]})",
    R"({"coding":{"display":"ab"}})",
    R"({"coding":[{"display":"a"}],"text":"b"})",
    R"({"coding":[{"display":"a"},{"display":"b"}]})",
    R"({"coding":[{"code":"a","display":"b"}]})",
    R"({"coding":[{"system":"a","code":"b"}]})",
    R"({"coding":[[{"display":"ab"}]]})",
    R"({"coding":[{}],"text":"ab"})",
    R"("ab")",
    R"(["ab"])",
    R"(["a","b"])",
    R"({})",
    R"([])",
    R"(true)",
    R"(false)",
};

} // namespace

TEST_SUITE("fhir/name_memo") {
    TEST_CASE("a name is looked through once and none is taken for another") {
        NameMemo memo;
        for (const std::string_view name : names) {
            CAPTURE(name);
            CHECK(is_judged(memo, name));
        }
        for (const std::string_view name : names) {
            CAPTURE(name);
            CHECK_FALSE(is_judged(memo, name));
        }
    }

    TEST_CASE("a name that means something is looked through each time") {
        NameMemo memo;
        for (int time = 0; time < 3; ++time)
            CHECK(is_judged(memo, R"({"text":"hip pain"})", false));
    }

    TEST_CASE("a record of ever new names fills no memory and long ones are not kept") {
        NameMemo memo;
        for (int name = 0; name < 2000; ++name)
            CHECK(is_judged(memo, R"({"text":")" + std::to_string(name) + R"("})"));
        CHECK_FALSE(is_judged(memo, R"({"text":"0"})"));
        CHECK(is_judged(memo, R"({"text":"1999"})"));

        NameMemo fresh;
        const std::string longest = R"({"text":")" + std::string(2000, 'x') + R"("})";
        CHECK(is_judged(fresh, longest));
        CHECK(is_judged(fresh, longest));
    }
}
