#include "fhir/side.hpp"

#include "fhir/lexicon.hpp"
#include "fhir/text_reader.hpp"

#include <algorithm>
#include <iterator>
#include <limits>

namespace psoas::fhir {
namespace {

using logic::Side;

constexpr std::uint32_t out_of_reach = std::numeric_limits<std::uint32_t>::max();

} // namespace

SidesOfSentence::SidesOfSentence(std::span<const Token> sentence, std::span<const SideWords> named)
    : named_(named), segment_begin_(sentence.size()), segment_end_(sentence.size()) {
    std::uint32_t begin = 0;
    for (std::uint32_t i = 0; i < sentence.size(); ++i) {
        if (sentence[i].before != Break::none) begin = i;
        segment_begin_[i] = begin;
    }
    auto end = static_cast<std::uint32_t>(sentence.size());
    for (std::uint32_t i = end; i-- > 0;) {
        segment_end_[i] = end;
        if (sentence[i].before != Break::none) end = i;
    }
    for (const SideWords& words : named)
        if (words.side != named.front().side) names_one_side_ = false;
}

Side SidesOfSentence::nearest(std::uint32_t begin, std::uint32_t end, std::uint32_t first,
                              std::uint32_t last) const {
    const auto after = std::ranges::lower_bound(named_, last, {}, &SideWords::first);
    Side side = Side::unknown;
    std::uint32_t distance = out_of_reach;
    if (after != named_.begin()) {
        const SideWords& before = *std::prev(after); // or inside: the last one that the finding holds
        if (before.first >= begin) {
            side = before.side;
            distance = before.last < first ? first - before.last : 0;
        }
    }
    if (after != named_.end() && after->last <= end && after->first - last < distance) side = after->side;
    return side;
}

Side SidesOfSentence::of(std::uint32_t first, std::uint32_t last) {
    if (named_.empty()) return Side::unknown;
    const std::uint32_t end = segment_end_[last - 1];
    Side side = nearest(segment_begin_[first], end, first, last);
    if (side == Side::unknown && end < segment_end_.size()) {
        const auto next = std::ranges::lower_bound(named_, end, {}, &SideWords::first);
        if (next != named_.end() && next->first == end && next->last == segment_end_[end]) side = next->side;
    }
    if (side == Side::unknown && names_one_side_) return last_;
    last_ = side;
    return side;
}

Side joined(Side one, Side other) {
    if (one == Side::unknown || one == other) return other;
    return other == Side::unknown ? one : Side::bilateral;
}

Side side_named_in(std::string_view text) {
    // The words of sides alone; a constant of the program.
    static const Lexicon lexicon = [] {
        std::vector<LexiconFile> files;
        std::ranges::copy_if(lexicon_files(), std::back_inserter(files), [](const LexiconFile& file) {
            return file.name == "words" || file.name == "side";
        });
        return Lexicon(files);
    }();
    const std::vector<Token> words = tokens(text);
    std::vector<PhraseBook::Word> read;
    for (const Token& token : words)
        read.push_back(lexicon.book().word(text, token));
    Side side = Side::unknown;
    std::vector<PhraseMatch> matches;
    for (std::size_t i = 0; i < words.size();) {
        matches.clear();
        lexicon.book().match(words, read, i, matches);
        const auto longest = std::ranges::max_element(matches, {}, &PhraseMatch::last);
        if (longest == matches.end()) {
            ++i;
            continue;
        }
        side = joined(side, std::get<SidePhrase>(lexicon.meaning(*longest)).side);
        i = longest->last;
    }
    return side;
}

} // namespace psoas::fhir
