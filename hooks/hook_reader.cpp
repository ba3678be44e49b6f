#include "hooks/hook_request.hpp"

#include "fhir/json_pass.hpp"
#include "hooks/context_tree.hpp"
#include "hooks/envelope.hpp"
#include "hooks/prefetch_reader.hpp"
#include "hooks/request_path.hpp"
#include "hooks/schema_check.hpp"
#include "hooks/written_number.hpp"

#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <boost/json/value_stack.hpp>

#include <charconv>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <utility>

namespace psoas::hooks {
namespace {

// No key of the request or of prefetch that we know is as long; a longer one is kept only so far.
constexpr std::size_t longest_known_key = 64;

// What a number of JSON is, told to `take`: the integer or, if it is none or too long for one, the double
// that is nearest, of which one that is too large is infinite.
template <class Take> void with_number(const std::string& digits, const Take& take) {
    const char* const begin = digits.data();
    const char* const end = begin + digits.size();
    const auto fits = [&](auto& number) {
        const auto [behind, error] = std::from_chars(begin, end, number);
        return behind == end && error == std::errc{};
    };
    if (std::int64_t integer = 0; fits(integer)) return take(integer);
    if (std::uint64_t integer = 0; fits(integer)) return take(integer);
    double number = 0;
    if (!fits(number)) number = std::strtod(begin, nullptr); // which tells too large from too small
    take(number);
}

void push(boost::json::value_stack& values, std::int64_t number) {
    values.push_int64(number);
}
void push(boost::json::value_stack& values, std::uint64_t number) {
    values.push_uint64(number);
}
void push(boost::json::value_stack& values, double number) {
    values.push_double(number);
}

} // namespace

// Told of each value by the pass, it passes it on to whoever is to hear of it.
class HookReader::State {
public:
    State(Hook hook, const ReadingAids& aids)
        : hook_(hook), limits_(aids.limits), chart_(aids.terminology, aids.text_reader), prefetch_(chart_),
          schema_(request_schema(hook)), pass_(*this, aids.limits.depth) {}

    void write(std::string_view bytes) {
        if (!stopped()) pass_.write(bytes);
    }

    fhir::Result<SentRequest> sent() {
        const fhir::Result<void> parsed = pass_.finish();
        if (failure_) return *failure_;
        if (!parsed) return parsed.error();

        SentRequest sent{.request = {.hook = hook_,
                                     .hook_instance = std::move(hook_instance_),
                                     .context = std::move(context_),
                                     .chart = {},
                                     .orders = {},
                                     .fhir_server = std::move(fhir_server_)},
                         .chart = std::move(chart_),
                         .lists = prefetch_.lists(),
                         .access_token = std::move(access_token_)};
        if (sent.request.patient_id().empty())
            return fhir::Issue{fhir::IssueType::value, "context.patientId", "The patient's id is empty"};
        return sent;
    }

