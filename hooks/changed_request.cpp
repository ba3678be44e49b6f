#include "hooks/changed_request.hpp"

#include "fhir/json_pass.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/string.hpp>
#include <boost/json/value.hpp>

#include <utility>

namespace psoas::hooks {
namespace {

namespace json = boost::json;

// Told of each value by the pass, it writes them again: the context apart, the hook not at all.
class Copy {
public:
    std::string context;
    std::string other_members;

    void begin_object() { open('{'); }
    void end_object() { close('}'); }
    void begin_array() { open('['); }
    void end_array() { close(']'); }
    void key_part(std::string_view part) { text_ += part; }
    void key(std::string_view last_part) {
        text_ += last_part;
        const bool of_request = depth_ == 1;
        if (of_request) written_ = text_ == "context" ? &context : text_ == "hook" ? &hook_ : &other_members;
        if (!of_request || written_ == &other_members) {
            if (of_request || !is_first_) *written_ += ',';
            written_->append(quoted()) += ':';
        }
        text_.clear();
        is_first_ = true; // no comma between a key and its value
    }
    void string_part(std::string_view part) { text_ += part; }
    void string(std::string_view last_part) {
        text_ += last_part;
        value(quoted());
        text_.clear();
    }
    void number_part(std::string_view digits) { text_ += digits; }
    void number(std::string_view last_digits) {
        text_ += last_digits;
        value(text_);
        text_.clear();
    }
    void boolean(bool truth) { value(truth ? "true" : "false"); }
    void null() { value("null"); }

private:
    [[nodiscard]] std::string quoted() const { return json::serialize(json::string(text_)); }
    void value(std::string_view written) {
        if (!is_first_) *written_ += ',';
        *written_ += written;
        is_first_ = false;
    }
    // The brackets of the request itself are not written.
    void open(char bracket) {
        if (depth_++ > 0) value(std::string_view(&bracket, 1));
        is_first_ = true;
    }
    void close(char bracket) {
        if (--depth_ > 0) *written_ += bracket;
        is_first_ = false;
    }

    std::string hook_;
    std::string* written_ = &hook_;
    std::string text_;
    std::size_t depth_ = 0;
    bool is_first_ = true; ///< nothing stands before the next value that it is to be parted from
};

} // namespace

std::optional<ChangedRequest> ChangedRequest::of(std::string_view request, std::size_t depth) {
    Copy copy;
    fhir::JsonPass<Copy> pass(copy, depth);
    pass.write(request);
    if (!pass.finish()) return std::nullopt;
    json::error_code error;
    json::parse_options options;
    options.max_depth = depth;
    json::value context = json::parse(copy.context, error, {}, options);
    if (error || !context.is_object()) return std::nullopt;
    ChangedRequest taken_apart;
    taken_apart.context = std::move(context.get_object());
    taken_apart.other_members_ = std::move(copy.other_members);
    return taken_apart;
}

std::string ChangedRequest::asked_as(Hook hook) const {
    return "{\"hook\":\"" + std::string(name(hook)) + "\",\"context\":" + json::serialize(context)
           + other_members_ + "}";
}

} // namespace psoas::hooks
