#pragma once

#include <boost/beast/http/message.hpp>

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace psoas::hooks {

/// The names under which web pages may call the service: addresses, which no name can be made to lead to,
/// this machine's own ("localhost") and those that the settings give.
class PageHosts {
public:
    /// `base_urls`: of the settings; what is no URL has no name.
    explicit PageHosts(std::span<const std::string> base_urls);

    /// `host`: as the `Host` field has it, with or without a port.
    [[nodiscard]] bool names(std::string_view host) const;

private:
    std::vector<std::string> names_;
};

/// Does a browser say that a page made this request? Programs say nothing of the kind.
[[nodiscard]] bool comes_from_page(const boost::beast::http::request_header<>& request);

} // namespace psoas::hooks
