#include "fhir/resource.hpp"

#include <array>
#include <charconv>

namespace psoas::fhir {

Value::Kind Value::kind() const {
    return resource_ == nullptr ? Kind::missing : resource_->nodes_[node_].kind;
}

Value Value::operator[](Element member) const {
    if (kind() == Kind::array) {
        for (const Value item : items()) {
            if (item.kind() != Kind::object) continue;
            if (const Value found = item[member]; found.kind() != Kind::missing) return found;
        }
        return {};
    }
    if (kind() != Kind::object) return {};
    const std::vector<Resource::Node>& nodes = resource_->nodes_;
    for (std::uint32_t child = node_ + 1; child < nodes[node_].end; child = nodes[child].end)
        if (nodes[child].name == member) return {*resource_, child};
    return {};
}

bool Value::has_any_of(const ElementSet& members) const {
    if (kind() != Kind::object) return false;
    const std::vector<Resource::Node>& nodes = resource_->nodes_;
    for (std::uint32_t child = node_ + 1; child < nodes[node_].end; child = nodes[child].end)
        if (members.holds(nodes[child].name)) return true;
    return false;
}

std::string_view Value::text() const {
    if (kind() != Kind::string && kind() != Kind::number) return {};
    const Resource::Node& node = resource_->nodes_[node_];
    return std::string_view(resource_->arena_).substr(node.text_begin, node.text_size);
}

std::optional<double> Value::number() const {
    const std::string_view digits = text();
    // from_chars also reads "inf" and "nan", which are no numbers of a record.
    if (digits.empty() || digits.find_first_not_of("+-.0123456789eE") != std::string_view::npos)
        return std::nullopt;
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

void Value::append_identity(std::string& bytes) const {
    if (kind() == Kind::missing) return;
    const std::vector<Resource::Node>& nodes = resource_->nodes_;
    for (std::uint32_t at = node_; at < nodes[node_].end; ++at) {
        const Resource::Node& node = nodes[at];
        const auto tag = static_cast<std::uint32_t>(node.name) << 16U
                         | static_cast<std::uint32_t>(node.kind) << 8U
                         | static_cast<std::uint32_t>(node.truth);
        const std::array head{tag, node.end - at, node.text_size};
        bytes.append(reinterpret_cast<const char*>(head.data()), sizeof head);
        bytes.append(resource_->arena_, node.text_begin, node.text_size);
    }
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
