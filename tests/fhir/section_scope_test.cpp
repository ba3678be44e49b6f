#include "fhir/section_scope.hpp"

#include <doctest/doctest.h>

#include <string_view>

using namespace psoas::fhir;

namespace {

/// A sentence, and how many of its first words are a heading of that kind.
void enter(SectionScope& section, std::string_view sentence, std::uint32_t heading = 0,
           std::optional<ContextKind> kind = {}) {
    const std::vector<Token> words = tokens(sentence);
    SentencePhrases phrases;
    if (heading > 0)
        phrases.heading = Trigger{.first = 0, .last = heading, .phrase = {.kind = kind}};
    else
        phrases.findings.push_back({});
    if (heading > 0 && heading < words.size()) phrases.findings.push_back({});
    section.enter(words, phrases);
}

} // namespace

TEST_SUITE("fhir/section_scope") {
    TEST_CASE("a section with a heading of its own line lasts to an empty line or another heading") {
        SectionScope section;
        CHECK_FALSE(section.kind().has_value());
        enter(section, "Past history:", 2, ContextKind::historical);
        CHECK(section.kind() == ContextKind::historical);
        enter(section, "\nDiscitis in 2012");
        CHECK(section.kind() == ContextKind::historical);
        enter(section, "\n\nHip pain today");
        CHECK_FALSE(section.kind().has_value());
        enter(section, "Plan:", 1, ContextKind::planned);
        enter(section, "\nImpression:", 1);
        CHECK_FALSE(section.kind().has_value());
    }

    TEST_CASE("a section that begins on the line of its heading ends with the line") {
        SectionScope section;
        enter(section, "Indication: psoas abscess", 1, ContextKind::uncertain);
        CHECK(section.kind() == ContextKind::uncertain);
        enter(section, "fever");
        CHECK(section.kind() == ContextKind::uncertain);
        enter(section, "\nfever");
        CHECK_FALSE(section.kind().has_value());
    }

    TEST_CASE("words of the present end a section but for one of conditions") {
        for (const ContextKind kind : {ContextKind::historical, ContextKind::conditional}) {
            SectionScope section;
            enter(section, "Heading:", 1, kind);
            const std::vector<Token> words = tokens("now fever");
            SentencePhrases phrases;
            phrases.findings.push_back({});
            phrases.triggers.push_back(
                {.first = 0, .last = 1, .phrase = {.kind = ContextKind::present_time}});
            section.enter(words, phrases);
            CHECK(section.kind().has_value() == (kind == ContextKind::conditional));
        }
    }
}
