#pragma once

#include <span>
#include <string>
#include <string_view>

namespace psoas::hooks {

/// Text as it may stand in HTML, between tags and in attributes, whatever it holds.
[[nodiscard]] std::string html_text(std::string_view text);

/// One bar of a chart.
struct Bar {
    std::string label;
    double value = 0;
    std::string shown;         ///< the value in words
    bool rests_on_few = false; ///< of too little to lean on: pale
};

/// Bars one below the other with their labels and values, as an inline SVG. `title` is read to those who do
/// not see it, and so are all values. `series` chooses the colour, 1 or 2. Labels and values have the room of
/// the longest of them, as long as a quarter of the width is left to the bars.
[[nodiscard]] std::string lying_bars(std::string_view title, std::span<const Bar> bars, int series = 1);

/// Bars side by side over a time axis, with a label now and then. `top` is the value at the top, so that
/// charts can be compared; a bar tells its value to who points at it.
[[nodiscard]] std::string standing_bars(std::string_view title, std::span<const Bar> bars, double top,
                                        int series = 1);

} // namespace psoas::hooks
