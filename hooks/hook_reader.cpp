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

// What is known of one call.
class HookReader::State {
public:
    RequestPath path;
    std::optional<ContextTree> tree; ///< from the beginning of the context on
    std::optional<fhir::Issue> failure;

    std::size_t open_in_prefetch = 0; ///< objects and arrays that are open in a value of it
    std::string name;                 ///< the last key, as far as it was kept
    bool in_key = false;
    std::string text; ///< of a string that the schema hears
    Place place_of_text{};
    bool in_text = false;
    bool in_pushed_text = false; ///< the tree has a part of it
    std::size_t spent = 0;
    std::size_t bytes = 0;

    std::string hook_instance;
    std::string fhir_server;
    std::string access_token;
};

// What lasts from call to call. Told of each value by the pass, it passes it on to whoever is to hear of it.
struct HookReader::Parts {
    Parts(Hook hook, const ReadingAids& aids)
        : hook_(hook), limits_(aids.limits), prefetch_(aids.terminology, aids.text_reader),
          schema_(request_schema(hook)), pass_(*this, aids.limits.depth) {
        call_.emplace();
    }
    Parts(const Parts&) = delete; // the pass refers to it
    Parts& operator=(const Parts&) = delete;

    /// Of what was read before only the room is left that it took.
    void reset() {
        prefetch_.reset();
        schema_.reset();
        pass_.reset();
        call_.emplace();
    }

    [[nodiscard]] Hook hook() const { return hook_; }
    [[nodiscard]] std::size_t bytes() const { return call_->bytes; }

    void write(std::string_view bytes) {
        call_->bytes += bytes.size();
        if (!stopped()) pass_.write(bytes);
    }

    fhir::Result<SentRequest> sent() {
        const fhir::Result<void> parsed = pass_.finish();
        if (call_->failure) return *call_->failure;
        if (!parsed) return parsed.error();

        SentRequest sent{.request = {.hook = hook_,
                                     .hook_instance = std::move(call_->hook_instance),
                                     .context_memory = call_->tree->release_memory(),
                                     .context = call_->tree->release_tree(),
                                     .chart = {},
                                     .orders = {},
                                     .fhir_server = std::move(call_->fhir_server)},
                         .chart = prefetch_.release_chart(),
                         .lists = prefetch_.release_lists(),
                         .access_token = std::move(call_->access_token)};
        if (sent.request.patient_id().empty())
            return fhir::Issue{fhir::IssueType::value, "context.patientId", "The patient's id is empty"};
        return sent;
    }

