#include "fhir/stated_onset.hpp"

#include "fhir/words.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <span>
#include <string>
#include <vector>

namespace psoas::fhir {
namespace {

// Stems of what else may have lasted so long, or is to come then, and of pain that is older than its flare.
constexpr std::array other_times{
    std::string_view("therap"),     std::string_view("physio"),   std::string_view("treat"),
    std::string_view("exercis"),    std::string_view("rest"),     std::string_view("review"),
    std::string_view("follow"),     std::string_view("recheck"),  std::string_view("return"),
    std::string_view("course"),     std::string_view("taking"),   std::string_view("took"),
    std::string_view("pregnan"),    std::string_view("gestat"),   std::string_view("post"),
    std::string_view("after"),      std::string_view("before"),   std::string_view("until"),
    std::string_view("every"),      std::string_view("wors"),     std::string_view("flare"),
    std::string_view("exacerbat"),  std::string_view("recurren"), std::string_view("chronic"),
    std::string_view("longstand"),  std::string_view("improv"),   std::string_view("better"),
    std::string_view("resolv"),     std::string_view("settled"),  std::string_view("surg"),
    std::string_view("operat"),     std::string_view("fusion"),   std::string_view("inject"),
    std::string_view("fell"),       std::string_view("fall"),     std::string_view("accident"),
    std::string_view("incontinen"), std::string_view("medica"),   std::string_view("intermittent"),
};
constexpr std::array other_words{
    std::string_view("fu"),    std::string_view("pt"),   std::string_view("off"),  std::string_view("on"),
    std::string_view("mg"),    std::string_view("old"),  std::string_view("age"),  std::string_view("aged"),
    std::string_view("yo"),    std::string_view("less"), std::string_view("more"), std::string_view("than"),
    std::string_view("not"),   std::string_view("no"),   std::string_view("now"),  std::string_view("then"),
    std::string_view("under"),
};

struct Number {
    std::string_view word;
    std::string_view digits;
};
constexpr std::array numbers{
    Number{"a", "1"},     Number{"one", "1"},  Number{"two", "2"},  Number{"three", "3"},
    Number{"four", "4"},  Number{"five", "5"}, Number{"six", "6"},  Number{"seven", "7"},
    Number{"eight", "8"}, Number{"nine", "9"}, Number{"ten", "10"}, Number{"twelve", "12"},
};

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
    return std::ranges::find(words, word) != words.end();
}

bool is_digits(std::string_view word) {
    return !word.empty() && std::ranges::all_of(word, [](char c) { return c >= '0' && c <= '9'; });
}

// "3", "three" and the "x3" of "x3 days"; empty for another word.
std::string_view digits_of(std::string_view word) {
    if (word.size() > 1 && word.front() == 'x') word.remove_prefix(1);
    if (is_digits(word)) return word;
    const auto number = std::ranges::find(numbers, word, &Number::word);
    return number == numbers.end() ? std::string_view{} : number->digits;
}

struct Stated {
    std::size_t first = 0; ///< words of the name
    std::size_t last = 0;
    logic::DateRange onset;
};

// "3 weeks", "3/52" and "since yesterday" or a date, wherever they stand.
std::vector<Stated> times_in(std::span<const std::string_view> words, const logic::DateRange& recorded) {
    const auto text_of = [&](std::size_t first, std::size_t last) {
        const char* begin = words[first].data();
        return std::string_view(begin, static_cast<std::size_t>(words[last - 1].data() - begin)
                                           + words[last - 1].size());
    };
    std::vector<Stated> found;
    for (std::size_t i = 0; i < words.size(); ++i) {
        std::optional<logic::DateRange> onset;
        std::size_t last = i;
        if (i > 0 && words[i - 1] == "since") {
            for (last = std::min(i + 3, words.size()); last > i && !onset; --last)
                onset = read_onset_text(text_of(i, last), recorded);
            if (onset) ++last;
        } else if (i + 1 < words.size() && !digits_of(words[i]).empty()) {
            last = i + 2;
            const bool is_fraction = text_of(i, last).find('/') != std::string_view::npos;
            onset = is_fraction
                        ? read_onset_text(text_of(i, last), recorded)
                        : read_onset_text(std::string(digits_of(words[i])) + " " + std::string(words[i + 1]),
                                          recorded);
        }
        if (onset) found.push_back({i, last, *onset});
    }
    return found;
}

bool tells_another_time(std::string_view lower, std::span<const std::string_view> words) {
    return lower.find_first_of("<>") != lower.npos
           || std::ranges::any_of(other_times, [&](std::string_view stem) { return names(lower, stem); })
           || std::ranges::any_of(words, [](std::string_view word) {
                  return std::ranges::find(other_words, word) != other_words.end();
              });
}

} // namespace

std::optional<logic::DateRange> onset_in_name(std::string_view name,
                                              const std::optional<logic::DateRange>& recorded) {
    constexpr std::size_t longest = 120; // of a name; more is a note, in which each time has its own subject
    if (!recorded || name.size() > longest) return std::nullopt;
    const std::string lower = lowercase(name);
    const std::vector<std::string_view> words = split_words(lower);
    if (tells_another_time(lower, words)) return std::nullopt;
    const std::vector<Stated> times = times_in(words, *recorded);
    if (times.size() != 1) return std::nullopt;

    const Stated& time = times.front();
    // "2-3 weeks" is no one time, and "in 2 weeks" is to come.
    if (time.first > 0
        && (is_digits(words[time.first - 1])
            || is_one_of(words[time.first - 1], {"in", "within", "next", "to", "or"})))
        return std::nullopt;
    const bool ends =
        time.last == words.size() || (time.last + 1 == words.size() && is_one_of(words.back(), {"duration"}));
    const bool begins = time.first == 0 || (time.first == 1 && is_one_of(words[0], {"a", "approximately"}));
    const bool is_history = time.last < words.size() && is_one_of(words[time.last], {"history", "hx", "h"});
    if (ends || (begins && is_history)) return time.onset;
    return std::nullopt;
}

} // namespace psoas::fhir
