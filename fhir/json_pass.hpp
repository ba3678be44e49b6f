#pragma once

#include "fhir/json_escape.hpp"
#include "fhir/json_number.hpp"
#include "fhir/json_scan.hpp"
#include "fhir/result.hpp"
#include "fhir/reused.hpp"
#include "fhir/utf8_sequence.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace psoas::fhir {

/// What makes a document no JSON (RFC 8259).
enum class JsonDefect : std::uint8_t {
    none,
    unexpected, ///< a character that cannot stand where it does
    incomplete,
    too_deep,
    more,              ///< behind the value
    control_character, ///< in a string
    escape,
    utf8,
    stopped, ///< none: whoever was told wants no more
};

/// A defect in words.
[[nodiscard]] std::string_view explained(JsonDefect defect);

/// One pass over the bytes of a JSON document, in pieces of any size: each value of it is told to `Receiver`
/// as it is read, texts as UTF-8 without escapes, numbers as they were written. Nothing is kept but the
/// kinds of what is open.
///
/// `Receiver` has the members of `ResourceReader` from `begin_object` to `null`. Its `end_object` and
/// `end_array` may take the count of members or items, and it may have a member `bool stopped() const`: once
/// that is true the rest is not read.
template <class Receiver> class JsonPass {
public:
    /// `receiver` outlives the pass. Objects and arrays may nest to `depth`.
    JsonPass(Receiver& receiver, std::size_t depth) : receiver_(receiver), depth_(depth) {}

    /// Reads the next bytes; after malformed JSON they are ignored.
    void write(std::string_view bytes) {
        if (bytes.empty() || defect_ != JsonDefect::none) return;
        const char* const begin = bytes.data();
        read(begin, begin + bytes.size());
        place_ += static_cast<std::size_t>(end_ - begin);
    }

    /// Ends the document and makes ready for another: `structure`, with the place in bytes, if it was
    /// malformed.
    [[nodiscard]] Result<void> finish() {
        if (defect_ == JsonDefect::none && step_ == Step::number && number_.is_whole()) {
            receiver_.number({}); // only another character could have ended it
            step_ = Step::behind_value;
        }
        const bool is_whole = open_.size() == 0 && step_ == Step::behind_value;
        const JsonDefect defect = defect_ == JsonDefect::none && !is_whole ? JsonDefect::incomplete : defect_;
        const std::size_t place = place_;
        reset();
        if (defect == JsonDefect::none) return {};
        return Issue{IssueType::structure, "",
                     "The JSON is malformed at byte " + std::to_string(place) + ": "
                         + std::string(explained(defect))};
    }

    void reset() {
        open_.shrink(0);
        inner_ = {};
        step_ = Step::value;
        number_ = {};
        escape_.clear();
        sequence_ = {};
        defect_ = JsonDefect::none;
        place_ = 0;
    }

private:
    /// What comes next.
    enum class Step : std::uint8_t {
        value,
        first_member, ///< or the end of the object
        member,
        colon,
        first_item, ///< or the end of the array
        behind_value,
        rest_of_key,
        rest_of_string,
        number,
        literal,
    };
    enum class Kind : std::uint8_t { document, object, array };
    struct Open {
        Kind kind = Kind::document;
        std::uint32_t values = 0;
    };

    static std::string_view between(const char* begin, const char* end) {
        return {begin, static_cast<std::size_t>(end - begin)};
    }

    // These read on from `at`, to behind what they read; nullptr where the pass ends, which is at `end_`.
    const char* read(const char* at, const char* end);
    template <Step rest> const char* read_text(const char* at, const char* end);
    const char* read_number(const char* at, const char* end);
    const char* read_literal(const char* at, const char* end);
    const char* begin_scalar(const char* at, const char* end);
    const char* open(Kind kind, const char* at);
    const char* close(const char* at);

    /// The pass ends here, at the end of a piece in this step.
    const char* pause(Step step, const char* at) {
        step_ = step;
        end_ = at;
        return nullptr;
    }
    const char* stop(JsonDefect defect, const char* at) {
        defect_ = defect;
        end_ = at;
        return nullptr;
    }
    /// Here it goes on, if whoever was told wants more.
    const char* go_on(const char* at) {
        if constexpr (requires { receiver_.stopped(); }) {
            if (receiver_.stopped()) return stop(JsonDefect::stopped, at);
        }
        return at;
    }

    Receiver& receiver_;
    std::size_t depth_;
    Reused<Open> open_; ///< what is around `inner_`
    Open inner_;        ///< the innermost object or array that is open, or the document
    Step step_ = Step::value;
    JsonNumber number_;
    std::string_view literal_;
    std::size_t literal_read_ = 0; ///< its characters that have come
    JsonEscape escape_;
    Utf8Sequence sequence_;
    JsonDefect defect_ = JsonDefect::none;
    const char* end_ = nullptr; ///< of what was read of the piece
    std::size_t place_ = 0;     ///< bytes read before the one that is wrong
};

