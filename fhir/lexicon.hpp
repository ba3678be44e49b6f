#pragma once

#include "fhir/lexicon_files.hpp"
#include "fhir/phrase_book.hpp"
#include "logic/chart.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <variant>
#include <vector>

namespace psoas::fhir {

/// What holds for all phrases of a finding: the lines of its file that begin with `@`.
struct FindingLexicon {
    logic::Finding finding{};
    bool sideless = false;                   ///< a fever has no side
    bool needs_result = false;               ///< a test says nothing until its result is told
    bool result_inverted = false;            ///< the finding is the negative test
    bool negation_says_nothing = false;      ///< "no metastasis" does not deny the cancer
    bool negation_ignored = false;           ///< the phrases have their own "not"
    bool history_ignored = false;            ///< "status post fusion": done is done
    std::optional<logic::Finding> past_is{}; ///< the finding that it is once past
};

/// A phrase that names a finding.
struct FindingPhrase {
    enum class Says : std::uint8_t {
        present,
        absent,     ///< "afebrile"
        if_negated, ///< means this finding only where it is negated
        not_this,   ///< "hay fever": looks like the finding and is another thing
        measured,   ///< "QTc": the number behind it decides
    };
    std::uint32_t lexicon = 0; ///< which of `Lexicon::findings`
    Says says = Says::present;
    logic::Region region = logic::Region::unspecified;
    logic::Certainty certainty = logic::Certainty::confirmed;
    logic::Course course = logic::Course::active;
    bool by_number = false;     ///< measured: no word around a number denies it
    bool where_studied = false; ///< a fracture without its bone, which the study of a report tells
};

/// What a trigger says of the findings in its scope. See context_scope.hpp.
enum class ContextKind : std::uint8_t {
    negation,
    doubt, ///< negated, and not surely
    positive_result,
    negative_result, ///< of a test; denies another finding only where it stands alone behind it
    uncertain,
    hypothetical, ///< feared, taught or compared: says nothing of the patient
    looked_for,   ///< "rule out": says nothing of the patient but that somebody suspects it
    asked,        ///< a heading of what was asked: uncertain, and no place of a fracture without its bone
    conditional,  ///< "return if": the same, to the end of the sentence
    planned,      ///< what is to be done: says nothing of what was done, and nothing else of a disease
    historical,
    other_person,
    pseudo,       ///< has the words of a trigger and is none
    terminator,   ///< ends every scope but those of a condition and of another person
    contrast,     ///< the same, and what follows has its own side: "but"
    backstop,     ///< ends the scopes that reach back: "hip pain with fever denied"
    present_time, ///< ends the scopes of history and of another person, and such a section
    opener,       ///< after a comma, ends a negation: "no fever, has chills"
    list_opener,  ///< the same, unless the list goes on to an "or"
    disjunction,  ///< "or" and "nor" themselves
    conjunction,
};

struct ContextPhrase {
    enum class Direction : std::uint8_t {
        before, ///< of findings after it, through a list
        near,   ///< of findings after it, up to the next comma
        after,  ///< of findings before it
        answer, ///< the same, and only alone behind a colon: "Fever: N"
        alone,
        section, ///< a heading, of all findings in its section
    };
    std::optional<ContextKind> kind{}; ///< none: a heading that says nothing
    Direction direction = Direction::alone;
};

struct SidePhrase {
    logic::Side side{}; ///< unknown: "left the clinic"
};

/// Phrases and what they mean, read from the files of fhir/lexicon/ (its README says how they are written).
class Lexicon {
public:
    using Meaning = std::variant<FindingPhrase, ContextPhrase, SidePhrase>;

    /// Throws std::invalid_argument, which names the file and the line, where a file is malformed.
    explicit Lexicon(std::span<const LexiconFile> files);

    [[nodiscard]] const PhraseBook& book() const { return book_; }
    [[nodiscard]] const Meaning& meaning(const PhraseMatch& match) const { return meanings_[match.tag]; }
    [[nodiscard]] std::span<const FindingLexicon> findings() const { return findings_; }

    /// Whether a phrase that names a finding may begin with this word.
    [[nodiscard]] bool begins_finding(PhraseBook::Word word) const { return begins_finding_[word]; }
    /// The same of a pain, as `logic::is_pain` has it.
    [[nodiscard]] bool begins_pain(PhraseBook::Word word) const { return begins_pain_[word]; }

private:
    void read(const LexiconFile& file);
    void read_words(std::string_view line);
    void read_side(std::string_view line);
    void read_context(std::string_view line);
    void read_finding(std::string_view line);
    void read_trait(std::string_view trait);
    void add(std::string_view phrase, Meaning meaning);
    [[nodiscard]] bool names_pain(std::uint32_t tag) const;

    PhraseBook book_;
    std::vector<Meaning> meanings_;
    std::vector<FindingLexicon> findings_;
    std::vector<bool> begins_finding_;
    std::vector<bool> begins_pain_;
};

} // namespace psoas::fhir