    // What JsonPass tells. Nearly all of a request is inside of prefetch, and none of that concerns anybody
    // but the reader of resources.
    [[nodiscard]] bool stopped() const { return failure_.has_value(); }
    void begin_object() {
        if (!is_in_prefetch()) return begin_object_outside();
        ++open_in_prefetch_;
        prefetch_.events().begin_object();
    }
    void end_object(std::size_t members) {
        if (open_in_prefetch_ <= 1) return end_object_outside(members);
        --open_in_prefetch_;
        prefetch_.events().end_object();
    }
    void begin_array() {
        if (!is_in_prefetch()) return begin_array_outside();
        ++open_in_prefetch_;
        prefetch_.events().begin_array();
    }
    void end_array(std::size_t items) {
        if (open_in_prefetch_ <= 1) return end_array_outside(items);
        --open_in_prefetch_;
        prefetch_.events().end_array();
    }
    void key_part(std::string_view part) {
        is_in_prefetch() ? prefetch_.events().key_part(part) : key_part_outside(part);
    }
    void key(std::string_view last_part) {
        is_in_prefetch() ? prefetch_.events().key(last_part) : key_outside(last_part);
    }
    void string_part(std::string_view part) {
        is_in_prefetch() ? prefetch_.events().string_part(part) : string_part_outside(part);
    }
    void string(std::string_view last_part) {
        is_in_prefetch() ? prefetch_.events().string(last_part) : string_outside(last_part);
    }
    void number_part(std::string_view digits) {
        is_in_prefetch() ? prefetch_.events().number_part(digits) : number_part_outside(digits);
    }
    void number(std::string_view last_digits) {
        is_in_prefetch() ? prefetch_.events().number(last_digits) : number_outside(last_digits);
    }
    void boolean(bool truth) {
        is_in_prefetch() ? prefetch_.events().boolean(truth) : boolean_outside(truth);
    }
    void null() { is_in_prefetch() ? prefetch_.events().null() : null_outside(); }

private:
    [[nodiscard]] bool is_in_prefetch() const { return open_in_prefetch_ > 0; }
    void begin_object_outside();
    void end_object_outside(std::size_t members);
    void begin_array_outside();
    void end_array_outside(std::size_t items);
    void key_part_outside(std::string_view part);
    void key_outside(std::string_view last_part);
    void string_part_outside(std::string_view part);
    void string_outside(std::string_view last_part);
    void number_part_outside(std::string_view digits);
    void number_outside(std::string_view last_digits);
    void boolean_outside(bool truth);
    void null_outside();
    [[nodiscard]] Place begin_value(bool is_object, bool is_null);
    void begin_text();
    void push_chars(std::string_view part);
    void keep(std::string_view text);
    void check(bool valid);
    void spend(std::size_t bytes);
    void fail(fhir::Issue issue);

    Hook hook_;
    JsonLimits limits_;
    fhir::ChartBuilder chart_;
    PrefetchReader prefetch_;
    SchemaCheck schema_;
    RequestPath path_;
    ContextTree tree_;
    std::optional<fhir::Issue> failure_;

    std::size_t open_in_prefetch_ = 0; ///< objects and arrays that are open in a value of it
    std::string name_;                 ///< the last key, as far as it was kept
    bool in_key_ = false;
    std::string text_; ///< of a string that the schema hears
    Place place_of_text_{};
    bool in_text_ = false;
    bool in_pushed_text_ = false; ///< the tree has a part of it
    std::size_t spent_ = 0;

