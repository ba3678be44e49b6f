#include "hooks/client_auth/key_set.hpp"

#include "hooks/client_auth/unambiguous_json.hpp"

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>

#include <set>

namespace psoas::hooks {

std::optional<KeySet> read_key_set(std::string_view text) {
    if (text.size() > most_key_set_bytes) return std::nullopt;
    const std::optional<boost::json::object> document = read_unambiguous_object(text);
    if (!document) return std::nullopt;
    const boost::json::value* const keys = document->if_contains("keys");
    if (keys == nullptr || !keys->is_array()) return std::nullopt;

    KeySet set;
    std::set<std::string> seen;
    std::size_t looked_at = 0;
    for (const boost::json::value& each : keys->get_array()) {
        if (++looked_at > most_keys) break;
        const boost::json::object* const key = each.if_object();
        const boost::json::value* const kid = key == nullptr ? nullptr : key->if_contains("kid");
        if (kid == nullptr || !kid->is_string()) continue;
        const std::string name(kid->get_string());
        if (!seen.insert(name).second) {
            set.erase(name);
            continue;
        }
        if (std::optional<VerificationKey> read = VerificationKey::read(*key))
            set.emplace(name, *std::move(read));
    }
    return set;
}

} // namespace psoas::hooks
