#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace psoas::hooks {

/// The parts that the page of a report is made of. All but `figure`, `section` and `page` take plain text.

/// A table whose first column names its rows and whose others are numbers.
class Table {
public:
    Table(std::string_view caption, const std::vector<std::string>& heads);
    void row(std::string_view name, const std::vector<std::string>& cells);
    [[nodiscard]] bool empty() const { return !any_; }
    [[nodiscard]] std::string finish() &&;

private:
    std::string html_;
    bool any_ = false;
};

[[nodiscard]] std::string paragraph(std::string_view text);
/// A drawing with its caption.
[[nodiscard]] std::string figure(const std::string& svg, std::string_view caption);
[[nodiscard]] std::string section(std::string_view title, const std::string& content);

/// A whole page, which asks for nothing else: styles for screens light and dark and for paper, no scripts,
/// and a policy that lets none run.
[[nodiscard]] std::string page(std::string_view title, const std::string& content);

/// "1,234,567".
[[nodiscard]] std::string whole(std::uint64_t count);
/// "12.3".
[[nodiscard]] std::string one_decimal(double number);

} // namespace psoas::hooks
