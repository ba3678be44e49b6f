#include "hooks/client_auth/unambiguous_json.hpp"

#include "fhir/json_pass.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include <set>
#include <string>
#include <vector>

namespace psoas::hooks {

namespace {

constexpr std::size_t deepest = 8;

/// Looks for members of one name.
class Names {
public:
    void begin_object() { open_.emplace_back(); }
    void end_object() { open_.pop_back(); }
    void begin_array() {}
    void end_array() {}
    void key_part(std::string_view part) { name_ += part; }
    void key(std::string_view part) {
        name_ += part;
        repeated_ = repeated_ || !open_.back().insert(name_).second;
        name_.clear();
    }
    void string_part(std::string_view) {}
    void string(std::string_view) {}
    void number_part(std::string_view) {}
    void number(std::string_view) {}
    void boolean(bool) {}
    void null() {}

    [[nodiscard]] bool repeated() const { return repeated_; }

private:
    std::vector<std::set<std::string>> open_; ///< the names seen in each object that is not at its end
    std::string name_;
    bool repeated_ = false;
};

} // namespace

std::optional<boost::json::object> read_unambiguous_object(std::string_view text) {
    Names names;
    fhir::JsonPass<Names> pass(names, deepest);
    pass.write(text);
    if (!pass.finish() || names.repeated()) return std::nullopt;

    boost::system::error_code error;
    boost::json::value value = boost::json::parse({text.data(), text.size()}, error, {},
                                                  boost::json::parse_options{.max_depth = deepest});
    if (error || !value.is_object()) return std::nullopt;
    return std::move(value).as_object();
}

} // namespace psoas::hooks
