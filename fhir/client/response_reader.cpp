#include "fhir/client/response_reader.hpp"

#include <boost/beast/core/string.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/field.hpp>

#include <algorithm>
#include <array>
#include <string_view>

namespace psoas::fhir {
namespace {

namespace http = boost::beast::http;
using boost::beast::iequals;

constexpr std::uint32_t longest_header = 32768;
constexpr int most_interim_responses = 5;

std::string_view media_type(std::string_view content_type) {
    const std::string_view type = content_type.substr(0, content_type.find(';'));
    return type.substr(0, type.find_last_not_of(" \t") + 1);
}

// DSTU2 has another order of words, and many servers say no more than JSON.
bool is_json(std::string_view content_type) {
    constexpr std::array<std::string_view, 4> types{"application/fhir+json", "application/json",
                                                    "application/jwk-set+json",
                                                    "application/json+fhir"};
    const std::string_view named = media_type(content_type);
    return std::ranges::any_of(types, [named](std::string_view type) { return iequals(named, type); });
}

bool is_gzip(std::string_view coding) {
    return iequals(coding, "gzip") || iequals(coding, "x-gzip");
}

bool is_known(std::string_view coding) {
    return coding.empty() || iequals(coding, "identity") || is_gzip(coding);
}

std::optional<FetchFailure> failure_in(const http::response_header<>& response) {
    if (response.result_int() != 200) return failure_of_status(response.result_int());
    if (response.count(http::field::content_type) != 1 || !is_json(response[http::field::content_type]))
        return FetchFailure::content_type;
    if (response.count(http::field::content_encoding) > 1
        || !is_known(response[http::field::content_encoding]))
        return FetchFailure::content_encoding;
    return std::nullopt;
}

} // namespace

void ResponseReader::begin() {
    parser_.emplace();
    parser_->header_limit(longest_header);
    parser_->body_limit(boost::none); // BodyReader has the bound, of what was inflated
    parser_->get().body() = &body_;
}

void ResponseReader::read(boost::beast::flat_buffer& arrived) {
    while (!over_ && arrived.size() > 0) {
        boost::system::error_code error;
        arrived.consume(parser_->put(arrived.data(), error));
        if (error == http::error::need_more) return;
        if (body_.failure()) return fail(*body_.failure());
        if (error) return fail(FetchFailure::malformed_http);
        if (status_ == 0 && parser_->is_header_done()) judge_header();
        if (!over_ && parser_->is_done()) {
            finish();
            usable_ = !failure_ && parser_->keep_alive() && arrived.size() == 0;
        }
    }
}

/// The parser stops at the end of the header until it is told to go on.
void ResponseReader::judge_header() {
    const unsigned status = parser_->get().result_int();
    if (status < 200) { // "103 Early Hints"; the response itself is still to come
        if (++interim_responses_ > most_interim_responses) return fail(FetchFailure::malformed_http);
        return begin();
    }
    status_ = status;
    if (const std::optional<FetchFailure> failure = failure_in(parser_->get())) {
        usable_ = parser_->is_done() && parser_->keep_alive();
        return fail(*failure);
    }
    if (is_gzip(parser_->get()[http::field::content_encoding])) body_.expect_gzip();
    parser_->eager(true);
}

void ResponseReader::end_of_stream() {
    if (over_) return;
    boost::system::error_code error = http::error::partial_message;
    if (status_ != 0) parser_->put_eof(error);
    if (error) return fail(FetchFailure::connection_lost);
    finish();
}

void ResponseReader::finish() {
    over_ = true;
    body_.finish();
    failure_ = body_.failure();
}

void ResponseReader::fail(FetchFailure failure) {
    over_ = true;
    failure_ = failure;
}

} // namespace psoas::fhir
