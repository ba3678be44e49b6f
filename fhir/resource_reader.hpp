#pragma once

#include "fhir/resource.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string_view>
#include <utility>
#include <vector>

namespace psoas::fhir {

/// Reads FHIR resources out of a stream of JSON events, without a tree of the document.
///
/// Give it the events of one value (a resource, a Bundle, or null) at a time. Each resource is handed to the
/// sink at its end: the entries of a Bundle one by one as they are read, then the Bundle itself (with its
/// type, links and total, without what its entries held). A Bundle inside a Bundle is read alike; a contained
/// resource stays in its parent. A value that is no object gives nothing. Member order is free:
/// `resourceType` may come last. Keys and strings may come in parts. Memory grows with the largest resource,
/// never with the document.
///
/// What cannot be kept whole is never kept in half, since a status or a negation may be in the other half: a
/// resource past the limits, or one that gives twice a member of its root that is asked for, reaches the sink
/// with its type and id alone and says so. Only a single overlong string (an attachment) is left out by
/// itself; such a resource also is `too_large`.
class ResourceReader {
public:
    struct Limits {
        std::size_t nodes = 100'000;           ///< values kept of one resource
        std::size_t text_bytes = 4UL << 20U;   ///< bytes of strings kept of one resource
        std::size_t string_bytes = 1UL << 20U; ///< bytes of one string
    };
    /// Whether a resource is the value itself or an entry of a Bundle.
    enum class Place : std::uint8_t { outermost, bundle_entry };
    /// Called for each resource at its end; the resource is gone after the call.
    using Sink = std::function<void(const Resource& resource, Place place)>;

    explicit ResourceReader(Sink sink) : ResourceReader(std::move(sink), Limits{}) {}
    ResourceReader(Sink sink, Limits limits);

    void begin_object() { begin_container(Value::Kind::object); }
    void end_object() { end_container(); }
    void begin_array() { begin_container(Value::Kind::array); }
    void end_array() { end_container(); }
    /// More of the key follows.
    void key_part(std::string_view part) {
        if (skipped_depth_ == 0) keep_key_part(part);
    }
    void key(std::string_view last_part) {
        if (skipped_depth_ == 0)
            member_ = key_size_ == 0 ? element_from_name(last_part) : element_of_parts(last_part);
    }
    void string_part(std::string_view part) {
        if (skipped_depth_ == 0) text_part(Value::Kind::string, part);
    }
    void string(std::string_view last_part) {
        if (skipped_depth_ == 0) take_text(Value::Kind::string, last_part);
        text_state_ = TextState::none;
    }
    void number_part(std::string_view digits) {
        if (skipped_depth_ == 0) text_part(Value::Kind::number, digits);
    }
    void number(std::string_view last_digits) {
        if (skipped_depth_ == 0) take_text(Value::Kind::number, last_digits);
        text_state_ = TextState::none;
    }
    void boolean(bool truth) {
        if (skipped_depth_ == 0) keep_scalar(Value::Kind::boolean, truth);
    }
    void null() {
        if (skipped_depth_ == 0) keep_scalar(Value::Kind::null, false);
    }

    /// Forgets a value that was broken off, keeping the storage.
    void reset();

private:
    enum class Role : std::uint8_t {
        outside, ///< around the value that is read
        element,
        root,       ///< of a resource
        entry_list, ///< the array `entry` of a root
        entry,      ///< an item of it
    };
    /// An object or array whose end is still to come.
    struct Open {
        std::uint32_t node = 0;
        Role role{};
        bool is_array = false;
    };
    /// A resource whose end is still to come: the one that is being read, or a Bundle around it.
    struct Reading {
        std::uint32_t first_node = 0;
        std::uint32_t first_text = 0;
        std::size_t depth = 0; ///< of open_, with the root
        bool too_large = false;
        bool contradicts_itself = false;
        bool stripped = false;
        bool has_empty_entry = false;
        bool entry_is_filled = false; ///< the entry that is being read has given its resource
        ElementSet seen{};            ///< members of the root
    };
    enum class TextState : std::uint8_t { none, keeping, ignoring };

    void begin_container(Value::Kind kind) {
        if (skipped_depth_ > 0)
            ++skipped_depth_;
        else
            open(kind);
    }
    void end_container() {
        if (skipped_depth_ > 0)
            --skipped_depth_;
        else
            close();
    }
    void open(Value::Kind kind);
    void close();
    void keep_scalar(Value::Kind kind, bool truth);
    void keep_key_part(std::string_view part);
    [[nodiscard]] Element element_of_parts(std::string_view last_part);
    void text_part(Value::Kind kind, std::string_view part);
    void take_text(Value::Kind kind, std::string_view last_part);
    [[nodiscard]] Role role_of(Value::Kind kind) const;
    /// Adds the node of a value that begins here; nullptr if nobody asks for it.
    [[nodiscard]] Resource::Node* keep(Value::Kind kind);
    [[nodiscard]] Resource::Node* keep_with_care(Value::Kind kind);
    [[nodiscard]] Resource::Node* add_node(Element name, Value::Kind kind);
    [[nodiscard]] Resource::Node* add_member(Value::Kind kind);
    [[nodiscard]] Resource::Node* begin_resource(Value::Kind kind);
    void set_bounds();
    void strip(); ///< leaves the type and id of the resource being read, and skips what it holds from here on
    void hand_over();

    Sink sink_;
    Limits limits_;
    Resource resource_;
    Reused<Open> open_; ///< the first is what is around the value
    Reading reading_;
    std::vector<Reading> outer_; ///< the Bundles around it
    std::size_t most_nodes_ = 0; ///< of `resource_`, by the limits of the resource that is being read
    std::size_t most_text_ = 0;
    std::size_t skipped_depth_ = 0; ///< open objects and arrays of which nothing is kept
    Element member_{};              ///< the last key
    TextState text_state_{};
    std::array<char, longest_element_name> key_buffer_{};
    std::size_t key_size_ = 0; ///< of a key that comes in parts; past the buffer it is no element's
};

} // namespace psoas::fhir
