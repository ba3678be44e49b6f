#include "hooks/feedback/card_memory.hpp"

namespace psoas::hooks {

void CardMemory::set_key(const HashKey& key) {
    if (key_known_) return;
    key_ = key;
    key_known_ = true;
}

void CardMemory::add(std::span<const Answer> answers) {
    for (const Answer& answer : answers)
        cards_.add(answer.hash, answer.time);
}

} // namespace psoas::hooks
