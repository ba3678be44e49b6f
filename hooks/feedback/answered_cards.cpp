#include "hooks/feedback/answered_cards.hpp"

#include <charconv>

namespace psoas::hooks {

namespace {

/// The first 64 bits of a hash in hexadecimal; 0 for what is none.
std::uint64_t key_of(std::string_view hash) {
    std::uint64_t key = 0;
    const std::string_view digits = hash.substr(0, 16);
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), key, 16);
    return error == std::errc() && end == digits.data() + 16 ? key : 0;
}

} // namespace

AnsweredCards::AnsweredCards() : slots_(std::make_unique<Slot[]>(slots)) {}

// A reader that finds its key, then the time, then its key again has seen the time of that key: while a slot
// changes hands its time is 0.
void AnsweredCards::add(std::string_view hash, Milliseconds answered) {
    const std::uint64_t key = key_of(hash);
    const std::int64_t time = answered.time_since_epoch().count();
    if (key == 0 || time <= 0) return;
    Slot* oldest = &slot(key, 0);
    for (std::size_t i = 0; i < neighbours; ++i) {
        Slot& each = slot(key, i);
        if (each.key == key) {
            if (each.milliseconds < time) each.milliseconds = time;
            return;
        }
        if (each.milliseconds < oldest->milliseconds) oldest = &each;
    }
    oldest->milliseconds = 0;
    oldest->key = key;
    oldest->milliseconds = time;
}

std::optional<Milliseconds> AnsweredCards::answered(std::string_view hash) const {
    const std::uint64_t key = key_of(hash);
    if (key == 0) return std::nullopt;
    for (std::size_t i = 0; i < neighbours; ++i) {
        const Slot& each = slot(key, i);
        if (each.key != key) continue;
        const std::int64_t time = each.milliseconds;
        if (time == 0 || each.key != key) continue;
        return Milliseconds(std::chrono::milliseconds(time));
    }
    return std::nullopt;
}

} // namespace psoas::hooks
