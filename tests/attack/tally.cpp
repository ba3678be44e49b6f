#include "tests/attack/tally.hpp"

#include <algorithm>
#include <cctype>
#include <cstdio>
#include <iostream>
#include <thread>

namespace psoas::attack {

using namespace std::chrono_literals;

namespace {

bool is_success(const SeenResponse& response) {
    return response.status / 100 == 2;
}

/// Responses without the interim ones.
std::vector<SeenResponse> final_responses(std::string_view received) {
    std::vector<SeenResponse> responses = responses_in(received);
    std::erase_if(responses, [](const SeenResponse& response) { return response.status < 200; });
    return responses;
}

/// Are the bytes responses from the first to the last, as far as they came?
bool is_well_framed(const RawClient& client) {
    const std::string_view received = client.received();
    const auto responses = responses_in(received);
    if (responses.empty()) return received.empty() || client.end() != End::closed;
    const SeenResponse& last = responses.back();
    return last.body.data() + last.body.size() == received.data() + received.size()
           || client.end() != End::closed;
}

bool is_wrong(const RawClient& client, const HostileRequest& sent) {
    if (!is_well_framed(client)) return true;
    const auto responses = final_responses(client.received());
    const auto successes = static_cast<std::size_t>(std::ranges::count_if(responses, is_success));
    if (std::ranges::any_of(responses, [](const SeenResponse& r) { return r.status == 500; })) return true;
    switch (sent.expected) {
    case Expected::refused:
        return successes > 0;
    case Expected::rejected:
        return !responses.empty() && is_success(responses.front());
    case Expected::answered: // or told that there is no time for it, where others take it
        return successes
                   + static_cast<std::size_t>(std::ranges::count(responses, 503U, &SeenResponse::status))
               != sent.requests;
    case Expected::handled:
        return false;
    }
    return true;
}

/// Without what a terminal would not show.
std::string printable(std::string text) {
    for (char& c : text)
        if (std::isprint(static_cast<unsigned char>(c)) == 0) c = '?';
    return text.substr(0, 120);
}

} // namespace

Tally::Tally(std::string name, const Target& target)
    : name_(std::move(name)), target_(target), defects_before_(target.defects()),
      descriptors_before_(target.descriptors()) {
    target_.forget_peak_memory();
}

void Tally::complain(const std::string& what, const std::string& shape) {
    if (++complaints_ <= 20) std::cerr << name_ << ": " << what << ": " << printable(shape) << std::endl;
}

void Tally::count(const RawClient& client, const HostileRequest& sent, bool hung) {
    count(client, is_wrong(client, sent), hung, sent.shape);
}

void Tally::count(const RawClient& client, bool wrong, bool hung, const std::string& shape) {
    ++tried_;
    const auto responses = final_responses(client.received());
    for (const SeenResponse& response : responses)
        ++statuses_[response.status];
    if (responses.empty()) ++unanswered_;
    if (wrong) {
        ++wrong_;
        std::string what = "wrong (";
        for (const SeenResponse& response : responses)
            what += std::to_string(response.status) + ' ';
        complain(what + ")", shape);
    }
    if (hung) {
        ++hangs_;
        complain("hangs", shape);
    }
}

void Tally::finish() {
    peak_mib_ = target_.peak_memory_mib();
    if (!target_.is_alive()) {
        ++crashes_;
        return;
    }
    if (target_.has_other_clients()) return;
    if (!target_.answers_rightly()) {
        ++wrong_;
        complain("afterwards", "a good call is not answered rightly");
    }
    if (const std::size_t defects = target_.defects() - defects_before_; defects > 0) {
        wrong_ += defects;
        complain("afterwards", std::to_string(defects) + " internal errors in the log");
    }
    // Connections that were refused are listened to for a while yet.
    for (int tries = 0; tries < 1000 && target_.descriptors() > descriptors_before_; ++tries)
        std::this_thread::sleep_for(10ms);
    left_open_ = target_.descriptors() - std::min(descriptors_before_, target_.descriptors());
    if (left_open_ > 0) complain("afterwards", std::to_string(left_open_) + " descriptors are still open");
    if (peak_mib_ > memory_bound_mib) complain("memory", std::to_string(peak_mib_) + " MiB");
}

bool Tally::is_right() const {
    return tried_ > 0 && wrong_ + crashes_ + hangs_ + left_open_ == 0 && peak_mib_ <= memory_bound_mib;
}

const char* Tally::header() {
    return "| class | tried | answered with | closed unanswered | wrong | crashes | hangs | left open | peak "
           "MiB |\n"
           "| --- | --- | --- | --- | --- | --- | --- | --- | --- |";
}

std::string Tally::row() const {
    std::string answers;
    for (const auto& [status, count] : statuses_)
        answers += (answers.empty() ? "" : ", ") + std::to_string(status) + " × " + std::to_string(count);
    char peak[16];
    std::snprintf(peak, sizeof peak, "%.0f", peak_mib_);
    std::string row =
        "| " + name_ + " | " + std::to_string(tried_) + " | " + (answers.empty() ? "–" : answers);
    for (const std::size_t number : {unanswered_, wrong_, crashes_, hangs_, left_open_})
        row += " | " + std::to_string(number);
    return row + " | " + peak + " |";
}

} // namespace psoas::attack