// The steps follow each other by jumps, since a table of them would be asked for each of a chart's thousands
// of names, values and commas: that costs half as much again. `step_` is written where a piece ends.
template <class Receiver> const char* JsonPass<Receiver>::read(const char* at, const char* const end) {
    const char* text = nullptr;
    switch (step_) {
    case Step::value:
        goto value;
    case Step::first_member:
        goto first_member;
    case Step::member:
        goto member;
    case Step::colon:
        goto colon;
    case Step::first_item:
        goto first_item;
    case Step::behind_value:
        goto behind_value;
    case Step::rest_of_key:
        at = read_text<Step::rest_of_key>(at, end);
        if (at == nullptr) return at;
        goto colon;
    case Step::rest_of_string:
        at = read_text<Step::rest_of_string>(at, end);
        break;
    case Step::number:
        at = read_number(at, end);
        break;
    case Step::literal:
        at = read_literal(at, end);
        break;
    }
    if (at == nullptr) return at;
    goto behind_value;

first_member:
    at = end_of_spaces(at, end);
    if (at == end) return pause(Step::first_member, at);
    if (*at == '}') goto end_of_container;

member:
    at = end_of_spaces(at, end);
    if (at == end) return pause(Step::member, at);
    if (*at != '"') return stop(JsonDefect::unexpected, at);
    text = ++at;
    at = end_of_plain(at, end);
    if (at != end && *at == '"') {
        receiver_.key(between(text, at));
        at = go_on(at + 1);
    } else {
        at = read_text<Step::rest_of_key>(text, end);
    }
    if (at == nullptr) return at;

colon:
    at = end_of_spaces(at, end);
    if (at == end) return pause(Step::colon, at);
    if (*at != ':') return stop(JsonDefect::unexpected, at);
    ++at;

value:
    at = end_of_spaces(at, end);
    if (at == end) return pause(Step::value, at);
    switch (*at) {
    case '"':
        text = ++at;
        at = end_of_plain(at, end);
        if (at != end && *at == '"') {
            receiver_.string(between(text, at));
            at = go_on(at + 1);
        } else {
            at = read_text<Step::rest_of_string>(text, end);
        }
        break;
    case '{':
        at = open(Kind::object, at);
        if (at == nullptr) return at;
        goto first_member;
    case '[':
        at = open(Kind::array, at);
        if (at == nullptr) return at;
        goto first_item;
    default:
        at = begin_scalar(at, end);
    }
    if (at == nullptr) return at;

behind_value:
    at = end_of_spaces(at, end);
    if (at == end) return pause(Step::behind_value, at);
    if (*at == ',' && inner_.kind != Kind::document) {
        ++inner_.values;
        ++at;
        if (inner_.kind == Kind::object) goto member;
        goto value;
    }
    if (inner_.kind == Kind::document) return stop(JsonDefect::more, at);
    if (*at != (inner_.kind == Kind::object ? '}' : ']')) return stop(JsonDefect::unexpected, at);
    ++inner_.values;

end_of_container:
    at = close(at);
    if (at == nullptr) return at;
    goto behind_value;

first_item:
    at = end_of_spaces(at, end);
    if (at == end) return pause(Step::first_item, at);
    if (*at == ']') goto end_of_container;
    goto value;
}

