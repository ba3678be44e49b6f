#pragma once

#include <concepts>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace psoas::hooks {

/// JSON that is written as text from its beginning to its end, without a tree. What has nothing to say is
/// left out: an empty text, and an object or array in which nothing was written (P-27).
class JsonText {
public:
    /// A member of the object that is being written. Its name is one of ours, of letters alone; text that is
    /// no valid UTF-8 is made so.
    void member(std::string_view name, std::string_view text);
    void member(std::string_view name, std::same_as<bool> auto truth) {
        member_json(name, truth ? "true" : "false");
    }
    /// A member whose value is JSON already.
    void member_json(std::string_view name, std::string_view json);

    /// A member that is an object or array, of what `write` writes. False if that was nothing.
    template <class Write> bool object(std::string_view name, const Write& write) {
        return nested(name, '{', '}', write);
    }
    template <class Write> bool array(std::string_view name, const Write& write) {
        return nested(name, '[', ']', write);
    }
    /// An item of the array that is being written.
    void item(std::string_view text) { member({}, text); }
    /// The same, or the document.
    template <class Write> bool object(const Write& write) { return nested({}, '{', '}', write); }

    /// What was written.
    [[nodiscard]] std::string text() && { return std::move(text_); }
    void reserve(std::size_t bytes) { text_.reserve(bytes); }

private:
    template <class Write> bool nested(std::string_view name, char opens, char closes, const Write& write) {
        const std::size_t before = text_.size();
        *begin_value(name, 1) = opens;
        const std::size_t inside = text_.size();
        write();
        const bool is_written = text_.size() != inside;
        if (is_written)
            text_ += closes;
        else
            text_.resize(before);
        return is_written;
    }
    /// Where so many bytes of a value are to be written.
    [[nodiscard]] char* begin_value(std::string_view name, std::size_t bytes);
    void add_escaped(std::string_view valid_text);
    void add_escaped(char c);

    std::string text_;
};

} // namespace psoas::hooks
