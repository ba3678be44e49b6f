#include "tests/attack/target.hpp"

#include "tests/e2e/requests.hpp"

#include <openssl/ssl.h>

#include <ctime>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include <sys/wait.h>

namespace psoas::attack {

using namespace std::chrono_literals;

namespace {

constexpr std::string_view issuer = "https://ehr.example";

/// A line of /proc/…/status in MiB.
double mib_of(int process, std::string_view name) {
    std::ifstream status("/proc/" + std::to_string(process) + "/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with(name)) return std::stod(line.substr(line.find_first_of("0123456789"))) / 1024;
    return 0;
}

std::string request_of(const std::string& story) {
    std::ifstream file(PSOAS_SOURCE_DIR "/fixtures/" + story + "/request.json");
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

std::vector<std::string> settings(std::vector<std::string> more) {
    std::vector<std::string> all{"serve",
                                 "--port",
                                 "0",
                                 "--threads",
                                 "2",
                                 "--as-of",
                                 "2026-11-21",
                                 "--header-ms",
                                 "400",
                                 "--body-ms",
                                 "2000",
                                 "--write-ms",
                                 "600",
                                 "--idle-ms",
                                 "800",
                                 "--max-connections",
                                 std::to_string(room_for_connections)};
    all.insert(all.end(), more.begin(), more.end());
    return all;
}

} // namespace

Target::Target(Transport transport, std::vector<std::string> more_settings, Callers callers)
    : callers_(callers) {
    if (transport == Transport::tls) {
        const std::string certificate = (folder_.path() / "certificate.pem").string();
        const std::string key = (folder_.path() / "key.pem").string();
        const auto shown = authority_.shown("IP:127.0.0.1");
        std::ofstream(certificate) << shown.certificate;
        std::ofstream(key) << shown.key;
        more_settings.insert(more_settings.end(), {"--tls-certificate", certificate, "--tls-key", key});
        client_tls_.reset(SSL_CTX_new(TLS_client_method()), SSL_CTX_free);
        SSL_CTX_load_verify_file(client_tls_.get(), authority_.file().c_str());
        SSL_CTX_set_verify(client_tls_.get(), SSL_VERIFY_PEER, nullptr);
        SSL_CTX_set_mode(client_tls_.get(),
                         SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
    }
    if (callers == Callers::known) {
        const std::string keys = (folder_.path() / "keys.json").string();
        std::ofstream(keys) << key_set_of({&key_});
        more_settings.insert(more_settings.end(), {"--issuer", std::string(issuer) + "=" + keys});
    }
    const std::string database = (folder_.path() / "feedback.sqlite").string();
    more_settings.insert(more_settings.end(), {"--database", database});
    program_ = std::make_unique<e2e::Program>(settings(std::move(more_settings)));
    const std::string line = program_->line();
    if (!line.starts_with("CDS Hooks discovery: ")) throw std::runtime_error("no start: " + line);
    const auto port = static_cast<std::uint16_t>(std::stoi(line.substr(line.rfind(':') + 1)));
    endpoint_ = {boost::asio::ip::address_v4::loopback(), port};
    log_ = std::thread([this] { follow_log(); });
}

Target::~Target() {
    if (program_->process() > 0) stop();
}

void Target::follow_log() {
    for (std::string line = program_->line(); !line.empty(); line = program_->line())
        if (line.find(R"("event":"internal-error")") != std::string::npos
            || line.find(R"("status":500)") != std::string::npos)
            ++defects_;
}

int Target::stop() {
    program_->terminate();
    log_.join();
    return program_->exit_code();
}

bool Target::is_alive() const {
    siginfo_t info{};
    return ::waitid(P_PID, static_cast<id_t>(process()), &info, WEXITED | WNOHANG | WNOWAIT) == 0
           && info.si_pid == 0;
}

double Target::memory_mib() const {
    return mib_of(process(), "VmRSS");
}

double Target::peak_memory_mib() const {
    return mib_of(process(), "VmHWM");
}

void Target::forget_peak_memory() const {
    std::ofstream("/proc/" + std::to_string(process()) + "/clear_refs") << "5";
}

std::size_t Target::descriptors() const {
    const std::filesystem::directory_iterator open("/proc/" + std::to_string(process()) + "/fd");
    return static_cast<std::size_t>(std::distance(begin(open), end(open)));
}

const std::string& good_body() {
    static const std::string body = request_of("back-pain-day-5-lumbar-mri");
    return body;
}

const std::string& critical_body() {
    static const std::string body = request_of("cauda-equina");
    return body;
}

const std::string& good_call() {
    static const std::string bytes = e2e::call(good_body(), good_path);
    return bytes;
}

std::string Target::call(std::string_view body, const std::string& path) const {
    std::string fields = "Content-Length: " + std::to_string(body.size()) + "\r\n";
    if (callers_ == Callers::known) {
        const std::string url = (client_tls_ ? "https://127.0.0.1:" : "http://127.0.0.1:")
                                + std::to_string(endpoint_.port()) + path;
        fields +=
            "Authorization: Bearer " + TokenMaker(key_, issuer, url, std::time(nullptr)).text() + "\r\n";
    }
    return e2e::call_header(fields, path).append(body);
}

bool is_right_answer(const SeenResponse& response) {
    return response.status == 200
           && response.body.find(R"("code":"premature-imaging")") != std::string_view::npos;
}

bool Target::answers_rightly() const {
    for (int tries = 0; tries < 100; ++tries) {
        RawClient client = connect();
        client.send(call(good_body(), good_path));
        client.read_responses(1, 10s);
        const auto responses = responses_in(client.received());
        if (responses.size() != 1 || responses.front().status != 503)
            return responses.size() == 1 && is_right_answer(responses.front());
        std::this_thread::sleep_for(20ms); // others take its time
    }
    return false;
}

} // namespace psoas::attack