// Reads on in a string, from any place in it.
template <class Receiver>
template <typename JsonPass<Receiver>::Step rest>
const char* JsonPass<Receiver>::read_text(const char* at, const char* const end) {
    const auto tell_part = [this](std::string_view part) {
        if (part.empty()) return;
        if constexpr (rest == Step::rest_of_key)
            receiver_.key_part(part);
        else
            receiver_.string_part(part);
    };
    const char* begin = at; // of what has not been told of
    while (at != end) {
        if (escape_.state() == JsonEscape::State::begun) {
            if (!escape_.take(*at)) return stop(JsonDefect::escape, at);
            begin = ++at;
            if (escape_.state() != JsonEscape::State::whole) continue;
            tell_part(escape_.text());
            escape_.clear();
            if (go_on(at) == nullptr) return nullptr;
        } else if (static_cast<signed char>(*at) < 0 || !sequence_.is_whole()) {
            if (!sequence_.take(*at)) return stop(JsonDefect::utf8, at);
            ++at;
        } else if (*at == '"') {
            if constexpr (rest == Step::rest_of_key)
                receiver_.key(between(begin, at));
            else
                receiver_.string(between(begin, at));
            return go_on(at + 1);
        } else if (*at == '\\') {
            tell_part(between(begin, at));
            if (go_on(at) == nullptr) return nullptr;
            if (!escape_.take(*at)) return stop(JsonDefect::escape, at);
            begin = ++at;
        } else if (static_cast<unsigned char>(*at) < ' ') {
            return stop(JsonDefect::control_character, at);
        } else {
            at = end_of_plain(at, end);
        }
    }
    tell_part(between(begin, at));
    return go_on(at) == nullptr ? nullptr : pause(rest, at);
}

template <class Receiver> const char* JsonPass<Receiver>::read_number(const char* at, const char* const end) {
    const char* const begin = at;
    while (at != end && number_.take(*at)) {
        ++at;
        if (!number_.is_among_digits()) continue;
        while (at != end && JsonNumber::is_digit(*at))
            ++at;
    }
    if (at == end) {
        receiver_.number_part(between(begin, at));
        return go_on(at) == nullptr ? nullptr : pause(Step::number, at);
    }
    if (!number_.is_whole()) return stop(JsonDefect::unexpected, at);
    receiver_.number(between(begin, at));
    return go_on(at);
}

template <class Receiver>
const char* JsonPass<Receiver>::read_literal(const char* at, const char* const end) {
    while (at != end && literal_read_ < literal_.size() && *at == literal_[literal_read_]) {
        ++literal_read_;
        ++at;
    }
    if (literal_read_ < literal_.size())
        return at == end ? pause(Step::literal, at) : stop(JsonDefect::unexpected, at);
    if (literal_ == "null")
        receiver_.null();
    else
        receiver_.boolean(literal_ == "true");
    return go_on(at);
}

template <class Receiver>
const char* JsonPass<Receiver>::begin_scalar(const char* at, const char* const end) {
    literal_ = *at == 't' ? "true" : *at == 'f' ? "false" : *at == 'n' ? "null" : "";
    literal_read_ = 0;
    if (!literal_.empty()) return read_literal(at, end);
    number_ = {};
    return read_number(at, end);
}

template <class Receiver> const char* JsonPass<Receiver>::open(Kind kind, const char* at) {
    if (open_.size() == depth_) return stop(JsonDefect::too_deep, at);
    *open_.add(1) = inner_;
    inner_ = {.kind = kind};
    if (kind == Kind::object)
        receiver_.begin_object();
    else
        receiver_.begin_array();
    return go_on(at + 1);
}

template <class Receiver> const char* JsonPass<Receiver>::close(const char* at) {
    if (inner_.kind == Kind::object) {
        if constexpr (requires { receiver_.end_object(inner_.values); })
            receiver_.end_object(inner_.values);
        else
            receiver_.end_object();
    } else {
        if constexpr (requires { receiver_.end_array(inner_.values); })
            receiver_.end_array(inner_.values);
        else
            receiver_.end_array();
    }
    inner_ = open_.back();
    open_.shrink(open_.size() - 1);
    return go_on(at + 1);
}

} // namespace psoas::fhir
