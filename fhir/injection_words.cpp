#include "fhir/injection_words.hpp"

#include "fhir/title_phrase.hpp"

#include <array>

namespace psoas::fhir {
namespace {

using logic::InjectionTarget;

constexpr std::array injection_words{
    TitlePhrase{"inj", InjectionTarget::not_stated},
    TitlePhrase{"injs", InjectionTarget::not_stated},
    TitlePhrase{"inject*", InjectionTarget::not_stated},
    TitlePhrase{"injxn", InjectionTarget::not_stated},
    TitlePhrase{"cortisone", InjectionTarget::not_stated},
    TitlePhrase{"steroid shot", InjectionTarget::not_stated},
    TitlePhrase{"csi", InjectionTarget::not_stated},
    TitlePhrase{"nerve block", InjectionTarget::not_stated},
    TitlePhrase{"esi", InjectionTarget::epidural},
    TitlePhrase{"esis", InjectionTarget::epidural},
    TitlePhrase{"lesi", InjectionTarget::epidural},
    TitlePhrase{"tfesi", InjectionTarget::epidural},
    TitlePhrase{"ilesi", InjectionTarget::epidural},
    TitlePhrase{"epidural*", InjectionTarget::epidural},
    TitlePhrase{"nerve root block", InjectionTarget::epidural},
    TitlePhrase{"snrb", InjectionTarget::epidural},
    TitlePhrase{"facet", InjectionTarget::other},
    TitlePhrase{"medial branch", InjectionTarget::other},
    TitlePhrase{"mbb", InjectionTarget::other},
};

// What looks like one of these injections and is another thing.
constexpr std::array no_injection{
    std::string_view{"injection site"}, std::string_view{"labor"},       std::string_view{"labour"},
    std::string_view{"anesthesia"},     std::string_view{"anaesthesia"}, std::string_view{"catheter"},
    std::string_view{"abscess"},        std::string_view{"hematoma"},    std::string_view{"haematoma"},
    std::string_view{"self inject*"},   std::string_view{"im inject*"},  std::string_view{"lipomatosis"},
};

constexpr std::array trigger_point{std::string_view{"trigger point*"}, std::string_view{"tpi"},
                                   std::string_view{"trochanter*"}, std::string_view{"intramuscular"}};

} // namespace

std::optional<InjectionTarget> injection_in(const TitleWords& title) {
    const auto named = first_named(title, injection_words);
    if (named == injection_words.end() || names_any(title, no_injection)) return std::nullopt;
    if (names_any(title, trigger_point)) return InjectionTarget::other;
    for (const auto& each : injection_words)
        if (each.means != InjectionTarget::not_stated && title.names(each.words)) return each.means;
    return InjectionTarget::not_stated;
}

bool names_level_l3(std::string_view title) {
    for (std::size_t at = title.find("l3"); at != std::string_view::npos; at = title.find("l3", at + 1)) {
        const bool begins = at == 0
                            || !((title[at - 1] >= 'a' && title[at - 1] <= 'z')
                                 || (title[at - 1] >= '0' && title[at - 1] <= '9'));
        const bool ends = at + 2 == title.size() || title[at + 2] < '0' || title[at + 2] > '9';
        const std::string_view before = title.substr(0, at);
        const bool is_lower_end = before.ends_with("l2-") || before.ends_with("l2/") || before.ends_with("2-")
                                  || before.ends_with("l2 - ");
        if (begins && ends && !is_lower_end) return true;
    }
    return false;
}

} // namespace psoas::fhir
