#pragma once

#include <optional>
#include <string_view>

namespace psoas::fhir {

/// Reads a text in small letters from its front: a name, what joins it to its number, the number and its
/// unit.
class Scanner {
public:
    explicit Scanner(std::string_view text) : rest_(text) {}

    /// Passes blanks and the signs that join a name and its number. A "<" or ">" is none of them.
    void pass_joints();

    void pass_blanks();

    /// The letters that come next, perhaps none.
    std::string_view take_letters();

    /// "512", "0.51" or "0,51".
    std::optional<double> take_number();

    bool take(char wanted);

    /// ">", ">=" or "\u2265" and the blanks behind it.
    bool take_greater_than();

    [[nodiscard]] bool sees_number_after(char sign) const;

    [[nodiscard]] std::string_view rest() const { return rest_; }

private:
    std::string_view rest_;
};

} // namespace psoas::fhir