    std::string hook_instance_;
    std::string fhir_server_;
    std::string access_token_;
    boost::json::object context_;
    fhir::JsonPass<State> pass_;
};

void HookReader::State::fail(fhir::Issue issue) {
    if (!failure_) failure_ = std::move(issue);
}

void HookReader::State::check(bool valid) {
    if (!valid && !failure_) failure_ = schema_.violation();
}

// What the context and the members beside it cost is counted as a tree: text, and the size of each value.
void HookReader::State::spend(std::size_t bytes) {
    spent_ += bytes;
    if (spent_ > limits_.context_bytes)
        fail({fhir::IssueType::too_long, std::string(name_of(path_.member())),
              "The request holds more than " + std::to_string(limits_.context_bytes)
                  + " bytes outside of prefetch (max-context)"});
}

// Where a value stands that begins here. A value that is not to be read any further fails or is skipped.
Place HookReader::State::begin_value(bool is_object, bool is_null) {
    const Place place = path_.place_of_value();
    switch (place) {
    case Place::request:
        if (!is_object) fail({fhir::IssueType::invalid, "", "The body is no JSON object"});
        return place;
    case Place::prefetch_value:
        if (is_null) {
            prefetch_.null(path_.source());
            return Place::skipped;
        }
        prefetch_.begin(path_.source());
        return place;
    case Place::skipped:
        return place;
    default:
        break;
    }
    if (path_.is_in_request()) {
        if (is_null && may_be_null(path_.member())) return Place::skipped;
        check(schema_.key(name_));
    }
    spend(hearers_of(place).tree ? sizeof(boost::json::value) : 1);
    return place;
}

// The texts outside of the context that are needed later.
void HookReader::State::keep(std::string_view text) {
    const Member member = path_.member();
    if (path_.is_in_request() && member == Member::hook_instance) hook_instance_ = text;
    if (path_.is_in_request() && member == Member::fhir_server) fhir_server_ = text;
    const bool of_authorization = path_.is_in_member() && member == Member::fhir_authorization;
    if (of_authorization && name_ == "access_token") access_token_ = text;
}

void HookReader::State::begin_object_outside() {
    const Place place = begin_value(true, false);
    if (stopped()) return;
    const Hearers hearers = hearers_of(place);
    if (hearers.schema) check(schema_.begin_object());
    if (hearers.resources) prefetch_.events().begin_object();
    if (place == Place::prefetch_value) open_in_prefetch_ = 1;
    path_.enter(place);
}

void HookReader::State::end_object_outside(std::size_t members) {
    open_in_prefetch_ = 0;
    const Place place = path_.leave();
    const Hearers hearers = hearers_of(place);
    if (hearers.tree) tree_.end_object(members);
    if (hearers.schema) check(schema_.end_object(members));
    if (hearers.resources) prefetch_.events().end_object();
    if (place == Place::context && !stopped()) {
        fhir::Result<boost::json::object> context = tree_.release();
        if (!context) return fail(context.error());
        context_ = *std::move(context);
    }
}

void HookReader::State::begin_array_outside() {
    const Place place = begin_value(false, false);
    if (stopped()) return;
    const Hearers hearers = hearers_of(place);
    if (hearers.schema) check(schema_.begin_array());
    if (hearers.resources) prefetch_.events().begin_array();
    if (place == Place::prefetch_value) open_in_prefetch_ = 1;
    path_.enter(place);
}

void HookReader::State::end_array_outside(std::size_t items) {
    open_in_prefetch_ = 0;
    const Place place = path_.leave();
    const Hearers hearers = hearers_of(place);
    if (hearers.tree) tree_.end_array(items);
    if (hearers.schema) check(schema_.end_array(items));
    if (hearers.resources) prefetch_.events().end_array();
}

void HookReader::State::key_part_outside(std::string_view part) {
    switch (path_.place()) {
    case Place::extension:
    case Place::skipped:
        return;
    case Place::draft:
    case Place::draft_part:
        spend(part.size());
        if (!stopped()) tree_.values().push_chars(part);
        return;
    default:
        break;
    }
    if (!in_key_) name_.clear();
    in_key_ = true;
    if (path_.place() == Place::request || path_.place() == Place::prefetch) {
        name_ += part.substr(0, longest_known_key - name_.size());
    } else {
        spend(part.size());
        if (!stopped()) name_ += part;
    }
}

void HookReader::State::key_outside(std::string_view last_part) {
    switch (path_.place()) {
    case Place::extension:
    case Place::skipped:
        return;
    case Place::draft:
    case Place::draft_part:
        spend(last_part.size());
        if (!stopped()) tree_.values().push_key(last_part);
        return;
    default:
        break;
    }
    key_part_outside(last_part);
    in_key_ = false;
    if (stopped()) return;
    if (const fhir::Result<void> named = path_.name(name_); !named) fail(named.error());
    switch (path_.place()) {
    case Place::request: // the schema hears of it once it is clear that it is not null
    case Place::prefetch:
        return;
    case Place::plain:
        check(schema_.key(name_));
        return;
    default:
        check(schema_.key(name_));
        tree_.values().push_key(name_);
        return;
    }
}

void HookReader::State::begin_text() {
    if (in_text_) return;
    in_text_ = true;
    in_pushed_text_ = false;
    text_.clear();
    place_of_text_ = begin_value(false, false);
}

// A part of a text that the tree keeps and the schema does not hear.
void HookReader::State::push_chars(std::string_view part) {
    if (!in_pushed_text_)
        if (const std::string_view sign = sign_before(part); !sign.empty()) tree_.values().push_chars(sign);
    in_pushed_text_ |= !part.empty();
    tree_.values().push_chars(part);
}

void HookReader::State::string_part_outside(std::string_view part) {
    begin_text();
    if (stopped()) return;
    const Hearers hearers = hearers_of(place_of_text_);
    if (hearers.resources) prefetch_.events().string_part(part);
    if (!hearers.schema && !hearers.tree) return;
    spend(part.size());
    if (stopped()) return;
    if (hearers.schema) {
        text_ += part;
    } else {
        push_chars(part);
    }
}

void HookReader::State::string_outside(std::string_view last_part) {
    begin_text();
    in_text_ = false;
    if (stopped()) return;
    const Hearers hearers = hearers_of(place_of_text_);
    if (hearers.resources) prefetch_.events().string(last_part);
    if (hearers.schema || hearers.tree) spend(last_part.size());
    if (stopped()) return;
    if (hearers.schema) {
        text_ += last_part;
        check(schema_.string(text_));
        if (hearers.tree && !stopped()) {
            push_chars(text_);
            tree_.values().push_string("");
        }
    } else if (hearers.tree) {
        push_chars(last_part);
        tree_.values().push_string("");
    }
    if (place_of_text_ == Place::plain) keep(text_);
}

void HookReader::State::number_part_outside(std::string_view digits) {
    begin_text();
    if (stopped()) return;
    const Hearers hearers = hearers_of(place_of_text_);
    if (hearers.resources) prefetch_.events().number_part(digits);
    if (!hearers.schema && !hearers.tree) return;
    spend(digits.size());
    if (!stopped()) text_ += digits;
}

void HookReader::State::number_outside(std::string_view last_digits) {
    begin_text();
    in_text_ = false;
    if (stopped()) return;
    const Hearers hearers = hearers_of(place_of_text_);
    if (hearers.resources) prefetch_.events().number(last_digits);
    if (!hearers.schema && !hearers.tree) return;
    spend(last_digits.size());
    if (stopped()) return;
    text_ += last_digits;
    with_number(text_, [&](auto number) {
        if (hearers.schema) check(schema_.number(number));
        if (!hearers.tree || stopped()) return;
        if (boost::json::serialize(boost::json::value(number)) != text_)
            tree_.values().push_string(number_in_tree(text_));
        else
            push(tree_.values(), number);
    });
}

void HookReader::State::boolean_outside(bool truth) {
    const Place place = begin_value(false, false);
    if (stopped()) return;
    const Hearers hearers = hearers_of(place);
    if (hearers.resources) prefetch_.events().boolean(truth);
    if (hearers.schema) check(schema_.boolean(truth));
    if (hearers.tree && !stopped()) tree_.values().push_bool(truth);
}

void HookReader::State::null_outside() {
    const Place place = begin_value(false, true);
    if (stopped()) return;
    const Hearers hearers = hearers_of(place);
    if (hearers.resources) prefetch_.events().null();
    if (hearers.schema) check(schema_.null());
    if (hearers.tree && !stopped()) tree_.values().push_null();
}

HookReader::HookReader(Hook hook, const ReadingAids& aids) : state_(std::make_unique<State>(hook, aids)) {}
HookReader::~HookReader() = default;
HookReader::HookReader(HookReader&&) noexcept = default;
HookReader& HookReader::operator=(HookReader&&) noexcept = default;

bool HookReader::write(std::string_view bytes) {
    state_->write(bytes);
    return true;
}

fhir::Result<SentRequest> HookReader::sent() {
    return state_->sent();
}

fhir::Result<HookRequest> HookReader::finish() {
    fhir::Result<SentRequest> sent = state_->sent();
    if (!sent) return sent.error();
    return completed(*std::move(sent));
}

} // namespace psoas::hooks
