#pragma once

#include <bit>
#include <cstddef>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace psoas::fhir {

[[nodiscard]] inline bool is_json_space(char character) {
    return character == ' ' || character == '\n' || character == '\r' || character == '\t';
}

/// The first byte that is no white space of JSON.
[[nodiscard]] inline const char* end_of_spaces(const char* at, const char* end) {
    if (at != end && *at > ' ') return at; // most JSON is written without any
    while (at != end && is_json_space(*at))
        ++at;
    return at;
}

/// The first byte that may end a run of plain characters in a string: a quote, a backslash, a control
/// character, or one that is not ASCII.
[[nodiscard]] inline const char* end_of_plain(const char* at, const char* end) {
#if defined(__SSE2__)
    constexpr std::ptrdiff_t together = sizeof(__m128i);
    for (; end - at >= together; at += together) {
        const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
        const __m128i quotes = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('"'));
        const __m128i backslashes = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\\'));
        const __m128i others = _mm_cmplt_epi8(bytes, _mm_set1_epi8(' ')); // what is not ASCII is below zero
        const auto special =
            static_cast<unsigned>(_mm_movemask_epi8(_mm_or_si128(_mm_or_si128(quotes, backslashes), others)));
        if (special != 0) return at + std::countr_zero(special);
    }
#endif
    while (at != end && static_cast<signed char>(*at) >= ' ' && *at != '"' && *at != '\\')
        ++at;
    return at;
}

} // namespace psoas::fhir
