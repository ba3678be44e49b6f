#pragma once

#include "fhir/client/body_reader.hpp"
#include "fhir/client/fetch_failure.hpp"
#include "fhir/client/streamed_body.hpp"

#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>

#include <optional>

namespace psoas::fhir {

/// Reads one response out of the bytes of a connection. Its header alone may decide: of what is no 200 with
/// JSON no body is read.
class ResponseReader {
public:
    /// `body` gets the body, and outlives this.
    explicit ResponseReader(BodyReader& body) : body_(body) { begin(); }

    /// Consumes what has arrived.
    void read(boost::beast::flat_buffer& arrived);
    /// The server has ended the connection.
    void end_of_stream();

    [[nodiscard]] bool is_over() const { return over_; }
    /// Once it is over: nothing if all of the response was read.
    [[nodiscard]] std::optional<FetchFailure> failure() const { return failure_; }
    [[nodiscard]] unsigned status() const { return status_; } ///< 0: no header yet
    /// Once it is over: has all of it been read, and does the server keep the connection?
    [[nodiscard]] bool leaves_connection_usable() const { return usable_; }

private:
    using Parser = boost::beast::http::response_parser<StreamedBody<BodyReader>>;

    void begin();
    void judge_header();
    void finish();
    void fail(FetchFailure failure);

    BodyReader& body_;
    std::optional<Parser> parser_;
    std::optional<FetchFailure> failure_;
    unsigned status_ = 0;
    int interim_responses_ = 0;
    bool over_ = false;
    bool usable_ = false;
};

} // namespace psoas::fhir
