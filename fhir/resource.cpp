#include "fhir/resource.hpp"

#include <algorithm>
#include <charconv>

namespace psoas::fhir {

Value Value::operator[](Element member) const {
    if (kind() == Kind::array) {
        for (const Value item : items()) {
            if (item.kind() != Kind::object) continue;
            if (const Value found = item[member]; found.kind() != Kind::missing) return found;
        }
        return {};
    }
    if (kind() != Kind::object) return {};
    if (node_ == resource_->first_ && !resource_->members_[static_cast<std::size_t>(member)]) return {};
    const Reused<Resource::Node>& nodes = resource_->nodes_;
    for (std::uint32_t child = node_ + 1; child < nodes[node_].end; child = nodes[child].end)
        if (nodes[child].name == member) return {*resource_, child};
    return {};
}

bool Value::has_any_of(const ElementSet& members) const {
    if (kind() == Kind::array)
        return std::ranges::any_of(items(), [&](const Value item) {
            return item.kind() == Kind::object && item.has_any_of(members);
        });
    if (kind() != Kind::object) return false;
    const Reused<Resource::Node>& nodes = resource_->nodes_;
    for (std::uint32_t child = node_ + 1; child < nodes[node_].end; child = nodes[child].end)
        if (members.holds(nodes[child].name)) return true;
    return false;
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
    const std::uint32_t end = resource_->nodes_[node_].end;
    return {resource_, kind() == Kind::array ? node_ + 1 : node_, end};
}

Value::Items::iterator& Value::Items::iterator::operator++() {
    node_ = resource_->nodes_[node_].end;
    return *this;
}

} // namespace psoas::fhir
