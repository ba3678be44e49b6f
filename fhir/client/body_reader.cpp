#include "fhir/client/body_reader.hpp"

#include <algorithm>

namespace psoas::fhir {
namespace {

// Between two looks at the clock.
constexpr std::size_t bytes_a_piece = 65536;

} // namespace

bool BodyReader::write(std::string_view bytes) {
    if (failure_) return false;
    if (!inflater_) return hand_on(bytes);
    switch (inflater_->write(bytes, [this](std::string_view inflated) { return hand_on(inflated); })) {
    case Inflater::State::reading:
    case Inflater::State::stopped:
        break;
    case Inflater::State::malformed:
    case Inflater::State::bomb:
        failure_ = FetchFailure::content_encoding;
        break;
    }
    return !failure_;
}

bool BodyReader::hand_on(std::string_view bytes) {
    while (!bytes.empty()) {
        if (std::chrono::steady_clock::now() >= deadline_) failure_ = FetchFailure::timed_out;
        if (left_ == 0) failure_ = FetchFailure::too_much;
        if (failure_) return false;
        const std::string_view piece = bytes.substr(0, std::min(bytes_a_piece, left_));
        left_ -= piece.size();
        bytes.remove_prefix(piece.size());
        if (!taker_(piece)) failure_ = FetchFailure::too_much;
    }
    return !failure_;
}

void BodyReader::finish() {
    if (!failure_ && inflater_ && !inflater_->complete()) failure_ = FetchFailure::content_encoding;
}

} // namespace psoas::fhir
