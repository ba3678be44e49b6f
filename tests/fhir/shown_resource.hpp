#pragma once

#include "fhir/resource.hpp"

#include <string>

namespace psoas::fhir {

/// A value as text, so that a test can say what was read: members in the order of `Element`.
inline std::string shown(Value value) {
    switch (value.kind()) {
    case Value::Kind::missing:
        return "missing";
    case Value::Kind::null:
        return "null";
    case Value::Kind::boolean:
        return *value.boolean() ? "true" : "false";
    case Value::Kind::number:
        return std::string(value.text());
    case Value::Kind::string:
        return "'" + std::string(value.text()) + "'";
    case Value::Kind::array: {
        std::string text = "[";
        for (const Value item : value.items())
            text += (text.size() == 1 ? "" : " ") + shown(item);
        return text + "]";
    }
    case Value::Kind::object:
        break;
    }
    std::string text = "{";
    for (std::size_t i = 1; i < element_count; ++i) {
        const auto element = static_cast<Element>(i);
        const Value member = value[element];
        if (member.kind() == Value::Kind::missing) continue;
        text += (text.size() == 1 ? "" : " ") + std::string(name(element)) + ":" + shown(member);
    }
    return text + "}";
}

/// A resource as it reached a sink.
inline std::string shown(const Resource& resource) {
    return shown(resource.root()) + (resource.too_large() ? " too large" : "")
           + (resource.contradicts_itself() ? " contradicts itself" : "");
}

} // namespace psoas::fhir
