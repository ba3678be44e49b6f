#include "tests/bench/allocations.hpp"

#include <cerrno>
#include <cstdlib>

// The C library's own functions, which those below stand before. Of the C++ operators and of every library
// the memory comes from here.
extern "C" {
void* __libc_malloc(std::size_t bytes);
void* __libc_calloc(std::size_t count, std::size_t bytes);
void* __libc_realloc(void* memory, std::size_t bytes);
void* __libc_memalign(std::size_t alignment, std::size_t bytes);
}

namespace {

thread_local std::size_t count = 0;

} // namespace

extern "C" {

void* malloc(std::size_t bytes) {
    ++count;
    return __libc_malloc(bytes);
}

void* calloc(std::size_t how_many, std::size_t bytes) {
    ++count;
    return __libc_calloc(how_many, bytes);
}

void* realloc(void* memory, std::size_t bytes) {
    ++count;
    return __libc_realloc(memory, bytes);
}

void* aligned_alloc(std::size_t alignment, std::size_t bytes) {
    ++count;
    return __libc_memalign(alignment, bytes);
}

int posix_memalign(void** memory, std::size_t alignment, std::size_t bytes) {
    ++count;
    *memory = __libc_memalign(alignment, bytes);
    return *memory == nullptr ? ENOMEM : 0;
}

} // extern "C"

namespace psoas::bench {

std::size_t allocation_count() {
    return count;
}

} // namespace psoas::bench
