#include "hooks/client_auth/key_keeper.hpp"

#include "hooks/log.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/experimental/as_tuple.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <fstream>
#include <stdexcept>
#include <string>
#include <utility>

namespace psoas::hooks {

namespace {

namespace net = boost::asio;

constexpr auto as_tuple = net::experimental::as_tuple(net::use_awaitable);

std::optional<KeySet> read_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::string text(most_key_set_bytes + 1, '\0');
    file.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(std::max<std::streamsize>(file.gcount(), 0)));
    return read_key_set(text);
}

fhir::AddressRule rule_for(const std::vector<IssuerSetting>& issuers) {
    fhir::AddressRule rule;
    for (const IssuerSetting& issuer : issuers)
        if (issuer.has_key_url())
            if (const auto url = fhir::read_server_url(issuer.key_set)) rule.allowed.push_back(url->origin);
    return rule;
}

} // namespace

/// One issuer's keys and how they are kept.
struct KeyKeeper::Source {
    Source(IssuerSetting of, net::io_context& io) : setting(std::move(of)), timer(io) {}

    IssuerSetting setting;

    mutable std::mutex mutex; ///< of what follows
    std::shared_ptr<const KeySet> keys = std::make_shared<KeySet>();
    Clock::time_point allowed{}; ///< the next refresh that a call asks for
    std::vector<std::function<void()>> waiting;

    // Of the thread.
    net::steady_timer timer;
    bool wanted = false; ///< now, while the timer may still run
};

KeyKeeper::KeyKeeper(std::vector<IssuerSetting> issuers, fhir::FhirAccess access, KeyTimes times)
    : times_(times), access_(std::move(access)), client_(io_.get_executor(), access_) {
    access_.rule = rule_for(issuers);
    for (IssuerSetting& issuer : issuers)
        sources_.push_back(std::make_unique<Source>(std::move(issuer), io_));
    for (const auto& source : sources_) {
        if (source->setting.has_key_url()) continue;
        std::optional<KeySet> keys = read_file(source->setting.key_set);
        if (!keys || keys->empty())
            throw std::runtime_error("issuer: " + source->setting.key_set
                                     + " is no JWK Set with a key that can be used");
        source->keys = std::make_shared<KeySet>(*std::move(keys));
    }
    for (const auto& source : sources_)
        net::co_spawn(io_, keep_fresh(*source), net::detached);
    thread_ = std::thread([this] { io_.run(); });
}

KeyKeeper::~KeyKeeper() {
    io_.stop();
    thread_.join();
}

std::optional<VerificationKey> KeyKeeper::find(std::size_t issuer, std::string_view key_id) const {
    const Source& source = *sources_.at(issuer);
    std::shared_ptr<const KeySet> keys;
    {
        const std::scoped_lock lock(source.mutex);
        keys = source.keys;
    }
    const auto found = keys->find(key_id);
    return found == keys->end() ? std::nullopt : std::optional(found->second);
}

void KeyKeeper::refresh(std::size_t issuer, std::function<void()> done) {
    Source& source = *sources_.at(issuer);
    bool begins = false;
    {
        const std::scoped_lock lock(source.mutex);
        begins = source.allowed <= Clock::now();
        if (begins) source.allowed = Clock::now() + times_.between_refreshes;
        // Who comes while others wait gets what they get.
        if (begins || !source.waiting.empty()) source.waiting.push_back(std::exchange(done, nullptr));
    }
    if (done) return done();
    if (begins) wake(source);
}

void KeyKeeper::refresh_all() {
    for (const auto& source : sources_)
        wake(*source);
}

bool KeyKeeper::is_ready() const {
    return std::ranges::all_of(sources_, [](const auto& source) {
        const std::scoped_lock lock(source->mutex);
        return !source->keys->empty();
    });
}

void KeyKeeper::wake(Source& source) {
    net::post(io_, [&source] {
        source.wanted = true;
        source.timer.cancel();
    });
}

net::awaitable<void> KeyKeeper::keep_fresh(Source& source) {
    source.wanted = source.setting.has_key_url(); // files have just been read
    for (;;) {
        if (std::exchange(source.wanted, false)) co_await read_again(source);
        if (source.wanted) continue; // while it was read
        bool has_none = false;
        {
            const std::scoped_lock lock(source.mutex);
            has_none = source.keys->empty();
        }
        source.timer.expires_after(has_none ? times_.retry : times_.scheduled);
        const auto [ended] = co_await source.timer.async_wait(as_tuple);
        if (!ended) source.wanted = true;
    }
}

/// Keys that could not be read leave those that there are.
net::awaitable<void> KeyKeeper::read_again(Source& source) {
    std::optional<KeySet> keys;
    if (source.setting.has_key_url())
        keys = co_await fetched(source.setting);
    else
        keys = read_file(source.setting.key_set);
    const bool usable = keys && !keys->empty();
    (usable ? reads_ : failed_reads_).add();
    if (usable)
        log_event(Severity::info, "keys-read", {{"issuer", source.setting.issuer}, {"keys", keys->size()}});
    else
        log_event(Severity::error, "keys-not-read", {{"issuer", source.setting.issuer}});
    std::vector<std::function<void()>> waiting;
    {
        const std::scoped_lock lock(source.mutex);
        if (usable) source.keys = std::make_shared<KeySet>(*std::move(keys));
        waiting = std::exchange(source.waiting, {});
    }
    for (const auto& done : waiting)
        done();
}

net::awaitable<std::optional<KeySet>> KeyKeeper::fetched(const IssuerSetting& setting) {
    const fhir::Result<fhir::ServerUrl> url = fhir::read_server_url(setting.key_set);
    if (!url) co_return std::nullopt;
    std::string text;
    const fhir::FetchTime time(io_.get_executor(), Clock::now() + times_.fetch);
    fhir::FhirRequest request{.origin = url->origin, .target = url->base_path};
    fhir::BodyReader::Taker taker = [&text](std::string_view bytes) {
        text += bytes;
        return true;
    };
    const fhir::Fetched got =
        co_await client_.get(std::move(request), std::move(taker), most_key_set_bytes, time.until());
    if (!got.failure) co_return read_key_set(text);
    log_event(Severity::error, "keys-not-fetched",
              {{"issuer", setting.issuer}, {"failure", code(*got.failure)}, {"status", got.status}});
    co_return std::nullopt;
}

} // namespace psoas::hooks
