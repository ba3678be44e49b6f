#include "hooks/context_tree.hpp"

#include <doctest/doctest.h>

using namespace psoas::hooks;

namespace {

void put(ContextTree& tree, const char* key) {
    tree.values().push_key(key);
    tree.values().push_string("x");
}

} // namespace

TEST_SUITE("hooks/context_tree") {
    TEST_CASE("a context is put together from its parts") {
        ContextTree tree;
        put(tree, "a");
        tree.values().push_key("b");
        put(tree, "c");
        tree.end_object(1);
        tree.end_array(1);
        tree.end_object(2);
        REQUIRE(tree.end().has_value());
        const TreeMemory memory = tree.release_memory();
        const boost::json::object context = tree.release_tree();
        CHECK(context == boost::json::object{{"a", "x"}, {"b", {{{"c", "x"}}}}});
    }

    TEST_CASE("P-05: a member that is given twice anywhere in the context is refused") {
        ContextTree tree;
        tree.values().push_key("b");
        put(tree, "c");
        put(tree, "c");
        tree.end_object(2);
        tree.end_object(1);
        const auto ended = tree.end();
        REQUIRE_FALSE(ended.has_value());
        CHECK(ended.error().type == psoas::fhir::IssueType::structure);
        CHECK(ended.error().expression == "context");
    }
}
