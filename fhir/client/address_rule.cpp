#include "fhir/client/address_rule.hpp"

#include "fhir/client/public_address.hpp"

#include <algorithm>

namespace psoas::fhir {

AddressRule::Verdict AddressRule::judge(const Origin& origin) const {
    if (std::ranges::find(allowed, origin) != allowed.end()) return Verdict::any_address;
    const bool open = others == Others::public_only && origin.scheme == Origin::Scheme::https;
    return open ? Verdict::public_addresses : Verdict::refused;
}

bool permits(AddressRule::Verdict verdict, const std::vector<boost::asio::ip::address>& addresses) {
    switch (verdict) {
    case AddressRule::Verdict::any_address:
        return true;
    case AddressRule::Verdict::public_addresses:
        return std::ranges::all_of(addresses, is_public);
    case AddressRule::Verdict::refused:
        break;
    }
    return false;
}

} // namespace psoas::fhir
