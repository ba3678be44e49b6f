#include "fhir/name_memo.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace psoas::fhir;
using psoas::logic::Quantity;

namespace {

/// Is the judge asked about a name? He says that it measures something.
bool is_judged(NameMemo& memo, const CodeableConcept& name, Quantity measures = Quantity::inr) {
    bool asked = false;
    const NameMeaning& meaning = memo.meaning_of(name, [&] {
        asked = true;
        return NameMeaning{.measures = measures};
    });
    CHECK(meaning.measures == measures);
    return asked;
}

CodeableConcept called(std::string_view text) {
    return {.codings = {}, .text = text};
}

const std::vector<CodeableConcept> names{
    {},
    {.codings = {}, .text = "ab"},
    {.codings = {{.system = "", .code = "", .display = "ab"}}},
    {.codings = {{.system = "", .code = "ab", .display = ""}}},
    {.codings = {{.system = "ab", .code = "", .display = ""}}},
    {.codings = {{.system = "a", .code = "b", .display = ""}}},
    {.codings = {{.system = "", .code = "a", .display = "b"}}},
    {.codings = {{.system = "", .code = "", .display = "a"}}, .text = "b"},
    {.codings = {{.system = "", .code = "", .display = "a"}, {.system = "", .code = "", .display = "b"}}},
    {.codings = {{.system = "", .code = "", .display = "b"}, {.system = "", .code = "", .display = "a"}}},
    {.codings = {{.system = "http://loinc.org", .code = "8331-1", .display = "Oral temperature"}},
     .text = "Oral temperature"},
    {.codings = {{.system = "http://loinc.org", .code = "8310-5", .display = "Oral temperature"}},
     .text = "Oral temperature"},
};

} // namespace

TEST_SUITE("fhir/name_memo") {
    TEST_CASE("a name is looked through once and none is taken for another") {
        NameMemo memo;
        for (std::size_t i = 0; i < names.size(); ++i) {
            CAPTURE(i);
            CHECK(is_judged(memo, names[i], i % 2 == 0 ? Quantity::inr : Quantity::t_score));
        }
        for (std::size_t i = 0; i < names.size(); ++i) {
            CAPTURE(i);
            CHECK_FALSE(is_judged(memo, names[i], i % 2 == 0 ? Quantity::inr : Quantity::t_score));
        }
    }

    TEST_CASE("a name is known again when the resource that it was read from is gone") {
        NameMemo memo;
        std::string text = "a name that is longer than what a string holds in itself";
        CHECK(is_judged(memo, called(text)));
        const std::string same = text;
        text.assign(text.size(), 'x');
        CHECK_FALSE(is_judged(memo, called(same)));
        CHECK(is_judged(memo, called(text)));
    }

    TEST_CASE("what is found out later of a name is known with it") {
        NameMemo memo;
        const auto judge = [] { return NameMeaning{}; };
        CHECK_FALSE(memo.meaning_of(called("hip pain"), judge).nothing_with_a_number.has_value());
        memo.meaning_of(called("hip pain"), judge).nothing_with_a_number = false;
        CHECK(memo.meaning_of(called("hip pain"), judge).nothing_with_a_number == false);
        CHECK_FALSE(memo.meaning_of(called("hip"), judge).nothing_with_a_number.has_value());
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
    }
}
