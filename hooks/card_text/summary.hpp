#pragma once

#include "logic/advice.hpp"

#include <cstddef>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace psoas::hooks {

/// CDS Hooks: a summary has fewer than 140 characters (P-20).
inline constexpr std::size_t longest_summary = 139;

/// `before`, as many of `things` as the summary has room for, and `after`. What is dropped or shortened is
/// always a thing, with an ellipsis in its place, never the sentence around it.
[[nodiscard]] std::string summary_with(std::string_view before, std::span<const std::string> things,
                                       std::string_view after);

/// A summary of parts; what is too long is cut off.
[[nodiscard]] std::string summary_of(std::initializer_list<std::string_view> parts);

/// The parts in one text.
[[nodiscard]] std::string joined(std::initializer_list<std::string_view> parts);

/// The findings of the evidence in the service's own words, each once.
[[nodiscard]] std::vector<std::string> findings_in(std::span<const logic::Evidence> evidence);

/// What the record calls a piece of evidence if that is short and no report sentence, else the service's own
/// words.
[[nodiscard]] std::string name_in_record(const logic::Evidence& evidence);

/// A number as people write it: "4.2", "12".
[[nodiscard]] std::string number_words(double number);

/// The words with a capital letter in front.
[[nodiscard]] std::string capitalised(std::string words);

/// "a, b and c".
[[nodiscard]] std::string listed(std::span<const std::string_view> things);

/// Whether some of the evidence is confirmed.
[[nodiscard]] bool is_confirmed(const logic::Advice& advice);

[[nodiscard]] bool has(const logic::Advice& advice, logic::Note note);

/// The study that shows soft tissue and nerves: MRI, and CT where MRI is contraindicated.
[[nodiscard]] std::string_view cross_sectional_study(const logic::Advice& advice);

} // namespace psoas::hooks
