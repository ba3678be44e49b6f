#include "hooks/replay/checksum.hpp"

#include <zlib.h>

namespace psoas::hooks {
namespace {

/// The line before a text that is sealed: its form, its length and its checksum.
std::string heading_of(std::string_view text) {
    Digest digest;
    digest.add(text);
    return "psoas-cds work 1 " + std::to_string(digest.bytes) + ' ' + std::to_string(digest.checksum) + '\n';
}

} // namespace

void Digest::add(std::string_view more) {
    bytes += more.size();
    checksum = static_cast<std::uint32_t>(
        crc32_z(checksum, reinterpret_cast<const unsigned char*>(more.data()), more.size()));
}

void Tally::add(std::string_view record) {
    Digest digest;
    digest.add(record);
    add({.records = 1, .checksums = digest.checksum});
}

void Tally::add(const Tally& other) {
    records += other.records;
    checksums += other.checksums;
}

std::string sealed(std::string_view text) {
    return heading_of(text).append(text);
}

std::optional<std::string_view> unsealed(std::string_view sealed_text) {
    const std::size_t end = sealed_text.find('\n');
    if (end == std::string_view::npos) return std::nullopt;
    const std::string_view text = sealed_text.substr(end + 1);
    return sealed_text.substr(0, end + 1) == heading_of(text) ? std::optional(text) : std::nullopt;
}

} // namespace psoas::hooks
