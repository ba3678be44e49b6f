#include "hooks/response.hpp"

#include <array>
#include <ctime>
#include <utility>

namespace psoas::hooks {

namespace http = boost::beast::http;

namespace {

// Most responses of a second have the same date as the one before.
std::string_view date_of_this_second() {
    using namespace std::chrono;
    thread_local sys_seconds written{};
    thread_local std::string date;
    const sys_seconds second = floor<seconds>(system_clock::now());
    if (second != std::exchange(written, second) || date.empty()) date = http_date(second);
    return date;
}

} // namespace

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

void mark_as_safe(Response& response, Transport transport) {
    response.set(http::field::date, date_of_this_second());
    if (response.count(http::field::cache_control) == 0) response.set(http::field::cache_control, "no-store");
    response.set("X-Content-Type-Options", "nosniff");
    response.set("X-Frame-Options", "DENY");
    if (response.count("Content-Security-Policy") == 0)
        response.set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
    response.set("Referrer-Policy", "no-referrer");
    if (transport == Transport::tls)
        response.set(http::field::strict_transport_security, "max-age=31536000"); // a year
}

std::string http_date(std::chrono::system_clock::time_point time) {
    const std::time_t seconds = std::chrono::system_clock::to_time_t(time);
    std::tm utc{};
    gmtime_r(&seconds, &utc);
    std::array<char, 32> text{}; // the names of days and months are English: the program sets no locale
    return {text.data(), std::strftime(text.data(), text.size(), "%a, %d %b %Y %H:%M:%S GMT", &utc)};
}

} // namespace psoas::hooks
