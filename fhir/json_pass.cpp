#include "fhir/json_pass.hpp"

namespace psoas::fhir {

std::string_view explained(JsonDefect defect) {
    switch (defect) {
    case JsonDefect::none:
        return "nothing is wrong";
    case JsonDefect::unexpected:
        return "this character cannot stand here";
    case JsonDefect::incomplete:
        return "the end is missing";
    case JsonDefect::too_deep:
        return "objects and arrays nest too deep";
    case JsonDefect::more:
        return "something follows the value";
    case JsonDefect::control_character:
        return "a control character in a string must be escaped";
    case JsonDefect::escape:
        return "no escape of JSON";
    case JsonDefect::utf8:
        return "no UTF-8";
    case JsonDefect::stopped:
        return "the rest is not read";
    }
    return "";
}

} // namespace psoas::fhir
