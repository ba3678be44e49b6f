#include "fhir/tokens.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace psoas::fhir {
namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f' || c == '\v' || c == '\0';
}

// ASCII letters and digits, which most bytes of a text are.
constexpr auto plain_in_word = [] {
    std::array<bool, 256> plain{};
    for (const char c : std::string_view("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"))
        plain[static_cast<unsigned char>(c)] = true;
    return plain;
}();

// With what stands between a word and the next.
constexpr std::size_t usual_word_bytes = 6;

class Tokenizer {
public:
    explicit Tokenizer(std::string_view text) : text_(text) {}

    std::vector<Token> run() {
        tokens_.reserve(text_.size() / usual_word_bytes + 1);
        while (at_ < text_.size())
            step();
        return std::move(tokens_);
    }

private:
    /// The byte `ahead` of the place of reading; a space beyond the ends.
    [[nodiscard]] char peek(std::size_t ahead = 0) const {
        return at_ + ahead < text_.size() ? text_[at_ + ahead] : ' ';
    }
    [[nodiscard]] char behind() const { return at_ > 0 ? text_[at_ - 1] : ' '; }
    [[nodiscard]] bool sees(std::string_view bytes) const { return text_.substr(at_).starts_with(bytes); }

    // Characters beyond ASCII are letters, but for the punctuation that word processors put in, and for
    // boxes.
    [[nodiscard]] bool sees_letter() const {
        if (is_letter(peek())) return true;
        return static_cast<unsigned char>(peek()) >= 0x80 && !sees("\xC2") && !sees("\xE2\x80")
               && !sees("\xE2\x98");
    }
    [[nodiscard]] bool sees_apostrophe() const { return peek() == '\'' || sees("\xE2\x80\x99"); }

    void step() {
        const char c = peek();
        if (is_digit(c) || sees_letter()) return word();
        if (c == '+' || c == '-') return sign();
        if (c == '?') return question();
        if (c == '#' && !is_digit(peek(1)) && !is_digit(behind()) && peek(1) != '#' && behind() != '#') {
            ++at_;
            return push(at_ - 1, Token::Kind::fracture);
        }
        if (c == '\n') {
            newlines_ = static_cast<std::uint8_t>(std::min(newlines_ + 1, 2));
        } else if (c == '.' || c == '!') {
            mark(Break::stop);
        } else if (c == ';') {
            mark(Break::clause);
        } else if (c == ',') {
            mark(Break::comma);
        } else if (is_empty_box()) {
            return pass_unticked();
        } else if (sees("[x]") || sees("[X]")) {
            mark(Break::comma);
            at_ += 3;
            return;
        } else if (c == '(' || c == '[') {
            if (!encloses_one_word()) {
                mark(Break::comma);
                bracket_opens_ = true;
            }
        } else if (c == ')' || c == ']') {
            if (enclosed_ != tokens_.size()) {
                mark(Break::comma);
                bracket_closes_ = true;
            }
        } else if (c == ':') {
            if (!tokens_.empty()) tokens_.back().colon_after = true;
        } else if (c == '*' || sees("\xE2\x80\xA2")) {
            bullet();
        } else if (sees("\xE2\x80\x93") || sees("\xE2\x80\x94")) { // en dash, em dash
            if (is_space(behind())) mark(Break::clause);
        }
        skip_character();
    }

    void skip_character() {
        ++at_;
        while (at_ < text_.size() && (static_cast<unsigned char>(text_[at_]) & 0xC0) == 0x80)
            ++at_;
    }

    void mark(Break strength) { before_ = std::max(before_, strength); }

    void bullet() {
        if (newlines_ > 0 || tokens_.empty()) bullet_ = true;
    }

    void push(std::size_t begin, Token::Kind kind) {
        tokens_.push_back({.begin = static_cast<std::uint32_t>(begin),
                           .end = static_cast<std::uint32_t>(at_),
                           .kind = kind,
                           .before = before_,
                           .newlines_before = newlines_,
                           .bullet_before = bullet_,
                           .bracket_opens_before = std::exchange(bracket_opens_, false),
                           .bracket_closes_before = std::exchange(bracket_closes_, false)});
        before_ = Break::none;
        newlines_ = 0;
        bullet_ = false;
    }

