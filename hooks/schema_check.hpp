#pragma once

#include "fhir/result.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

namespace psoas::hooks {

/// A JSON Schema of draft 4, compiled once and shared. Only what RapidJSON 1.1 understands may stand in it,
/// and no `pattern`, whose engine is not safe to share between threads.
class Schema {
public:
    /// `text` belongs to the program: if it is no JSON object, that is a defect and throws std::logic_error.
    explicit Schema(std::string_view text);
    ~Schema();
    Schema(Schema&&) noexcept;
    Schema& operator=(Schema&&) noexcept;

private:
    friend class SchemaCheck;
    class State;
    std::unique_ptr<State> state_;
};

/// Holds one JSON value against a schema while it is read. Each call tells the next part of the value, and is
/// false from the first violation on; `violation` then says what is wrong.
class SchemaCheck {
public:
    explicit SchemaCheck(const Schema& schema); ///< which outlives the check
    ~SchemaCheck();
    SchemaCheck(SchemaCheck&&) noexcept;
    SchemaCheck& operator=(SchemaCheck&&) noexcept;

    /// Begins with another value, as it is at first. Of the one before only the room is left that it took.
    void reset();

    [[nodiscard]] bool begin_object();
    [[nodiscard]] bool key(std::string_view name);
    [[nodiscard]] bool end_object(std::size_t members);
    [[nodiscard]] bool begin_array();
    [[nodiscard]] bool end_array(std::size_t items);
    [[nodiscard]] bool string(std::string_view text);
    [[nodiscard]] bool number(std::int64_t number);
    [[nodiscard]] bool number(std::uint64_t number);
    [[nodiscard]] bool number(double number);
    [[nodiscard]] bool boolean(bool truth);
    [[nodiscard]] bool null();

    /// The violation: `required` with the path of the member that is missing, `structure` for a wrong type,
    /// `value` for all else. Names what the schema asks for, never what the value held. Only after a call was
    /// false.
    [[nodiscard]] fhir::Issue violation() const;

private:
    class State;
    std::unique_ptr<State> state_;
};

} // namespace psoas::hooks
