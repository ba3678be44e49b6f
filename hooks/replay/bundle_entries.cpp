#include "hooks/replay/bundle_entries.hpp"

namespace psoas::hooks {
namespace {

// The document, `entry`, an entry, its resource.
constexpr std::size_t document_depth = 1;
constexpr std::size_t entries_depth = 2;
constexpr std::size_t entry_depth = 3;
constexpr std::size_t longest_word = 64;

} // namespace

void BundleEntries::write(std::string_view bytes) {
    for (const char c : bytes) {
        next(c);
        ++at_;
    }
}

void BundleEntries::finish() {
    if (!is_bundle_ && depth_ == 0 && !held_.empty() && !is_too_long_) sink_(held_, 0);
    if (!is_bundle_ && is_too_long_) ++too_long_;
}

void BundleEntries::next(char c) {
    // What is not known to be a Bundle yet may be a resource itself.
    const bool holds = in_resource_ || !is_bundle_;
    if (holds && held_.size() < most_bytes_)
        held_ += c;
    else if (holds)
        is_too_long_ = true;

    if (!in_string_) return structure(c);
    if (escaped_) {
        escaped_ = false;
    } else if (c == '\\') {
        escaped_ = true;
    } else if (c == '"') {
        in_string_ = false;
        return end_string();
    }
    if ((depth_ == document_depth || depth_ == entry_depth) && string_.size() < longest_word) string_ += c;
}

void BundleEntries::structure(char c) {
    switch (c) {
    case '"':
        in_string_ = true;
        string_.clear();
        return;
    case ':':
        if (depth_ == document_depth || depth_ == entry_depth) key_ = string_;
        return;
    case '{':
    case '[':
        return begin(c);
    case '}':
    case ']':
        return end();
    default:
        return;
    }
}

// A Bundle's type may come after its entries.
void BundleEntries::end_string() {
    if (depth_ == document_depth && key_ == "resourceType" && string_ == "Bundle") is_bundle_ = true;
}

void BundleEntries::begin(char c) {
    ++depth_;
    if (depth_ == entries_depth) in_entries_ = c == '[' && key_ == "entry";
    if (in_entries_ && depth_ == entries_depth) {
        is_bundle_ = true; // no resource but a Bundle has a list of this name with resources
        held_.clear();
        is_too_long_ = false;
    }
    if (depth_ == entry_depth) key_.clear();
    if (in_entries_ && depth_ == entry_depth + 1 && c == '{' && key_ == "resource") {
        in_resource_ = true;
        is_too_long_ = false;
        held_ = c;
        resource_at_ = at_;
    }
}

void BundleEntries::end() {
    if (depth_ == 0) return;
    --depth_;
    if (in_resource_ && depth_ == entry_depth) {
        in_resource_ = false;
        if (is_too_long_)
            ++too_long_;
        else
            sink_(held_, resource_at_);
        held_.clear();
    }
    if (depth_ == document_depth) {
        in_entries_ = false;
        key_.clear();
    }
}

} // namespace psoas::hooks
