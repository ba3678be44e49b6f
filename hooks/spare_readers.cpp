#include "hooks/spare_readers.hpp"

#include <utility>

namespace psoas::hooks {

HookReader SpareReaders::take(Hook hook) {
    Readers& spare = of_hook(hook);
    if (spare.empty()) return {hook, aids_};
    HookReader reader = std::move(spare.back());
    spare.pop_back();
    return reader;
}

void SpareReaders::give_back(HookReader reader) {
    Readers& spare = of_hook(reader.hook());
    if (spare.size() == most_of_a_hook || reader.bytes() > most_bytes) return;
    reader.reset();
    spare.push_back(std::move(reader));
}

} // namespace psoas::hooks
