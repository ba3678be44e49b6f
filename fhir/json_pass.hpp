#pragma once

#include "fhir/result.hpp"

#include <boost/json/basic_parser_impl.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

namespace psoas::fhir {

/// One pass over the bytes of a JSON document, in pieces of any size: each value of it is told to `Receiver`
/// as it is read. To be included in source files alone, since Boost.JSON's parser is long to compile.
///
/// `Receiver` has the members of `ResourceReader` from `begin_object` to `null`. Its `number` may take the
/// value as a second argument, its `end_object` and `end_array` the count of members or items, and it may
/// have a member `bool stopped() const`: once that is true the rest is not read.
template <class Receiver> class JsonPass {
public:
    /// `receiver` outlives the pass. Objects and arrays may nest to `depth`.
    JsonPass(Receiver& receiver, std::size_t depth)
        : parser_(boost::json::parse_options{.max_depth = depth}, receiver) {}

    /// Reads the next bytes; after malformed JSON they are ignored.
    void write(std::string_view bytes) {
        if (error_) return;
        const std::size_t read = parser_.write_some(true, bytes.data(), bytes.size(), error_);
        place_ += read;
        if (!error_ && read < bytes.size()) error_ = boost::json::error::extra_data;
    }

    /// Ends the document and makes ready for another: `structure`, with the place in bytes, if it was
    /// malformed.
    [[nodiscard]] Result<void> finish() {
        if (!error_) parser_.write_some(false, nullptr, 0, error_);
        const boost::system::error_code error = error_;
        const std::size_t place = place_;
        reset();
        if (!error) return {};
        return Issue{IssueType::structure, "",
                     "The JSON is malformed at byte " + std::to_string(place) + ": " + error.message()};
    }

    void reset() {
        parser_.reset();
        error_ = {};
        place_ = 0;
    }

private:
    // What boost::json::basic_parser asks of its handler.
    class Events {
    public:
        static constexpr std::size_t max_object_size = std::numeric_limits<std::size_t>::max();
        static constexpr std::size_t max_array_size = max_object_size;
        static constexpr std::size_t max_key_size = max_object_size;
        static constexpr std::size_t max_string_size = max_object_size;

        explicit Events(Receiver& receiver) : receiver_(receiver) {}

        using Error = boost::system::error_code;
        using View = boost::json::string_view;
        bool on_document_begin(Error&) { return true; }
        bool on_document_end(Error&) { return true; }
        bool on_object_begin(Error& error) { return receiver_.begin_object(), goes_on(error); }
        bool on_object_end(std::size_t members, Error& error) {
            if constexpr (requires { receiver_.end_object(members); }) {
                receiver_.end_object(members);
            } else {
                receiver_.end_object();
            }
            return goes_on(error);
        }
        bool on_array_begin(Error& error) { return receiver_.begin_array(), goes_on(error); }
        bool on_array_end(std::size_t items, Error& error) {
            if constexpr (requires { receiver_.end_array(items); }) {
                receiver_.end_array(items);
            } else {
                receiver_.end_array();
            }
            return goes_on(error);
        }
        bool on_key_part(View part, std::size_t, Error& error) {
            return receiver_.key_part(part), goes_on(error);
        }
        bool on_key(View part, std::size_t, Error& error) { return receiver_.key(part), goes_on(error); }
        bool on_string_part(View part, std::size_t, Error& error) {
            return receiver_.string_part(part), goes_on(error);
        }
        bool on_string(View part, std::size_t, Error& error) {
            return receiver_.string(part), goes_on(error);
        }
        bool on_number_part(View digits, Error& error) {
            return receiver_.number_part(digits), goes_on(error);
        }
        bool on_int64(std::int64_t value, View digits, Error& error) { return number(digits, value, error); }
        bool on_uint64(std::uint64_t value, View digits, Error& error) {
            return number(digits, value, error);
        }
        bool on_double(double value, View digits, Error& error) { return number(digits, value, error); }
        bool on_bool(bool truth, Error& error) { return receiver_.boolean(truth), goes_on(error); }
        bool on_null(Error& error) { return receiver_.null(), goes_on(error); }
        bool on_comment_part(View, Error&) { return true; }
        bool on_comment(View, Error&) { return true; }

    private:
        bool number(View digits, auto value, Error& error) {
            if constexpr (requires { receiver_.number(digits, value); }) {
                receiver_.number(digits, value);
            } else {
                receiver_.number(digits);
            }
            return goes_on(error);
        }
        bool goes_on(Error& error) const {
            if constexpr (requires { receiver_.stopped(); }) {
                if (receiver_.stopped()) error = make_error_code(boost::system::errc::operation_canceled);
            }
            return !error;
        }

        Receiver& receiver_;
    };

    boost::json::basic_parser<Events> parser_;
    boost::system::error_code error_;
    std::size_t place_ = 0; ///< bytes read before the one that is wrong
};

} // namespace psoas::fhir
