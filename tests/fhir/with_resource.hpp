#pragma once

#include "fhir/document_reader.hpp"

#include <doctest/doctest.h>

#include <functional>
#include <string_view>

namespace psoas::fhir {

/// Reads one resource and looks at it while it is there.
inline void with_resource(std::string_view json, const std::function<void(const Resource&)>& look) {
    int resources = 0;
    const auto read = read_document(json, [&](const Resource& resource, ResourceReader::Place) {
        ++resources;
        look(resource);
    });
    CHECK_MESSAGE(read.has_value(), json);
    CHECK_MESSAGE(resources == 1, json);
}

} // namespace psoas::fhir
