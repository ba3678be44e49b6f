#pragma once

#include "fhir/result.hpp"

#include <boost/json/object.hpp>
#include <boost/json/value_stack.hpp>

#include <cstddef>

namespace psoas::hooks {

/// The `context` of a hook request as a tree, put together while it is read.
class ContextTree {
public:
    ContextTree() { values_.reset(); }
    ContextTree(const ContextTree&) = delete;
    ContextTree& operator=(const ContextTree&) = delete;

    /// Takes keys, texts and values as they come.
    [[nodiscard]] boost::json::value_stack& values() { return values_; }
    void end_object(std::size_t members) {
        values_.push_object(members);
        members_ += members;
    }
    void end_array(std::size_t items) { values_.push_array(items); }

    /// The tree, once its object has ended. Fails with `structure` if an object in it gave a member twice: of
    /// these a tree keeps one.
    [[nodiscard]] fhir::Result<boost::json::object> release();

private:
    boost::json::value_stack values_;
    std::size_t members_ = 0; ///< of all objects, as they were told of
};

} // namespace psoas::hooks
