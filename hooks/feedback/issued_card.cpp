#include "hooks/feedback/issued_card.hpp"

namespace psoas::hooks {

std::string written_reason(std::string_view system, std::string_view code) {
    return std::string(system).append("|").append(code);
}

IssuedCard issued_card(const Card& card, const Service& service, const CardHashes& hashes, Milliseconds now,
                       Showing showing) {
    IssuedCard issued{.uuid = card.uuid,
                      .service = std::string(service.id),
                      .topic = std::string(card.source.topic.code),
                      .indicator = std::string(code(card.indicator)),
                      .issued = now,
                      .hashes = hashes,
                      .showing = showing};
    for (const Suggestion& suggestion : card.suggestions)
        issued.suggestions.push_back(suggestion.uuid);
    for (const Coding& reason : card.override_reasons)
        issued.override_reasons.push_back(written_reason(reason.system, reason.code));
    return issued;
}

} // namespace psoas::hooks
