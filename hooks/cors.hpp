#pragma once

#include "hooks/response.hpp"

#include <boost/beast/http/fields.hpp>
#include <boost/beast/http/message.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace psoas::hooks {

/// Which web pages may call this service from a browser (P-64, P-105), by the Fetch standard's CORS protocol
/// (https://fetch.spec.whatwg.org/#http-cors-protocol). The service knows no cookies, so an origin gets no
/// more than anybody who can send a request; credentials are not allowed.
class Cors {
public:
    /// Origins as browsers send them ("https://ehr.example"); "*" stands for all of them.
    explicit Cors(std::vector<std::string> origins);

    /// Lets the page at `origin` read a response, errors too: otherwise the client sees nothing at all.
    void mark(Response& response, std::string_view origin) const;

    /// The answer to `OPTIONS`: what is allowed here, and for an origin that may call also to whom.
    [[nodiscard]] Response preflight(const boost::beast::http::request_header<>& request,
                                     std::string_view allowed_methods) const;

private:
    [[nodiscard]] bool allowed(std::string_view origin) const;

    std::vector<std::string> origins_;
    bool any_;
};

} // namespace psoas::hooks
