#include "logic/evidence_view.hpp"

#include <doctest/doctest.h>

#include <array>
#include <string>
#include <utility>
#include <vector>

using namespace psoas::logic;

namespace {

// As many as are held without memory, one more and one fewer, and many.
constexpr std::array sizes{0, 1, 3, 4, 5, 9, 40};

/// Pieces that are called "0", "1" and so on; every third is suspected.
std::vector<Evidence> pieces(int count) {
    std::vector<Evidence> all;
    for (int i = 0; i < count; ++i)
        all.push_back({.certainty = i % 3 == 0 ? Certainty::unconfirmed : Certainty::confirmed,
                       .reference = std::to_string(i)});
    return all;
}

std::vector<std::string> names(const EvidenceView& view) {
    std::vector<std::string> all;
    for (const Evidence& each : view)
        all.push_back(each.reference);
    return all;
}

bool is_suspected(const Evidence& each) {
    return each.certainty == Certainty::unconfirmed;
}

} // namespace

TEST_SUITE("logic/evidence_view") {
    TEST_CASE("a view holds the pieces themselves in their order however many they are") {
        for (const int count : sizes) {
            CAPTURE(count);
            const std::vector<Evidence> chart = pieces(count);
            const EvidenceView view(chart);
            CHECK(view.empty() == (count == 0));
            REQUIRE(view.size() == chart.size());
            for (std::size_t i = 0; i < chart.size(); ++i)
                CHECK(&view[i] == &chart[i]);
            if (count > 0) CHECK(&view.front() == &chart.front());

            const EvidenceView copied = view;
            EvidenceView moved = view;
            const EvidenceView taken = std::move(moved);
            CHECK(copied == view);
            CHECK(taken == view);
            const std::vector<Evidence> kept = view;
            CHECK(kept == chart);
        }
    }

    TEST_CASE("views are the same where their pieces say the same in the same order") {
        const std::vector<Evidence> one = pieces(3);
        const std::vector<Evidence> alike = pieces(3);
        const std::vector<Evidence> fewer = pieces(2);
        const std::vector<Evidence> turned(one.rbegin(), one.rend());
        CHECK(EvidenceView(one) == EvidenceView(alike));
        CHECK_FALSE(EvidenceView(one) == EvidenceView(fewer));
        CHECK_FALSE(EvidenceView(one) == EvidenceView(turned));
    }

    TEST_CASE("what is left out leaves the others in their order and can be taken") {
        for (const int count : sizes) {
            CAPTURE(count);
            const std::vector<Evidence> chart = pieces(count);
            std::vector<std::string> suspected;
            std::vector<std::string> confirmed;
            for (const Evidence& each : chart)
                (is_suspected(each) ? suspected : confirmed).push_back(each.reference);

            EvidenceView left(chart);
            erase_if(left, is_suspected);
            CHECK(names(left) == confirmed);
            CHECK(names(those(chart, is_suspected)) == suspected);

            EvidenceView rest(chart);
            CHECK(names(take_those(rest, is_suspected)) == suspected);
            CHECK(names(rest) == confirmed);
        }
    }

    TEST_CASE("a view that lost all its pieces takes new ones") {
        const std::vector<Evidence> more = pieces(6);
        for (const int count : sizes) {
            CAPTURE(count);
            const std::vector<Evidence> chart = pieces(count);
            EvidenceView erased(chart);
            erase_if(erased, [](const Evidence&) { return true; });
            EvidenceView cleared(chart);
            cleared.clear();
            for (EvidenceView* emptied : {&erased, &cleared}) {
                CHECK(emptied->empty());
                append(*emptied, more);
                CHECK(names(*emptied) == names(more));
            }
        }
    }

    TEST_CASE("pieces are sorted by what is said of them and those that are alike keep their order") {
        for (const int count : sizes) {
            CAPTURE(count);
            const std::vector<Evidence> chart = pieces(count);
            EvidenceView by_certainty(chart);
            by_certainty.stable_sort(&Evidence::certainty);
            EvidenceView expected = those(chart, [](const Evidence& each) { return !is_suspected(each); });
            append(expected, those(chart, is_suspected));
            CHECK(names(by_certainty) == names(expected));

            EvidenceView turned(std::as_const(chart));
            turned.sort([](const Evidence& each) { return -std::stoi(each.reference); });
            for (std::size_t i = 0; i < chart.size(); ++i)
                CHECK(&turned[i] == &chart[chart.size() - 1 - i]);
        }
    }

    TEST_CASE("pieces are added to evidence that is kept as copies") {
        std::vector<Evidence> kept = pieces(1);
        const std::vector<Evidence> chart = pieces(2);
        append(kept, chart);
        REQUIRE(kept.size() == 3);
        CHECK(kept[1] == chart[0]);
        CHECK(kept[2] == chart[1]);
    }
}
