#include "hooks/list_reading.hpp"

#include "fhir/document_reader.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace psoas;
using hooks::ListReading;
using logic::Availability;

namespace {

constexpr const char* one = R"({"resource":{"resourceType":"Observation","id":"1"}})";
constexpr const char* outcome =
    R"({"resourceType":"OperationOutcome","issue":[{"severity":"error","code":"exception"}]})";

std::string page(const std::string& entries, const std::string& more_members = "") {
    return R"({"resourceType":"Bundle")" + more_members + R"(,"entry":[)" + entries + "]}";
}

std::string next(const char* url) {
    return std::string(R"(,"link":[{"relation":"next","url":")") + url + R"("}])";
}

ListReading after(const std::vector<std::string>& pages) {
    ListReading list(logic::Source::observations);
    fhir::DocumentReader reader([&list](const fhir::Resource& resource, fhir::ResourceReader::Place place) {
        (void)list.see(resource, place);
    });
    for (const std::string& each : pages) {
        reader.write(each);
        (void)reader.finish();
    }
    return list;
}

} // namespace

TEST_SUITE("hooks/list_reading") {
    TEST_CASE("P-04 and P-81: a list is read when its last page is and cut before that") {
        struct Row {
            const char* story;
            std::vector<std::string> pages;
            logic::Availability availability;
            std::size_t count;
        };
        const std::string first = page(one, next("/2"));
        const std::string twice = std::string(one) + "," + one;
        const Row rows[] = {
            {"nothing came", {}, Availability::unreadable, 0},
            {"one page", {page(one)}, Availability::read, 1},
            {"no entries", {page("")}, Availability::read, 0},
            {"a link to nowhere", {page("", R"(,"link":[{"relation":"next"}])")}, Availability::cut, 0},
            {"the first page of two", {first}, Availability::cut, 1},
            {"both pages", {first, page(twice)}, Availability::read, 3},
            {"the second of three", {first, page(one, next("/3"))}, Availability::cut, 2},
            {"a total over all pages",
             {page(one, next("/2") + R"(,"total":3)"), page(twice, R"(,"total":3)")},
             Availability::read,
             3},
            {"fewer than the total", {page(one, R"(,"total":3)")}, Availability::cut, 1},
            {"the second page is an outcome", {first, outcome}, Availability::cut, 1},
            {"an outcome alone", {outcome}, Availability::unreadable, 0},
            {"another type", {R"({"resourceType":"Patient","id":"1"})"}, Availability::unreadable, 0},
            {"a resource by itself", {R"({"resourceType":"Observation","id":"1"})"}, Availability::read, 1},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            const ListReading list = after(row.pages);
            CHECK(list.availability() == row.availability);
            CHECK(list.count() == row.count);
        }
    }

    TEST_CASE("P-04: a Bundle that answers something else than a search is no list") {
        for (const std::string type : {"searchset", "collection", "document"}) {
            CAPTURE(type);
            CHECK(after({page(one, R"(,"type":")" + type + '"')}).availability() == Availability::read);
            CHECK(after({page("", R"(,"type":")" + type + '"')}).availability() == Availability::read);
        }
        for (const std::string type : {"batch-response", "transaction-response", "message", "transaction",
                                       "batch", "history", "subscription-notification", "unheard-of"}) {
            CAPTURE(type);
            CHECK(after({page(one, R"(,"type":")" + type + '"')}).availability() == Availability::cut);
            CHECK(after({page("", R"(,"type":")" + type + '"')}).availability() == Availability::unreadable);
        }
        const std::string inside = R"({"resource":)" + page(one, R"(,"type":"searchset")") + "}";
        CHECK(after({page(inside, R"(,"type":"batch-response")")}).availability() == Availability::cut);
    }

    TEST_CASE("P-04: an entry without a resource is not nothing found") {
        for (const std::string entry :
             {"null", "{}", R"("text")", R"({"fullUrl":"https://fhir.example/Observation/1"})",
              R"({"resource":null})", R"({"resource":"Observation/1"})", R"({"response":{"status":"404"}})",
              R"({"resource":{"id":"1"}})"}) {
            CAPTURE(entry);
            CHECK(after({page(entry)}).availability() == Availability::unreadable);
            CHECK(after({page(entry + "," + one)}).availability() == Availability::cut);
            CHECK(after({page(one + ("," + entry))}).availability() == Availability::cut);
        }
        CHECK(after({R"({"resourceType":"Bundle","entry":null})"}).availability() == Availability::read);
        const std::string list_inside = R"({"resource":)" + page(one) + "}";
        CHECK(after({page(list_inside)}).availability() == Availability::read);
    }

    TEST_CASE("P-81: only a list that was followed from its beginning has a first part") {
        CHECK(after({page(one, next("/2"))}).is_first_part());
        CHECK(after({page(one, next("/2"))}).next_page() == "/2");
        CHECK_FALSE(after({page(one)}).is_first_part());
        CHECK_FALSE(after({page("", next("/2"))}).is_first_part());
        CHECK_FALSE(after({page(one, R"(,"total":3)")}).is_first_part());
        ListReading broken_off = after({page(one)});
        broken_off.break_off();
        CHECK(broken_off.is_first_part());
        CHECK(broken_off.availability() == Availability::cut);
    }

    TEST_CASE("P-82: what breaks off before anything was read is unreadable") {
        ListReading nothing(logic::Source::observations);
        nothing.break_off();
        CHECK(nothing.availability() == Availability::unreadable);
        ListReading no_entries = after({page("", next("/2"))});
        no_entries.break_off();
        CHECK(no_entries.availability() == Availability::unreadable);
    }

    TEST_CASE("a resource of another patient makes a list doubtful and alone it makes it unreadable") {
        ListReading list = after({page(one)});
        list.see_another_patients();
        CHECK(list.availability() == Availability::cut);
        ListReading other(logic::Source::patient);
        other.see_another_patients();
        CHECK(other.availability() == Availability::unreadable);
    }

    TEST_CASE("P-04: a list that is about another patient is no list of this one") {
        ListReading foreign = after({page(one)});
        foreign.see_patient("other");
        ListReading own = after({page(one)});
        own.see_patient("mine");
        ListReading of_both = after({page(one)});
        of_both.see_patient("other");
        of_both.see_patient("mine");
        for (ListReading* list : {&foreign, &own, &of_both})
            list->belongs_to("mine");
        CHECK(foreign.availability() == Availability::unreadable);
        CHECK(own.availability() == Availability::read);
        CHECK(of_both.availability() == Availability::cut);
    }

    TEST_CASE("P-04: null is an answer") {
        ListReading list(logic::Source::observations);
        list.see_null();
        CHECK(list.availability() == Availability::read);
    }
}
