#include "fhir/resource_reader.hpp"

#include <algorithm>
#include <cstring>
#include <string>
#include <utility>

namespace psoas::fhir {

namespace {

// Texts are short: a call of memcpy takes longer than their copy.
[[gnu::always_inline]] inline void copy(std::string_view text, char* to) {
    const char* const from = text.begin();
    const std::size_t size = text.size();
    const auto copy_ends = [&]<std::size_t end>(std::array<char, end> bytes) { // which may overlap
        std::memcpy(bytes.data(), from, end);
        std::memcpy(to, bytes.data(), end);
        std::memcpy(bytes.data(), from + size - end, end);
        std::memcpy(to + size - end, bytes.data(), end);
    };
    if (size > 32) {
        std::memcpy(to, from, size);
    } else if (size >= 16) {
        copy_ends(std::array<char, 16>{});
    } else if (size >= 8) {
        copy_ends(std::array<char, 8>{});
    } else if (size >= 4) {
        copy_ends(std::array<char, 4>{});
    } else {
        std::ranges::copy(text, to);
    }
}

} // namespace

// What a value about to begin is to the reader, by the place where it stands.
inline ResourceReader::Role ResourceReader::role_of(Value::Kind kind) const {
    switch (open_.back().role) {
    case Role::element:
        break;
    case Role::outside:
    case Role::entry:
        return Role::root;
    case Role::root:
        if (member_ != Element::entry) break;
        // One entry that is not in an array is read as if it were.
        return kind == Value::Kind::array ? Role::entry_list : Role::entry;
    case Role::entry_list:
        return Role::entry;
    }
    return Role::element;
}

inline Resource::Node* ResourceReader::add_node(Element name, Value::Kind kind) {
    Resource::Node* const node = resource_.nodes_.add(1);
    *node = {.name = name, .kind = kind, .text_begin = static_cast<std::uint32_t>(resource_.arena_.size())};
    return node;
}

// A member of a root, which is asked for by its name.
inline Resource::Node* ResourceReader::add_member(Value::Kind kind) {
    resource_.places_[static_cast<std::size_t>(member_)] =
        static_cast<std::uint32_t>(resource_.nodes_.size());
    return add_node(member_, kind);
}

// Nearly all values stand below the members of a resource or are a member that was not given before: of these
// only their names are asked, and whether there is room.
[[gnu::always_inline]] inline Resource::Node* ResourceReader::keep(Value::Kind kind) {
    const Open parent = open_.back();
    if (resource_.nodes_.size() < most_nodes_) {
        if (parent.role == Role::element && parent.is_array) return add_node(Element::none, kind);
        if (parent.role == Role::element) return member_ == Element::none ? nullptr : add_node(member_, kind);
        if (parent.role == Role::root && member_ == Element::none) return nullptr;
        if (parent.role == Role::root && member_ != Element::entry && !reading_.seen.holds(member_)) {
            reading_.seen.add(member_);
            return add_member(kind);
        }
    }
    return keep_with_care(kind);
}

ResourceReader::ResourceReader(Sink sink, Limits limits) : sink_(std::move(sink)), limits_(limits) {
    *open_.add(1) = {.role = Role::outside};
}

void ResourceReader::reset() {
    resource_.nodes_.shrink(0);
    resource_.arena_.shrink(0);
    open_.shrink(1);
    outer_.clear();
    skipped_depth_ = 0;
    member_ = Element::none;
    text_state_ = TextState::none;
    key_size_ = 0;
}

void ResourceReader::keep_key_part(std::string_view part) {
    const std::size_t room = key_buffer_.size() - std::min(key_size_, key_buffer_.size());
    std::ranges::copy(part.substr(0, room), key_buffer_.begin() + (key_buffer_.size() - room));
    key_size_ += part.size();
}

Element ResourceReader::element_of_parts(std::string_view last_part) {
    keep_key_part(last_part);
    const std::size_t size = std::exchange(key_size_, 0);
    return size > key_buffer_.size() ? Element::none : element_from_name({key_buffer_.data(), size});
}

Resource::Node* ResourceReader::keep_with_care(Value::Kind kind) {
    const Open parent = open_.back();
    const Role role = role_of(kind);
    if (role == Role::root) return begin_resource(kind);
    if (!parent.is_array && member_ == Element::none) return nullptr;
    const bool is_object = kind == Value::Kind::object;
    if (role == Role::entry) {
        reading_.entry_is_filled = false;
        const bool is_nothing = kind == Value::Kind::null && !parent.is_array;
        if (!is_object) reading_.has_empty_entry |= !is_nothing;
        if (!is_object) return nullptr;
    }
    const bool is_member = parent.role == Role::root;
    if (is_member && reading_.seen.holds(member_)) {
        reading_.contradicts_itself = true;
        strip();
        return nullptr;
    }
    if (is_member) reading_.seen.add(member_);
    if (reading_.stripped) {
        const bool is_name = member_ == Element::resourceType || member_ == Element::id;
        return is_name && kind == Value::Kind::string ? add_node(member_, kind) : nullptr;
    }
    if (resource_.nodes_.size() >= most_nodes_) {
        reading_.too_large = true;
        strip();
        return nullptr;
    }
    return is_member ? add_member(kind) : add_node(parent.is_array ? Element::none : member_, kind);
}

// Of an entry only the resource is kept, and only an object can be a resource.
Resource::Node* ResourceReader::begin_resource(Value::Kind kind) {
    const bool is_outermost = open_.back().role == Role::outside;
    const bool is_resource = is_outermost || member_ == Element::resource;
    if (kind != Value::Kind::object || !is_resource) return nullptr;
    if (!is_outermost) outer_.push_back(reading_);
    reading_ = {.first_node = static_cast<std::uint32_t>(resource_.nodes_.size()),
                .first_text = static_cast<std::uint32_t>(resource_.arena_.size()),
                .depth = open_.size() + 1};
    set_bounds();
    resource_.placed_root_ = reading_.first_node;
    return add_node(Element::none, kind);
}

void ResourceReader::set_bounds() {
    most_nodes_ = reading_.stripped ? 0 : reading_.first_node + limits_.nodes;
    most_text_ = reading_.first_text + limits_.text_bytes;
}

void ResourceReader::open(Value::Kind kind) {
    const Role role = role_of(kind);
    if (keep(kind) == nullptr) {
        ++skipped_depth_; // strip() may have counted those around it
        return;
    }
    *open_.add(1) = {.node = static_cast<std::uint32_t>(resource_.nodes_.size() - 1),
                     .role = role,
                     .is_array = kind == Value::Kind::array};
}

void ResourceReader::close() {
    const Open closed = open_.back();
    open_.shrink(open_.size() - 1);
    resource_.nodes_[closed.node].size = static_cast<std::uint32_t>(resource_.nodes_.size()) - closed.node;
    if (closed.role == Role::root) {
        hand_over();
    } else if (closed.role == Role::entry) {
        reading_.has_empty_entry |= !reading_.entry_is_filled;
        // Entries leave nothing in their Bundle, or it would grow with the document.
        resource_.nodes_.shrink(closed.node);
        resource_.placed_root_ = Resource::no_root;
    }
}

void ResourceReader::keep_scalar(Value::Kind kind, bool truth) {
    if (Resource::Node* const node = keep(kind)) node->truth = truth;
}

void ResourceReader::text_part(Value::Kind kind, std::string_view part) {
    if (text_state_ == TextState::none)
        text_state_ = keep(kind) != nullptr ? TextState::keeping : TextState::ignoring;
    if (text_state_ == TextState::ignoring) return;

    Resource::Node& node = resource_.nodes_.back();
    const bool string_too_long = node.text_size + part.size() > limits_.string_bytes;
    const bool text_too_long = resource_.arena_.size() + part.size() > most_text_;
    if (string_too_long || text_too_long) {
        reading_.too_large = true;
        text_state_ = TextState::ignoring;
        resource_.arena_.shrink(node.text_begin);
        resource_.nodes_.shrink(resource_.nodes_.size() - 1);
        resource_.placed_root_ = Resource::no_root; // it may have been a member of the root
        if (!string_too_long) strip();
        return;
    }
    copy(part, resource_.arena_.add(part.size()));
    node.text_size += static_cast<std::uint32_t>(part.size());
}

// The last part of a text, which nearly always is all of it and fits.
void ResourceReader::take_text(Value::Kind kind, std::string_view last_part) {
    const bool is_whole = text_state_ == TextState::none;
    const bool fits =
        last_part.size() <= limits_.string_bytes && resource_.arena_.size() + last_part.size() <= most_text_;
    if (!is_whole || !fits) return text_part(kind, last_part);
    Resource::Node* const node = keep(kind);
    if (node == nullptr) return;
    node->text_size = static_cast<std::uint32_t>(last_part.size());
    copy(last_part, resource_.arena_.add(last_part.size()));
}

void ResourceReader::strip() {
    reading_.stripped = true;
    set_bounds();

    const auto end = static_cast<std::uint32_t>(resource_.nodes_.size());
    for (std::size_t depth = reading_.depth; depth <= open_.size(); ++depth) {
        const std::uint32_t node = open_[depth - 1].node;
        resource_.nodes_[node].size = end - node;
    }
    skipped_depth_ += open_.size() - reading_.depth;
    open_.shrink(reading_.depth);

    resource_.first_ = reading_.first_node;
    resource_.members_ = reading_.seen;
    resource_.placed_root_ = Resource::no_root; // the last member that was seen may have got no place
    constexpr std::array kept{Element::resourceType, Element::id};
    std::array<std::string, kept.size()> texts;
    for (std::size_t i = 0; i < kept.size(); ++i)
        if (const Value value = resource_[kept[i]]; value.kind() == Value::Kind::string)
            texts[i] = value.text();

    resource_.nodes_.shrink(reading_.first_node + 1);
    resource_.arena_.shrink(reading_.first_text);
    for (std::size_t i = 0; i < kept.size(); ++i) {
        if (texts[i].empty()) continue;
        add_node(kept[i], Value::Kind::string)->text_size = static_cast<std::uint32_t>(texts[i].size());
        copy(texts[i], resource_.arena_.add(texts[i].size()));
    }
}

// Gives the resource that has just ended to the sink and forgets it.
void ResourceReader::hand_over() {
    resource_.first_ = reading_.first_node;
    resource_.members_ = reading_.seen;
    resource_.too_large_ = reading_.too_large;
    resource_.contradicts_itself_ = reading_.contradicts_itself;
    resource_.has_empty_entry_ = reading_.has_empty_entry;
    sink_(resource_, outer_.empty() ? Place::outermost : Place::bundle_entry);
    resource_.nodes_.shrink(reading_.first_node);
    resource_.arena_.shrink(reading_.first_text);
    if (outer_.empty()) return;
    reading_ = outer_.back();
    outer_.pop_back();
    reading_.entry_is_filled = true;
    set_bounds();
}

} // namespace psoas::fhir
