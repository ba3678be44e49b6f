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

    TEST_CASE("ids that differ in two digits have hashes of their own wherever these stand") {
        for (const std::size_t size : {16U, 20U, 24U, 36U}) {
            CAPTURE(size);
            const std::string id = std::string("8206498884607703120645879013276450981237").substr(0, size);
            std::set<std::size_t> hashes;
            std::size_t ids = 0;
            for (std::size_t first = 0; first < size; ++first)
                for (std::size_t second = first + 1; second < size; ++second)
                    for (char one = '0'; one <= '9'; ++one)
                        for (char other = '0'; other <= '9'; ++other) {
                            if (one == id[first] || other == id[second]) continue;
                            std::string changed = id;
                            changed[first] = one;
                            changed[second] = other;
                            hashes.insert(QuickHash().add("Condition").add(changed).value());
                            ++ids;
                        }
            CHECK(hashes.size() == ids);
        }
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
