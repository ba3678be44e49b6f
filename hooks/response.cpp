#include "hooks/response.hpp"

#include <utility>

namespace psoas::hooks {

namespace http = boost::beast::http;

Response json_response(http::status status, std::string_view content_type, std::string body) {
    Response response;
    response.result(status);
    response.set(http::field::content_type, content_type);
    response.body() = std::move(body);
    return response;
}

Response json_response(std::string body) {
    return json_response(http::status::ok, "application/json", std::move(body));
}

Response empty_response() {
    Response response;
    response.result(http::status::no_content);
    return response;
}

} // namespace psoas::hooks