    // What JsonPass tells. Nearly all of a request is inside of prefetch, and none of that concerns anybody
    // but the reader of resources.
    [[nodiscard]] bool stopped() const { return call_->failure.has_value(); }
    void begin_object() {
        if (!is_in_prefetch()) return begin_object_outside();
        ++call_->open_in_prefetch;
        prefetch_.events().begin_object();
    }
    void end_object(std::size_t members) {
        if (call_->open_in_prefetch <= 1) return end_object_outside(members);
        --call_->open_in_prefetch;
        prefetch_.events().end_object();
    }
    void begin_array() {
        if (!is_in_prefetch()) return begin_array_outside();
        ++call_->open_in_prefetch;
        prefetch_.events().begin_array();
    }
    void end_array(std::size_t items) {
        if (call_->open_in_prefetch <= 1) return end_array_outside(items);
        --call_->open_in_prefetch;
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
    [[nodiscard]] bool is_in_prefetch() const { return call_->open_in_prefetch > 0; }
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
    void push_text(std::string_view last_part);
    void keep(std::string_view text);
    void check(bool valid);
    void spend(std::size_t bytes);
    void fail(fhir::Issue issue);

    Hook hook_;
    JsonLimits limits_;
    PrefetchReader prefetch_;
    SchemaCheck schema_;
    fhir::JsonPass<Parts> pass_;
    std::optional<State> call_; ///< always there, and made anew for each
};

void HookReader::Parts::fail(fhir::Issue issue) {
    if (!call_->failure) call_->failure = std::move(issue);
}

void HookReader::Parts::check(bool valid) {
    if (!valid && !call_->failure) call_->failure = schema_.violation();
}

// What the context and the members beside it cost is counted as a tree: text, and the size of each value.
void HookReader::Parts::spend(std::size_t bytes) {
    call_->spent += bytes;
    if (call_->spent > limits_.context_bytes)
        fail({fhir::IssueType::too_long, std::string(name_of(call_->path.member())),
              "The request holds more than " + std::to_string(limits_.context_bytes)
                  + " bytes outside of prefetch (max-context)"});
}

// Where a value stands that begins here. A value that is not to be read any further fails or is skipped.
Place HookReader::Parts::begin_value(bool is_object, bool is_null) {
    const Place place = call_->path.place_of_value();
    switch (place) {
    case Place::request:
        if (!is_object) fail({fhir::IssueType::invalid, "", "The body is no JSON object"});
        return place;
    case Place::prefetch_value:
        if (is_null) {
            prefetch_.null(call_->path.source());
            return Place::skipped;
        }
        prefetch_.begin(call_->path.source());
        return place;
    case Place::skipped:
        return place;
    default:
        break;
    }
    if (call_->path.is_in_request()) {
        if (is_null && may_be_null(call_->path.member())) return Place::skipped;
        check(schema_.key(call_->name));
    }
    spend(hearers_of(place).tree ? sizeof(boost::json::value) : 1);
    return place;
}

// The texts outside of the context that are needed later.
void HookReader::Parts::keep(std::string_view text) {
    const Member member = call_->path.member();
    if (call_->path.is_in_request() && member == Member::hook_instance) call_->hook_instance = text;
    if (call_->path.is_in_request() && member == Member::fhir_server) call_->fhir_server = text;
    const bool of_authorization = call_->path.is_in_member() && member == Member::fhir_authorization;
    if (of_authorization && call_->name == "access_token") call_->access_token = text;
}

void HookReader::Parts::begin_object_outside() {
    const Place place = begin_value(true, false);
    if (stopped()) return;
    const Hearers hearers = hearers_of(place);
    if (hearers.schema) check(schema_.begin_object());
    if (hearers.resources) prefetch_.events().begin_object();
    if (place == Place::prefetch_value) call_->open_in_prefetch = 1;
    if (place == Place::context) call_->tree.emplace();
    call_->path.enter(place);
}

void HookReader::Parts::end_object_outside(std::size_t members) {
    call_->open_in_prefetch = 0;
    const Place place = call_->path.leave();
    const Hearers hearers = hearers_of(place);
    if (hearers.tree) call_->tree->end_object(members);
    if (hearers.schema) check(schema_.end_object(members));
    if (hearers.resources) prefetch_.events().end_object();
    if (place == Place::context && !stopped())
        if (const fhir::Result<void> ended = call_->tree->end(); !ended) fail(ended.error());
}

void HookReader::Parts::begin_array_outside() {
    const Place place = begin_value(false, false);
    if (stopped()) return;
    const Hearers hearers = hearers_of(place);
    if (hearers.schema) check(schema_.begin_array());
    if (hearers.resources) prefetch_.events().begin_array();
    if (place == Place::prefetch_value) call_->open_in_prefetch = 1;
    call_->path.enter(place);
}

void HookReader::Parts::end_array_outside(std::size_t items) {
    call_->open_in_prefetch = 0;
    const Place place = call_->path.leave();
    const Hearers hearers = hearers_of(place);
    if (hearers.tree) call_->tree->end_array(items);
    if (hearers.schema) check(schema_.end_array(items));
    if (hearers.resources) prefetch_.events().end_array();
}

void HookReader::Parts::key_part_outside(std::string_view part) {
    switch (call_->path.place()) {
    case Place::extension:
    case Place::skipped:
        return;
    case Place::draft:
    case Place::draft_part:
        spend(part.size());
        if (!stopped()) call_->tree->values().push_chars(part);
        return;
    default:
        break;
    }
    if (!call_->in_key) call_->name.clear();
    call_->in_key = true;
    if (call_->path.place() == Place::request || call_->path.place() == Place::prefetch) {
        call_->name += part.substr(0, longest_known_key - call_->name.size());
    } else {
        spend(part.size());
        if (!stopped()) call_->name += part;
    }
}

void HookReader::Parts::key_outside(std::string_view last_part) {
    switch (call_->path.place()) {
    case Place::extension:
    case Place::skipped:
        return;
    case Place::draft:
    case Place::draft_part:
        spend(last_part.size());
        if (!stopped()) call_->tree->values().push_key(last_part);
        return;
    default:
        break;
    }
    key_part_outside(last_part);
    call_->in_key = false;
    if (stopped()) return;
    if (const fhir::Result<void> named = call_->path.name(call_->name); !named) fail(named.error());
    switch (call_->path.place()) {
    case Place::request: // the schema hears of it once it is clear that it is not null
    case Place::prefetch:
        return;
    case Place::plain:
        check(schema_.key(call_->name));
        return;
    default:
        check(schema_.key(call_->name));
        call_->tree->values().push_key(call_->name);
        return;
    }
}

void HookReader::Parts::begin_text() {
    if (call_->in_text) return;
    call_->in_text = true;
    call_->in_pushed_text = false;
    call_->text.clear();
    call_->place_of_text = begin_value(false, false);
}

// A part of a text that the tree keeps and the schema does not hear.
void HookReader::Parts::push_chars(std::string_view part) {
    if (!call_->in_pushed_text)
        if (const std::string_view sign = sign_before(part); !sign.empty())
            call_->tree->values().push_chars(sign);
    call_->in_pushed_text |= !part.empty();
    call_->tree->values().push_chars(part);
}

// The last part of such a text, which nearly always is all of it.
void HookReader::Parts::push_text(std::string_view last_part) {
    if (!call_->in_pushed_text && sign_before(last_part).empty()) {
        call_->tree->values().push_string(last_part);
    } else {
        push_chars(last_part);
        call_->tree->values().push_string("");
    }
}

void HookReader::Parts::string_part_outside(std::string_view part) {
    begin_text();
    if (stopped()) return;
    const Hearers hearers = hearers_of(call_->place_of_text);
    if (hearers.resources) prefetch_.events().string_part(part);
    if (!hearers.schema && !hearers.tree) return;
    spend(part.size());
    if (stopped()) return;
    if (hearers.schema) {
        call_->text += part;
    } else {
        push_chars(part);
    }
}

void HookReader::Parts::string_outside(std::string_view last_part) {
    begin_text();
    call_->in_text = false;
    if (stopped()) return;
    const Hearers hearers = hearers_of(call_->place_of_text);
    if (hearers.resources) prefetch_.events().string(last_part);
    if (hearers.schema || hearers.tree) spend(last_part.size());
    if (stopped()) return;
    if (hearers.schema) {
        call_->text += last_part;
        check(schema_.string(call_->text));
        if (hearers.tree && !stopped()) push_text(call_->text);
    } else if (hearers.tree) {
        push_text(last_part);
    }
    if (call_->place_of_text == Place::plain) keep(call_->text);
}

void HookReader::Parts::number_part_outside(std::string_view digits) {
    begin_text();
    if (stopped()) return;
    const Hearers hearers = hearers_of(call_->place_of_text);
    if (hearers.resources) prefetch_.events().number_part(digits);
    if (!hearers.schema && !hearers.tree) return;
    spend(digits.size());
    if (!stopped()) call_->text += digits;
}

void HookReader::Parts::number_outside(std::string_view last_digits) {
    begin_text();
    call_->in_text = false;
    if (stopped()) return;
    const Hearers hearers = hearers_of(call_->place_of_text);
    if (hearers.resources) prefetch_.events().number(last_digits);
    if (!hearers.schema && !hearers.tree) return;
    spend(last_digits.size());
    if (stopped()) return;
    call_->text += last_digits;
    with_number(call_->text, [&](auto number) {
        if (hearers.schema) check(schema_.number(number));
        if (!hearers.tree || stopped()) return;
        if (boost::json::serialize(boost::json::value(number)) != call_->text)
            call_->tree->values().push_string(number_in_tree(call_->text));
        else
            push(call_->tree->values(), number);
    });
}

void HookReader::Parts::boolean_outside(bool truth) {
    const Place place = begin_value(false, false);
    if (stopped()) return;
    const Hearers hearers = hearers_of(place);
    if (hearers.resources) prefetch_.events().boolean(truth);
    if (hearers.schema) check(schema_.boolean(truth));
    if (hearers.tree && !stopped()) call_->tree->values().push_bool(truth);
}

void HookReader::Parts::null_outside() {
    const Place place = begin_value(false, true);
    if (stopped()) return;
    const Hearers hearers = hearers_of(place);
    if (hearers.resources) prefetch_.events().null();
    if (hearers.schema) check(schema_.null());
    if (hearers.tree && !stopped()) call_->tree->values().push_null();
}

HookReader::HookReader(Hook hook, const ReadingAids& aids) : parts_(std::make_unique<Parts>(hook, aids)) {}
HookReader::~HookReader() = default;
HookReader::HookReader(HookReader&&) noexcept = default;
HookReader& HookReader::operator=(HookReader&&) noexcept = default;

bool HookReader::write(std::string_view bytes) {
    parts_->write(bytes);
    return true;
}

fhir::Result<SentRequest> HookReader::sent() {
    return parts_->sent();
}

fhir::Result<HookRequest> HookReader::finish() {
    fhir::Result<SentRequest> sent = parts_->sent();
    if (!sent) return sent.error();
    return completed(*std::move(sent));
}

void HookReader::reset() {
    parts_->reset();
}

Hook HookReader::hook() const {
    return parts_->hook();
}

std::size_t HookReader::bytes() const {
    return parts_->bytes();
}

} // namespace psoas::hooks