    void word() {
        const std::size_t begin = at_;
        if (is_digit(peek()) && (grade() || number())) return;
        // "h/o", "b/l", "L/R": one letter on either side of the stroke.
        if (is_letter(peek()) && peek(1) == '/' && is_letter(peek(2)) && !is_letter(peek(3))
            && peek(3) != '/') {
            at_ += 3;
            return push(begin, Token::Kind::word);
        }
        while (at_ < text_.size()) {
            if (plain_in_word[static_cast<unsigned char>(text_[at_])]) {
                ++at_;
            } else if (sees_letter() || (sees_apostrophe() && is_letter(peek(peek() == '\'' ? 1 : 3)))) {
                skip_character();
            } else {
                break;
            }
        }
        if (is_body_temperature(begin))
            while (is_digit(peek()) || ((peek() == '.' || peek() == ',') && is_digit(peek(1))))
                ++at_;
        push(begin, Token::Kind::word);
    }

    /// "T38.9": read up to its point, which ends no sentence.
    [[nodiscard]] bool is_body_temperature(std::size_t begin) const {
        constexpr std::array<std::string_view, 9> beginnings{"38",  "39",  "40",  "41", "100",
                                                             "101", "102", "103", "104"};
        const std::string_view word = text_.substr(begin, at_ - begin);
        const bool has_decimals = (peek() == '.' || peek() == ',') && is_digit(peek(1));
        return has_decimals && (word.starts_with('T') || word.starts_with('t'))
               && std::ranges::find(beginnings, word.substr(1)) != beginnings.end();
    }

    /// A grade of power, "3/5", "4-/5", "4+/5".
    bool grade() {
        const std::size_t stroke = peek(1) == '+' || peek(1) == '-' ? 2 : 1;
        if (peek(stroke) != '/' || !is_digit(peek(stroke + 1)) || is_digit(peek(stroke + 2))
            || peek(stroke + 2) == '/')
            return false;
        const std::size_t begin = at_;
        at_ += stroke + 2;
        push(begin, Token::Kind::word);
        return true;
    }

    /// The "F" of "102.4F".
    [[nodiscard]] bool sees_scale() const {
        constexpr std::string_view scales = "CFcf";
        return scales.find(peek()) != std::string_view::npos && !is_letter(peek(1)) && !is_digit(peek(1));
    }

    /// Digits with at most decimals; "4th" and "6wk" are words.
    bool number() {
        const std::size_t begin = at_;
        while (is_digit(peek()) || ((peek() == '.' || peek() == ',') && is_digit(peek(1))))
            ++at_;
        if (sees_letter()
            && !(text_.substr(begin, at_ - begin).find('.') != std::string_view::npos && sees_scale())) {
            at_ = begin;
            return false;
        }
        push(begin, Token::Kind::number);
        return true;
    }

    /// "+ve", "(+)", "SLR +"; any other plus or minus is a hyphen, a bullet or a dash.
    void sign() {
        const std::size_t begin = at_;
        const char next = peek(1);
        if (!is_letter(behind()) && !is_digit(behind())) {
            if (sees("+ve") || sees("-ve") || sees("+VE") || sees("-VE") || sees("+Ve") || sees("-Ve")) {
                at_ += 3;
                if (!is_letter(peek())) return push(begin, Token::Kind::sign);
                at_ = begin;
            }
            if (next == '+') { // "++"
                ++at_;
                return;
            }
            const bool ends = next == ')' || next == ',' || next == ';' || next == '.' || next == '\n'
                              || at_ + 1 == text_.size();
            if (!tokens_.empty() && newlines_ == 0 && (ends || (peek() == '+' && is_space(next)))) {
                ++at_;
                return push(begin, Token::Kind::sign);
            }
            bullet();
            if (is_space(behind()) && is_space(next) && newlines_ == 0) mark(Break::clause);
        }
        ++at_;
    }

