// What a client sends over a connection, and the server as a whole.
#include "fhir/terminology.hpp"
#include "fhir/text_reader.hpp"
#include "hooks/hook_response.hpp"
#include "hooks/http_server.hpp"
#include "tests/fuzz/fuzz.hpp"
#include "tests/hooks/conformance.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

#include <chrono>
#include <thread>

using namespace psoas;
using namespace psoas::fuzz;
using namespace psoas::hooks;

namespace {

namespace net = boost::asio;
namespace http = boost::beast::http;
using net::ip::tcp;

/// A server with small limits, so that the fuzzer reaches them.
class Server {
public:
    Server() : server_(tcp::endpoint(net::ip::address_v4::loopback(), 0), 1, surroundings_) {}
    ~Server() {
        server_.abort();
        thread_.join();
    }
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;
    [[nodiscard]] tcp::endpoint endpoint() const { return server_.endpoint(); }

private:
    static ServerLimits small_limits() {
        ServerLimits limits;
        limits.header_bytes = 2048;
        limits.body_bytes = 65536;
        return limits;
    }

    HookAnswer answered(const HookRequest& request, std::optional<std::chrono::sys_days> as_of,
                        Account account) {
        constexpr std::chrono::sys_days today = std::chrono::year{2026} / 11 / 21;
        HookResponse response =
            hook_response(request, settings_, surroundings_.aids, as_of.value_or(today), nullptr, account);
        return {std::move(response.body), response.cards.empty()};
    }

    fhir::Terminology codes_;
    fhir::TextReader words_;
    Settings settings_;
    SandboxFiles sandbox_;
    ConnectionSurroundings surroundings_{
        .limits = small_limits(),
        .router = Router({}, &sandbox_),
        .cors = Cors(settings_.cors_origins),
        .aids = ReadingAids{codes_, words_, JsonLimits{}},
        .answer =
            [this](const HookRequest& request) { return answered(request, std::nullopt, Account::as_set); },
        .answer_in_sandbox =
            [this](const HookRequest& request, std::optional<std::chrono::sys_days> as_of) {
                return answered(request, as_of, Account::whole);
            },
    };
    HttpServer server_;
    std::thread thread_{[this] { server_.run(); }};
};

/// Sends the input, says that no more comes, and returns all that the server says until it ends the
/// connection. Ports of the loopback would run out, so each call comes from another of its addresses.
std::string answer_of(const Server& server, std::string_view input) {
    static net::io_context context;
    static std::uint32_t calls = 0;
    tcp::socket client(context, tcp::v4());
    ++calls;
    client.bind({net::ip::address_v4((127U << 24U) | (1U + calls % 0xFFFF00U)), 0});
    client.connect(server.endpoint());
    boost::system::error_code error; // the server may refuse before it has heard all
    net::write(client, net::buffer(input), error);
    client.shutdown(tcp::socket::shutdown_send, error);
    std::string answer;
    net::read(client, net::dynamic_buffer(answer), error);
    return answer;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const Server server;
    const std::string_view input = text_of(data, size);
    const std::string answer = answer_of(server, input);

    std::string_view rest = answer;
    while (!rest.empty()) {
        http::response_parser<http::string_body> parser;
        parser.eager(true);
        if (input.starts_with("HEAD") || input.find("\nHEAD") != input.npos)
            return 0; // lengths without bodies
        boost::system::error_code error;
        const std::size_t parsed = parser.put(net::buffer(rest), error);
        require(!error && parser.is_done(), "what is answered is HTTP");
        rest.remove_prefix(parsed);
        const unsigned status = parser.get().result_int();
        require(status != 500, "no input makes the service fail");
        if (status == 200 && parser.get().body().starts_with(R"({"cards")")) {
            const std::string violation = hooks::tests::violation_of_cards(parser.get().body());
            require(violation.empty(), violation.c_str());
        }
    }
    return 0;
}
