#include "fhir/resource_reader.hpp"

#include <algorithm>
#include <string>

namespace psoas::fhir {

ResourceReader::ResourceReader(Sink sink, Limits limits) : sink_(std::move(sink)), limits_(limits) {}

void ResourceReader::reset() {
    resource_.nodes_.clear();
    resource_.arena_.clear();
    open_.clear();
    reading_.clear();
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

void ResourceReader::end_key(std::string_view last_part) {
    if (key_size_ == 0) {
        member_ = element_from_name(last_part);
        return;
    }
    keep_key_part(last_part);
    member_ =
        key_size_ > key_buffer_.size() ? Element::none : element_from_name({key_buffer_.data(), key_size_});
    key_size_ = 0;
}

// What a value about to begin is to the reader, by the place where it stands.
ResourceReader::Role ResourceReader::role_of(Value::Kind kind) const {
    if (open_.empty()) return Role::root;
    switch (open_.back().role) {
    case Role::root:
        if (member_ != Element::entry) return Role::element;
        // One entry that is not in an array is read as if it were.
        return kind == Value::Kind::array ? Role::entry_list : Role::entry;
    case Role::entry_list:
        return Role::entry;
    case Role::entry:
        return Role::root;
    case Role::element:
        break;
    }
    return Role::element;
}

// Does anybody ask for a value that begins here? A root begins the reading of its resource.
bool ResourceReader::may_keep(Value::Kind kind, Role role) {
    const bool is_object = kind == Value::Kind::object;
    if (role == Role::root) {
        // Of an entry only the resource is kept, and only an object can be a resource.
        const bool is_resource = open_.empty() || member_ == Element::resource;
        if (!is_object || !is_resource) return false;
        reading_.push_back({.first_node = static_cast<std::uint32_t>(resource_.nodes_.size()),
                            .first_text = static_cast<std::uint32_t>(resource_.arena_.size()),
                            .depth = open_.size() + 1,
                            .seen = {}});
        return true;
    }
    const Open& parent = open_.back();
    if (!parent.is_array && member_ == Element::none) return false;
    Reading& reading = reading_.back();
    if (role == Role::entry) {
        reading.entry_is_filled = false;
        const bool is_nothing = kind == Value::Kind::null && !parent.is_array;
        if (!is_object) reading.has_empty_entry |= !is_nothing;
        if (!is_object) return false;
    }
    if (parent.role == Role::root) {
        const auto member = static_cast<std::size_t>(member_);
        if (reading.seen.test(member)) {
            reading.contradicts_itself = true;
            strip();
            return false;
        }
        reading.seen.set(member);
    }
    if (reading.stripped) {
        const bool is_name = member_ == Element::resourceType || member_ == Element::id;
        return is_name && kind == Value::Kind::string;
    }
    if (resource_.nodes_.size() - reading.first_node >= limits_.nodes) {
        reading.too_large = true;
        strip();
        return false;
    }
    return true;
}

bool ResourceReader::keep(Value::Kind kind, Role role) {
    // Most values stand below the members of a resource, where only their names and their number count.
    const bool is_deep = role == Role::element && open_.back().role == Role::element
                         && !reading_.back().stripped
                         && resource_.nodes_.size() - reading_.back().first_node < limits_.nodes;
    if (is_deep ? !open_.back().is_array && member_ == Element::none : !may_keep(kind, role)) return false;
    const bool in_array = open_.empty() || open_.back().is_array;
    const auto end = static_cast<std::uint32_t>(resource_.nodes_.size() + 1);
    resource_.nodes_.push_back({.name = in_array || role == Role::root ? Element::none : member_,
                                .kind = kind,
                                .end = end,
                                .text_begin = static_cast<std::uint32_t>(resource_.arena_.size())});
    return true;
}

void ResourceReader::open(Value::Kind kind) {
    const Role role = role_of(kind);
    if (!keep(kind, role)) {
        ++skipped_depth_; // strip() may have counted those around it
        return;
    }
    open_.push_back({.node = static_cast<std::uint32_t>(resource_.nodes_.size() - 1),
                     .role = role,
                     .is_array = kind == Value::Kind::array});
}

void ResourceReader::close() {
    const Open closed = open_.back();
    open_.pop_back();
    resource_.nodes_[closed.node].end = static_cast<std::uint32_t>(resource_.nodes_.size());
    if (closed.role == Role::root) {
        hand_over();
    } else if (closed.role == Role::entry) {
        reading_.back().has_empty_entry |= !reading_.back().entry_is_filled;
        // Entries leave nothing in their Bundle, or it would grow with the document.
        resource_.nodes_.resize(closed.node);
    }
}

void ResourceReader::text_part(Value::Kind kind, std::string_view part) {
    if (text_state_ == TextState::none) text_state_ = keep(kind) ? TextState::keeping : TextState::ignoring;
    if (text_state_ == TextState::ignoring) return;

    Reading& reading = reading_.back();
    Resource::Node& node = resource_.nodes_.back();
    const bool string_too_long = node.text_size + part.size() > limits_.string_bytes;
    const bool text_too_long =
        resource_.arena_.size() - reading.first_text + part.size() > limits_.text_bytes;
    if (string_too_long || text_too_long) {
        reading.too_large = true;
        text_state_ = TextState::ignoring;
        resource_.arena_.resize(node.text_begin);
        resource_.nodes_.pop_back();
        if (!string_too_long) strip();
        return;
    }
    resource_.arena_ += part;
    node.text_size += static_cast<std::uint32_t>(part.size());
}

void ResourceReader::strip() {
    Reading& reading = reading_.back();
    reading.stripped = true;

    const auto end = static_cast<std::uint32_t>(resource_.nodes_.size());
    for (std::size_t depth = reading.depth; depth <= open_.size(); ++depth)
        resource_.nodes_[open_[depth - 1].node].end = end;
    skipped_depth_ += open_.size() - reading.depth;
    open_.resize(reading.depth);

    resource_.first_ = reading.first_node;
    constexpr std::array kept{Element::resourceType, Element::id};
    std::array<std::string, kept.size()> texts;
    for (std::size_t i = 0; i < kept.size(); ++i)
        if (const Value value = resource_[kept[i]]; value.kind() == Value::Kind::string)
            texts[i] = value.text();

    resource_.nodes_.resize(reading.first_node + 1);
    resource_.arena_.resize(reading.first_text);
    for (std::size_t i = 0; i < kept.size(); ++i) {
        if (texts[i].empty()) continue;
        resource_.nodes_.push_back({.name = kept[i],
                                    .kind = Value::Kind::string,
                                    .end = static_cast<std::uint32_t>(resource_.nodes_.size() + 1),
                                    .text_begin = static_cast<std::uint32_t>(resource_.arena_.size()),
                                    .text_size = static_cast<std::uint32_t>(texts[i].size())});
        resource_.arena_ += texts[i];
    }
}

// Gives the resource that has just ended to the sink and forgets it.
void ResourceReader::hand_over() {
    const Reading& read = reading_.back();
    resource_.first_ = read.first_node;
    resource_.too_large_ = read.too_large;
    resource_.contradicts_itself_ = read.contradicts_itself;
    resource_.has_empty_entry_ = read.has_empty_entry;
    sink_(resource_, reading_.size() == 1 ? Place::outermost : Place::bundle_entry);
    resource_.nodes_.resize(read.first_node);
    resource_.arena_.resize(read.first_text);
    reading_.pop_back();
    if (!reading_.empty()) reading_.back().entry_is_filled = true;
}

} // namespace psoas::fhir
