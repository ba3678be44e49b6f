#include "fhir/resource.hpp"

#include "fhir/quick_hash.hpp"

#include <algorithm>
#include <charconv>

namespace psoas::fhir {

Value Value::operator[](Element member) const {
    if (kind() == Kind::array) return member_of_item(member);
    if (kind() != Kind::object) return {};
    const Resource::Node* const nodes = resource_->nodes_.data();
    if (node_ == resource_->first_) {
        if (!resource_->members_.holds(member)) return {};
        if (node_ == resource_->placed_root_) {
            const std::uint32_t child = resource_->places_[static_cast<std::size_t>(member)];
            return nodes[child].name == member ? Value{*resource_, child} : Value{};
        }
    }
    const std::uint32_t end = node_ + nodes[node_].size;
    for (std::uint32_t child = node_ + 1; child < end; child += nodes[child].size)
        if (nodes[child].name == member) return {*resource_, child};
    return {};
}

[[gnu::noinline]] Value Value::member_of_item(Element member) const {
    for (const Value item : items()) {
        if (item.kind() != Kind::object) continue;
        if (const Value found = item[member]; found.kind() != Kind::missing) return found;
    }
    return {};
}

bool Value::has_any_of(const ElementSet& members) const {
    if (kind() == Kind::array)
        return std::ranges::any_of(items(), [&](const Value item) {
            return item.kind() == Kind::object && item.has_any_of(members);
        });
    if (kind() != Kind::object) return false;
    if (node_ == resource_->first_ && !resource_->members_.meets(members)) return false;
    const Resource::Node* const nodes = resource_->nodes_.data();
    const std::uint32_t end = node_ + nodes[node_].size;
    for (std::uint32_t child = node_ + 1; child < end; child += nodes[child].size)
        if (members.holds(nodes[child].name)) return true;
    return false;
}

std::string_view Value::texts() const {
    if (kind() == Kind::missing) return {};
    const Resource::Node* const first = resource_->nodes_.data() + node_;
    const Resource::Node& last = first[first->size - 1];
    return {resource_->arena_.data() + first->text_begin,
            last.text_begin + last.text_size - first->text_begin};
}

bool Value::is_written_like(Value other) const {
    if (size() != other.size() || texts() != other.texts()) return false;
    if (size() == 0) return true;
    const auto is_alike = [](const Resource::Node& one, const Resource::Node& two) {
        return one.kind == two.kind && one.truth == two.truth && one.size == two.size
               && one.text_size == two.text_size;
    };
    const auto is_alike_with_name = [&](const Resource::Node& one, const Resource::Node& two) {
        return one.name == two.name && is_alike(one, two);
    };
    const Resource::Node* const first = resource_->nodes_.data() + node_;
    const Resource::Node* const others_first = other.resource_->nodes_.data() + other.node_;
    return is_alike(*first, *others_first)
           && std::equal(first + 1, first + first->size, others_first + 1, is_alike_with_name);
}

std::size_t Value::hash_as_written() const {
    QuickHash hash;
    hash.add(texts());
    for (std::size_t i = 0; i < size(); ++i) {
        const Resource::Node& node = resource_->nodes_[node_ + i];
        const auto name = static_cast<std::uint64_t>(i == 0 ? Element::none : node.name);
        hash.add(name << 56U ^ static_cast<std::uint64_t>(node.kind) << 52U ^ std::uint64_t{node.truth} << 51U
                 ^ std::uint64_t{node.text_size} << 24U ^ node.size);
    }
    return hash.value();
}

std::optional<double> Value::number() const {
    const std::string_view digits = text();
    // from_chars also reads "inf" and "nan", which are no numbers of a record.
    const auto is_of_number = [](char c) {
        return (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '+' || c == 'e' || c == 'E';
    };
    if (digits.empty() || !std::ranges::all_of(digits, is_of_number)) return std::nullopt;
    double number = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
    return number;
}

std::optional<bool> Value::boolean() const {
    if (kind() == Kind::boolean) return resource_->nodes_[node_].truth;
    if (kind() == Kind::string && text() == "true") return true;
    if (kind() == Kind::string && text() == "false") return false;
    return std::nullopt;
}

Value::Items Value::items() const {
    if (!*this) return {nullptr, 0, 0};
    const std::uint32_t end = node_ + resource_->nodes_[node_].size;
    return {resource_, kind() == Kind::array ? node_ + 1 : node_, end};
}

Value::Items::iterator& Value::Items::iterator::operator++() {
    node_ += resource_->nodes_[node_].size;
    return *this;
}

Value Resource::add(Value value) {
    if (value.kind() == Value::Kind::missing) return {};
    const std::string_view texts = value.texts();
    const auto place = static_cast<std::uint32_t>(nodes_.size());
    const auto first_text = static_cast<std::uint32_t>(arena_.size());
    const Node* const first = value.resource_->nodes_.data() + value.node_;
    Node* const copy = nodes_.add(first->size);
    std::copy_n(first, first->size, copy);
    std::ranges::copy(texts, arena_.add(texts.size()));
    for (std::uint32_t i = 0; i < copy->size; ++i)
        copy[i].text_begin += first_text - first->text_begin;
    return {*this, place};
}

} // namespace psoas::fhir
