#include "fhir/quick_hash.hpp"

#include <doctest/doctest.h>

#include <set>
#include <string>
#include <string_view>

using psoas::fhir::QuickHash;

TEST_SUITE("fhir/quick_hash") {
    TEST_CASE("texts of one to forty bytes that differ in one byte have hashes of their own") {
        std::set<std::size_t> hashes;
        std::size_t texts = 0;
        for (std::size_t size = 1; size <= 40; ++size)
            for (std::size_t place = 0; place < size; ++place)
                for (const char c : {'x', 'y', '\0'}) {
                    std::string text(size, 'a');
                    text[place] = c;
                    hashes.insert(QuickHash().add(text).value());
                    ++texts;
                }
        CHECK(hashes.size() == texts);
    }

    TEST_CASE("where one text ends and the next begins is part of a hash") {
        std::set<std::size_t> hashes;
        const std::string_view text = "Condition/back-pain-and-more";
        for (std::size_t end = 0; end <= text.size(); ++end)
            hashes.insert(QuickHash().add(text.substr(0, end)).add(text.substr(end)).value());
        CHECK(hashes.size() == text.size() + 1);
    }

    TEST_CASE("equal texts have one hash wherever they lie") {
        const std::string text = "a reference of more than eight bytes";
        const std::string elsewhere = "xyz" + text;
        CHECK(QuickHash().add(text).value()
              == QuickHash().add(std::string_view(elsewhere).substr(3)).value());
    }
}
