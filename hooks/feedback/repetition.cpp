#include "hooks/feedback/repetition.hpp"

#include "hooks/feedback/card_identity.hpp"
#include "hooks/feedback/card_seal.hpp"

#include <string>
#include <string_view>

namespace psoas::hooks {

namespace {

/// As a client writes its server's address, with and without a slash at the end.
std::string_view address_of(std::string_view fhir_server) {
    while (fhir_server.ends_with('/'))
        fhir_server.remove_suffix(1);
    return fhir_server;
}

/// What a card says of the lists that no decision can do without; empty if they were read whole.
std::string unread_identity(const logic::Chart& chart) {
    std::string identity;
    for (const logic::Source source : {logic::Source::patient, logic::Source::conditions})
        if (chart.of(source) != logic::Availability::read)
            identity += "not read whole " + std::to_string(static_cast<unsigned>(source)) + '\n';
    return identity;
}

} // namespace

std::chrono::milliseconds silence_after_answer(logic::Indicator indicator) {
    switch (indicator) {
    case logic::Indicator::info:
        return longest_silence;
    case logic::Indicator::warning:
        return std::chrono::hours{24};
    case logic::Indicator::critical:
        break;
    }
    return {};
}

CardHashes card_hashes(const HashKey& key, const HookRequest& request, const logic::Advice& advice) {
    const std::string_view server = address_of(request.fhir_server);
    const std::string unread = unread_identity(request.chart);
    const auto hash = [&](std::string_view use, std::string_view identity) {
        // Cards that were answered before tokens were asked for stay known.
        if (request.client.empty()) return keyed_hash(key, {use, server, request.patient_id(), identity});
        return keyed_hash(key, {use, request.client, server, request.patient_id(), identity});
    };
    const std::string card = card_identity(advice, request.orders, Likeness::same_card) + unread;
    if (advice.folded.empty()) return {hash("FAT-2", card), hash("FAT-3", card)};
    // What was folded alone tells them apart.
    const std::string order = card_identity(advice, request.orders, Likeness::same_order) + unread;
    return {hash("FAT-2", card), hash("FAT-3", order)};
}

bool Repetition::is_answered(const logic::Advice& advice) {
    const HashKey* const key = memory_.key();
    CardHashes hashes = key == nullptr ? CardHashes{} : card_hashes(*key, request_, advice);
    const bool may_be_silent = key != nullptr && advice.indicator != logic::Indicator::critical;
    const bool is_answered =
        may_be_silent
        && (was_within(hashes.evidence, silence_after_answer(advice.indicator))
            || (request_.hook == Hook::order_sign && was_within(hashes.ordering, same_ordering)));
    if (is_answered) return true;
    shown_.push_back(std::move(hashes));
    return false;
}

void Repetition::seal(std::span<Card> cards) const {
    if (const HashKey* const key = memory_.key()) hooks::seal(cards, request_.hook, now_, *key);
}

bool Repetition::was_within(std::string_view hash, std::chrono::milliseconds time) const {
    const std::optional<Milliseconds> answered = memory_.answered(hash);
    return answered && now_ - *answered < time;
}

} // namespace psoas::hooks
