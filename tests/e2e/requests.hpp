#pragma once

#include <string>
#include <string_view>

namespace psoas::e2e {

inline constexpr std::string_view patient_view_path = "/cds-services/psoas-patient-view";

/// A patient-view call with nothing prefetched.
inline constexpr std::string_view patient_view_body =
    R"({"hook":"patient-view","hookInstance":"3b9f0d1c-6f6e-4f0a-9b0a-0d8e3f5c2a11",)"
    R"("context":{"userId":"Practitioner/1","patientId":"1"}})";

inline constexpr std::string_view discovery_request =
    "GET /cds-services HTTP/1.1\r\nHost: cds.example\r\n\r\n";

/// The header of a hook call, with more fields if wanted, up to the blank line and without a length.
inline std::string call_header(std::string_view more_fields, std::string_view path = patient_view_path) {
    return std::string("POST ")
        .append(path)
        .append(" HTTP/1.1\r\nHost: cds.example\r\n"
                "Content-Type: application/json\r\n")
        .append(more_fields)
        .append("\r\n");
}

/// A whole hook call.
inline std::string call(std::string_view body = patient_view_body,
                        std::string_view path = patient_view_path) {
    return call_header("Content-Length: " + std::to_string(body.size()) + "\r\n", path).append(body);
}

/// A hook call whose body comes in chunks of a size.
inline std::string chunked_call(std::string_view body, std::size_t chunk) {
    std::string request = call_header("Transfer-Encoding: chunked\r\n");
    constexpr std::string_view digits = "0123456789abcdef";
    for (; !body.empty(); body.remove_prefix(std::min(chunk, body.size()))) {
        const std::string_view piece = body.substr(0, chunk);
        std::string size;
        for (std::size_t rest = piece.size(); rest > 0; rest /= 16)
            size.insert(size.begin(), digits[rest % 16]);
        request.append(size).append("\r\n").append(piece).append("\r\n");
    }
    return request.append("0\r\n\r\n");
}

} // namespace psoas::e2e
