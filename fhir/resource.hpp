#pragma once

#include "fhir/element.hpp"
#include "fhir/reused.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace psoas::fhir {

class Resource;

/// One JSON value of a resource: a cheap view, valid while its `Resource` lives unchanged.
/// Reading is tolerant, since servers differ in what they write where: asking a value for something that it
/// is not gives "missing", never an error.
class Value {
public:
    enum class Kind : std::uint8_t { missing, null, boolean, number, string, object, array };

    Value() = default;

    [[nodiscard]] Kind kind() const;
    /// Is there anything: neither missing nor null.
    [[nodiscard]] explicit operator bool() const { return kind() != Kind::missing && kind() != Kind::null; }

    /// The member of an object (the first of that name). Asked of an array, the member of its first item that
    /// has it.
    [[nodiscard]] Value operator[](Element member) const;

    /// Has an object, or an item of an array, any of these members?
    [[nodiscard]] bool has_any_of(const ElementSet& members) const;

    /// The bytes of a string, or the digits of a number as they were written; else empty.
    [[nodiscard]] std::string_view text() const;
    [[nodiscard]] std::optional<double> number() const; ///< of a number, or of a string that is one
    [[nodiscard]] std::optional<bool> boolean() const;

    /// An array's items; any other value once, as if it were an array of one; nothing if missing or null.
    class Items;
    [[nodiscard]] Items items() const;

    /// All strings and numbers within, one behind the other: of values that are written alike the same.
    [[nodiscard]] std::string_view texts() const;
    /// How many values it is made of, with itself.
    [[nodiscard]] std::size_t size() const;
    /// Are both made of the same members in the same order, with the same texts? Null and missing differ.
    [[nodiscard]] bool is_written_like(Value other) const;
    /// A hash of all that `is_written_like` compares: where a text ends counts too, or who sends a record
    /// could cut one in many ways that have the same.
    [[nodiscard]] std::size_t hash_as_written() const;

private:
    friend class Resource;
    Value(const Resource& resource, std::uint32_t node) : resource_(&resource), node_(node) {}
    [[nodiscard]] Value member_of_item(Element member) const;
    const Resource* resource_ = nullptr;
    std::uint32_t node_ = 0;
};

/// The elements of one FHIR resource that the mappings ask for (fhir/element.hpp); everything else was
/// skipped.
///
/// Nodes lie in the order of the text, a parent before its members, strings in one arena: a reader can reuse
/// the storage for the next resource, so reading allocates nothing in the steady state.
class Resource {
public:
    struct Node {
        Element name{}; ///< `Element::none` for array items and the root
        Value::Kind kind{};
        bool truth = false;           ///< of a boolean
        std::uint32_t size = 1;       ///< nodes of this subtree, with this one
        std::uint32_t text_begin = 0; ///< of a string or number: place in the arena
        std::uint32_t text_size = 0;
    };

    [[nodiscard]] Value root() const { return first_ == no_root ? Value{} : Value{*this, first_}; }
    [[nodiscard]] Value operator[](Element member) const { return root()[member]; }
    [[nodiscard]] std::string_view type() const { return (*this)[Element::resourceType].text(); }
    /// A resource that went past the limits of the reader: what it holds is not the whole.
    [[nodiscard]] bool too_large() const { return too_large_; }
    /// A resource that gives twice a member of its root that is asked for, and so may say two things ("final"
    /// and "entered-in-error"). It holds no more than its type and id.
    [[nodiscard]] bool contradicts_itself() const { return contradicts_itself_; }
    /// A Bundle with an entry that holds no resource: whoever made it could not give one.
    [[nodiscard]] bool has_empty_entry() const { return has_empty_entry_; }

    /// Makes a member be missing, whatever it held. Not for items of arrays. `member` is of this resource.
    void hide(Value member) { nodes_[member.node_].name = Element::none; }

    /// Adds a copy of a value of another resource, beside the root. It is valid while this resource lives.
    Value add(Value value);

private:
    friend class Value;
    friend class ResourceReader;
    Reused<Node> nodes_;
    Reused<char> arena_;
    static constexpr std::uint32_t no_root = ~std::uint32_t{0};
    std::uint32_t first_ = no_root;       ///< the root: outer resources (a Bundle being read) lie before it
    ElementSet members_;                  ///< what the root may have: mostly it is asked for what it has not
    std::uint32_t placed_root_ = no_root; ///< of which `places_` are
    std::array<std::uint32_t, element_count> places_{}; ///< nodes of its `members_`
    bool too_large_ = false;
    bool contradicts_itself_ = false;
    bool has_empty_entry_ = false;
};

inline Value::Kind Value::kind() const {
    return resource_ == nullptr ? Kind::missing : resource_->nodes_[node_].kind;
}

inline std::size_t Value::size() const {
    return resource_ == nullptr ? 0 : resource_->nodes_[node_].size;
}

inline std::string_view Value::text() const {
    if (kind() != Kind::string && kind() != Kind::number) return {};
    const Resource::Node& node = resource_->nodes_[node_];
    return {resource_->arena_.data() + node.text_begin, node.text_size};
}

class Value::Items {
public:
    class iterator {
    public:
        using value_type = Value;
        using difference_type = std::ptrdiff_t;
        iterator() = default;
        Value operator*() const { return Value{*resource_, node_}; }
        iterator& operator++();
        iterator operator++(int) {
            iterator before = *this;
            ++*this;
            return before;
        }
        friend bool operator==(const iterator&, const iterator&) = default;

    private:
        friend class Items;
        iterator(const Resource* resource, std::uint32_t node) : resource_(resource), node_(node) {}
        const Resource* resource_ = nullptr;
        std::uint32_t node_ = 0;
    };
    [[nodiscard]] iterator begin() const { return {resource_, begin_}; }
    [[nodiscard]] iterator end() const { return {resource_, end_}; }
    [[nodiscard]] bool empty() const { return begin_ == end_; }

private:
    friend class Value;
    Items(const Resource* resource, std::uint32_t begin, std::uint32_t end)
        : resource_(resource), begin_(begin), end_(end) {}
    const Resource* resource_ = nullptr;
    std::uint32_t begin_ = 0;
    std::uint32_t end_ = 0;
};

} // namespace psoas::fhir
