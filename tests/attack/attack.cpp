// Attacks the service, class by class, and prints what came of it: psoas_attack [--full]
//
// The program is started as it is delivered, with short limits, and met with hostile clients over loopback,
// plain and over TLS. After each class it must be alive, answer a good call rightly, have let go of what it
// had open, and have kept its memory under a bound. A hostile request that is answered as if it were none, an
// internal error and a connection that never ends count too. Fails if there is any of it.
// With --full there are more of each, they come in pieces and byte by byte too, and bodies of 16 MiB and
// more.

#include "tests/attack/floods.hpp"
#include "tests/attack/request_attack.hpp"
#include "tests/attack/slow_clients.hpp"
#include "tests/attack/tally.hpp"
#include "tests/attack/target.hpp"
#include "tests/attack/tls_games.hpp"

#include <csignal>
#include <iostream>
#include <string_view>

using namespace psoas::attack;

namespace {

/// The classes that are the same over TCP and TLS.
void attack_http(const Target& target, const std::string& over, Amount amount, auto&& done) {
    std::vector<Delivery> deliveries{Delivery::at_once};
    if (amount == Amount::full)
        deliveries.insert(deliveries.end(),
                          {Delivery::in_two_parts, Delivery::byte_by_byte, Delivery::left_open});
    const auto of = [&over](std::string name) { return name + ", " + over; };
    done(attack(of("request smuggling"), target, smuggling_shapes(), deliveries));
    done(attack(of("expectations"), target, expectations(), {Delivery::at_once, Delivery::left_open}));
    // What comes once TLS is off needs not be tried twice if there is little time.
    if (amount == Amount::full || target.tls() == nullptr) {
        done(attack(of("broken request lines and fields"), target, broken_headers(), deliveries));
        done(attack(of("huge headers, targets and trailers"), target, large_headers(amount),
                    {Delivery::at_once, Delivery::in_pieces}));
        done(attack(of("other protocols and noise"), target, other_protocols(amount)));
        done(attack(of("decompression bombs"), target, compressed_bodies(amount)));
        done(attack(of("JSON bombs"), target, json_bombs(amount)));
    }
    done(slow_clients(target, of("slow and half-open clients"), amount));
    done(vanishing_clients(target, of("clients that vanish"), amount));
    done(pipelines(target, of("pipelines"), amount));
    done(connection_flood(target, of("connection floods"), amount));
}

} // namespace

int main(int argc, char** argv) {
    std::signal(SIGPIPE, SIG_IGN); // OpenSSL writes to sockets whose other end is gone
    const Amount amount = argc > 1 && std::string_view(argv[1]) == "--full" ? Amount::full : Amount::quick;
    bool right = true;
    const auto done = [&right](const Tally& tally) {
        std::cout << tally.row() << std::endl;
        right = tally.is_right() && right;
    };
    std::cout << Tally::header() << std::endl;

    const SilentServer fhir;
    Target plain(Transport::plain,
                 {"--allow-fhir-server", fhir.url(), "--max-in-flight", std::to_string(room_for_calls)});
    right = plain.answers_rightly() && right;
    attack_http(plain, "TCP", amount, done);
    done(call_flood(plain, "more calls than may be in flight, TCP", fhir, amount));
    Target secure(Transport::tls);
    right = secure.answers_rightly() && right;
    attack_http(secure, "TLS", amount, done);
    done(tls_games(secure, "TLS itself", amount));
    for (Target* target : {&plain, &secure})
        if (const int code = target->stop(); code != 0) {
            std::cerr << "The service ended with " << code << '\n';
            right = false;
        }
    return right ? 0 : 1;
}
