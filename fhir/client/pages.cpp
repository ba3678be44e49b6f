#include "fhir/client/pages.hpp"

#include "fhir/document_reader.hpp"
#include "fhir/next_page.hpp"

#include <string>
#include <utility>

namespace psoas::fhir {
namespace {

/// Reads one page after the other, and keeps what leads to the next.
class PageReader {
public:
    PageReader(ResourceReader::Sink sink, const PageLimits& limits)
        : sink_(std::move(sink)), resources_left_(limits.resources),
          reader_([this](const Resource& resource, ResourceReader::Place place) { take(resource, place); }) {}
    PageReader(const PageReader&) = delete;
    PageReader& operator=(const PageReader&) = delete;

    bool write(std::string_view bytes) {
        reader_.write(bytes);
        return resources_left_ > 0;
    }
    /// Ends a page. False if its JSON was no whole document.
    bool finish() {
        next_ = std::exchange(found_, std::nullopt);
        return reader_.finish().has_value();
    }
    [[nodiscard]] const std::optional<std::string>& next() const { return next_; }

private:
    void take(const Resource& resource, ResourceReader::Place place) {
        if (resources_left_ == 0) return;
        --resources_left_;
        if (place == ResourceReader::Place::outermost) found_ = next_page(resource);
        sink_(resource, place);
    }

    ResourceReader::Sink sink_;
    std::size_t resources_left_;
    DocumentReader reader_;
    std::optional<std::string> found_; ///< in the page that is being read
    std::optional<std::string> next_;  ///< after the page that was read
};

} // namespace

boost::asio::awaitable<PagesRead> read_pages(FhirClient& client, FhirRequest first, ResourceReader::Sink sink,
                                             PageLimits limits, Until until) {
    PagesRead read;
    PageReader reader(std::move(sink), limits);
    FhirRequest request = std::move(first);
    std::size_t bytes_left = limits.bytes;
    for (;;) {
        const BodyReader::Taker taker = [&reader](std::string_view bytes) { return reader.write(bytes); };
        const Fetched fetched = co_await client.get(request, taker, bytes_left, until);
        const bool whole = reader.finish();
        read.status = fetched.status;
        read.failure = fetched.failure;
        if (!read.failure && !whole) read.failure = FetchFailure::malformed_json;
        if (read.failure) co_return read;
        ++read.pages;
        if (!reader.next()) co_return read;

        const std::optional<std::string> next =
            target_of_link(request.origin, request.target, *reader.next());
        if (!next)
            read.failure = FetchFailure::other_origin;
        else if (read.pages == limits.pages)
            read.failure = FetchFailure::too_much;
        if (read.failure) co_return read;
        request.target = *next;
        bytes_left = fetched.bytes_left;
    }
}

} // namespace psoas::fhir
