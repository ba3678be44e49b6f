#include "fhir/name_memo.hpp"

#include "tests/fhir/with_resource.hpp"

#include <doctest/doctest.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

using namespace psoas::fhir;
using psoas::logic::Quantity;

namespace {

/// Is the judge asked about a name? He says that it measures something.
bool is_judged(NameMemo& memo, std::string_view code, Quantity measures = Quantity::inr) {
    bool asked = false;
    with_resource(R"({"resourceType":"Observation","code":)" + std::string(code) + "}",
                  [&](const Resource& resource) {
                      const NameMeaning& meaning =
                          memo.meaning_of(resource[Element::code], [&](const CodeableConcept& name) {
                              asked = true;
                              CHECK(name == read_codeable_concept(resource[Element::code]));
                              return NameMeaning{.measures = measures};
                          });
                      CHECK(meaning.measures == measures);
                  });
    return asked;
}

std::string called(std::string_view text) {
    return R"({"text":")" + std::string(text) + R"("})";
}

const std::string names[] = {
    "{}",
    R"("ab")",
    R"({"text":"ab"})",
    R"({"coding":[{"display":"ab"}]})",
    R"({"coding":[{"code":"ab"}]})",
    R"({"coding":[{"system":"ab"}]})",
    R"({"coding":[{"system":"a","code":"b"}]})",
    R"({"coding":[{"code":"a","display":"b"}]})",
    R"({"coding":[{"display":"a"}],"text":"b"})",
    R"({"coding":[{"display":"a"},{"display":"b"}]})",
    R"({"coding":[{"display":"b"},{"display":"a"}]})",
    R"({"coding":[{"system":"http://loinc.org","code":"8331-1","display":"Oral temperature"}],)"
    R"("text":"Oral temperature"})",
    R"({"coding":[{"system":"http://loinc.org","code":"8310-5","display":"Oral temperature"}],)"
    R"("text":"Oral temperature"})",
};

} // namespace

TEST_SUITE("fhir/name_memo") {
    TEST_CASE("a name is looked through once and none is taken for another") {
        NameMemo memo;
        for (std::size_t i = 0; i < std::size(names); ++i) {
            CAPTURE(i);
            CHECK(is_judged(memo, names[i], i % 2 == 0 ? Quantity::inr : Quantity::t_score));
        }
        for (std::size_t i = 0; i < std::size(names); ++i) {
            CAPTURE(i);
            CHECK_FALSE(is_judged(memo, names[i], i % 2 == 0 ? Quantity::inr : Quantity::t_score));
        }
    }

    TEST_CASE("an observation without a name is known like one that has it") {
        NameMemo memo;
        int asked = 0;
        for (int i = 0; i < 2; ++i)
            CHECK(memo.meaning_of(Value{},
                                  [&](const CodeableConcept& name) {
                                      ++asked;
                                      CHECK(name.empty());
                                      return NameMeaning{.of_family = true};
                                  })
                      .of_family);
        CHECK(asked == 1);
    }

    TEST_CASE("what is found out later of a name is known with it") {
        NameMemo memo;
        const auto nothing_of = [&](std::string_view text) -> std::optional<bool>& {
            std::optional<bool>* nothing = nullptr;
            with_resource(R"({"code":)" + called(text) + "}", [&](const Resource& resource) {
                const auto judge = [](const CodeableConcept&) { return NameMeaning{}; };
                nothing = &memo.meaning_of(resource[Element::code], judge).nothing_with_a_number;
            });
            return *nothing;
        };
        CHECK_FALSE(nothing_of("hip pain").has_value());
        nothing_of("hip pain") = false;
        CHECK(nothing_of("hip pain") == false);
        CHECK_FALSE(nothing_of("hip").has_value());
    }

    TEST_CASE("a record of ever new names fills no memory and long ones are not kept") {
        NameMemo memo;
        std::vector<std::string> texts;
        for (int name = 0; name < 2000; ++name)
            texts.push_back(std::to_string(name));
        for (const std::string& text : texts)
            CHECK(is_judged(memo, called(text)));
        CHECK_FALSE(is_judged(memo, called("0")));
        CHECK(is_judged(memo, called("1999")));

        NameMemo fresh;
        const std::string longest(2000, 'x');
        CHECK(is_judged(fresh, called(longest)));
        CHECK(is_judged(fresh, called(longest)));
        std::string largest = R"({"coding":[)";
        for (int coding = 0; coding < 100; ++coding)
            largest += "{},";
        largest += "{}]}";
        CHECK(is_judged(fresh, largest));
        CHECK(is_judged(fresh, largest));
    }
}
