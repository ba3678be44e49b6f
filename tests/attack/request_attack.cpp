#include "tests/attack/request_attack.hpp"

#include <algorithm>
#include <span>
#include <string_view>
#include <thread>

namespace psoas::attack {

using namespace std::chrono_literals;

namespace {

constexpr auto most = 10s;

void send(RawClient& client, std::string_view bytes, Delivery delivery) {
    if (delivery == Delivery::byte_by_byte)
        for (; !bytes.empty() && client.end() == End::open; bytes.remove_prefix(1))
            client.send(bytes.substr(0, 1), most);
    if (delivery == Delivery::in_two_parts) {
        client.send(bytes.substr(0, bytes.size() / 2), most);
        std::this_thread::sleep_for(2ms);
        bytes.remove_prefix(bytes.size() / 2);
    }
    if (delivery == Delivery::in_pieces)
        for (; bytes.size() > 1024 && client.end() == End::open && !client.is_cut_off();
             bytes.remove_prefix(1024)) {
            client.send(bytes.substr(0, 1024), most);
            std::this_thread::sleep_for(500us);
        }
    client.send(bytes, most); // as much as the server takes
    if (delivery != Delivery::left_open) client.end_sending();
}

/// So many clients at once: those that wait for the server to give up wait together.
constexpr std::size_t at_a_time = 100;
constexpr std::size_t long_request = 4096; ///< is sent at once only

} // namespace

Tally attack(const std::string& name, const Target& target, const std::vector<HostileRequest>& requests,
             const std::vector<Delivery>& deliveries) {
    Tally tally(name, target);
    for (const Delivery delivery : deliveries) {
        std::vector<const HostileRequest*> left;
        for (const HostileRequest& request : requests)
            if (delivery == Delivery::at_once || delivery == Delivery::in_pieces
                || request.bytes.size() < long_request)
                left.push_back(&request);
        const std::size_t together = delivery == Delivery::left_open ? at_a_time : 1;
        for (std::size_t first = 0; first < left.size(); first += together) {
            const auto some = std::span(left).subspan(first, std::min(together, left.size() - first));
            std::vector<RawClient> clients;
            for (const HostileRequest* request : some)
                send(clients.emplace_back(target.connect()), request->bytes, delivery);
            for (std::size_t i = 0; i < some.size(); ++i) {
                const bool hung = !clients[i].read_to_end(most);
                tally.count(clients[i], *some[i], hung);
            }
        }
    }
    tally.finish();
    return tally;
}

} // namespace psoas::attack
