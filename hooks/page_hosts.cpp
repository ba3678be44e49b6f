#include "hooks/page_hosts.hpp"

#include <boost/beast/core/string.hpp>
#include <boost/url/host_type.hpp>
#include <boost/url/parse.hpp>

#include <algorithm>

namespace psoas::hooks {

namespace urls = boost::urls;

PageHosts::PageHosts(std::span<const std::string> base_urls) : names_{"localhost"} {
    for (const std::string& url : base_urls)
        if (const auto parsed = urls::parse_uri(url)) names_.push_back(parsed->host());
}

bool PageHosts::names(std::string_view host) const {
    const std::string url = "http://" + std::string(host);
    const auto parsed = urls::parse_uri(url);
    if (!parsed || parsed->has_userinfo() || !parsed->encoded_path().empty()) return false;
    if (parsed->host_type() == urls::host_type::ipv4 || parsed->host_type() == urls::host_type::ipv6)
        return true;
    return std::ranges::any_of(
        names_, [&](const std::string& name) { return boost::beast::iequals(name, parsed->host()); });
}

bool comes_from_page(const boost::beast::http::request_header<>& request) {
    return request.count(boost::beast::http::field::origin) > 0 || request.count("Sec-Fetch-Site") > 0;
}

} // namespace psoas::hooks
