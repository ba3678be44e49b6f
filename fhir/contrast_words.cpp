#include "fhir/contrast_words.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace psoas::fhir {
namespace {

using logic::Contrast;

// What the words of a statement about contrast say; `name` is contrast itself, `link` says nothing alone.
enum class Says : std::uint8_t { with, without, either, name, vein, other_way, link };

struct Word {
    std::string_view phrase;
    Says says;
};

// The longer of two phrases that begin alike stands first.
constexpr std::array words{
    Word{"w o", Says::without},
    Word{"w out", Says::without},
    Word{"w", Says::with},
    Word{"wo", Says::without},
    Word{"wout", Says::without},
    Word{"with", Says::with},
    Word{"without", Says::without},
    Word{"wwo", Says::with},
    Word{"no", Says::without},
    Word{"non", Says::without},
    Word{"c+", Says::with},
    Word{"c-", Says::without},
    Word{"+", Says::with},
    Word{"+/-", Says::either},
    Word{"or", Says::either},
    Word{"vs", Says::either},
    Word{"and", Says::link},
    Word{"then", Says::link},
    Word{"followed by", Says::link},
    Word{"any", Says::link},
    Word{"the use of", Says::link},
    Word{"contrast", Says::name},
    Word{"cont", Says::name},
    Word{"contr", Says::name},
    Word{"con", Says::name},
    Word{"gad", Says::name},
    Word{"gado", Says::name},
    Word{"gadolinium", Says::name},
    Word{"gadavist", Says::name},
    Word{"dye", Says::name},
    Word{"iv", Says::vein},
    Word{"intravenous", Says::vein},
    Word{"i v", Says::vein},
    Word{"oral", Says::other_way},
    Word{"po", Says::other_way},
    Word{"rectal", Says::other_way},
    Word{"intra articular", Says::other_way},
    Word{"intraarticular", Says::other_way},
    Word{"intrathecal", Says::other_way},
};

// Words that are a statement in themselves.
struct Whole {
    std::string_view phrase;
    Contrast contrast;
};
constexpr std::array whole{
    Whole{"wow", Contrast::without_and_with},
    Whole{"wwo", Contrast::without_and_with},
    Whole{"wowo", Contrast::without_and_with},
    Whole{"pre and post contrast", Contrast::without_and_with},
    Whole{"pre post contrast", Contrast::without_and_with},
    Whole{"noncontrast", Contrast::without},
    Whole{"nonenhanced", Contrast::without},
    Whole{"unenhanced", Contrast::without},
    Whole{"non enhanced", Contrast::without},
    Whole{"contrast enhanced", Contrast::with},
    Whole{"post contrast", Contrast::with},
};

// The choice is left to somebody.
constexpr std::array<std::string_view, 10> leaves_open{
    "if", "per", "prn", "as needed", "as indicated", "as per", "or", "vs", "optional", "at discretion",
};

// What may follow a bare "w/o"; before any other word it belongs to that word ("without sedation").
constexpr std::array<std::string_view, 20> new_thoughts{
    ",",   "left",     "right",  "lt",   "rt",      "l",      "r",      "bilat*", "for", "eval*",
    "r o", "rule out", "due to", "stat", "routine", "urgent", "please", "3t",     "72*", "73*",
};

const Word* word_at(const TitleWords& title, std::size_t at, std::size_t& length) {
    for (const Word& word : words)
        if (const std::size_t taken = title.phrase_at(at, word.phrase); taken != 0) {
            length = taken;
            return &word;
        }
    return nullptr;
}

bool begins_any(const TitleWords& title, std::size_t at, const auto& phrases) {
    return std::ranges::any_of(phrases,
                               [&](std::string_view each) { return title.phrase_at(at, each) != 0; });
}

/// A run of such words: "with and without iv contrast".
struct Statement {
    bool with = false;
    bool without = false;
    bool either = false;
    bool named = false;
    bool bare_no = false; ///< "no" and "non" say nothing without the name
    bool vein = false;
    bool other_way = false;
    std::size_t end = 0;

    void add(Says says) {
        with = with || says == Says::with;
        without = without || says == Says::without;
        either = either || says == Says::either;
        named = named || says == Says::name;
        vein = vein || says == Says::vein;
        other_way = other_way || says == Says::other_way;
    }
};

Statement statement_at(const TitleWords& title, std::size_t at) {
    Statement read;
    std::size_t length = 0;
    for (const Word* word = word_at(title, at, length); word != nullptr; word = word_at(title, at, length)) {
        read.bare_no = read.bare_no || word->phrase == "no" || word->phrase == "non";
        read.add(word->says);
        at += length;
    }
    read.end = at;
    return read;
}

} // namespace

Contrast contrast_in(const TitleWords& title) {
    for (std::size_t at = 0; at < title.size(); ++at)
        for (const Whole& each : whole)
            if (title.phrase_at(at, each.phrase) != 0) return each.contrast;

    for (std::size_t at = 0; at < title.size();) {
        const Statement read = statement_at(title, at);
        if (read.end == at) {
            ++at;
            continue;
        }
        at = read.end;
        const bool alone = !read.bare_no && (at == title.size() || begins_any(title, at, new_thoughts));
        if (!read.with && !read.without && !read.either) continue;
        if (!read.named && !read.vein && !alone) continue;
        if (read.other_way && !read.vein) continue;
        if (read.either || begins_any(title, at, leaves_open)) return Contrast::not_stated;
        if (read.with && read.without) return Contrast::without_and_with;
        return read.with ? Contrast::with : Contrast::without;
    }
    return Contrast::not_stated;
}

} // namespace psoas::fhir
