#include "fhir/title_words.hpp"

#include <doctest/doctest.h>

using namespace psoas::fhir;

TEST_SUITE("fhir/title_words") {
    TEST_CASE("a title is its words and the marks that mean something in it") {
        struct Row {
            const char* title;
            const char* words;
        };
        const Row rows[] = {
            {"", ""},
            {"MRI L-spine w/o", "mri l spine w o"},
            {"Hip (left), 2-3 Views.", "hip , left , 2 3 views ,"},
            {", ; hip", "hip"},
            {"C+ c-/C+", "c+ c- c+"},
            {"c-spine", "c spine"},
            {"+/- contrast + x", "+/- contrast + x"},
        };
        for (const Row& row : rows) {
            CAPTURE(row.title);
            CHECK(TitleWords(row.title).text() == row.words);
        }
    }

    TEST_CASE("a phrase is found where all its words stand") {
        const TitleWords title("comput. Mr hip abdominal");
        CHECK(title.size() == 5);
        CHECK(title.phrase_at(2, "mr hip") == 2);
        CHECK(title.phrase_at(2, "mr hi*") == 2);
        CHECK(title.phrase_at(2, "mr hips") == 0);
        CHECK(title.phrase_at(4, "abd* pel*") == 0);
        CHECK(title.phrase_at(4, "abd*") == 1);
        CHECK(title.phrase_at(9, "abd*") == 0);
        CHECK(title.is_title_case(2));
        CHECK_FALSE(TitleWords("MR").is_title_case(0));
        CHECK(title[99].empty());
        CHECK(title.find("hip") == 3);
        CHECK(title.find("hips") == TitleWords::nowhere);
        CHECK(title.names("mr hip"));
        CHECK_FALSE(title.names("hip mr"));
        CHECK_FALSE(TitleWords("").names("hip"));
    }

    TEST_CASE("words behind a cut are gone") {
        TitleWords title("one two three");
        title.cut(9);
        CHECK(title.size() == 3);
        title.cut(1);
        CHECK(title.text() == "one");
    }
}
