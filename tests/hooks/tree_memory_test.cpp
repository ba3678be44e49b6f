#include "hooks/tree_memory.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <doctest/doctest.h>

#include <cstddef>
#include <string>
#include <type_traits>
#include <utility>

using psoas::hooks::TreeMemory;

namespace {

struct Kept {
    TreeMemory memory;
    boost::json::object tree;
};

} // namespace

TEST_SUITE("hooks/tree_memory") {
    TEST_CASE("a tree moves with its memory and one that it is assigned to needs none") {
        for (const std::size_t items : {1, 1000, 100'000}) {
            CAPTURE(items);
            boost::json::object copy;
            {
                Kept first{.memory = TreeMemory::with_room(), .tree = {}};
                boost::json::object tree(first.memory.storage());
                boost::json::array& list = tree["list"].emplace_array();
                for (std::size_t i = 0; i < items; ++i)
                    list.emplace_back("a text that is longer than what a value holds " + std::to_string(i));
                Kept moved{.memory = std::move(first.memory), .tree = std::move(tree)};
                REQUIRE(moved.tree.storage() == moved.memory.storage());
                copy = moved.tree;
            }
            REQUIRE(copy.at("list").as_array().size() == items);
            CHECK(copy.at("list").as_array().back().as_string().ends_with(' ' + std::to_string(items - 1)));
        }
    }

    TEST_CASE("without room a tree is where others are") {
        CHECK(TreeMemory{}.storage() == boost::json::storage_ptr{});
    }

    TEST_CASE("memory is not assigned to since a tree may be in it") {
        CHECK_FALSE(std::is_move_assignable_v<TreeMemory>);
        CHECK_FALSE(std::is_copy_constructible_v<TreeMemory>);
    }
}
