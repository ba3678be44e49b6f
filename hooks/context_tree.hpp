#pragma once

#include "fhir/result.hpp"
#include "hooks/tree_memory.hpp"

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <boost/json/value_stack.hpp>

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>

namespace psoas::hooks {

/// The `context` of a hook request as a tree, put together while it is read.
class ContextTree {
public:
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-member-init): the stack is handed out and needs no zeros
    ContextTree() { values_.reset(memory_.storage()); }
    ContextTree(const ContextTree&) = delete;
    ContextTree& operator=(const ContextTree&) = delete;

    /// Takes keys, texts and values as they come.
    [[nodiscard]] boost::json::value_stack& values() { return values_; }
    void end_object(std::size_t members) {
        values_.push_object(members);
        members_ += members;
    }
    void end_array(std::size_t items) { values_.push_array(items); }

    /// The tree's own object has ended. Fails with `structure` if an object in it gave a member twice: of
    /// these a tree keeps one.
    [[nodiscard]] fhir::Result<void> end();

    /// The tree that has ended, and the memory that it is in.
    [[nodiscard]] boost::json::object release_tree() { return std::move(tree_->as_object()); }
    [[nodiscard]] TreeMemory release_memory() { return std::move(memory_); }

private:
    static constexpr std::size_t usual_stack = 2048;

    TreeMemory memory_ = TreeMemory::with_room();
    alignas(boost::json::value) std::array<unsigned char, usual_stack> stack_;
    boost::json::value_stack values_{{}, stack_.data(), stack_.size()};
    std::size_t members_ = 0; ///< of all objects, as they were told of
    std::optional<boost::json::value> tree_;
};

} // namespace psoas::hooks