    void question() {
        const std::size_t begin = at_;
        const bool after_word = begin > 0 && !is_space(behind()) && behind() != '(';
        while (peek() == '?')
            ++at_;
        push(begin, after_word ? Token::Kind::questioned : Token::Kind::query);
        if (after_word) mark(Break::stop);
    }

    /// A box of a form that nobody ticked: "[ ]", "[]" or U+2610.
    [[nodiscard]] bool is_empty_box() const { return sees("[ ]") || sees("[]") || sees("\xE2\x98\x90"); }

    /// What stands behind an empty box says nothing, up to the next box, bracket or end of the statement.
    /// Only "fever [ ] No" without a ticked box near it is the form of those who never tick.
    void pass_unticked() {
        constexpr std::size_t near = 48; // bytes
        const std::string_view before = text_.substr(at_ - std::min(at_, near), std::min(at_, near));
        const std::string_view after = text_.substr(at_, near);
        const auto is_ticked = [](std::string_view part) {
            return part.find("[x]") != part.npos || part.find("[X]") != part.npos;
        };
        const bool line_is_ticked =
            is_ticked(before.substr(before.rfind('\n') + 1)) || is_ticked(after.substr(0, after.find('\n')));
        at_ += sees("[]") ? 2 : 3;
        if (!line_is_ticked && (sees(" No") || sees(" no"))) return;
        mark(Break::comma);
        while (at_ < text_.size() && !is_end_of_box() && !sees("\xE2\x98"))
            ++at_;
    }
    [[nodiscard]] bool is_end_of_box() const {
        return std::string_view("[.;\n").find(peek()) != std::string_view::npos;
    }

    /// Whether the bracket here holds one word: "SLR (left) negative" reads on through it.
    bool encloses_one_word() {
        constexpr std::size_t longest = 16;
        for (std::size_t ahead = 1; ahead <= longest; ++ahead) {
            if (peek(ahead) == ')' || peek(ahead) == ']') {
                enclosed_ = tokens_.size() + 1;
                return true;
            }
            if (is_space(peek(ahead))) break;
        }
        return false;
    }

    std::string_view text_;
    std::size_t at_ = 0;
    bool bracket_opens_ = false;
    bool bracket_closes_ = false;
    std::size_t enclosed_ = 0; ///< how many words there are when a bracket around one word closes
    std::vector<Token> tokens_;
    Break before_ = Break::none;
    std::uint8_t newlines_ = 0;
    bool bullet_ = false;
};

// Answers in forms: "Fever? No", "Fever [ ] No".
constexpr std::array<std::string_view, 14> answers{"no",   "yes",    "n",        "y",       "nil",
                                                   "none", "denies", "denied",   "absent",  "present",
                                                   "neg",  "pos",    "negative", "positive"};

bool is_answer(std::string_view word) {
    return std::ranges::any_of(answers, [&](std::string_view answer) {
        return std::ranges::equal(word, answer, {}, [](char c) {
            return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        });
    });
}

bool is_box(std::string_view between) {
    return between.find('[') != between.npos && between.find_first_not_of(" \t[](){}:_xX") == between.npos;
}

/// An answer to a question or beside a box is one after a colon.
void join_answers(std::string_view text, std::vector<Token>& tokens) {
    std::size_t kept = 0;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        Token token = tokens[i];
        const bool alone = i + 1 == tokens.size() || tokens[i + 1].newlines_before > 0
                           || tokens[i + 1].before != Break::none;
        if (kept > 0 && alone && token.newlines_before == 0
            && is_answer(text.substr(token.begin, token.end - token.begin))) {
            const bool asked = kept > 1 && tokens[kept - 1].kind == Token::Kind::questioned;
            const std::size_t asked_to = tokens[kept - 1].end;
            if (asked || is_box(text.substr(asked_to, token.begin - asked_to))) {
                if (asked) --kept;
                token.before = Break::none;
                tokens[kept - 1].colon_after = true;
            }
        }
        tokens[kept++] = token;
    }
    tokens.resize(kept);
}

} // namespace

std::vector<Token> tokens(std::string_view text) {
    std::vector<Token> found = Tokenizer(text).run();
    join_answers(text, found);
    return found;
}

} // namespace psoas::fhir
