#include "hooks/feedback/card_seal.hpp"

#include "hooks/override_reasons.hpp"
#include "hooks/uuid.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <string>

namespace psoas::hooks {

namespace {

using std::chrono::days;
using std::chrono::sys_days;

// "ddddkrtt-rrrr-8rrr-vrrr-hhhhhhhhhhhh": day since 1970, kind (service and indicator), topic, random digits,
// RFC 9562's version and variant, hash.
constexpr std::size_t uuid_size = 36;
constexpr std::size_t hashed_size = 24;

/// No card has as many.
constexpr std::size_t most_suggestions = 16;

constexpr std::array hooks_in_order{Hook::patient_view, Hook::order_select, Hook::order_sign};
constexpr std::array indicators_in_order{logic::Indicator::info, logic::Indicator::warning,
                                         logic::Indicator::critical};

template <std::size_t size, class T> unsigned place_of(const std::array<T, size>& all, T one) {
    return static_cast<unsigned>(std::ranges::find(all, one) - all.begin());
}

unsigned place_of_topic(std::string_view topic_code) {
    unsigned place = 0;
    while (place < logic::topic_count && code(static_cast<logic::Topic>(place)) != topic_code)
        ++place;
    return place;
}

std::string digits_of(unsigned number, std::size_t width) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text(width, '0');
    for (std::size_t i = width; i-- > 0; number >>= 4U)
        text[i] = digits[number & 15U];
    return text;
}

unsigned number_in(std::string_view digits) {
    unsigned number = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), number, 16);
    return number;
}

std::string hash_of(std::string_view hashed_part, const HashKey& key) {
    return keyed_hash(key, {"card", hashed_part}).substr(0, uuid_size - hashed_size);
}

std::string card_uuid(const Card& card, Hook hook, Milliseconds now, const HashKey& key) {
    const auto day = static_cast<unsigned>(std::chrono::floor<days>(now).time_since_epoch().count());
    const unsigned kind = place_of(hooks_in_order, hook) * 4 + place_of(indicators_in_order, card.indicator);
    const std::string random = random_uuid();
    std::string uuid;
    uuid.reserve(uuid_size);
    uuid.append(digits_of(day, 4)).append(digits_of(kind, 1)).append(random, 0, 1);
    uuid.append(digits_of(place_of_topic(card.source.topic.code), 2));
    uuid.append(random, 8, 6).append("8").append(random, 15, 9);
    return uuid.append(hash_of(uuid, key));
}

std::string suggestion_uuid(std::string_view card, std::size_t place, const HashKey& key) {
    const std::string hash = keyed_hash(key, {"suggestion", card, std::to_string(place)});
    const char variant = "89ab"[number_in(std::string_view(hash).substr(16, 1)) & 3U];
    std::string uuid;
    uuid.reserve(uuid_size);
    uuid.append(hash, 0, 8).append("-").append(hash, 8, 4).append("-8").append(hash, 13, 3).append("-");
    uuid.append(1, variant).append(hash, 17, 3).append("-").append(hash, 20);
    return uuid;
}

} // namespace

void seal(std::span<Card> cards, Hook hook, Milliseconds now, const HashKey& key) {
    for (Card& card : cards) {
        card.uuid = card_uuid(card, hook, now, key);
        for (std::size_t i = 0; i < card.suggestions.size(); ++i)
            card.suggestions[i].uuid = suggestion_uuid(card.uuid, i, key);
    }
}

std::optional<IssuedCard> told_by_seal(std::string_view uuid, const HashKey& key) {
    if (uuid.size() != uuid_size || uuid.substr(hashed_size) != hash_of(uuid.substr(0, hashed_size), key))
        return std::nullopt;
    const unsigned kind = number_in(uuid.substr(4, 1));
    const unsigned topic = number_in(uuid.substr(6, 2));
    if (kind / 4 >= hooks_in_order.size() || kind % 4 >= indicators_in_order.size()
        || topic >= logic::topic_count)
        return std::nullopt; // sealed by a newer program
    IssuedCard card{.uuid = std::string(uuid),
                    .service = std::string(service_of(hooks_in_order[kind / 4]).id),
                    .topic = std::string(code(static_cast<logic::Topic>(topic))),
                    .indicator = std::string(code(indicators_in_order[kind % 4])),
                    .issued = sys_days(days(number_in(uuid.substr(0, 4))))};
    for (std::size_t i = 0; i < most_suggestions; ++i)
        card.suggestions.push_back(suggestion_uuid(uuid, i, key));
    for (const Coding& reason : all_override_reasons())
        card.override_reasons.push_back(written_reason(reason.system, reason.code));
    return card;
}

} // namespace psoas::hooks
