#include "fhir/client/address_rule.hpp"

#include <doctest/doctest.h>

using namespace psoas::fhir;
using Verdict = AddressRule::Verdict;

namespace {

std::vector<boost::asio::ip::address> addresses(std::initializer_list<const char*> texts) {
    std::vector<boost::asio::ip::address> all;
    for (const char* text : texts)
        all.push_back(boost::asio::ip::make_address(text));
    return all;
}

} // namespace

TEST_SUITE("fhir/client/address_rule") {
    TEST_CASE("P-62: a FHIR server is called only if the site trusts it or opened itself to public ones") {
        struct Row {
            const char* story;
            const char* url;
            Verdict closed;
            Verdict open;
        };
        const Row rows[] = {
            {"of the site", "https://fhir.hospital.example/r4", Verdict::any_address, Verdict::any_address},
            {"its port spelled out", "https://fhir.hospital.example:443", Verdict::any_address,
             Verdict::any_address},
            {"its name in capitals", "https://FHIR.Hospital.example", Verdict::any_address,
             Verdict::any_address},
            {"of the site without TLS", "http://10.1.2.3:8080/fhir", Verdict::any_address,
             Verdict::any_address},
            {"another port", "https://fhir.hospital.example:8443", Verdict::refused,
             Verdict::public_addresses},
            {"another scheme", "http://fhir.hospital.example", Verdict::refused, Verdict::refused},
            {"a name that only begins alike", "https://fhir.hospital.example.evil.example", Verdict::refused,
             Verdict::public_addresses},
            {"a stranger", "https://fhir.example", Verdict::refused, Verdict::public_addresses},
            {"a stranger without TLS", "http://fhir.example", Verdict::refused, Verdict::refused},
        };
        const AddressRule closed{.allowed = {read_server_url("https://fhir.hospital.example/r4")->origin,
                                             read_server_url("http://10.1.2.3:8080")->origin}};
        AddressRule open = closed;
        open.others = AddressRule::Others::public_only;
        for (const Row& row : rows) {
            CAPTURE(row.story);
            const auto url = read_server_url(row.url);
            REQUIRE(url.has_value());
            CHECK(closed.judge(url->origin) == row.closed);
            CHECK(open.judge(url->origin) == row.open);
        }
    }

    TEST_CASE("P-62: a name that leads to one private address is refused with all of its addresses") {
        CHECK(permits(Verdict::any_address, addresses({"127.0.0.1"})));
        CHECK(permits(Verdict::public_addresses, addresses({"8.8.8.8", "2606:4700::1"})));
        CHECK_FALSE(permits(Verdict::public_addresses, addresses({"8.8.8.8", "127.0.0.1"})));
        CHECK_FALSE(permits(Verdict::public_addresses, addresses({"::ffff:192.168.0.1"})));
        CHECK_FALSE(permits(Verdict::refused, addresses({"8.8.8.8"})));
    }
}
